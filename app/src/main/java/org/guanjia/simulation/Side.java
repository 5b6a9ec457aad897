package org.guanjia.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.guanjia.benefits.Programmes;
import org.guanjia.rules.Fact;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.Population;

/**
 * One side of a simulation in one month, today's rules or those tried: ready to be asked.
 *
 * @param rules programme by programme, with that month's parameters
 * @param binding what binds programmes together; equal when the same does
 * @param decide answers by programme, after what binds them
 */
record Side(List<MonthRules> rules, Object binding, Function<Population, List<Outcomes>> decide) {

  static Side of(Programmes.Trial trial) {
    return new Side(trial.rules(), trial.binding(), trial::decide);
  }

  /** Rules that nothing binds together. */
  static Side of(List<MonthRules> rules) {
    return new Side(rules, "", people -> {
      List<Outcomes> all = new ArrayList<>();
      for (MonthRules each : rules) {
        Outcomes out = new Outcomes(people.size());
        each.decide(people, 0, people.size(), out, false);
        all.add(out);
      }
      return all;
    });
  }

  List<String> programmes() {
    return rules.stream().map(each -> each.programme().code()).toList();
  }

  /** Raw and derived facts that may matter. */
  Set<Fact> asks() {
    Set<Fact> asks = new HashSet<>();
    rules.forEach(each -> asks.addAll(each.programme().asks()));
    return asks;
  }

  /** Whether it says the same as another month's of everybody whose derived facts are the same: neither rules nor parameters turned between. */
  boolean saysTheSame(Side other) {
    if (rules.size() != other.rules.size() || !binding.equals(other.binding)) return false;
    for (int i = 0; i < rules.size(); i++) {
      MonthRules one = rules.get(i);
      MonthRules that = other.rules.get(i);
      if (!one.programme().hash().equals(that.programme().hash()) || !one.parameters().equals(that.parameters())) return false;
    }
    return true;
  }
}
