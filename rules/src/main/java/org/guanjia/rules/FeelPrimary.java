package org.guanjia.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The innermost part of an expression: a literal, a name, a call, or something in brackets. */
record FeelPrimary(FeelParser parser, FeelScope scope) {

  /** What may stand on the right of a sign without brackets: it then takes all that follows. */
  private static final List<String> OPENING = List.of("if", "for", "some", "every");

  Expr read() {
    char next = scope.text.next();
    if (FeelText.digit(next) || next == '.' && FeelText.digit(scope.text.after())) {
      return new Expr.Literal(new BigDecimal(scope.text.takeNumber()));
    } else if (next == '"') {
      return new Expr.Literal(scope.text.takeString());
    } else if (next == '@') {
      return temporal();
    } else if (next == '(') {
      return bracketed();
    } else if (next == '[' || next == ']') {
      return listOrRange();
    } else if (next == '{') {
      return context();
    } else if (scope.text.take("?")) {
      return new Expr.Tested();
    }
    return named();
  }

  private Expr temporal() {
    scope.text.expect("@");
    if (scope.text.next() != '"') {
      throw scope.text.wrong("expected a string after @");
    }
    String literal = scope.text.takeString();
    Object value = Temporals.of(literal);
    if (value == null) {
      throw new FeelException(Problem.Kind.SYNTAX, "neither a date nor a time nor a duration: " + literal);
    }
    return new Expr.Literal(value);
  }

  private Expr bracketed() {
    scope.text.expect("(");
    for (Expr.Comparison by : Expr.Comparison.values()) {
      if (scope.text.next() == by.sign.charAt(0)) {
        return openEnded();
      }
    }
    Expr first = parser.readExpression();
    if (scope.text.take("..")) {
      return range(false, first);
    }
    scope.text.expect(")");
    return first;
  }

  /** {@code (>= 5)}: a range without its other end. */
  private Expr openEnded() {
    for (String sign : List.of("<=", ">=", "<", ">", "=")) {
      if (scope.text.take(sign)) {
        Expr end = parser.readSum();
        scope.text.expect(")");
        return switch (sign) {
          case "<=" -> new Expr.RangeOf(false, null, end, true);
          case "<" -> new Expr.RangeOf(false, null, end, false);
          case ">=" -> new Expr.RangeOf(true, end, null, false);
          case ">" -> new Expr.RangeOf(false, end, null, false);
          default -> new Expr.RangeOf(true, end, end, true);
        };
      }
    }
    throw scope.text.wrong("not understood");
  }

  private Expr listOrRange() {
    boolean closed = scope.text.take("[");
    if (!closed) {
      scope.text.expect("]");
    }
    if (closed && scope.text.take("]")) {
      return new Expr.ListOf(List.of());
    }
    Expr first = parser.readExpression();
    if (scope.text.take("..")) {
      return range(closed, first);
    } else if (!closed) {
      throw scope.text.wrong("expected ..");
    }
    List<Expr> items = new ArrayList<>(List.of(first));
    while (scope.text.take(",")) {
      items.add(parser.readExpression());
    }
    scope.text.expect("]");
    return new Expr.ListOf(items);
  }

  private Expr range(boolean lowClosed, Expr low) {
    Expr high = parser.readEnd();
    if (scope.text.take("]")) {
      return new Expr.RangeOf(lowClosed, low, high, true);
    } else if (scope.text.take("[") || scope.text.take(")")) {
      return new Expr.RangeOf(lowClosed, low, high, false);
    }
    throw scope.text.wrong("a range without its end");
  }

  private Expr context() {
    scope.text.expect("{");
    List<Expr.Entry> read = new ArrayList<>();
    List<String> inner = new ArrayList<>();
    while (!scope.text.take("}")) {
      if (!read.isEmpty()) {
        scope.text.expect(",");
      }
      String name = scope.text.next() == '"' ? scope.text.takeString() : scope.text.takeNewName(List.of(":"));
      if (inner.contains(name)) {
        throw new FeelException(Problem.Kind.SYNTAX, "two entries " + name);
      }
      scope.text.expect(":");
      read.add(new Expr.Entry(name, scope.within(inner, parser::readExpression)));
      inner.add(name);
      scope.entries.add(name);
    }
    return new Expr.ContextOf(read, null);
  }

  private Expr named() {
    int start = scope.text.place();
    FeelFunctions functions = new FeelFunctions(parser, scope);
    if (scope.text.takeWord("function")) {
      return functions.definition();
    } else if (OPENING.stream().anyMatch(scope.text::isWord)) {
      return parser.readExpression();
    }
    String name = scope.text.takeKnown(scope.known);
    if (name == null) {
      name = scope.text.takeIdentifier();
    }
    if (name == null) {
      throw scope.text.wrong("expected a value");
    } else if (FeelParser.keyword(name)) {
      return constant(name, start);
    } else if (scope.text.next() == '(') {
      return functions.call(name);
    } else if (scope.names.contains(name)) {
      return new Expr.Name(name);
    }
    scope.text.back(start);
    String plain = scope.text.takeIdentifier();
    throw new FeelException(Problem.Kind.UNKNOWN_NAME, plain == null ? name : plain);
  }

  private Expr constant(String word, int start) {
    switch (word) {
      case "true":
        return new Expr.Literal(Boolean.TRUE);
      case "false":
        return new Expr.Literal(Boolean.FALSE);
      case "null":
        return new Expr.Literal(null);
      default:
        scope.text.back(start);
        throw scope.text.wrong("expected a value");
    }
  }
}
