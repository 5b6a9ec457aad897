package org.guanjia.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A DMN model, read: what goes in, what is decided, and which decision requires what. */
record Model(Map<String, InputData> inputs, Map<String, Node> nodes) {

  /** {@code type} is a FEEL type, {@code allowed} unary tests of the item definition. */
  record InputData(String name, @Nullable String type, @Nullable Expr allowed) {
  }

  /** A decision, or business knowledge where {@code parameters} are not null; {@code type} is the decision's FEEL type where it is a simple one. */
  record Node(String name, Set<String> requires, @Nullable List<Expr.Parameter> parameters, Expr logic, @Nullable String type) {
  }

  /** Decisions asked for that input; each decided at most once, and only when another or the caller asks. */
  Env run(Map<String, ? extends @Nullable Object> given) {
    Map<String, @Nullable Object> checked = new HashMap<>();
    inputs.values().forEach(input -> checked.put(input.name(), allowed(input, given.get(input.name()))));
    return Env.of((name, asked) -> checked.containsKey(name) ? checked.get(name) : decided(name, asked));
  }

  private static @Nullable Object allowed(InputData input, @Nullable Object value) {
    if (input.allowed() == null || value == null || Unknown.is(value)) {
      return value;
    }
    return Boolean.TRUE.equals(Interpreter.test(input.allowed(), value, Env.empty())) ? value : null;
  }

  private @Nullable Object decided(String name, Env asked) {
    Node node = nodes.get(name);
    if (node == null) {
      return null;
    }
    return node.parameters() != null ? new Env.Function(node.parameters(), node.logic(), asked) : Types.conformed(Interpreter.value(node.logic(), asked), node.type());
  }

  /** The names of the inputs that a decision hangs on, by whatever decisions lie between. */
  Set<String> inputsOf(Set<String> required) {
    Set<String> found = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(required);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.removeLast();
      if (!seen.add(name)) {
        continue;
      } else if (inputs.containsKey(name)) {
        found.add(name);
      } else if (nodes.get(name) instanceof Node node) {
        open.addAll(node.requires());
      }
    }
    return found;
  }

  /** The nodes that require each other in a ring, in order; empty where there is none. */
  List<String> ring() {
    Map<String, Boolean> done = new LinkedHashMap<>();
    for (String name : nodes.keySet()) {
      List<String> ring = ring(name, new ArrayList<>(), done);
      if (!ring.isEmpty()) {
        return ring;
      }
    }
    return List.of();
  }

  private List<String> ring(String name, List<String> way, Map<String, Boolean> done) {
    if (way.contains(name)) {
      return new ArrayList<>(way.subList(way.indexOf(name), way.size()));
    }
    Node node = nodes.get(name);
    if (node == null || done.containsKey(name)) {
      return List.of();
    }
    way.add(name);
    for (String required : node.requires()) {
      List<String> ring = ring(required, way, done);
      if (!ring.isEmpty()) {
        return ring;
      }
    }
    way.removeLast();
    done.put(name, true);
    return List.of();
  }
}
