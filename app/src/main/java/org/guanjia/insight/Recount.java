package org.guanjia.insight;

import static org.guanjia.insight.db.Tables.COUNTED;
import static org.guanjia.insight.db.Tables.REQUEST_DAYS;
import static org.guanjia.insight.db.Tables.REQUEST_FIGURE;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.guanjia.insight.db.tables.records.CountedRecord;
import org.guanjia.places.Places;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.RequestFigures;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the figures of requests: every minute the months of receipt in which something happened are counted anew and written in place of what was there, once a day
 * all of them. A month counted twice says the same twice.
 */
@Service
public class Recount {

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final RequestFigures figures;
  private final BulkInsert bulk;
  private final Places places;
  private final OneCopy oneCopy;
  private final Clock clock;

  Recount(DSLContext sql, TransactionTemplate transactions, RequestFigures figures, BulkInsert bulk, Places places, OneCopy oneCopy, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.figures = figures;
    this.bulk = bulk;
    this.places = places;
    this.oneCopy = oneCopy;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 60, initialDelay = 10, timeUnit = TimeUnit.SECONDS)
  void everyTown() {
    oneCopy.run("insight.recount", () -> places.eachTown(this::run));
  }

  /**
   * Counts what changed in the town of the current context, month by month, each in a transaction of its own.
   *
   * @return how many months were counted
   */
  public int run() {
    CountedRecord before = counted();
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, Targets.ZONE);
    boolean whole = before == null || before.getWhole().isBefore(today);
    RequestFigures.Touched touched = figures.touchedSince(before == null || whole ? 0 : before.getHistory());
    for (YearMonth month : touched.months()) transactions.executeWithoutResult(status -> count(month));
    transactions.executeWithoutResult(status -> keep(touched.until(), now, before == null || whole ? today : before.getWhole()));
    return touched.months().size();
  }

  /** When the figures were last brought up to date; null when they never were. */
  @Nullable Instant asOf() {
    CountedRecord known = counted();
    return known == null ? null : known.getAt();
  }

  private @Nullable CountedRecord counted() {
    return Objects.requireNonNull(transactions.execute(status -> sql.selectFrom(COUNTED).where(COUNTED.TOWN.eq(town())).fetchOptional())).orElse(null);
  }

  private void count(YearMonth month) {
    LocalDate first = month.atDay(1);
    List<RequestFigures.Tally> tallies = figures.tallies(month);
    List<RequestFigures.Took> took = figures.took(month);
    sql.deleteFrom(REQUEST_FIGURE).where(REQUEST_FIGURE.TOWN.eq(town())).and(REQUEST_FIGURE.MONTH.eq(first)).execute();
    sql.deleteFrom(REQUEST_DAYS).where(REQUEST_DAYS.TOWN.eq(town())).and(REQUEST_DAYS.MONTH.eq(first)).execute();
    bulk.insert(
        REQUEST_FIGURE,
        List.of(
            REQUEST_FIGURE.TOWN, REQUEST_FIGURE.MONTH, REQUEST_FIGURE.VILLAGE, REQUEST_FIGURE.DIMENSION, REQUEST_FIGURE.VALUE, REQUEST_FIGURE.RECEIVED, REQUEST_FIGURE.TOLD,
            REQUEST_FIGURE.IN_TIME, REQUEST_FIGURE.RATED, REQUEST_FIGURE.SATISFIED, REQUEST_FIGURE.ESCALATED),
        tallies.stream()
            .<@Nullable Object[]>map(
                tally ->
                    new Object[] {
                      town(), first, tally.village(), tally.dimension().name(), tally.value(), tally.received(), tally.told(), tally.inTime(), tally.rated(), tally.satisfied(),
                      tally.escalated()
                    })
            .toList());
    bulk.insert(
        REQUEST_DAYS,
        List.of(REQUEST_DAYS.TOWN, REQUEST_DAYS.MONTH, REQUEST_DAYS.VILLAGE, REQUEST_DAYS.DAYS, REQUEST_DAYS.REQUESTS),
        took.stream().<@Nullable Object[]>map(each -> new Object[] {town(), first, each.village(), each.days(), each.requests()}).toList());
  }

  private void keep(long history, Instant at, LocalDate whole) {
    sql.insertInto(COUNTED)
        .set(COUNTED.TOWN, town())
        .set(COUNTED.HISTORY, history)
        .set(COUNTED.AT, at)
        .set(COUNTED.WHOLE, whole)
        .onConflict(COUNTED.TOWN)
        .doUpdate()
        .setAllToExcluded()
        .execute();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
