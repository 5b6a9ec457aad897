package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.HISTORY;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.MatterFilter.Trait;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts the requests of one month of receipt, for whoever keeps figures of them. One month is one range of the index by day of receipt, however many there are
 * besides. What is counted is said by the same conditions as the lists of {@link MatterFilter} are.
 */
@Service
public class RequestFigures {

  /** By what the requests of a village are told apart. */
  public enum Dimension {
    /** By nothing: all of them. */
    ALL,
    STATE,
    CHANNEL,
    CATEGORY
  }

  /**
   * How many there are of a kind.
   *
   * @param village code; empty for requests without one
   * @param value of the dimension; empty for requests that have none, and for {@link Dimension#ALL}
   */
  public record Tally(String village, Dimension dimension, String value, int received, int told, int inTime, int rated, int satisfied, int escalated) {}

  /**
   * How long it took from receipt until the reporters were told.
   *
   * @param days calendar days in Asia/Shanghai, 0 to {@value #DAYS_MAX}, where the longer ones are
   */
  public record Took(String village, int days, int requests) {}

  /**
   * What happened since.
   *
   * @param months of receipt whose figures may have changed
   * @param until number of the last thing that happened
   */
  public record Touched(Set<YearMonth> months, long until) {}

  /** Longer ones count as so many days. */
  public static final int DAYS_MAX = 400;

  /** Numbers are given before they are committed: so many before the last one are looked at again. */
  private static final int LOOKED_AT_AGAIN = 5_000;

  /** After so much all months are taken: to look up what each thing happened to takes longer than to count them, 15 s for a million. */
  private static final int LONG_SILENCE = 100_000;

  private static final Field<String> VILLAGE = DSL.field(DSL.name("village"), String.class);
  private static final Field<String> STATE = DSL.field(DSL.name("state"), String.class);
  private static final Field<String> CHANNEL = DSL.field(DSL.name("channel"), String.class);
  private static final Field<String> CATEGORY = DSL.field(DSL.name("category"), String.class);
  private static final Field<Integer> DAYS = DSL.field(DSL.name("days"), Integer.class);

  private final DSLContext sql;

  RequestFigures(DSLContext sql) {
    this.sql = sql;
  }

  /** The month's requests, as far as the actor sees them, by village and by each dimension beside it. */
  @Transactional(readOnly = true)
  public List<Tally> tallies(YearMonth month) {
    var requests =
        sql.select(
                DSL.coalesce(REQUEST.VILLAGE, DSL.inline("")).as(VILLAGE), REQUEST.STATE.as(STATE), REQUEST.CHANNEL.as(CHANNEL),
                DSL.coalesce(REQUEST.CATEGORY, DSL.inline("")).as(CATEGORY), has(Trait.TOLD), has(Trait.IN_TIME), has(Trait.RATED), has(Trait.SATISFIED), has(Trait.ESCALATED))
            .from(REQUEST)
            .where(received(month))
            .asTable("requests");
    return sql.select(
            VILLAGE, STATE, CHANNEL, CATEGORY, DSL.grouping(STATE).as("of_state"), DSL.grouping(CHANNEL).as("of_channel"), DSL.grouping(CATEGORY).as("of_category"),
            DSL.count().as("received"), sum(Trait.TOLD), sum(Trait.IN_TIME), sum(Trait.RATED), sum(Trait.SATISFIED), sum(Trait.ESCALATED))
        .from(requests)
        .groupBy(DSL.groupingSets(List.of(VILLAGE), List.of(VILLAGE, STATE), List.of(VILLAGE, CHANNEL), List.of(VILLAGE, CATEGORY)))
        .fetch(RequestFigures::tally);
  }

  /** How long the month's requests took whose reporters have been told. */
  @Transactional(readOnly = true)
  public List<Took> took(YearMonth month) {
    Field<Integer> days =
        DSL.field(
            "least({0}, greatest(0, ({1} at time zone 'Asia/Shanghai')::date - ({2} at time zone 'Asia/Shanghai')::date))", Integer.class, DSL.inline(DAYS_MAX), REQUEST.CLOSED_AT,
            REQUEST.RECEIVED_AT);
    var requests =
        sql.select(DSL.coalesce(REQUEST.VILLAGE, DSL.inline("")).as(VILLAGE), days.as(DAYS))
            .from(REQUEST)
            .where(received(month))
            .and(MatterConditions.trait(Trait.TOLD))
            .asTable("requests");
    return sql.select(VILLAGE, DAYS, DSL.count()).from(requests).groupBy(VILLAGE, DAYS).fetch(row -> new Took(row.value1(), row.value2(), row.value3()));
  }

