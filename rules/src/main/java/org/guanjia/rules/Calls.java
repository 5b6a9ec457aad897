package org.guanjia.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.guanjia.rules.Env.Function;
import org.jspecify.annotations.Nullable;

/** Calls of functions: the model's, those defined in an expression, and the built-in ones. */
final class Calls {

  /** Functions that look at how something is composed and not at what is in it, where that may be unknown. */
  private static final Set<String> OUTWARD = Set.of("count", "get value");

  private Calls() {
  }

  static @Nullable Object call(Expr.Call call, Env env) {
    List<@Nullable Object> arguments = values(call.arguments(), env);
    if (env.value(call.function()) instanceof Function function) {
      return invoke(function, arguments, env);
    }
    Unknown unknown = weighed(arguments, !OUTWARD.contains(call.function()), env);
    if (unknown != null) {
      return unknown;
    }
    Object result = Builtins.call(call.function(), arguments, env);
    if (Weight.composed(result)) {
      env.spend(new Weight().add(result).taken());
    }
    return result;
  }

  static @Nullable Object invoked(Expr.Invoked invoked, Env env) {
    List<@Nullable Object> arguments = values(invoked.arguments(), env);
    Object function = Interpreter.value(invoked.function(), env);
    if (Unknown.is(function)) {
      return function;
    } else if (invoked.names() == null) {
      return invoke(function, arguments, env);
    }
    return function instanceof Function named ? byName(named, invoked.names(), arguments, env) : null;
  }

  /** What is not supplied is null; null where a name is not one of its parameters. */
  private static @Nullable Object byName(Function function, List<String> names, List<@Nullable Object> arguments, Env env) {
    List<String> parameters = function.parameters().stream().map(Expr.Parameter::name).toList();
    List<@Nullable Object> ordered = new ArrayList<>();
    for (String parameter : parameters) {
      int place = names.indexOf(parameter);
      ordered.add(place < 0 ? null : arguments.get(place));
    }
    return parameters.containsAll(names) ? invoke(function, ordered, env) : null;
  }

  /** null where it is no function, or the arguments are not as many as its parameters or not of their types. */
  static @Nullable Object invoke(@Nullable Object called, List<@Nullable Object> arguments, Env env) {
    if (!(called instanceof Function function) || function.parameters().size() != arguments.size()) {
      return null;
    }
    Env inner = function.closure().inner();
    for (int i = 0; i < arguments.size(); i++) {
      Expr.Parameter parameter = function.parameters().get(i);
      Object argument = Types.conformed(arguments.get(i), parameter.type());
      if (argument == null && arguments.get(i) != null) {
        return null;
      }
      inner.with(parameter.name(), argument);
    }
    return Interpreter.value(function.body(), inner);
  }

  private static List<@Nullable Object> values(List<Expr> arguments, Env env) {
    Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Interpreter.value(arguments.get(i), env);
    }
    return Arrays.asList(values);
  }

  /** Spends what the arguments weigh. @return what is unknown in them, or only of themselves where what they hold does not matter; null where nothing is */
  private static @Nullable Unknown weighed(List<@Nullable Object> arguments, boolean within, Env env) {
    Unknown unknown = null;
    for (Object argument : arguments) {
      Unknown found = argument instanceof Unknown itself ? itself : null;
      if (Weight.composed(argument)) {
        Weight weight = new Weight().add(argument);
        env.spend(weight.taken());
        found = within ? weight.unknown() : null;
      }
      unknown = found == null ? unknown : Unknown.of(unknown, found);
    }
    return unknown;
  }
}
