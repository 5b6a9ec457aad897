package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.DETERMINATION;
import static org.guanjia.benefits.db.Tables.DIFFERENCE;
import static org.guanjia.benefits.db.Tables.PROGRAMME;
import static org.guanjia.benefits.db.Tables.ROUND_COUNT;
import static org.guanjia.benefits.db.Tables.RULEBOOK;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.benefits.db.tables.records.DeterminationRecord;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.guanjia.rules.Answer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Outcomes by person and month in the database: appended, never changed; of each person and month one is the latest. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class OutcomeStore {

  private static final int FETCH_ROWS = 2_000;
  private static final long[] NO_LONGS = {};
  private static final int[] NO_INTS = {};
  private static final List<Field<?>> COLUMNS = List.of(
      DETERMINATION.TOWN, DETERMINATION.MONTH, DETERMINATION.PERSON_ID, DETERMINATION.VILLAGE, DETERMINATION.ROUND, DETERMINATION.RULEBOOK, DETERMINATION.SHEET,
      DETERMINATION.ENTITLED, DETERMINATION.UNKNOWN, DETERMINATION.BOUND, DETERMINATION.AMOUNTS, DETERMINATION.ROWS, DETERMINATION.NEAREST, DETERMINATION.MISSING,
      DETERMINATION.FAILED, DETERMINATION.DECIDED_AT);

  private final DSLContext sql;
  private final BulkInsert bulk;

  OutcomeStore(DSLContext sql, BulkInsert bulk) {
    this.sql = sql;
    this.bulk = bulk;
  }

  /** Where the programmes stand in a rulebook. */
  record Places(List<String> programmes, List<String> hashes, int[] ordinals) {

    /** -1 when that rulebook does not hold it. */
    int of(String programme) {
      return programmes.indexOf(programme);
    }
  }

  /** What came out otherwise than before. */
  record Difference(String programme, long person, Kind kind, @Nullable Answer before, Answer after, long fenBefore, long fenAfter) {

    enum Kind {
      NEW,
      GONE,
      CHANGED
    }
  }

  /** What came out of one programme in a round. */
  record Count(String programme, int entitled, int unknown, int refused, long amountFen, int appeared, int gone, int changed) {}

  /** Whether anything of that month is kept. */
  boolean any(YearMonth month) {
    return sql.fetchExists(DETERMINATION, inMonth(month));
  }

  /** The latest of these persons in a month, by person. */
  Map<Long, Outcome> latest(YearMonth month, Collection<Long> persons) {
    Map<Long, Outcome> found = new HashMap<>();
    sql.selectFrom(DETERMINATION).where(inMonth(month), DETERMINATION.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))))
        .forEach(row -> found.put(row.getPersonId(), outcome(row)));
    return found;
  }

  /**
   * What the latest of these persons in a month said, by person: answers alone, and amounts of those who are entitled to anything. Most of a town is entitled
   * to nothing, and reading the arrays of everybody takes longer than deciding.
   */
  Map<Long, Outcome> said(YearMonth month, Collection<Long> persons) {
    Map<Long, Outcome> found = new HashMap<>();
    sql.select(DETERMINATION.PERSON_ID, DETERMINATION.RULEBOOK, DETERMINATION.ENTITLED, DETERMINATION.UNKNOWN,
            DSL.case_().when(DETERMINATION.ENTITLED.ne(0L), DETERMINATION.AMOUNTS).as(DETERMINATION.AMOUNTS))
        .from(DETERMINATION).where(inMonth(month), DETERMINATION.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))))
        .forEach(row -> found.put(row.value1(), new Outcome(
            0, month, row.value1(), row.value2(), 0, row.value3(), row.value4(), 0, row.value5() == null ? NO_LONGS : longs(row.value5()), NO_INTS, NO_INTS, NO_LONGS, NO_LONGS,
            Instant.EPOCH)));
    return found;
  }

  /** The latest of a person in each month from one to another, the later first; at most 600. */
  List<Outcome> ofPerson(long person, YearMonth from, YearMonth until) {
    return sql.selectFrom(DETERMINATION)
        .where(DETERMINATION.TOWN.eq(town()), DETERMINATION.PERSON_ID.eq(person), DETERMINATION.SUPERSEDED_IN.isNull(), DETERMINATION.MONTH.between(from.atDay(1), until.atDay(1)))
        .orderBy(DETERMINATION.MONTH.desc()).limit(600).fetch(OutcomeStore::outcome);
  }

  /** All that was ever decided of a person in a month, the latest first. */
  List<Outcome> history(long person, YearMonth month) {
    return sql.selectFrom(DETERMINATION).where(DETERMINATION.TOWN.eq(town()), DETERMINATION.PERSON_ID.eq(person), DETERMINATION.MONTH.eq(month.atDay(1)))
        .orderBy(DETERMINATION.ID.desc()).limit(200).fetch(OutcomeStore::outcome);
  }

  /** The latest of these persons in each month from one to another. */
  List<Outcome> latest(Collection<Long> persons, YearMonth from, YearMonth until) {
    return sql.selectFrom(DETERMINATION)
        .where(DETERMINATION.TOWN.eq(town()), DETERMINATION.SUPERSEDED_IN.isNull(), DETERMINATION.MONTH.between(from.atDay(1), until.atDay(1)),
            DETERMINATION.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))))
        .fetch(OutcomeStore::outcome);
  }

  /**
   * The latest of everybody in a month, in the order of persons, as they come.
   *
   * @param entitledOnly of those who are entitled to anything
   */
  Stream<Outcome> stream(YearMonth month, boolean entitledOnly, Condition besides) {
    return sql.selectFrom(DETERMINATION).where(inMonth(month), entitledOnly ? DETERMINATION.ENTITLED.ne(0L) : DSL.noCondition(), besides)
        .orderBy(DETERMINATION.PERSON_ID).fetchSize(FETCH_ROWS).fetchStream().map(OutcomeStore::outcome);
  }

  /** The latest of those behind that person, in the order of persons. */
  List<Outcome> page(YearMonth month, Condition besides, long after, int limit) {
    return sql.selectFrom(DETERMINATION).where(inMonth(month), besides, DETERMINATION.PERSON_ID.gt(after)).orderBy(DETERMINATION.PERSON_ID).limit(limit).fetch(OutcomeStore::outcome);
  }

  /** Appends these, and tells those that they take the place of. */
  void append(long round, YearMonth month, List<Outcome> outcomes, Map<Long, String> villages, Collection<Long> replaced) {
    if (!replaced.isEmpty()) {
      sql.update(DETERMINATION).set(DETERMINATION.SUPERSEDED_IN, round).where(inMonth(month), DETERMINATION.PERSON_ID.eq(DSL.any(replaced.toArray(Long[]::new)))).execute();
    }
    LocalDate first = month.atDay(1);
    bulk.insert(DETERMINATION, COLUMNS, () -> outcomes.stream().<@Nullable Object[]>map(each -> new @Nullable Object[] {
      town(), first, each.person(), villages.get(each.person()), round, each.rulebook(), each.sheet(), each.entitled(), each.unknown(), each.bound(), each.amounts(), each.rows(),
      each.nearest(), each.missing(), each.failed(), each.decidedAt()
    }).iterator());
  }

  /** What stood of records that are nobody's any more; gives those of whom something was entitled. */
  Set<Long> putAside(long round, YearMonth month, Collection<Long> records) {
    if (records.isEmpty()) return Set.of();
    return sql.update(DETERMINATION).set(DETERMINATION.SUPERSEDED_IN, round).where(inMonth(month), DETERMINATION.PERSON_ID.eq(DSL.any(records.toArray(Long[]::new))))
        .returning(DETERMINATION.PERSON_ID, DETERMINATION.ENTITLED).fetch().stream().filter(row -> row.getEntitled() != 0).map(DeterminationRecord::getPersonId).collect(Collectors.toSet());
  }

  void differences(long round, List<Difference> differences) {
    bulk.insert(DIFFERENCE,
        List.of(DIFFERENCE.TOWN, DIFFERENCE.ROUND, DIFFERENCE.PROGRAMME, DIFFERENCE.PERSON_ID, DIFFERENCE.KIND, DIFFERENCE.ANSWER_BEFORE, DIFFERENCE.ANSWER_AFTER,
            DIFFERENCE.FEN_BEFORE, DIFFERENCE.FEN_AFTER),
        differences.stream().<@Nullable Object[]>map(each -> new @Nullable Object[] {
          town(), round, each.programme(), each.person(), each.kind(), each.before(), each.after(), each.fenBefore(), each.fenAfter()
        }).toList());
  }

  /** Adds to what the round counted so far. */
  void count(long round, Collection<Count> counts) {
    for (Count each : counts) {
      sql.insertInto(ROUND_COUNT)
          .set(ROUND_COUNT.TOWN, town()).set(ROUND_COUNT.ROUND, round).set(ROUND_COUNT.PROGRAMME, each.programme()).set(ROUND_COUNT.ENTITLED, each.entitled())
          .set(ROUND_COUNT.UNKNOWN, each.unknown()).set(ROUND_COUNT.REFUSED, each.refused()).set(ROUND_COUNT.AMOUNT_FEN, each.amountFen()).set(ROUND_COUNT.APPEARED, each.appeared())
          .set(ROUND_COUNT.GONE, each.gone()).set(ROUND_COUNT.CHANGED, each.changed())
          .onConflict(ROUND_COUNT.TOWN, ROUND_COUNT.ROUND, ROUND_COUNT.PROGRAMME).doUpdate()
          .set(ROUND_COUNT.ENTITLED, ROUND_COUNT.ENTITLED.plus(each.entitled())).set(ROUND_COUNT.UNKNOWN, ROUND_COUNT.UNKNOWN.plus(each.unknown()))
          .set(ROUND_COUNT.REFUSED, ROUND_COUNT.REFUSED.plus(each.refused())).set(ROUND_COUNT.AMOUNT_FEN, ROUND_COUNT.AMOUNT_FEN.plus(each.amountFen()))
          .set(ROUND_COUNT.APPEARED, ROUND_COUNT.APPEARED.plus(each.appeared())).set(ROUND_COUNT.GONE, ROUND_COUNT.GONE.plus(each.gone()))
          .set(ROUND_COUNT.CHANGED, ROUND_COUNT.CHANGED.plus(each.changed())).execute();
    }
  }

  List<Count> counts(long round) {
    return sql.select(ROUND_COUNT.asterisk()).from(ROUND_COUNT).join(PROGRAMME).on(PROGRAMME.TOWN.eq(ROUND_COUNT.TOWN), PROGRAMME.CODE.eq(ROUND_COUNT.PROGRAMME))
        .where(ROUND_COUNT.TOWN.eq(town()), ROUND_COUNT.ROUND.eq(round)).orderBy(PROGRAMME.ORDINAL)
        .fetchInto(ROUND_COUNT).map(row -> new Count(
            row.getProgramme(), row.getEntitled(), row.getUnknown(), row.getRefused(), row.getAmountFen(), row.getAppeared(), row.getGone(), row.getChanged()));
  }

  /** A page of what a round found otherwise. */
  List<Difference> differences(long round, String programme, long after, int limit) {
    return sql.selectFrom(DIFFERENCE)
        .where(DIFFERENCE.TOWN.eq(town()), DIFFERENCE.ROUND.eq(round), DIFFERENCE.PROGRAMME.eq(programme), DIFFERENCE.PERSON_ID.gt(after)).orderBy(DIFFERENCE.PERSON_ID).limit(limit)
        .fetch(row -> new Difference(
            row.getProgramme(), row.getPersonId(), Difference.Kind.valueOf(row.getKind()), row.getAnswerBefore() == null ? null : Answer.valueOf(row.getAnswerBefore()),
            Answer.valueOf(row.getAnswerAfter()), row.getFenBefore(), row.getFenAfter()));
  }

  /** Where programmes stand in these rulebooks, by the rulebook's number. */
  Map<Long, Places> places(Collection<Long> rulebooks) {
    Map<String, Integer> ordinals = sql.select(PROGRAMME.CODE, PROGRAMME.ORDINAL).from(PROGRAMME).where(PROGRAMME.TOWN.eq(town())).fetchMap(PROGRAMME.CODE, row -> row.value2().intValue());
    return sql.selectFrom(RULEBOOK).where(RULEBOOK.TOWN.eq(town()), RULEBOOK.ID.eq(DSL.any(rulebooks.toArray(Long[]::new))))
        .fetchMap(RULEBOOK.ID, row -> new Places(
            Arrays.asList(row.getProgrammes()), Arrays.asList(row.getHashes()), Arrays.stream(row.getProgrammes()).mapToInt(code -> Objects.requireNonNull(ordinals.get(code))).toArray()));
  }

  static Condition inMonth(YearMonth month) {
    return DETERMINATION.TOWN.eq(town()).and(DETERMINATION.MONTH.eq(month.atDay(1))).and(DETERMINATION.SUPERSEDED_IN.isNull());
  }

  static Outcome outcome(DeterminationRecord row) {
    return new Outcome(
        row.getId(), YearMonth.from(row.getMonth()), row.getPersonId(), row.getRulebook(), row.getSheet(), row.getEntitled(), row.getUnknown(), row.getBound(), longs(row.getAmounts()),
        ints(row.getRows()), ints(row.getNearest()), longs(row.getMissing()), longs(row.getFailed()), row.getDecidedAt());
  }

  private static long[] longs(Long[] stored) {
    return Arrays.stream(stored).mapToLong(Long::longValue).toArray();
  }

  private static int[] ints(Short[] stored) {
    return Arrays.stream(stored).mapToInt(Short::intValue).toArray();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
