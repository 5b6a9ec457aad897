package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.benefits.OutcomeStore.Places;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Fact;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What all programmes say of everybody in a month, person by person, for those who compare it with what is done about them. */
@Service
@Transactional(readOnly = true)
public class RegisterOutcomes {

  private final OutcomeStore outcomes;

  RegisterOutcomes(OutcomeStore outcomes) {
    this.outcomes = outcomes;
  }

  /**
   * What one programme says.
   *
   * @param amountFen fen a month; 0 unless YES
   * @param row of its table, from 0; -1 for none
   * @param missing bits of the raw facts that nobody knows and that matter, by {@link Fact#place}
   * @param bound that another programme takes its place or a cap cuts it
   */
  public record Share(String programme, Answer answer, long amountFen, int row, long missing, boolean bound) {}

  /** A person in a month, as decided last. */
  public record OfPerson(long personId, List<Share> shares) {

    public @Nullable Share share(String programme) {
      return shares.stream().filter(each -> each.programme().equals(programme)).findFirst().orElse(null);
    }
  }

  /** Everybody, in the order of their numbers, as they come; within the caller's transaction, to be closed. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Stream<OfPerson> of(YearMonth month) {
    Map<Long, Places> known = new HashMap<>();
    return outcomes.stream(month, false, DSL.noCondition()).map(outcome -> person(outcome, number -> known.computeIfAbsent(number, this::places)));
  }

  /** Those of them of whom the month was decided, in the order of their numbers. */
  public List<OfPerson> of(Collection<Long> persons, YearMonth month) {
    if (persons.isEmpty()) return List.of();
    List<Outcome> found = new ArrayList<>(outcomes.latest(month, persons).values());
    found.sort(Comparator.comparingLong(Outcome::person));
    Map<Long, Places> known = found.isEmpty() ? Map.of() : outcomes.places(found.stream().map(Outcome::rulebook).collect(Collectors.toSet()));
    return found.stream().map(outcome -> person(outcome, number -> Objects.requireNonNull(known.get(number)))).toList();
  }

  private static OfPerson person(Outcome outcome, Function<Long, Places> placesOf) {
    Places places = placesOf.apply(outcome.rulebook());
    List<Share> shares = new ArrayList<>();
    for (int place = 0; place < places.programmes().size(); place++) {
      int ordinal = places.ordinals()[place];
      shares.add(new Share(places.programmes().get(place), outcome.answer(ordinal), outcome.amounts()[place], outcome.rows()[place], outcome.missing()[place], outcome.bound(ordinal)));
    }
    return new OfPerson(outcome.person(), shares);
  }

  private Places places(long rulebook) {
    return Objects.requireNonNull(outcomes.places(List.of(rulebook)).get(rulebook));
  }

  /** The raw facts whose bits are set, in the order of the vocabulary. */
  public static List<Fact> facts(long missing) {
    return SheetMaker.VOCABULARY.raw().stream().filter(fact -> (missing >>> fact.place() & 1) != 0).toList();
  }

  /** The group whose complete list settles the fact; null where somebody has to ask. */
  public static @Nullable SpecialGroup settledByList(Fact fact) {
    return SheetMaker.listOf(fact);
  }

  /** Bits of all facts that a group's complete list settles. */
  public static long settledByLists() {
    long bits = 0;
    for (Fact fact : SheetMaker.VOCABULARY.raw()) if (SheetMaker.listOf(fact) != null) bits |= 1L << fact.place();
    return bits;
  }

  /** The facts whose bits are set with the paper that would settle each, in the reader's language. */
  public static List<Explanation.Missing> missing(Page page, long bits) {
    return facts(bits).stream().map(fact -> new Explanation.Missing(fact.code(), FactWords.name(page, fact), FactWords.paper(page, fact))).toList();
  }
}
