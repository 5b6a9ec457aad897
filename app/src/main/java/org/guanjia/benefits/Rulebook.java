package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.Population;

/**
 * All rules of a month, ready to be asked.
 *
 * @param programmes codes, in the order of their ordinals
 * @param hashes of each one's rules
 * @param rules of each one, with that month's parameters
 */
record Rulebook(long id, YearMonth month, List<String> programmes, int[] ordinals, List<String> hashes, List<MonthRules> rules, Joint joint) {

  /** What came out for some persons: programme by programme, and which places are bound by others. */
  record Answers(List<Outcomes> outcomes, long[] bound) {}

  Answers decide(Population people) {
    return decide(people, true);
  }

  /** @param reasons whether what is missing and what failed is told too */
  Answers decide(Population people, boolean reasons) {
    int size = people.size();
    List<Outcomes> outcomes = new ArrayList<>(rules.size());
    for (MonthRules each : rules) {
      Outcomes out = new Outcomes(size);
      each.decide(people, 0, size, out, reasons);
      outcomes.add(out);
    }
    return new Answers(outcomes, joint.apply(programmes, rules, outcomes, size));
  }
}
