package org.guanjia.platform.calendar;

import static org.guanjia.platform.db.Tables.CALENDAR_PERIOD;
import static org.guanjia.platform.db.Tables.CALENDAR_YEAR;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.tables.records.CalendarYearRecord;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The working-day calendar of each town: the years that came with the program, each replaced by the town's own where it
 * entered one.
 */
@Component
public class TownCalendar {

  /** How long another copy of the program may still count by the calendar from before a change. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private record Remembered(WorkingDays days, Map<Integer, CalendarYear> years, Instant until) {}

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  TownCalendar(DSLContext sql, TransactionTemplate transactions, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.events = events;
    this.clock = clock;
  }

  /** The working days of the town. */
  public WorkingDays of(String town) {
    return remembered(town).days();
  }

  /** The working days of the town that the current thread works for. */
  public WorkingDays current() {
    return of(TownContext.required().town());
  }

  /** All known years of the town, by number. */
  public Map<Integer, CalendarYear> years(String town) {
    return remembered(town).years();
  }

  /** That year of the town; empty when it is not published yet. */
  public Optional<CalendarYear> year(String town, int year) {
    return Optional.ofNullable(years(town).get(year));
  }

  /** The first year from now on whose holidays are needed soon but not known: this year, or from November the next. */
  public Optional<Integer> missingYear(String town) {
    var today = WorkingDays.dayOf(clock.instant());
    int lastNeeded = today.getMonthValue() >= 11 ? today.getYear() + 1 : today.getYear();
    return IntStream.rangeClosed(today.getYear(), lastNeeded)
        .filter(year -> !of(town).isPublished(year))
        .boxed()
        .findFirst();
  }

  /**
   * Enters a year for the current town, or corrects it; {@link CalendarChanged} goes out with the transaction.
   *
   * @throws IllegalArgumentException when the year has {@link CalendarYear#problems()}
   */
  @Transactional
  public void replace(CalendarYear year) {
    if (!year.problems().isEmpty()) throw new IllegalArgumentException("year has problems: " + year.problems());
    TownContext context = TownContext.required();
    delete(context.town(), year.year());
    sql.insertInto(CALENDAR_YEAR)
        .set(CALENDAR_YEAR.TOWN, context.town())
        .set(CALENDAR_YEAR.YEAR, year.year())
        .set(CALENDAR_YEAR.NOTICE, year.notice())
        .set(CALENDAR_YEAR.PUBLISHED_ON, year.publishedOn())
        .set(CALENDAR_YEAR.ADDRESS, year.address())
        .set(CALENDAR_YEAR.ENTERED_BY, context.actor())
        .set(CALENDAR_YEAR.ENTERED_AT, clock.instant())
        .execute();
    year.periods().forEach(period -> insert(context.town(), year.year(), period));
    changed(context.town(), year.year());
  }

  /** Takes back what the current town entered for the year; the program's own year, if there is one, holds again. */
  @Transactional
  public void withdraw(int year) {
    String town = TownContext.required().town();
    if (delete(town, year) > 0) changed(town, year);
  }

  /** Forgets what was read; for tests that exchange the database under the running application. */
  public void forget() {
    remembered.clear();
  }

  private Remembered remembered(String town) {
    Remembered known = remembered.get(town);
    if (known != null && clock.instant().isBefore(known.until())) return known;
    Remembered fresh = read(town);
    remembered.put(town, fresh);
    return fresh;
  }

  private Remembered read(String town) {
    Map<Integer, CalendarYear> years = new TreeMap<>(BuiltInCalendar.years(BuiltInCalendar.regionOf(town)));
    inTown(town).forEach(year -> years.put(year.year(), year));
    return new Remembered(
        new WorkingDays(years.values()), Collections.unmodifiableMap(years), clock.instant().plus(REMEMBERED));
  }

  /** In the caller's transaction when it is of the same town: a second connection while holding one invites deadlock. */
  private List<CalendarYear> inTown(String town) {
    TownContext current = TownContext.current();
    if (current != null && current.town().equals(town)) return Objects.requireNonNull(transactions.execute(status -> ownYears(town)));
    var apart = new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
    apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return TownContext.system(town).call(() -> Objects.requireNonNull(apart.execute(status -> ownYears(town))));
  }

  private List<CalendarYear> ownYears(String town) {
    Map<Integer, List<CalendarPeriod>> periods =
        sql.selectFrom(CALENDAR_PERIOD)
            .where(CALENDAR_PERIOD.TOWN.eq(town))
            .fetchGroups(
                CALENDAR_PERIOD.YEAR,
                row -> new CalendarPeriod(row.getFirst(), row.getLast(), DayKind.valueOf(row.getKind()), row.getName()));
    Result<CalendarYearRecord> years = sql.selectFrom(CALENDAR_YEAR).where(CALENDAR_YEAR.TOWN.eq(town)).fetch();
    return years.map(
        row ->
            new CalendarYear(
                row.getYear(), row.getNotice(), row.getPublishedOn(), row.getAddress(),
                periods.getOrDefault(row.getYear(), List.of()), true));
  }

  private int delete(String town, int year) {
    return sql.deleteFrom(CALENDAR_YEAR).where(CALENDAR_YEAR.TOWN.eq(town)).and(CALENDAR_YEAR.YEAR.eq(year)).execute();
  }

  private void insert(String town, int year, CalendarPeriod period) {
    sql.insertInto(CALENDAR_PERIOD)
        .set(CALENDAR_PERIOD.TOWN, town)
        .set(CALENDAR_PERIOD.YEAR, year)
        .set(CALENDAR_PERIOD.FIRST, period.first())
        .set(CALENDAR_PERIOD.LAST, period.last())
        .set(CALENDAR_PERIOD.KIND, period.kind().name())
        .set(CALENDAR_PERIOD.NAME, period.name())
        .execute();
  }

  private void changed(String town, int year) {
    events.publishEvent(new CalendarChanged(town, year));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            remembered.remove(town);
          }
        });
  }
}
