package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.DETERMINATION;
import static org.guanjia.benefits.db.Tables.PROGRAMME;
import static org.guanjia.benefits.db.Tables.ROUND;
import static org.guanjia.benefits.db.Tables.RULES;
import static org.guanjia.benefits.db.Tables.SHEET;
import static org.guanjia.benefits.db.Tables.TOUCHED;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.benefits.OutcomeStore.Places;
import org.guanjia.people.RegisterReading;
import org.guanjia.people.RegisterReading.InMonth;
import org.guanjia.platform.database.TownContext;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Decision;
import org.guanjia.rules.Fact;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is entitled to what in which month. Of three clocks: the month itself, when the facts were known (the sheet, and {@link Determination#knownAt}),
 * and when it was decided. Nothing is rewritten: what comes out otherwise later is appended, and {@link EntitlementsChanged} says of whom.
 */
@Service
@Transactional(readOnly = true)
public class Determinations {

  /** Somebody may be told of while the others are looked at; while a large list comes in there is no end of them. */
  private static final int CATCH_UP_MOST = 3;

  private final DSLContext sql;
  private final OutcomeStore outcomes;
  private final Sheets sheets;
  private final Rulebooks rulebooks;
  private final RegisterReading register;
  private final RegisterRounds rounds;
  private final RoundStore store;
  private final Clock clock;

  Determinations(DSLContext sql, OutcomeStore outcomes, Sheets sheets, Rulebooks rulebooks, RegisterReading register, RegisterRounds rounds, RoundStore store, Clock clock) {
    this.sql = sql;
    this.outcomes = outcomes;
    this.sheets = sheets;
    this.rulebooks = rulebooks;
    this.register = register;
    this.rounds = rounds;
    this.store = store;
    this.clock = clock;
  }

  /**
   * What all programmes say of that person in that month: as decided last, or as it would be decided now where nobody determined the month. Empty when
   * this actor sees no person of that number.
   */
  @Transactional
  public Optional<Determination> of(long personId, YearMonth month) {
    Outcome kept = outcomes.latest(month, List.of(personId)).get(personId);
    return kept == null ? wouldBe(personId, month) : Optional.of(explained(kept));
  }

  /** Of several persons, such as a household, by number. */
  @Transactional
  public Map<Long, Determination> of(Collection<Long> persons, YearMonth month) {
    Map<Long, Determination> found = new HashMap<>();
    for (long person : persons) of(person, month).ifPresent(each -> found.put(person, each));
    return found;
  }

  /** All that was ever decided of a person in a month, the latest first. */
  public List<Determination> history(long personId, YearMonth month) {
    return outcomes.history(personId, month).stream().map(this::explained).toList();
  }

  /**
   * Determines a month for the whole register on this thread; one that is under way elsewhere is gone on with.
   *
   * @return the round's number
   */
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  public long determine(YearMonth month) {
    long id = rounds.begin(month, "asked");
    rounds.run(id);
    return id;
  }

  /** Begins the same in the background; {@link #round} tells how far it is. */
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  public long start(YearMonth month) {
    return rounds.start(month, "asked");
  }

  /** Stops a round of the whole register; what it decided stays. */
  @Transactional
  public void cancel(long round) {
    rounds.cancel(round);
  }

  /** Decides again about these persons in those of the months that have been determined; {@link EntitlementsChanged} tells what differs. */
  @Transactional
  public void determineAgain(Collection<Long> persons, YearMonth from, YearMonth until) {
    rounds.again(persons, from, until, "asked");
  }

  /**
   * Looks at everybody whose facts changed since, as is done every few seconds anyhow; whoever is being looked at elsewhere is waited for.
   *
   * @return whether there was anybody
   */
  @Transactional
  public boolean catchUp() {
    boolean any = false;
    for (int i = 0; i < CATCH_UP_MOST && (i == 0 || waiting() && !store.anyRunning()); i++) {
      rounds.await();
      while (rounds.workOff() > 0) any = true;
    }
    return any;
  }

  /** Whether the facts of anybody changed who has not been looked at again yet; a payment should wait for that. */
  public boolean waiting() {
    return sql.fetchExists(TOUCHED, TOUCHED.TOWN.eq(town()));
  }

  public Optional<Round> round(long id) {
    return store.find(id);
  }

  /** Rounds of the whole register, the latest first. */
  public List<Round> rounds() {
    return store.whole();
  }

  /** Months of which the whole register was determined, the earliest first. */
  public List<YearMonth> months() {
    return store.months();
  }

  /** Whether the whole register was determined for that month, to its end. */
  public boolean determined(YearMonth month) {
    return store.done(month).isPresent();
  }

  /** The latest of everybody in a month, whatever the answer, in the order of persons; within the caller's transaction, to be closed. */
  public Stream<Entitlement> entitlements(String programme, YearMonth month) {
    return stream(programme, month, false, DSL.noCondition());
  }

  /** Of those who are entitled, in the order of persons; within the caller's transaction, to be closed. */
  public Stream<Entitlement> entitled(String programme, YearMonth month) {
    long bit = 1L << ordinal(programme);
    return stream(programme, month, true, DETERMINATION.ENTITLED.bitAnd(bit).ne(0L));
  }

  /** Of those of whom it is unknown, in the order of persons; within the caller's transaction, to be closed. */
  public Stream<Entitlement> unknown(String programme, YearMonth month) {
    long bit = 1L << ordinal(programme);
    return stream(programme, month, false, DETERMINATION.UNKNOWN.bitAnd(bit).ne(0L));
  }

  /** A page of those to whom the programme gives that answer, in the order of persons, behind one of them; {@code limit} at most 500. */
  public List<Entitlement> page(String programme, YearMonth month, Answer answer, long after, int limit) {
    int ordinal = ordinal(programme);
    List<Outcome> found = outcomes.page(month, saying(answer, ordinal), after, Math.clamp(limit, 1, 501));
    Map<Long, Places> places = places(found);
    return found.stream().map(each -> entitlement(each, programme, ordinal, Objects.requireNonNull(places.get(each.rulebook())))).toList();
  }

  private static Condition saying(Answer answer, int ordinal) {
    long bit = 1L << ordinal;
    return switch (answer) {
      case YES -> DETERMINATION.ENTITLED.ne(0L).and(DETERMINATION.ENTITLED.bitAnd(bit).ne(0L));
      case UNKNOWN -> DETERMINATION.UNKNOWN.bitAnd(bit).ne(0L);
      case NO -> DETERMINATION.UNKNOWN.bitOr(DETERMINATION.ENTITLED).bitAnd(bit).eq(0L);
    };
  }

  /** The latest of each of these persons in each of these months; who or what was never determined is left out. */
  public Map<PersonMonth, Entitlement> latest(Collection<Long> persons, String programme, YearMonth from, YearMonth until) {
    if (persons.isEmpty()) return Map.of();
    List<Outcome> found = outcomes.latest(persons, from, until);
    Map<Long, Places> places = places(found);
    int ordinal = ordinal(programme);
    Map<PersonMonth, Entitlement> latest = new HashMap<>();
    for (Outcome each : found) latest.put(new PersonMonth(each.person(), each.month()), entitlement(each, programme, ordinal, Objects.requireNonNull(places.get(each.rulebook()))));
    return latest;
  }

  /** A person in a month. */
  public record PersonMonth(long personId, YearMonth month) {}

  /** What all programmes say of a person in each month from one to another, the later month first. */
  public List<Entitlement> ofPerson(long personId, YearMonth from, YearMonth until) {
    List<Outcome> found = outcomes.ofPerson(personId, from, until);
    Map<Long, Places> places = places(found);
    List<Entitlement> all = new ArrayList<>();
    for (Outcome each : found) {
      Places standing = Objects.requireNonNull(places.get(each.rulebook()));
      for (int place = 0; place < standing.programmes().size(); place++) {
        all.add(entitlement(each, standing.programmes().get(place), standing.ordinals()[place], standing));
      }
    }
    return all;
  }

  /** The raw facts that nobody knows and that matter, by the id of each of these entitlements' determinations; of one programme. */
  public Map<Long, List<Fact>> missing(Collection<Entitlement> entitlements) {
    if (entitlements.isEmpty()) return Map.of();
    String programme = entitlements.iterator().next().programme();
    List<Outcome> found = sql.selectFrom(DETERMINATION)
        .where(DETERMINATION.TOWN.eq(town()), DETERMINATION.ID.eq(DSL.any(entitlements.stream().map(Entitlement::id).toArray(Long[]::new)))).fetch(OutcomeStore::outcome);
    Map<Long, Places> places = places(found);
    Map<Long, List<Fact>> missing = new HashMap<>();
    for (Outcome each : found) {
      int place = Objects.requireNonNull(places.get(each.rulebook())).of(programme);
      long bits = place < 0 ? 0 : each.missing()[place];
      missing.put(each.id(), SheetMaker.VOCABULARY.raw().stream().filter(fact -> (bits >>> fact.place() & 1) != 0).toList());
    }
    return missing;
  }

  /** The facts by which these persons were decided about last in that month, in the order of persons; within the caller's transaction, to be closed. */
  public Stream<FactSheet> sheets(YearMonth month) {
    return sql.select(DETERMINATION.PERSON_ID, SHEET.RAW, DETERMINATION.SHEET, SHEET.KNOWN_AT)
        .from(DETERMINATION).join(SHEET)
        .on(SHEET.TOWN.eq(DETERMINATION.TOWN), SHEET.ID.eq(DETERMINATION.SHEET))
        .where(OutcomeStore.inMonth(month)).orderBy(DETERMINATION.PERSON_ID).fetchSize(2_000).fetchStream()
        .map(row -> new FactSheet(row.value1(), Sheets.raw(row.value2()), row.value3(), row.value4()));
  }

  /**
   * Decides once more by the rules and facts that are kept.
   *
   * @param limit how many outcomes at most
   * @param after id of the last one that was looked at; 0 to begin
   * @return what came out otherwise, and where to go on
   */
  public Replay replay(YearMonth month, long after, int limit) {
    List<Outcome> kept = sql.selectFrom(DETERMINATION).where(DETERMINATION.TOWN.eq(town()), DETERMINATION.MONTH.eq(month.atDay(1)), DETERMINATION.ID.gt(after))
        .orderBy(DETERMINATION.ID).limit(limit).fetch(OutcomeStore::outcome);
    List<Long> differing = new ArrayList<>();
    Map<Long, FactSheet> facts = sheets.byNumber(kept.stream().map(Outcome::sheet).collect(Collectors.toSet()));
    kept.stream().collect(Collectors.groupingBy(Outcome::rulebook)).forEach((number, these) -> {
      Rulebook book = rulebooks.load(number, month);
      Rulebook.Answers answers = book.decide(Deciding.population(these.stream().map(each -> Objects.requireNonNull(facts.get(each.sheet())).raw()).toList()));
      for (int i = 0; i < these.size(); i++) {
        Outcome stored = these.get(i);
        if (!stored.same(Outcome.of(book, answers, i, stored.person(), stored.sheet(), stored.decidedAt()))) differing.add(stored.id());
      }
    });
    return new Replay(kept.size(), differing, kept.isEmpty() ? after : kept.getLast().id());
  }

  /**
   * What deciding once more came to.
   *
   * @param differing ids of outcomes that do not come out bit for bit the same
   * @param last the id to go on behind
   */
  public record Replay(int decided, List<Long> differing, long last) {}

  private Stream<Entitlement> stream(String programme, YearMonth month, boolean entitledOnly, Condition besides) {
    int ordinal = ordinal(programme);
    Map<Long, Places> known = new HashMap<>();
    return outcomes.stream(month, entitledOnly, besides)
        .map(each -> entitlement(each, programme, ordinal, known.computeIfAbsent(each.rulebook(), number -> Objects.requireNonNull(outcomes.places(List.of(number)).get(number)))));
  }

  private Optional<Determination> wouldBe(long personId, YearMonth month) {
    Instant known = clock.instant().truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
    List<InMonth> persons = register.of(register.roots(List.of(personId)), month, known);
    if (persons.isEmpty()) return Optional.empty();
    long[] raw = sheets.made(persons, month, known).getFirst();
    Rulebook book = rulebooks.of(month);
    Outcome outcome = Outcome.of(book, book.decide(Deciding.population(List.of(raw))), 0, persons.getFirst().person(), 0, known);
    return Optional.of(explained(outcome, new FactSheet(outcome.person(), raw, 0, known), book, null, known));
  }

  private Determination explained(Outcome kept) {
    FactSheet sheet = Objects.requireNonNull(sheets.byNumber(Set.of(kept.sheet())).get(kept.sheet()));
    var round = sql.select(ROUND.ID, ROUND.KNOWN_AT).from(DETERMINATION).join(ROUND).on(ROUND.TOWN.eq(DETERMINATION.TOWN), ROUND.ID.eq(DETERMINATION.ROUND))
        .where(DETERMINATION.TOWN.eq(town()), DETERMINATION.ID.eq(kept.id())).fetchSingle();
    return explained(kept, sheet, rulebooks.load(kept.rulebook(), kept.month()), round.value1(), round.value2());
  }

  private Determination explained(Outcome outcome, FactSheet sheet, Rulebook book, @Nullable Long round, Instant known) {
    Map<String, Integer> versions = sql.select(RULES.HASH, RULES.NUMBER).from(RULES).where(RULES.TOWN.eq(town()), RULES.HASH.eq(DSL.any(book.hashes().toArray(String[]::new))))
        .fetchMap(RULES.HASH, row -> row.value2());
    Places places = new Places(book.programmes(), book.hashes(), book.ordinals());
    List<Determination.Finding> findings = new ArrayList<>();
    for (int place = 0; place < book.rules().size(); place++) {
      Decision decision = book.rules().get(place).decide(sheet.raw());
      Entitlement entitlement = entitlement(outcome, book.programmes().get(place), book.ordinals()[place], places);
      findings.add(new Determination.Finding(entitlement, decision, versions.getOrDefault(book.hashes().get(place), 0)));
    }
    return new Determination(outcome.person(), outcome.month(), sheet, findings, round, known, outcome.decidedAt());
  }

  private static Entitlement entitlement(Outcome outcome, String programme, int ordinal, Places places) {
    int place = places.of(programme);
    Answer answer = outcome.answer(ordinal);
    if (place < 0) return new Entitlement(outcome.id(), outcome.person(), programme, outcome.month(), answer, 0, -1, outcome.sheet(), "", outcome.decidedAt(), false);
    return new Entitlement(
        outcome.id(), outcome.person(), programme, outcome.month(), answer, outcome.amounts()[place], outcome.rows()[place], outcome.sheet(), places.hashes().get(place), outcome.decidedAt(),
        outcome.bound(ordinal));
  }

  private Map<Long, Places> places(List<Outcome> found) {
    return found.isEmpty() ? Map.of() : outcomes.places(found.stream().map(Outcome::rulebook).collect(Collectors.toSet()));
  }

  private int ordinal(String programme) {
    Short found = sql.select(PROGRAMME.ORDINAL).from(PROGRAMME).where(PROGRAMME.TOWN.eq(town()), PROGRAMME.CODE.eq(programme)).fetchOne(PROGRAMME.ORDINAL);
    if (found == null) throw new NoSuchProgramme(programme);
    return found;
  }

  private static String town() {
    return TownContext.required().town();
  }
}
