package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.REQUEST;
import static org.jooq.impl.DSL.count;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.guanjia.places.Places;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What became of residents' requests, counted over the last 90 days; never anything about one of them. The count is
 * remembered for some minutes, so that a busy home page does not count again for each visitor.
 */
@Component
class HomeFigures {

  /** How many days the figures look back. */
  static final int DAYS = 90;

  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int VILLAGES_SHOWN_MAX = 8;

  /** A village with fewer is left out: so small a number could point at a person. */
  private static final int VILLAGE_SHOWN_FROM = 5;

  static final int SATISFIED_FROM = 4;
  private static final List<String> TOLD = names(State.FED_BACK, State.RATED, State.UNDER_REVIEW);
  private static final List<String> NOT_COUNTED = names(State.MERGED, State.WITHDRAWN);

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final Places places;
  private final Clock clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  /**
   * The figures of one town.
   *
   * @param received requests, without duplicates and those taken back
   * @param told those whose reporters have been told the answer
   * @param rated those the reporters rated
   * @param satisfied those rated 4 or 5 of 5
   * @param byVillage most first
   */
  record Figures(long received, long told, long rated, long satisfied, List<OfVillage> byVillage) {

    /** Whole percent; 0 when nobody rated. */
    long satisfiedPercent() {
      return rated == 0 ? 0 : Math.round(100.0 * satisfied / rated);
    }
  }

  /** How many requests came from one village. */
  record OfVillage(String name, long received) {}

  private record Row(@Nullable String village, long received, long told, long rated, long satisfied) {}

  private record Remembered(List<Row> rows, Instant until) {}

  HomeFigures(DSLContext sql, TransactionTemplate transactions, Places places, Clock clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.places = places;
    this.clock = clock;
  }

  /** Of the current town, whoever asks. */
  Figures current(Locale locale) {
    String town = TownContext.required().town();
    List<Row> rows = Objects.requireNonNull(remembered.compute(town, this::fresh)).rows();
    return new Figures(
        sum(rows, Row::received), sum(rows, Row::told), sum(rows, Row::rated), sum(rows, Row::satisfied),
        villages(rows, locale));
  }

  private Remembered fresh(String town, @Nullable Remembered known) {
    Instant now = clock.instant();
    if (known != null && known.until().isAfter(now)) return known;
    List<Row> rows = TownContext.system(town).call(() -> transactions.execute(status -> count90(now)));
    return new Remembered(Objects.requireNonNull(rows), now.plus(REMEMBERED));
  }

  private List<Row> count90(Instant now) {
    return sql.select(
            REQUEST.VILLAGE,
            count(),
            count().filterWhere(REQUEST.STATE.in(TOLD)),
            count(REQUEST.RATING),
            count().filterWhere(REQUEST.RATING.ge((short) SATISFIED_FROM)))
        .from(REQUEST)
        .where(REQUEST.RECEIVED_AT.ge(now.minus(Duration.ofDays(DAYS))))
        .and(REQUEST.STATE.notIn(NOT_COUNTED))
        .groupBy(REQUEST.VILLAGE)
        .fetch(row -> new Row(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
  }

  private List<OfVillage> villages(List<Row> rows, Locale locale) {
    return rows.stream()
        .filter(row -> row.received() >= VILLAGE_SHOWN_FROM)
        .sorted(Comparator.comparingLong(Row::received).reversed())
        .flatMap(
            row ->
                places.village(Objects.requireNonNullElse(row.village(), "")).stream()
                    .map(village -> new OfVillage(village.name(locale), row.received())))
        .limit(VILLAGES_SHOWN_MAX)
        .toList();
  }

  private static long sum(List<Row> rows, ToLongFunction<Row> what) {
    return rows.stream().mapToLong(what).sum();
  }

  private static List<String> names(State... states) {
    return java.util.Arrays.stream(states).map(State::name).toList();
  }
}
