package org.guanjia.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.guanjia.rules.Expr.Comparison;
import org.jspecify.annotations.Nullable;

/** FEEL of DMN 1.5 by recursive descent. What is FEEL but not read here is refused by its name. */
final class FeelParser {

  private static final int DEPTH_MAX = 60;
  /** Signs in a row nest to the left: each is a step of recursion when it is evaluated. */
  private static final int LINKS_MAX = 200;
  private static final Set<String> KEYWORDS = Set.of("if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between",
      "instance", "of", "function", "external", "true", "false", "null");

  private final FeelText text;
  private final Set<String> names;
  private final Set<String> known = new HashSet<>();
  private int depth;
  private int links;
  private boolean endpoint;

  private FeelParser(String source, Collection<String> names) {
    this.text = new FeelText(source);
    this.names = new HashSet<>(names);
    known.addAll(names);
    known.addAll(Builtins.NAMES);
    known.addAll(Builtins.UNSUPPORTED);
  }

  /** An expression in which those names are in scope. @throws FeelException saying what is wrong */
  static Expr expression(String source, Collection<String> names) {
    FeelParser parser = new FeelParser(source, names);
    return parser.whole(parser.expression());
  }

  /** The unary tests of a table's cell. @throws FeelException saying what is wrong */
  static Expr tests(String source, Collection<String> names) {
    FeelParser parser = new FeelParser(source, names);
    return parser.whole(parser.unaryTests());
  }

  private Expr whole(Expr read) {
    if (!text.ended()) {
      throw text.wrong("not understood");
    }
    return read;
  }

  private Expr unaryTests() {
    int start = text.place();
    if (text.take("-") && text.ended()) {
      return new Expr.Anything();
    }
    text.back(start);
    if (text.takeWord("not") && text.take("(")) {
      Expr tests = testList();
      text.expect(")");
      if (text.ended()) {
        return new Expr.NoneOf(tests);
      }
      text.back(start);
    }
    text.back(start);
    return testList();
  }

  private Expr testList() {
    List<Expr> tests = new ArrayList<>();
    do {
      tests.add(test());
    } while (text.take(","));
    return tests.size() == 1 ? tests.getFirst() : new Expr.AnyOf(tests);
  }

  private Expr test() {
    Comparison by = comparison();
    return by == null ? expression() : new Expr.Test(by, sum());
  }

  private @Nullable Comparison comparison() {
    for (Comparison by : new Comparison[] {Comparison.LESS_OR_EQUAL, Comparison.GREATER_OR_EQUAL, Comparison.UNEQUAL, Comparison.LESS, Comparison.GREATER,
        Comparison.EQUAL}) {
      if (text.take(by.sign)) {
        return by;
      }
    }
    return null;
  }

  private Expr expression() {
    if (++depth > DEPTH_MAX) {
      throw new FeelException(Problem.Kind.SYNTAX, "nested deeper than " + DEPTH_MAX);
    }
    try {
      if (text.takeWord("if")) {
        return conditional();
      } else if (text.takeWord("for")) {
        return loop();
      } else if (text.takeWord("some")) {
        return quantified(false);
      } else if (text.takeWord("every")) {
        return quantified(true);
      } else if (text.isWord("function")) {
        throw new FeelException(Problem.Kind.UNSUPPORTED_FEEL, "function definition");
      }
      return disjunction();
    } finally {
      depth--;
    }
  }

  private Expr conditional() {
    Expr condition = expression();
    text.expectWord("then");
    Expr then = expression();
    text.expectWord("else");
    return new Expr.If(condition, then, expression());
  }

  private Expr loop() {
    List<Expr.Iteration> over = iterations();
    text.expectWord("return");
    return new Expr.For(over, within(over, List.of("partial")));
  }

  private Expr quantified(boolean every) {
    List<Expr.Iteration> over = iterations();
    text.expectWord("satisfies");
    return new Expr.Quantified(every, over, within(over, List.of()));
  }

  private List<Expr.Iteration> iterations() {
    List<Expr.Iteration> over = new ArrayList<>();
    List<String> added = new ArrayList<>();
    do {
      String name = text.takeNewName(List.of(" in ", "\nin ", "\tin "));
      text.expectWord("in");
      Expr list = expression();
      Expr end = text.take("..") ? expression() : null;
      over.add(new Expr.Iteration(name, list, end));
      if (names.add(name)) {
        added.add(name);
        known.add(name);
      }
    } while (text.take(","));
    names.removeAll(added);
    return over;
  }

