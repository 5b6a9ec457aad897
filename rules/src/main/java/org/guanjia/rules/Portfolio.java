package org.guanjia.rules;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several programmes of one month, decided together: of those that exclude each other one remains, and sums are capped. Exclusions come first, in their
 * order, then caps, in theirs.
 */
public final class Portfolio {

  /** Which of the programmes that exclude each other remains. */
  public enum Take {
    /** The first of the list to which the person is entitled. */
    FIRST,
    /** The one with the highest amount; of equals the first of the list. What is certain is not held back for one that may turn out higher: it is settled then. */
    HIGHEST
  }

  /** Programmes of which a person may receive one only. @param rule the name of the rule or the number of its document, for the reason */
  public record Exclusion(String rule, List<String> programmes, Take take) {
    public Exclusion {
      programmes = List.copyOf(programmes);
    }
  }

  /** Programmes that together give no more than so much a month; what is above is taken off the last of the list first. */
  public record Cap(String rule, List<String> programmes, long amountFen) {
    public Cap {
      programmes = List.copyOf(programmes);
      if (amountFen < 0) {
        throw new IllegalArgumentException(rule + " caps at less than nothing");
      }
    }
  }

  /**
   * What one programme comes to beside the others.
   *
   * @param alone what the programme says by itself
   * @param answer what remains of it; UNKNOWN also where an unknown programme before it in a list of {@link Take#FIRST} decides whether it remains
   * @param amountFen fen a month after exclusions and caps
   * @param by the rule that changed it, or empty
   * @param instead the programme that remains in its place, or empty
   */
  public record Share(Decision alone, Answer answer, long amountFen, String by, String instead, Set<Fact> missing) {
  }

  private final List<MonthRules> programmes;
  private final List<Exclusion> exclusions;
  private final List<Cap> caps;

  /** @throws IllegalArgumentException where a rule names a programme that is not among them, or two are not of the same month */
  public Portfolio(List<MonthRules> programmes, List<Exclusion> exclusions, List<Cap> caps) {
    this.programmes = List.copyOf(programmes);
    this.exclusions = List.copyOf(exclusions);
    this.caps = List.copyOf(caps);
    Set<String> codes = new LinkedHashSet<>();
    Set<YearMonth> months = new LinkedHashSet<>();
    for (MonthRules rules : programmes) {
      months.add(rules.month());
      if (!codes.add(rules.programme().code())) {
        throw new IllegalArgumentException(rules.programme().code() + " twice");
      }
    }
    if (months.size() > 1) {
      throw new IllegalArgumentException("Of different months: " + months);
    }
    exclusions.forEach(exclusion -> refuseStrangers(exclusion.rule(), exclusion.programmes(), codes));
    caps.forEach(cap -> refuseStrangers(cap.rule(), cap.programmes(), codes));
  }

  private static void refuseStrangers(String rule, List<String> named, Set<String> codes) {
    if (!codes.containsAll(named)) {
      throw new IllegalArgumentException(rule + " names a programme that is not there: " + named);
    }
  }

  /** The programmes' rules, in order. */
  public List<MonthRules> programmes() {
    return programmes;
  }

  /** One person over all programmes, by code, in order. */
  public Map<String, Share> decide(long[] raw) {
    Map<String, Share> shares = new LinkedHashMap<>();
    for (MonthRules rules : programmes) {
      Decision alone = rules.decide(raw);
      shares.put(rules.programme().code(), new Share(alone, alone.answer(), alone.amountFen(), "", "", alone.missing()));
    }
    exclusions.forEach(exclusion -> exclude(exclusion, shares));
    caps.forEach(cap -> cap(cap, shares));
    return shares;
  }

  /** Takes the exclusions and caps to many persons' outcomes, which stand by the programmes' order; amounts and answers are changed in place. */
  public void settle(List<Outcomes> outcomes, int from, int to) {
    Map<String, Integer> places = new LinkedHashMap<>();
    programmes.forEach(rules -> places.put(rules.programme().code(), places.size()));
    for (int person = from; person < to; person++) {
      for (Exclusion exclusion : exclusions) {
        exclude(exclusion, places, outcomes, person);
      }
      for (Cap cap : caps) {
        cap(cap, places, outcomes, person);
      }
    }
  }

