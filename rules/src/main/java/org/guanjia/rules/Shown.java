package org.guanjia.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A range of a raw fact as the office reads it: by the facts its table speaks of, {@code age} rather than {@code birth}. */
record Shown(MonthRules rules, DecisionTable table, List<Column> columns) {

  /** {@code from} is {@link Facts#UNKNOWN} where the range of a date has no beginning. */
  void put(Fact raw, long from, long to, Map<String, String> shown) {
    Set<Fact> used = new LinkedHashSet<>();
    columns.forEach(column -> used.addAll(column.facts));
    for (Fact fact : used) {
      if (fact.equals(raw)) {
        shown.put(fact.code(), range(fact, from, to));
      } else if (fact.derived() && rules.programme().vocabulary().settledBy(fact).equals(raw)) {
        long a = derived(fact, raw, from == Facts.UNKNOWN ? Cuts.FIRST_DAY : from);
        long b = derived(fact, raw, to);
        shown.put(fact.code(), range(fact, Math.min(a, b), Math.max(a, b)));
      }
    }
  }

  private long derived(Fact fact, Fact raw, long held) {
    long[] person = rules.programme().vocabulary().nobody();
    person[raw.place()] = held;
    return rules.held(fact, person);
  }

  private static String range(Fact fact, long from, long to) {
    if (from == to) {
      return Values.literal(fact.value(from));
    } else if (fact.kind() == Fact.Kind.BOOLEAN) {
      return "true, false";
    } else if (fact.kind() == Fact.Kind.TEXT) {
      return fact.values().subList((int) from, (int) to + 1).toString();
    } else if (fact.kind() == Fact.Kind.DATE && to >= Cuts.LAST_DAY) {
      return (from == Facts.UNKNOWN ? "any date" : ">= " + Values.literal(fact.value(from))) + (to == Facts.NONE ? ", null" : "");
    } else if (from == Facts.UNKNOWN) {
      return "<= " + Values.literal(fact.value(to));
    }
    return Values.text(fact.value(from)) + ".." + Values.text(fact.value(to));
  }
}
