package org.guanjia.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The innermost part of an expression: a literal, a name, a call, or something in brackets. */
record FeelPrimary(FeelParser parser, FeelText text, Set<String> names, Set<String> known) {

  Expr read() {
    char next = text.next();
    if (FeelText.digit(next) || next == '.' && FeelText.digit(text.after())) {
      return new Expr.Literal(new BigDecimal(text.takeNumber()));
    } else if (next == '"') {
      return new Expr.Literal(text.takeString());
    } else if (next == '@') {
      return temporal();
    } else if (next == '(') {
      return bracketed();
    } else if (next == '[' || next == ']') {
      return listOrRange();
    } else if (next == '{') {
      return context();
    } else if (text.take("?")) {
      return new Expr.Tested();
    }
    return named();
  }

  private Expr temporal() {
    text.expect("@");
    if (text.next() != '"') {
      throw text.wrong("expected a string after @");
    }
    String literal = text.takeString();
    Object value = Temporals.of(literal);
    if (value == null) {
      throw new FeelException(Problem.Kind.SYNTAX, "neither a date nor a time nor a duration: " + literal);
    }
    return new Expr.Literal(value);
  }

  private Expr bracketed() {
    text.expect("(");
    for (Expr.Comparison by : Expr.Comparison.values()) {
      if (text.next() == by.sign.charAt(0)) {
        return openEnded();
      }
    }
    Expr first = parser.readExpression();
    if (text.take("..")) {
      return range(false, first);
    }
    text.expect(")");
    return first;
  }

  /** {@code (>= 5)}: a range without its other end. */
  private Expr openEnded() {
    for (String sign : List.of("<=", ">=", "<", ">", "=")) {
      if (text.take(sign)) {
        Expr end = parser.readSum();
        text.expect(")");
        return switch (sign) {
          case "<=" -> new Expr.RangeOf(false, null, end, true);
          case "<" -> new Expr.RangeOf(false, null, end, false);
          case ">=" -> new Expr.RangeOf(true, end, null, false);
          case ">" -> new Expr.RangeOf(false, end, null, false);
          default -> new Expr.RangeOf(true, end, end, true);
        };
      }
    }
    throw text.wrong("not understood");
  }

  private Expr listOrRange() {
    boolean closed = text.take("[");
    if (!closed) {
      text.expect("]");
    }
    if (closed && text.take("]")) {
      return new Expr.ListOf(List.of());
    }
    Expr first = parser.readExpression();
    if (text.take("..")) {
      return range(closed, first);
    } else if (!closed) {
      throw text.wrong("expected ..");
    }
    List<Expr> items = new ArrayList<>(List.of(first));
    while (text.take(",")) {
      items.add(parser.readExpression());
    }
    text.expect("]");
    return new Expr.ListOf(items);
  }

  private Expr range(boolean lowClosed, Expr low) {
    Expr high = parser.readEnd();
    if (text.take("]")) {
      return new Expr.RangeOf(lowClosed, low, high, true);
    } else if (text.take("[") || text.take(")")) {
      return new Expr.RangeOf(lowClosed, low, high, false);
    }
    throw text.wrong("a range without its end");
  }

  private Expr context() {
    text.expect("{");
    List<Expr.Entry> entries = new ArrayList<>();
    List<String> added = new ArrayList<>();
    while (!text.take("}")) {
      if (!entries.isEmpty()) {
        text.expect(",");
      }
      String name = text.next() == '"' ? text.takeString() : text.takeNewName(List.of(":"));
      text.expect(":");
      entries.add(new Expr.Entry(name, parser.readExpression()));
      if (names.add(name)) {
        added.add(name);
        known.add(name);
      }
    }
    names.removeAll(added);
    return new Expr.ContextOf(entries, null);
  }

  private Expr named() {
    int start = text.place();
    String name = text.takeKnown(known);
    if (name == null) {
      name = text.takeIdentifier();
    }
    if (name == null) {
      throw text.wrong("expected a value");
    } else if (FeelParser.keyword(name)) {
      return constant(name, start);
    } else if (text.next() == '(') {
      return call(name);
    } else if (names.contains(name)) {
      return new Expr.Name(name);
    }
    text.back(start);
    String plain = text.takeIdentifier();
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
        text.back(start);
        throw text.wrong("expected a value");
    }
  }

  private Expr call(String name) {
    if (!names.contains(name) && !Builtins.NAMES.contains(name)) {
      throw new FeelException(Builtins.UNSUPPORTED.contains(name) ? Problem.Kind.UNSUPPORTED_FEEL : Problem.Kind.UNKNOWN_NAME, name + "()");
    }
    text.expect("(");
    List<Expr> arguments = new ArrayList<>();
    while (!text.take(")")) {
      if (!arguments.isEmpty()) {
        text.expect(",");
      }
      refuseNamed();
      arguments.add(parser.readExpression());
    }
    @Nullable String wrong = names.contains(name) ? null : Builtins.wrongCount(name, arguments.size());
    if (wrong != null) {
      throw new FeelException(Problem.Kind.TYPE, wrong);
    }
    return new Expr.Call(name, arguments);
  }

  private void refuseNamed() {
    int start = text.place();
    if (text.takeIdentifier() != null && text.next() == ':') {
      throw new FeelException(Problem.Kind.UNSUPPORTED_FEEL, "named arguments");
    }
    text.back(start);
  }
}
