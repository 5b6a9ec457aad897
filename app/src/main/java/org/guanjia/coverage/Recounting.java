package org.guanjia.coverage;

import static org.guanjia.coverage.db.Sequences.ROUND_ID;
import static org.guanjia.coverage.db.Tables.RECOUNT;
import static org.guanjia.coverage.db.Tables.TOUCHED;

import java.time.Clock;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guanjia.awards.Awards;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.ProgrammeLine;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.benefits.RegisterOutcomes.OfPerson;
import org.guanjia.payments.PaidMonths;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares the determinations of the current month with the awards and with what was paid, for the whole register or for some persons, and brings the findings up to date.
 * Persons and awards are read as streams in one order; what is found goes into the database in batches and is compared there, so that memory does not
 * grow with the town. Done again with nothing changed, it changes nothing.
 */
@Component
@Transactional
class Recounting {

  private static final int LOCK = 570;

  private final DSLContext sql;
  private final Determinations determinations;
  private final RegisterOutcomes outcomes;
  private final Programmes programmes;
  private final Awards awards;
  private final PaidMonths paid;
  private final BulkInsert bulk;
  private final Reconciling reconciling;
  private final TownDoubles doubles;
  private final Audit audit;
  private final Clock clock;

  Recounting(
      DSLContext sql, Determinations determinations, RegisterOutcomes outcomes, Programmes programmes, Awards awards, PaidMonths paid, BulkInsert bulk, Reconciling reconciling,
      TownDoubles doubles, Audit audit, Clock clock) {
    this.sql = sql;
    this.determinations = determinations;
    this.outcomes = outcomes;
    this.programmes = programmes;
    this.awards = awards;
    this.paid = paid;
    this.bulk = bulk;
    this.reconciling = reconciling;
    this.doubles = doubles;
    this.audit = audit;
    this.clock = clock;
  }

  /** The month that findings are of: the latest determined one that has begun; empty while none is. */
  Optional<YearMonth> month() {
    YearMonth now = YearMonth.from(WorkingDays.dayOf(clock.instant()));
    return determinations.months().stream().filter(month -> !month.isAfter(now)).max(Comparator.naturalOrder());
  }

  /** Goes through the whole register; gives what changed, nothing while no month is determined. */
  Optional<Reconciling.Changes> all() {
    lock();
    Optional<YearMonth> month = month();
    if (month.isEmpty()) return Optional.empty();
    YearMonth next = month.get().plusMonths(1);
    boolean ahead = determinations.determined(next);
    long round = round();
    FoundRows rows = new FoundRows(bulk, CoverageRows.town(), round);
    int persons = through(month.get(), ahead ? next : null, rows);
    doubles.find(month.get(), codes(), rows);
    rows.flush();
    Reconciling.Changes changes = reconciling.reconcile(round, month.get(), Set.of(FindingKind.values()), null);
    sql.insertInto(RECOUNT)
        .set(RECOUNT.TOWN, CoverageRows.town()).set(RECOUNT.MONTH, month.get().atDay(1)).set(RECOUNT.NEXT_IN, ahead).set(RECOUNT.AT, clock.instant()).set(RECOUNT.PERSONS, persons)
        .onConflict(RECOUNT.TOWN).doUpdate()
        .set(RECOUNT.MONTH, DSL.excluded(RECOUNT.MONTH)).set(RECOUNT.NEXT_IN, DSL.excluded(RECOUNT.NEXT_IN)).set(RECOUNT.AT, DSL.excluded(RECOUNT.AT)).set(RECOUNT.PERSONS, DSL.excluded(RECOUNT.PERSONS))
        .execute();
    audit.record("coverage.recounted", "month", month.get().toString(), Map.of("persons", persons, "found", changes.found(), "again", changes.again(), "gone", changes.gone(), "settled", changes.settled()));
    return Optional.of(changes);
  }

