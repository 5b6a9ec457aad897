package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.HISTORY;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Requests as anybody may know them, see {@link Outline}. Those that the desk has not yet put into a category are not among them. */
@Service
public class Outlines {

  /** As many as one answer holds. */
  public static final int MOST = 1_000;

  private final DSLContext sql;
  private final ObjectProvider<PublishedWords> published;

  Outlines(DSLContext sql, ObjectProvider<PublishedWords> published) {
    this.sql = sql;
    this.published = published;
  }

  /**
   * Which requests.
   *
   * @param from received then or later
   * @param until received then or earlier
   * @param categories codes; empty for all
   * @param open only open ones, or only closed ones; null for both
   */
  public record Range(Instant from, Instant until, Collection<String> categories, @Nullable Boolean open) {}

  /**
   * The latest received first.
   *
   * @param withheld codes of categories of which nothing is told
   * @param skip how many to leave out at the beginning; with {@code size} at most {@value #MOST}
   */
  @Transactional(readOnly = true)
  public List<Outline> list(Range range, Collection<String> withheld, int skip, int size) {
    if (skip < 0 || size < 1 || skip + size > MOST) throw new IllegalArgumentException("at most " + MOST + " in one answer");
    Condition wanted = REQUEST.RECEIVED_AT.between(range.from(), range.until());
    if (!range.categories().isEmpty()) wanted = wanted.and(REQUEST.CATEGORY.in(range.categories()));
    if (range.open() != null) wanted = wanted.and(REQUEST.OPEN.eq(range.open()));
    return read(wanted, withheld, skip, size);
  }

  /** Those of these receipt codes that there are; what is no code is not there. */
  @Transactional(readOnly = true)
  public List<Outline> find(Collection<String> typed, Collection<String> withheld) {
    List<String> codes = typed.stream().limit(MOST).flatMap(each -> ReceiptCode.parse(each).stream()).distinct().toList();
    return codes.isEmpty() ? List.of() : read(REQUEST.CODE.in(codes), withheld, 0, MOST);
  }

  /**
   * What was said and answered.
   *
   * @param words as the person said them
   * @param answer the last approved one, of a merged request that of the matter which carries it; null while there is none
   */
  public record Said(String words, @Nullable String answer) {}

  /**
   * What was said and answered, by code; requests that the actor may not see are missing. For whoever brought them, in a context that
   * sees nothing else.
   */
  @Transactional(readOnly = true)
  public Map<String, Said> said(Collection<String> codes) {
    if (codes.isEmpty()) return Map.of();
    Field<String> answer =
        DSL.field(
            DSL.select(ANSWER.TEXT)
                .from(ANSWER)
                .where(ANSWER.TOWN.eq(REQUEST.TOWN))
                .and(ANSWER.REQUEST_ID.eq(DSL.coalesce(REQUEST.MERGED_INTO, REQUEST.ID)))
                .and(ANSWER.APPROVED)
                .orderBy(ANSWER.ID.desc())
                .limit(1));
    return sql.select(REQUEST.CODE, REQUEST.WORDS, answer)
        .from(REQUEST)
        .where(REQUEST.TOWN.eq(town()))
        .and(REQUEST.CODE.in(codes))
        .limit(MOST)
        .fetchMap(row -> row.value1(), row -> new Said(row.value2(), row.value3()));
  }

  private List<Outline> read(Condition wanted, Collection<String> withheld, int skip, int size) {
    Field<Instant> moved =
        DSL.field(
            DSL.select(HISTORY.AT)
                .from(HISTORY)
                .where(HISTORY.TOWN.eq(REQUEST.TOWN))
                .and(HISTORY.REQUEST_ID.eq(REQUEST.ID))
                .orderBy(HISTORY.ID.desc())
                .limit(1));
    Field<Instant> changed = DSL.coalesce(REQUEST.CLOSED_AT, moved, REQUEST.RECEIVED_AT).as("changed_at");
    var rows =
        sql.select(
                REQUEST.CODE, REQUEST.STATE, REQUEST.CATEGORY, REQUEST.VILLAGE, REQUEST.LATITUDE, REQUEST.LONGITUDE, REQUEST.DEPARTMENTS,
                REQUEST.RECEIVED_AT, REQUEST.DUE_ON, changed)
            .from(REQUEST)
            .where(REQUEST.TOWN.eq(town()))
            .and(REQUEST.CATEGORY.isNotNull())
            .and(withheld.isEmpty() ? DSL.noCondition() : REQUEST.CATEGORY.notIn(withheld))
            .and(wanted)
            .orderBy(REQUEST.RECEIVED_AT.desc(), REQUEST.ID.desc())
            .offset(skip)
            .limit(size)
            .fetch();
    Map<String, PublishedWords.Words> words = published(rows.getValues(REQUEST.CODE));
    return rows.map(row -> outline(row, changed, words.get(row.get(REQUEST.CODE))));
  }

  private Map<String, PublishedWords.Words> published(List<String> codes) {
    var words = new HashMap<String, PublishedWords.Words>();
    if (!codes.isEmpty()) published.stream().forEach(publisher -> words.putAll(publisher.of(codes)));
    return words;
  }

  private static Outline outline(Record row, Field<Instant> changed, PublishedWords.@Nullable Words words) {
    return new Outline(
        row.get(REQUEST.CODE), State.valueOf(row.get(REQUEST.STATE)), Objects.requireNonNull(row.get(REQUEST.CATEGORY)), row.get(REQUEST.VILLAGE),
        rounded(row.get(REQUEST.LATITUDE)), rounded(row.get(REQUEST.LONGITUDE)), Arrays.asList(row.get(REQUEST.DEPARTMENTS)),
        row.get(REQUEST.RECEIVED_AT), Objects.requireNonNull(row.get(changed)), row.get(REQUEST.DUE_ON), words);
  }

  private static @Nullable Double rounded(@Nullable Double degrees) {
    return degrees == null ? null : BigDecimal.valueOf(degrees).setScale(Outline.DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
