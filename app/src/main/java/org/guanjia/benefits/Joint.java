package org.guanjia.benefits;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guanjia.rules.Answer;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.Portfolio;
import org.jspecify.annotations.Nullable;

/**
 * What binds programmes together in a month, as the office laid it down: which exclude each other, and what some of them pay at most together. Settled by
 * {@link Portfolio}: of whom the programme to be taken first is unknown, that which comes after is unknown too; the highest that is certain does not wait.
 */
record Joint(List<Rule> rules) {

  static final Joint NONE = new Joint(List.of());

  /** How programmes bind each other. */
  enum Kind {
    /** Of those entitled the first in order is paid. */
    FIRST,
    /** Of those entitled the highest is paid, of equal ones the first, and none waits for one that is not known yet. */
    HIGHEST,
    /** Together they pay no more than so much; the last in order are cut first. */
    CAP
  }

  /**
   * One rule.
   *
   * @param capFen of CAP; else null
   */
  record Rule(Kind kind, List<String> programmes, @Nullable Long capFen) {}

  /**
   * Changes what came out programme by programme to what is paid.
   *
   * @param order the programmes of the outcomes
   * @return for each person the places that were excluded, cut or left open by another, as bits
   */
  long[] apply(List<String> order, List<MonthRules> programmes, List<Outcomes> outcomes, int size) {
    long[] bound = new long[size];
    List<Rule> binding = rules.stream().map(rule -> new Rule(rule.kind(), rule.programmes().stream().filter(order::contains).toList(), rule.capFen()))
        .filter(rule -> rule.programmes().size() > 1).toList();
    if (binding.isEmpty()) return bound;
    List<byte[]> answers = new ArrayList<>();
    List<long[]> amounts = new ArrayList<>();
    outcomes.forEach(each -> {
      answers.add(each.answer().clone());
      amounts.add(each.amountFen().clone());
    });
    portfolio(binding, programmes).settle(outcomes, 0, size);
    for (int place = 0; place < order.size(); place++) {
      for (int person = 0; person < size; person++) {
        boolean changed = outcomes.get(place).answer()[person] != answers.get(place)[person];
        if (changed || outcomes.get(place).amountFen()[person] != amounts.get(place)[person]) bound[person] |= 1L << place;
        if (changed && outcomes.get(place).answerOf(person) == Answer.UNKNOWN) missing(binding, order, outcomes, answers, place, person);
      }
    }
    return bound;
  }

  private static Portfolio portfolio(List<Rule> binding, List<MonthRules> programmes) {
    List<Portfolio.Exclusion> exclusions = binding.stream().filter(rule -> rule.kind() != Kind.CAP)
        .map(rule -> new Portfolio.Exclusion("", rule.programmes(), rule.kind() == Kind.FIRST ? Portfolio.Take.FIRST : Portfolio.Take.HIGHEST)).toList();
    List<Portfolio.Cap> caps = binding.stream().filter(rule -> rule.kind() == Kind.CAP).map(rule -> new Portfolio.Cap("", rule.programmes(), Objects.requireNonNull(rule.capFen()))).toList();
    return new Portfolio(programmes, exclusions, caps);
  }

  /** What is missing of one that others leave open is what is missing of these. */
  private static void missing(List<Rule> binding, List<String> order, List<Outcomes> outcomes, List<byte[]> alone, int place, int person) {
    for (Rule rule : binding) {
      if (rule.kind() == Kind.CAP || !rule.programmes().contains(order.get(place))) continue;
      for (String other : rule.programmes()) {
        int at = order.indexOf(other);
        if (alone.get(at)[person] == Answer.UNKNOWN.ordinal()) outcomes.get(place).missing()[person] |= outcomes.get(at).missing()[person];
      }
    }
  }
}
