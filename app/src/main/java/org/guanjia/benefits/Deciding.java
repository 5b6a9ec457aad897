package org.guanjia.benefits;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.benefits.OutcomeStore.Count;
import org.guanjia.benefits.OutcomeStore.Difference;
import org.guanjia.benefits.OutcomeStore.Difference.Kind;
import org.guanjia.benefits.OutcomeStore.Places;
import org.guanjia.people.RegisterReading.InMonth;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Population;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Decides about some persons in a month: what came out otherwise than what stands is appended, and what differs from before is counted and listed. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Deciding {

  private final Sheets sheets;
  private final OutcomeStore outcomes;
  private final Clock clock;

  Deciding(Sheets sheets, OutcomeStore outcomes, Clock clock) {
    this.sheets = sheets;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /**
   * What to compare with.
   *
   * @param standing whether anything of the month is kept already
   * @param before the month whose outcomes are compared; null for what stood of the month itself
   * @param first that nothing was determined before: there is nothing to differ from
   */
  record Compare(boolean standing, @Nullable YearMonth before, boolean first) {}

  /** @param changed those of whom something came out otherwise than what stood */
  record Decided(int appended, Set<Long> changed) {}

  /** Raw facts of these persons as columns. */
  static Population population(List<long[]> raws) {
    Population people = Population.unknown(SheetMaker.VOCABULARY, raws.size());
    for (int i = 0; i < raws.size(); i++) people.set(i, raws.get(i));
    return people;
  }

  Decided decide(long round, Rulebook book, Instant known, List<InMonth> persons, Compare compare) {
    List<long[]> raws = sheets.made(persons, book.month(), known);
    long[] numbers = sheets.kept(persons, raws, known);
    Rulebook.Answers answers = book.decide(population(raws));
    List<Long> ids = persons.stream().map(InMonth::person).toList();
    Map<Long, Outcome> standing = compare.standing() ? outcomes.latest(book.month(), ids) : Map.of();
    Map<Long, Outcome> before = compare.before() == null ? standing : compare.first() ? Map.of() : outcomes.said(compare.before(), ids);
    List<Outcome> made = new ArrayList<>();
    List<Long> replaced = new ArrayList<>();
    var tally = new Tally(book, places(before), compare.first());
    Instant now = clock.instant();
    for (int i = 0; i < numbers.length; i++) {
      long person = ids.get(i);
      Outcome outcome = Outcome.of(book, answers, i, person, numbers[i], now);
      tally.add(outcome, before.get(person));
      Outcome stands = standing.get(person);
      if (stands != null && stands.same(outcome)) continue;
      if (stands != null) replaced.add(person);
      made.add(outcome);
    }
    outcomes.append(round, book.month(), made, villages(persons), replaced);
    outcomes.differences(round, tally.differences);
    outcomes.count(round, tally.counts());
    boolean againstItself = compare.before() == null;
    Set<Long> changed = made.stream().filter(outcome -> againstItself || standing.containsKey(outcome.person()))
        .filter(outcome -> !outcome.saysAs(standing.get(outcome.person()))).map(Outcome::person).collect(Collectors.toSet());
    return new Decided(made.size(), changed);
  }

  private Map<Long, Places> places(Map<Long, Outcome> of) {
    return of.isEmpty() ? Map.of() : outcomes.places(of.values().stream().map(Outcome::rulebook).collect(Collectors.toSet()));
  }

  private static Map<Long, String> villages(List<InMonth> persons) {
    Map<Long, String> villages = new HashMap<>();
    persons.forEach(person -> villages.put(person.person(), person.village()));
    return villages;
  }

  /** Counts outcomes, and finds what differs from those before. */
  private static final class Tally {
    final List<Difference> differences = new ArrayList<>();
    private final Rulebook book;
    private final Map<Long, Places> places;
    private final boolean first;
    private final int[][] counts; // entitled, unknown, refused, appeared, gone, changed
    private final long[] fen;

    Tally(Rulebook book, Map<Long, Places> places, boolean first) {
      this.book = book;
      this.first = first;
      this.places = places;
      this.counts = new int[book.programmes().size()][6];
      this.fen = new long[book.programmes().size()];
    }

    void add(Outcome now, @Nullable Outcome before) {
      for (int place = 0; place < counts.length; place++) {
        Answer answer = now.answer(book.ordinals()[place]);
        counts[place][answer == Answer.YES ? 0 : answer == Answer.UNKNOWN ? 1 : 2]++;
        fen[place] += now.amounts()[place];
        if (!first) compare(place, answer, now, before);
      }
      if (before != null && before.entitled() != 0) ended(now, before);
    }

    private void compare(int place, Answer answer, Outcome now, @Nullable Outcome before) {
      String programme = book.programmes().get(place);
      Answer was = before == null ? null : before.answer(book.ordinals()[place]);
      if (answer != Answer.YES && was != Answer.YES) return;
      long fenBefore = was == Answer.YES && before != null ? before.amounts()[places(before).of(programme)] : 0;
      long fenNow = now.amounts()[place];
      if (was == answer && fenBefore == fenNow) return;
      Kind kind = was == answer ? Kind.CHANGED : answer == Answer.YES ? Kind.NEW : Kind.GONE;
      counts[place][3 + kind.ordinal()]++;
      differences.add(new Difference(programme, now.person(), kind, was, answer, fenBefore, fenNow));
    }

    /** Of programmes that are in force no longer. */
    private void ended(Outcome now, Outcome before) {
      Places then = places(before);
      for (int place = 0; place < then.programmes().size(); place++) {
        String programme = then.programmes().get(place);
        if (before.answer(then.ordinals()[place]) != Answer.YES || book.programmes().contains(programme)) continue;
        differences.add(new Difference(programme, now.person(), Kind.GONE, Answer.YES, Answer.NO, before.amounts()[place], 0));
      }
    }

    private Places places(Outcome outcome) {
      return Objects.requireNonNull(places.get(outcome.rulebook()));
    }

    List<Count> counts() {
      List<Count> all = new ArrayList<>();
      for (int place = 0; place < counts.length; place++) {
        int[] each = counts[place];
        all.add(new Count(book.programmes().get(place), each[0], each[1], each[2], fen[place], each[3], each[4], each[5]));
      }
      Map<String, Integer> ended = new LinkedHashMap<>();
      for (Difference each : differences) if (!book.programmes().contains(each.programme())) ended.merge(each.programme(), 1, Integer::sum);
      ended.forEach((programme, gone) -> all.add(new Count(programme, 0, 0, 0, 0, 0, gone, 0)));
      return all;
    }
  }
}
