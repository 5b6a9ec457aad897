package org.guanjia.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Arithmetic, and what stands after a value: properties, filters, calls, types. */
record FeelOperators(FeelParser parser, FeelScope scope) {

  Expr sum() {
    Expr left = product();
    while (scope.text.next() == '+' || scope.text.next() == '-') {
      scope.link();
      char sign = scope.text.take("+") ? '+' : minus();
      left = new Expr.Arithmetic(sign, left, product());
    }
    return left;
  }

  private char minus() {
    scope.text.expect("-");
    return '-';
  }

  private Expr product() {
    Expr left = power();
    while (scope.text.next() == '/' || scope.text.next() == '*' && scope.text.after() != '*') {
      scope.link();
      char sign = scope.text.take("*") ? '*' : '/';
      if (sign == '/') {
        scope.text.expect("/");
      }
      left = new Expr.Arithmetic(sign, left, power());
    }
    return left;
  }

  private Expr power() {
    Expr left = negation();
    while (scope.text.take("**")) {
      scope.link();
      left = new Expr.Arithmetic('^', left, negation());
    }
    return left;
  }

  private Expr negation() {
    return scope.deeper(() -> scope.text.next() == '-' ? signed() : instance(postfix(new FeelPrimary(parser, scope).read())));
  }

  private Expr signed() {
    Expr of = scope.deeper(() -> scope.text.take("-") ? new Expr.Negated(signed()) : postfix(new FeelPrimary(parser, scope).read()));
    if (scope.text.isWord("instance")) {
      throw scope.text.wrong("a sign before a type is asked for, without brackets");
    }
    return of;
  }

  private Expr instance(Expr of) {
    if (!scope.text.takeWord("instance")) {
      return of;
    }
    scope.text.expectWord("of");
    return new Expr.InstanceOf(of, new FeelFunctions(parser, scope).type());
  }

  private Expr postfix(Expr of) {
    Expr read = of;
    while (true) {
      if (scope.text.next() == '.' && scope.text.after() != '.') {
        scope.link();
        scope.text.expect(".");
        read = new Expr.Property(read, property());
      } else if (!scope.endpoint && scope.text.take("[")) {
        scope.link();
        read = new Expr.Filtered(read, filter());
        scope.text.expect("]");
      } else if (scope.text.next() == '(' && maybeFunction(read)) {
        scope.link();
        read = new FeelFunctions(parser, scope).invocation(read);
      } else {
        return read;
      }
    }
  }

  private String property() {
    Set<String> properties = new HashSet<>(Values.PROPERTIES);
    properties.addAll(scope.entries);
    String name = scope.text.takeKnown(properties);
    name = name == null ? scope.text.takeIdentifier() : name;
    if (name == null) {
      throw scope.text.wrong("expected a property's name");
    }
    return name;
  }

  private Expr filter() {
    List<String> inner = new ArrayList<>(scope.entries);
    inner.add("item");
    return scope.asEndpoint(false, () -> scope.within(inner, parser::readExpression));
  }

  private static boolean maybeFunction(Expr read) {
    return read instanceof Expr.Property || read instanceof Expr.Filtered || read instanceof Expr.Lambda || read instanceof Expr.Call
        || read instanceof Expr.Invoked;
  }
}
