package org.guanjia.insight;

import static org.guanjia.insight.db.Tables.REQUEST_DAYS;
import static org.guanjia.insight.db.Tables.REQUEST_FIGURE;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.RequestFigures.Dimension;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads the kept figures of requests; row-level security leaves whoever is limited to villages theirs alone. Some thousand rows for a year, however many requests. */
@Repository
class KeptFigures {

  private static final List<Field<Long>> SUMS =
      List.of(
          sum(REQUEST_FIGURE.RECEIVED), sum(REQUEST_FIGURE.TOLD), sum(REQUEST_FIGURE.IN_TIME), sum(REQUEST_FIGURE.RATED), sum(REQUEST_FIGURE.SATISFIED),
          sum(REQUEST_FIGURE.ESCALATED));

  private final DSLContext sql;

  KeptFigures(DSLContext sql) {
    this.sql = sql;
  }

  /** Months of receipt, both included. */
  record Period(YearMonth from, YearMonth until) {

    static Period of(int year) {
      return new Period(YearMonth.of(year, 1), YearMonth.of(year, 12));
    }

    static Period of(YearMonth month) {
      return new Period(month, month);
    }
  }

  /** By value of the dimension, the most first. */
  @Transactional(readOnly = true)
  public Map<String, Sum> by(Dimension dimension, Period period) {
    var sums = new LinkedHashMap<String, Sum>();
    sql.select(REQUEST_FIGURE.VALUE)
        .select(SUMS)
        .from(REQUEST_FIGURE)
        .where(within(period))
        .and(REQUEST_FIGURE.DIMENSION.eq(dimension.name()))
        .groupBy(REQUEST_FIGURE.VALUE)
        .orderBy(DSL.sum(REQUEST_FIGURE.RECEIVED).desc(), REQUEST_FIGURE.VALUE)
        .forEach(row -> sums.put(row.get(REQUEST_FIGURE.VALUE), sum(row)));
    return sums;
  }

  /** By village, the empty code for requests without one. */
  @Transactional(readOnly = true)
  public Map<String, Sum> byVillage(Period period) {
    var sums = new HashMap<String, Sum>();
    sql.select(REQUEST_FIGURE.VILLAGE)
        .select(SUMS)
        .from(REQUEST_FIGURE)
        .where(within(period))
        .and(REQUEST_FIGURE.DIMENSION.eq(Dimension.ALL.name()))
        .groupBy(REQUEST_FIGURE.VILLAGE)
        .forEach(row -> sums.put(row.get(REQUEST_FIGURE.VILLAGE), sum(row)));
    return sums;
  }

  /** By channel, then by village. */
  @Transactional(readOnly = true)
  public Map<String, Map<String, Sum>> byChannelAndVillage(Period period) {
    var sums = new HashMap<String, Map<String, Sum>>();
    sql.select(REQUEST_FIGURE.VALUE, REQUEST_FIGURE.VILLAGE)
        .select(SUMS)
        .from(REQUEST_FIGURE)
        .where(within(period))
        .and(REQUEST_FIGURE.DIMENSION.eq(Dimension.CHANNEL.name()))
        .groupBy(REQUEST_FIGURE.VALUE, REQUEST_FIGURE.VILLAGE)
        .forEach(row -> sums.computeIfAbsent(row.get(REQUEST_FIGURE.VALUE), any -> new HashMap<>()).put(row.get(REQUEST_FIGURE.VILLAGE), sum(row)));
    return sums;
  }

  /** By month of receipt; months without requests are left out. */
  @Transactional(readOnly = true)
  public Map<YearMonth, Sum> byMonth(Period period) {
    var sums = new TreeMap<YearMonth, Sum>();
    sql.select(REQUEST_FIGURE.MONTH)
        .select(SUMS)
        .from(REQUEST_FIGURE)
        .where(within(period))
        .and(REQUEST_FIGURE.DIMENSION.eq(Dimension.ALL.name()))
        .groupBy(REQUEST_FIGURE.MONTH)
        .forEach(row -> sums.put(YearMonth.from(row.get(REQUEST_FIGURE.MONTH)), sum(row)));
    return sums;
  }

  /** Half of the reporters were told within so many calendar days; null while nobody has been told. */
  @Transactional(readOnly = true)
  public @Nullable Integer medianDays(Period period) {
    var days = new TreeMap<Integer, Long>();
    sql.select(REQUEST_DAYS.DAYS, DSL.sum(REQUEST_DAYS.REQUESTS))
        .from(REQUEST_DAYS)
        .where(REQUEST_DAYS.TOWN.eq(TownContext.required().town()))
        .and(REQUEST_DAYS.MONTH.between(period.from().atDay(1), period.until().atDay(1)))
        .groupBy(REQUEST_DAYS.DAYS)
        .forEach(row -> days.put(row.value1().intValue(), row.value2().longValueExact()));
    long half = (days.values().stream().mapToLong(Long::longValue).sum() + 1) / 2;
    for (Map.Entry<Integer, Long> each : days.entrySet()) {
      half -= each.getValue();
      if (half <= 0) return each.getKey();
    }
    return null;
  }

  private static Condition within(Period period) {
    return REQUEST_FIGURE.TOWN
        .eq(TownContext.required().town())
        .and(REQUEST_FIGURE.MONTH.between(period.from().atDay(1), period.until().atDay(1)));
  }

  private static Field<Long> sum(Field<Integer> of) {
    return DSL.sum(of).cast(Long.class).as("sum_" + of.getName());
  }

  private static Sum sum(Record row) {
    return new Sum(row.get(SUMS.get(0)), row.get(SUMS.get(1)), row.get(SUMS.get(2)), row.get(SUMS.get(3)), row.get(SUMS.get(4)), row.get(SUMS.get(5)));
  }
}
