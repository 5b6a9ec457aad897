package org.guanjia.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions in FEEL: called with arguments in order or by name, defined, and the types they and {@code instance of} speak of. */
record FeelFunctions(FeelParser parser, FeelScope scope) {

  private static final Set<String> COMPOSED = Set.of("list", "range", "context", "function");

  /** The arguments of a call; {@code labels} is empty where they are given in order. */
  private record Arguments(List<Expr> values, List<String> labels) {
  }

  /** A call of a function in scope or of a built-in one, the name already taken. */
  Expr call(String name) {
    boolean own = scope.names.contains(name);
    if (!own && !Builtins.NAMES.contains(name)) {
      throw new FeelException(Builtins.UNSUPPORTED.contains(name) ? Problem.Kind.UNSUPPORTED_FEEL : Problem.Kind.UNKNOWN_NAME, name + "()");
    }
    Arguments arguments = arguments();
    if (own) {
      return arguments.labels().isEmpty() ? new Expr.Call(name, arguments.values())
          : new Expr.Invoked(new Expr.Name(name), arguments.values(), arguments.labels());
    }
    List<Expr> values = arguments.labels().isEmpty() ? arguments.values() : inOrder(name, arguments);
    String wrong = Builtins.wrongCount(name, values.size());
    if (wrong != null) {
      throw new FeelException(Problem.Kind.TYPE, wrong);
    }
    refuse(name, values);
    if (name.equals("get entries")) {
      scope.entries.addAll(List.of(Contexts.KEY, Contexts.VALUE));
    }
    return new Expr.Call(name, values);
  }

  /** A call of a function that is a value. */
  Expr invocation(Expr function) {
    Arguments arguments = arguments();
    return new Expr.Invoked(function, arguments.values(), arguments.labels().isEmpty() ? null : arguments.labels());
  }

  private Arguments arguments() {
    scope.text.expect("(");
    List<Expr> values = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    while (!scope.text.take(")")) {
      if (!values.isEmpty()) {
        scope.text.expect(",");
      }
      String label = scope.text.takeLabel();
      if (label != null) {
        labels.add(label);
      }
      values.add(parser.readExpression());
      if (!labels.isEmpty() && labels.size() < values.size()) {
        throw scope.text.wrong("arguments with and without a name");
      }
    }
    return new Arguments(values, labels);
  }

  private static List<Expr> inOrder(String name, Arguments arguments) {
    List<String> signature = Builtins.signatures(name).stream().filter(one -> one.containsAll(arguments.labels())).findFirst()
        .orElseThrow(() -> new FeelException(Problem.Kind.TYPE, name + "() with arguments " + String.join(", ", arguments.labels())));
    List<Expr> values = new ArrayList<>();
    int last = -1;
    for (String parameter : signature) {
      int place = arguments.labels().indexOf(parameter);
      values.add(place < 0 ? new Expr.Literal(null) : arguments.values().get(place));
      last = place < 0 ? last : values.size() - 1;
    }
    return values.subList(0, Math.max(last + 1, Builtins.few(name)));
  }

  /** What is written out and would be null here, though the standard gives it a value. */
  private static void refuse(String name, List<Expr> values) {
    if (name.equals("time") && values.getFirst() instanceof Expr.Literal(String literal) && literal.indexOf('@') >= 0) {
      throw new FeelException(Problem.Kind.UNSUPPORTED_FEEL, "time() with the name of a zone");
    }
  }

  Expr definition() {
    scope.text.expect("(");
    List<Expr.Parameter> parameters = new ArrayList<>();
    while (!scope.text.take(")")) {
      if (!parameters.isEmpty()) {
        scope.text.expect(",");
      }
      String name = scope.text.takeNewName(List.of(":", ",", ")"));
      @Nullable Type type = scope.text.take(":") ? type() : null;
      if (parameters.stream().anyMatch(other -> other.name().equals(name))) {
        throw new FeelException(Problem.Kind.SYNTAX, "two parameters " + name);
      }
      parameters.add(new Expr.Parameter(name, type));
    }
    if (scope.text.isWord("external")) {
      throw new FeelException(Problem.Kind.UNSUPPORTED_FEEL, "external function");
    }
    return new Expr.Lambda(parameters, scope.within(parameters.stream().map(Expr.Parameter::name).toList(), parser::readExpression));
  }

  /** @throws FeelException where it is none of the standard's simple types, or a list, range or context that does not say of what */
  Type type() {
    String simple = scope.text.takeKnown(Type.SIMPLE);
    if (simple != null) {
      return Type.simple(simple);
    }
    String name = scope.text.takeIdentifier();
    if (name == null) {
      throw scope.text.wrong("expected a type");
    } else if (!COMPOSED.contains(name) || name.equals("function")) {
      throw new FeelException(Problem.Kind.UNSUPPORTED_FEEL, "type " + name);
    } else if (!scope.text.take("<")) {
      throw new FeelException(Problem.Kind.UNSUPPORTED_FEEL, "type " + name + " without what it holds");
    }
    List<String> keys = new ArrayList<>();
    List<Type> parts = new ArrayList<>();
    do {
      if (name.equals("context")) {
        keys.add(scope.text.takeNewName(List.of(":")));
        scope.text.expect(":");
      }
      parts.add(type());
    } while (name.equals("context") && scope.text.take(","));
    scope.text.expect(">");
    return new Type(name, keys, parts);
  }
}
