package org.guanjia.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.guanjia.rules.Expr.Comparison;
import org.jspecify.annotations.Nullable;

/** FEEL of DMN 1.5 by recursive descent. What is FEEL but not read here is refused by its name. */
final class FeelParser {

  private static final Set<String> KEYWORDS = Set.of("if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between",
      "instance", "of", "function", "external", "true", "false", "null");

  private final FeelScope scope;
  private final FeelText text;
  private final FeelOperators operators;

  private FeelParser(FeelScope scope) {
    this.scope = scope;
    this.text = scope.text;
    this.operators = new FeelOperators(this, scope);
  }

  /** An expression in which those names are in scope. @throws FeelException saying what is wrong */
  static Expr expression(String source, Collection<String> names) {
    return expression(source, names, new HashSet<>());
  }

  /** As {@link #expression(String, Collection)}; {@code entries} are names of contexts' entries, to which those of this expression are added. */
  static Expr expression(String source, Collection<String> names, Set<String> entries) {
    FeelParser parser = new FeelParser(new FeelScope(source, names, entries));
    return parser.whole(parser.expression());
  }

  /** The unary tests of a table's cell. @throws FeelException saying what is wrong */
  static Expr tests(String source, Collection<String> names) {
    return tests(source, names, new HashSet<>());
  }

  static Expr tests(String source, Collection<String> names, Set<String> entries) {
    FeelParser parser = new FeelParser(new FeelScope(source, names, entries));
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
    return by == null ? expression() : new Expr.Test(by, operators.sum());
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
    return scope.deeper(() -> {
      if (text.takeWord("if")) {
        return conditional();
      } else if (text.takeWord("for")) {
        return loop();
      } else if (text.takeWord("some")) {
        return quantified(false);
      } else if (text.takeWord("every")) {
        return quantified(true);
      }
      return disjunction();
    });
  }

  private Expr conditional() {
    Expr condition = expression();
    text.expectWord("then");
    Expr then = expression();
    text.expectWord("else");
    return new Expr.If(condition, then, expression());
  }

  private Expr loop() {
    List<String> inner = new ArrayList<>();
    List<Expr.Iteration> over = iterations(inner);
    text.expectWord("return");
    inner.add("partial");
    return new Expr.For(over, scope.within(inner, this::expression));
  }

  private Expr quantified(boolean every) {
    List<String> inner = new ArrayList<>();
    List<Expr.Iteration> over = iterations(inner);
    text.expectWord("satisfies");
    return new Expr.Quantified(every, over, scope.within(inner, this::expression));
  }

  private List<Expr.Iteration> iterations(List<String> inner) {
    List<Expr.Iteration> over = new ArrayList<>();
    do {
      String name = text.takeNewNameBefore("in");
      text.expectWord("in");
      Expr list = scope.within(inner, this::expression);
      Expr end = text.take("..") ? scope.within(inner, this::expression) : null;
      over.add(new Expr.Iteration(name, list, end));
      inner.add(name);
    } while (text.take(","));
    return over;
  }

  private Expr disjunction() {
    Expr left = conjunction();
    while (text.takeWord("or")) {
      scope.link();
      left = new Expr.Or(left, conjunction());
    }
    return left;
  }

  private Expr conjunction() {
    Expr left = compared();
    while (text.takeWord("and")) {
      scope.link();
      left = new Expr.And(left, compared());
    }
    return left;
  }

  private Expr compared() {
    Expr left = operators.sum();
    if (text.takeWord("between")) {
      Expr low = operators.sum();
      text.expectWord("and");
      return new Expr.Between(left, low, operators.sum());
    } else if (text.takeWord("in")) {
      return new Expr.In(left, membership());
    }
    Comparison by = comparison();
    return by == null ? left : new Expr.Compared(by, left, operators.sum());
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
    return by == null ? operators.sum() : new Expr.Test(by, operators.sum());
  }

  /** An expression of its own: between brackets, or an argument. */
  Expr readExpression() {
    return scope.asEndpoint(false, this::expression);
  }

  Expr readSum() {
    return operators.sum();
  }

  Expr readEnd() {
    return scope.asEndpoint(true, operators::sum);
  }

  static boolean keyword(String word) {
    return KEYWORDS.contains(word);
  }
}
