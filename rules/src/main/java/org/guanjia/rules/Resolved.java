package org.guanjia.rules;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A cell as text with the month's parameters put in, for people to read. */
final class Resolved {

  private Resolved() {
  }

  /** The names an expression speaks of. */
  static Set<String> names(Expr expr) {
    Set<String> names = new LinkedHashSet<>();
    gather(expr, names);
    return names;
  }

  private static void gather(Expr expr, Set<String> names) {
    if (expr instanceof Expr.Name name) {
      names.add(name.name());
    } else if (expr instanceof Expr.Call call) {
      names.add(call.function());
    }
    Expr.parts(expr).forEach(part -> gather(part, names));
  }

  static String text(Expr expr, Map<String, Object> parameters) {
    return switch (expr) {
      case Expr.Anything anything -> "-";
      case Expr.Tested tested -> "?";
      case Expr.Test test -> test.by().sign + " " + text(test.with(), parameters);
      case Expr.AnyOf any -> any.tests().stream().map(one -> text(one, parameters)).collect(Collectors.joining(", "));
      case Expr.NoneOf none -> "not(" + text(none.tests(), parameters) + ")";
      case Expr.RangeOf range -> (range.lowClosed() ? "[" : "(") + end(range.low(), parameters) + ".." + end(range.high(), parameters)
          + (range.highClosed() ? "]" : ")");
      case Expr.Literal literal -> Values.literal(literal.value());
      case Expr.Name name -> parameters.containsKey(name.name()) ? Values.literal(parameters.get(name.name())) : name.name();
      case Expr.Property property -> text(property.of(), parameters) + "." + property.name();
      case Expr.Negated negated -> "-" + text(negated.of(), parameters);
      case Expr.Arithmetic a -> two(a.left(), a.sign() == '^' ? "**" : String.valueOf(a.sign()), a.right(), parameters);
      case Expr.Compared c -> two(c.left(), c.by().sign, c.right(), parameters);
      case Expr.And and -> two(and.left(), "and", and.right(), parameters);
      case Expr.Or or -> two(or.left(), "or", or.right(), parameters);
      case Expr.Call call -> call.function() + call.arguments().stream().map(one -> text(one, parameters)).collect(Collectors.joining(", ", "(", ")"));
      case Expr.ListOf list -> list.items().stream().map(one -> text(one, parameters)).collect(Collectors.joining(", ", "[", "]"));
      case Expr.Between b -> text(b.of(), parameters) + " between " + text(b.low(), parameters) + " and " + text(b.high(), parameters);
      case Expr.In in -> text(in.of(), parameters) + " in (" + text(in.tests(), parameters) + ")";
      case Expr.If i -> "if " + text(i.condition(), parameters) + " then " + text(i.then(), parameters) + " else " + text(i.otherwise(), parameters);
      default -> "...";
    };
  }

  private static String end(@Nullable Expr end, Map<String, Object> parameters) {
    return end == null ? "" : text(end, parameters);
  }

  private static String two(Expr left, String sign, Expr right, Map<String, Object> parameters) {
    return "(" + text(left, parameters) + " " + sign + " " + text(right, parameters) + ")";
  }
}