  /** The months whose figures may have changed after that number; with 0, or after a long silence, from the first month on. */
  @Transactional(readOnly = true)
  public Touched touchedSince(long number) {
    String town = TownContext.required().town();
    Long last = sql.select(DSL.max(HISTORY.ID)).from(HISTORY).where(HISTORY.TOWN.eq(town)).fetchOne(0, Long.class);
    long until = last == null ? 0 : last;
    if (number == 0 || until - number > LONG_SILENCE) return new Touched(all(), until);
    Field<String> month = DSL.field("to_char({0} at time zone 'Asia/Shanghai', 'YYYY-MM')", String.class, REQUEST.RECEIVED_AT);
    List<String> months =
        sql.selectDistinct(month)
            .from(HISTORY)
            .join(REQUEST)
            .on(REQUEST.TOWN.eq(HISTORY.TOWN))
            .and(REQUEST.ID.eq(HISTORY.REQUEST_ID))
            .where(HISTORY.TOWN.eq(town))
            .and(HISTORY.ID.gt(number - LOOKED_AT_AGAIN))
            .fetch(month);
    return new Touched(new TreeSet<>(months.stream().map(YearMonth::parse).toList()), until);
  }

  /** Every month from the first request's to the last one's. */
  @Transactional(readOnly = true)
  public Set<YearMonth> all() {
    var months = new TreeSet<YearMonth>();
    Condition town = REQUEST.TOWN.eq(TownContext.required().town());
    Optional<YearMonth> first = sql.select(DSL.min(REQUEST.RECEIVED_AT)).from(REQUEST).where(town).fetchOptional(0, Instant.class).map(RequestFigures::month);
    Optional<YearMonth> last = sql.select(DSL.max(REQUEST.RECEIVED_AT)).from(REQUEST).where(town).fetchOptional(0, Instant.class).map(RequestFigures::month);
    if (first.isEmpty() || last.isEmpty()) return months;
    for (YearMonth month = first.get(); !month.isAfter(last.get()); month = month.plusMonths(1)) months.add(month);
    return months;
  }

  private static Condition received(YearMonth month) {
    LocalDate from = month.atDay(1);
    return REQUEST.TOWN
        .eq(TownContext.required().town())
        .and(REQUEST.RECEIVED_AT.ge(from.atStartOfDay(Deadlines.ZONE).toInstant()))
        .and(REQUEST.RECEIVED_AT.lt(from.plusMonths(1).atStartOfDay(Deadlines.ZONE).toInstant()));
  }

  private static Field<Integer> has(Trait trait) {
    return DSL.when(MatterConditions.trait(trait), DSL.inline(1)).otherwise(DSL.inline(0)).as(trait.name());
  }

  private static Field<Integer> sum(Trait trait) {
    return DSL.sum(DSL.field(DSL.name(trait.name()), Integer.class)).cast(Integer.class).as(trait.name());
  }

  private static Tally tally(Record row) {
    Dimension dimension = Dimension.ALL;
    String value = "";
    if (row.get("of_state", Integer.class) == 0) {
      dimension = Dimension.STATE;
      value = row.get(STATE);
    } else if (row.get("of_channel", Integer.class) == 0) {
      dimension = Dimension.CHANNEL;
      value = row.get(CHANNEL);
    } else if (row.get("of_category", Integer.class) == 0) {
      dimension = Dimension.CATEGORY;
      value = row.get(CATEGORY);
    }
    return new Tally(
        row.get(VILLAGE), dimension, value, row.get("received", Integer.class), count(row, Trait.TOLD), count(row, Trait.IN_TIME), count(row, Trait.RATED),
        count(row, Trait.SATISFIED), count(row, Trait.ESCALATED));
  }

  private static int count(Record row, Trait trait) {
    return row.get(trait.name(), Integer.class);
  }

  private static YearMonth month(Instant instant) {
    return YearMonth.from(instant.atZone(Deadlines.ZONE));
  }
}