  private Expr within(List<Expr.Iteration> over, List<String> more) {
    List<String> added = new ArrayList<>(more);
    over.forEach(iteration -> added.add(iteration.name()));
    added.removeIf(name -> !names.add(name));
    known.addAll(added);
    Expr body = expression();
    names.removeAll(added);
    return body;
  }

  private Expr disjunction() {
    Expr left = conjunction();
    while (text.takeWord("or")) {
      link();
      left = new Expr.Or(left, conjunction());
    }
    return left;
  }

  private Expr conjunction() {
    Expr left = compared();
    while (text.takeWord("and")) {
      link();
      left = new Expr.And(left, compared());
    }
    return left;
  }

  private Expr compared() {
    Expr left = sum();
    if (text.takeWord("between")) {
      Expr low = sum();
      text.expectWord("and");
      return new Expr.Between(left, low, sum());
    } else if (text.takeWord("in")) {
      return new Expr.In(left, membership());
    } else if (text.isWord("instance")) {
      throw new FeelException(Problem.Kind.UNSUPPORTED_FEEL, "instance of");
    }
    Comparison by = comparison();
    return by == null ? left : new Expr.Compared(by, left, sum());
  }

  /** What stands after {@code in}: one test, or several in round brackets (which may as well begin an open range). */
  private Expr membership() {
    int start = text.place();
    if (text.take("(")) {
      Expr tests = testList();
      if (text.take(")")) {
        return tests;
      }
      text.back(start);
    }
    Comparison by = comparison();
    return by == null ? sum() : new Expr.Test(by, sum());
  }

  private Expr sum() {
    Expr left = product();
    while (text.next() == '+' || text.next() == '-') {
      link();
      char sign = text.take("+") ? '+' : minus();
      left = new Expr.Arithmetic(sign, left, product());
    }
    return left;
  }

  private char minus() {
    text.expect("-");
    return '-';
  }

  private Expr product() {
    Expr left = power();
    while (text.next() == '/' || text.next() == '*' && text.after() != '*') {
      link();
      char sign = text.take("*") ? '*' : '/';
      if (sign == '/') {
        text.expect("/");
      }
      left = new Expr.Arithmetic(sign, left, power());
    }
    return left;
  }

  private Expr power() {
    Expr left = negation();
    while (text.take("**")) {
      link();
      Expr right = negation();
      if (right instanceof Expr.Literal(BigDecimal exponent) && exponent.stripTrailingZeros().scale() > 0) {
        throw new FeelException(Problem.Kind.UNSUPPORTED_FEEL, "** with an exponent that is no whole number");
      }
      left = new Expr.Arithmetic('^', left, right);
    }
    return left;
  }

  private Expr negation() {
    if (++depth > DEPTH_MAX) {
      throw new FeelException(Problem.Kind.SYNTAX, "nested deeper than " + DEPTH_MAX);
    }
    try {
      return text.take("-") ? new Expr.Negated(negation()) : postfix(new FeelPrimary(this, text, names, known).read());
    } finally {
      depth--;
    }
  }

  private Expr postfix(Expr of) {
    Expr read = of;
    while (true) {
      if (text.next() == '.' && text.after() != '.') {
        link();
        text.expect(".");
        String name = text.takeKnown(Values.PROPERTIES);
        name = name == null ? text.takeIdentifier() : name;
        if (name == null) {
          throw text.wrong("expected a property's name");
        }
        read = new Expr.Property(read, name);
      } else if (!endpoint && text.take("[")) {
        link();
        boolean added = names.add("item");
        known.add("item");
        read = new Expr.Filtered(read, expression());
        if (added) {
          names.remove("item");
        }
        text.expect("]");
      } else {
        return read;
      }
    }
  }

  private void link() {
    if (++links > LINKS_MAX) {
      throw new FeelException(Problem.Kind.SYNTAX, "more than " + LINKS_MAX + " parts");
    }
  }

  Expr readExpression() {
    return expression();
  }

  Expr readSum() {
    return sum();
  }

  /** The upper end of a range: a square bracket after it closes the range and filters nothing. */
  Expr readEnd() {
    boolean before = endpoint;
    endpoint = true;
    Expr end = sum();
    endpoint = before;
    return end;
  }

  static boolean keyword(String word) {
    return KEYWORDS.contains(word);
  }
}