  private static void exclude(Exclusion exclusion, Map<String, Share> shares) {
    List<Share> members = exclusion.programmes().stream().map(code -> shareOf(shares, code)).toList();
    byte[] answers = new byte[members.size()];
    long[] amounts = new long[members.size()];
    Set<Fact> missing = new LinkedHashSet<>();
    for (int i = 0; i < answers.length; i++) {
      answers[i] = (byte) members.get(i).answer().ordinal();
      amounts[i] = members.get(i).amountFen();
      missing.addAll(members.get(i).missing());
    }
    for (int i = 0; i < answers.length; i++) {
      Share share = members.get(i);
      int winner = answers[i] == YES ? winner(exclusion.take(), answers, amounts, i) : i;
      if (winner == OPEN) {
        shares.put(exclusion.programmes().get(i), new Share(share.alone(), Answer.UNKNOWN, 0, exclusion.rule(), "", missing));
      } else if (winner != i) {
        shares.put(exclusion.programmes().get(i), new Share(share.alone(), Answer.NO, 0, exclusion.rule(), exclusion.programmes().get(winner), Set.of()));
      }
    }
  }

  private static Share shareOf(Map<String, Share> shares, String code) {
    return java.util.Objects.requireNonNull(shares.get(code));
  }

  private static void exclude(Exclusion exclusion, Map<String, Integer> places, List<Outcomes> outcomes, int person) {
    int size = exclusion.programmes().size();
    byte[] answers = new byte[size];
    long[] amounts = new long[size];
    int entitled = 0;
    for (int i = 0; i < size; i++) {
      Outcomes of = outcomes.get(places.getOrDefault(exclusion.programmes().get(i), 0));
      answers[i] = of.answer()[person];
      amounts[i] = of.amountFen()[person];
      entitled += answers[i] == YES ? 1 : 0;
    }
    for (int i = 0; i < size && entitled > 0; i++) {
      int winner = answers[i] == YES ? winner(exclusion.take(), answers, amounts, i) : i;
      if (winner != i) {
        Outcomes of = outcomes.get(places.getOrDefault(exclusion.programmes().get(i), 0));
        of.answer()[person] = winner == OPEN ? UNKNOWN : NO;
        of.amountFen()[person] = 0;
      }
    }
  }

  private static final byte YES = (byte) Answer.YES.ordinal();
  private static final byte NO = (byte) Answer.NO.ordinal();
  private static final byte UNKNOWN = (byte) Answer.UNKNOWN.ordinal();
  private static final int OPEN = -1;

  /** The entitled place that surely comes before {@code place}; {@link #OPEN} where one yet unknown is to be taken first; {@code place} itself where none does. */
  private static int winner(Take take, byte[] answers, long[] amounts, int place) {
    boolean open = false;
    for (int other = 0; other < answers.length; other++) {
      boolean ahead = take == Take.FIRST ? other < place
          : answers[other] == YES && (amounts[other] > amounts[place] || amounts[other] == amounts[place] && other < place);
      if (ahead && answers[other] == YES) {
        return other;
      }
      open |= ahead && answers[other] == UNKNOWN;
    }
    return open ? OPEN : place;
  }

  private static void cap(Cap cap, Map<String, Share> shares) {
    long over = cap.programmes().stream().mapToLong(code -> shareOf(shares, code).amountFen()).sum() - cap.amountFen();
    List<String> lastFirst = new ArrayList<>(cap.programmes()).reversed();
    for (String code : lastFirst) {
      Share share = shareOf(shares, code);
      long off = Math.min(Math.max(0, over), share.amountFen());
      if (off > 0) {
        shares.put(code, new Share(share.alone(), share.answer(), share.amountFen() - off, cap.rule(), share.instead(), share.missing()));
        over -= off;
      }
    }
  }

  private static void cap(Cap cap, Map<String, Integer> places, List<Outcomes> outcomes, int person) {
    long over = -cap.amountFen();
    for (String code : cap.programmes()) {
      over += outcomes.get(places.getOrDefault(code, 0)).amountFen()[person];
    }
    for (int i = cap.programmes().size() - 1; i >= 0 && over > 0; i--) {
      long[] amounts = outcomes.get(places.getOrDefault(cap.programmes().get(i), 0)).amountFen();
      long off = Math.min(over, amounts[person]);
      amounts[person] -= off;
      over -= off;
    }
  }
}
