package org.guanjia.benefits;

import java.util.Arrays;
import java.util.List;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Outcomes;
import org.jspecify.annotations.Nullable;

/**
 * What binds programmes together in a month: which exclude each other, and what some of them pay at most together. Who may still be entitled to the one
 * that goes before gets the other meanwhile: that somebody is owed one of two is certain, which of them is not.
 */
record Joint(List<Rule> rules) {

  static final Joint NONE = new Joint(List.of());

  /** How programmes bind each other. */
  enum Kind {
    /** Of those entitled the first in order is paid. */
    FIRST,
    /** Of those entitled the highest is paid; of equal ones the first. */
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
   * @return for each person the positions that were excluded or cut, as bits
   */
  long[] apply(List<String> order, List<Outcomes> outcomes, int size) {
    long[] bound = new long[size];
    for (Rule rule : rules) {
      int[] places = rule.programmes().stream().mapToInt(order::indexOf).filter(place -> place >= 0).toArray();
      if (places.length > 1) apply(rule, places, outcomes, bound);
    }
    return bound;
  }

  private static void apply(Rule rule, int[] places, List<Outcomes> outcomes, long[] bound) {
    byte yes = (byte) Answer.YES.ordinal();
    for (int person = 0; person < bound.length; person++) {
      int at = person;
      int[] entitled = Arrays.stream(places).filter(place -> outcomes.get(place).answer()[at] == yes).toArray();
      if (entitled.length < 2) continue;
      switch (rule.kind()) {
        case FIRST -> keep(entitled, entitled[0], outcomes, person, bound);
        case HIGHEST -> keep(entitled, highest(entitled, outcomes, person), outcomes, person, bound);
        case CAP -> cut(entitled, java.util.Objects.requireNonNull(rule.capFen()), outcomes, person, bound);
      }
    }
  }

  private static int highest(int[] entitled, List<Outcomes> outcomes, int person) {
    int highest = entitled[0];
    for (int place : entitled) if (outcomes.get(place).amountFen()[person] > outcomes.get(highest).amountFen()[person]) highest = place;
    return highest;
  }

  private static void keep(int[] entitled, int kept, List<Outcomes> outcomes, int person, long[] bound) {
    for (int place : entitled) {
      if (place == kept) continue;
      outcomes.get(place).answer()[person] = (byte) Answer.NO.ordinal();
      outcomes.get(place).amountFen()[person] = 0;
      bound[person] |= 1L << place;
    }
  }

  private static void cut(int[] entitled, long capFen, List<Outcomes> outcomes, int person, long[] bound) {
    long left = capFen;
    for (int place : entitled) {
      long amount = outcomes.get(place).amountFen()[person];
      if (amount > left) {
        outcomes.get(place).amountFen()[person] = left;
        bound[person] |= 1L << place;
      }
      left -= Math.min(amount, left);
    }
  }
}