  private int through(YearMonth month, @Nullable YearMonth next, FoundRows rows) {
    int persons = 0;
    List<String> codes = codes();
    try (PaidCursors money = new PaidCursors(paid, codes, month, null);
        AwardCursors cursors = AwardCursors.ofAll(awards, codes, month, money.last());
        Stream<OfPerson> now = outcomes.of(month);
        Stream<OfPerson> then = next == null ? Stream.empty() : outcomes.of(next)) {
      Comparing comparing = new Comparing(cursors, money, byAge(month), programmes.excluding(month), rows);
      Iterator<OfPerson> ahead = then.iterator();
      OfPerson later = ahead.hasNext() ? ahead.next() : null;
      for (Iterator<OfPerson> each = now.iterator(); each.hasNext(); persons++) {
        OfPerson person = each.next();
        while (later != null && later.personId() < person.personId()) later = ahead.hasNext() ? ahead.next() : null;
        comparing.compare(person, later != null && later.personId() == person.personId() ? later : null);
      }
      rows.flush();
    }
    return persons;
  }

  /** Looks at these persons alone; numbers of merged records lose their findings to the survivor. */
  Optional<Reconciling.Changes> of(Collection<Long> persons) {
    lock();
    Optional<YearMonth> month = month();
    if (month.isEmpty() || persons.isEmpty()) return Optional.empty();
    YearMonth next = month.get().plusMonths(1);
    long round = round();
    FoundRows rows = new FoundRows(bulk, CoverageRows.town(), round);
    Map<Long, OfPerson> later = new HashMap<>();
    if (determinations.determined(next)) outcomes.of(persons, next).forEach(each -> later.put(each.personId(), each));
    List<OfPerson> now = outcomes.of(persons, month.get());
    try (PaidCursors money = new PaidCursors(paid, codes(), month.get(), persons);
        AwardCursors own = AwardCursors.of(awards, persons, month.get(), money.last())) {
      Comparing comparing = new Comparing(own, money, byAge(month.get()), programmes.excluding(month.get()), rows);
      for (OfPerson person : now) comparing.compare(person, later.get(person.personId()));
    }
    rows.flush();
    return Optional.of(reconciling.reconcile(round, month.get(), FindingKind.BY_PERSON, persons));
  }

  /**
   * Works off some of those whose facts or awards changed since.
   *
   * @return whether there were any
   */
  boolean workOff(int limit) {
    Set<Long> persons = new HashSet<>(sql.select(TOUCHED.PERSON_ID).from(TOUCHED).where(TOUCHED.TOWN.eq(CoverageRows.town()))
        .orderBy(TOUCHED.PERSON_ID).limit(limit).forUpdate().skipLocked().fetch(TOUCHED.PERSON_ID));
    if (persons.isEmpty()) return false;
    boolean whole = persons.contains(0L);
    var these = sql.deleteFrom(TOUCHED).where(TOUCHED.TOWN.eq(CoverageRows.town()));
    if (whole) {
      these.execute();
      all();
    } else {
      these.and(TOUCHED.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new)))).execute();
      of(persons);
    }
    return true;
  }

  private List<String> codes() {
    return programmes.all().stream().map(ProgrammeLine::code).toList();
  }

  /** Programmes whose rules ask for an age, by the rules in force that month. */
  private Set<String> byAge(YearMonth month) {
    Set<String> byAge = new HashSet<>();
    for (String code : codes()) {
      programmes.rules(code, month).filter(rules -> rules.rules().programme().asks().stream().anyMatch(fact -> fact.code().equals("age"))).ifPresent(rules -> byAge.add(code));
    }
    return byAge;
  }

  /** One pass of a town at a time: of two the second finds what the first wrote. */
  private void lock() {
    sql.execute("select pg_advisory_xact_lock(?, hashtext(?))", LOCK, TownContext.required().town());
  }

  private long round() {
    return sql.nextval(ROUND_ID);
  }
}
