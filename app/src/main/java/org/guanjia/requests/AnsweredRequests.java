package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.ATTACHMENT;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was asked and what became of it, for whoever makes it public after a look; as far as the actor sees requests. */
@Service
public class AnsweredRequests {

  public static final int PAGE_SIZE_MAX = 500;

  /** Reporters read for one call: more than a page of matters with all that were merged into them ever had. */
  private static final int PEOPLE_MAX = 20_000;

  private static final Field<String> LAST_ANSWER =
      DSL.field(
          DSL.select(ANSWER.TEXT).from(ANSWER).where(ANSWER.TOWN.eq(REQUEST.TOWN)).and(ANSWER.REQUEST_ID.eq(REQUEST.ID)).and(ANSWER.APPROVED).orderBy(ANSWER.ID.desc()).limit(1));

  private static final Field<UUID[]> BEFORE = pictures(AttachmentKind.BEFORE);
  private static final Field<UUID[]> AFTER = pictures(AttachmentKind.AFTER);

  private final DSLContext sql;
  private final PersonalData personal;

  AnsweredRequests(DSLContext sql, PersonalData personal) {
    this.sql = sql;
    this.personal = personal;
  }

  /** The request of that receipt code, told or not any more. */
  @Transactional(readOnly = true)
  public Optional<ToldRequest> find(String code) {
    return fetch(REQUEST.CODE.eq(code), 1).stream().findFirst();
  }

  /** The request of that number, told or not any more. */
  @Transactional(readOnly = true)
  public Optional<ToldRequest> find(long id) {
    return fetch(REQUEST.ID.eq(id), 1).stream().findFirst();
  }

  /** Told requests with larger numbers than that one, in their order, at most {@value #PAGE_SIZE_MAX}. */
  @Transactional(readOnly = true)
  public List<ToldRequest> after(long id, int most) {
    Condition told = REQUEST.STATE.in(State.FED_BACK.name(), State.RATED.name());
    return fetch(told.and(REQUEST.ID.gt(id)), Math.clamp(most, 1, PAGE_SIZE_MAX));
  }

  /** Who stands behind each of these requests and those merged into them, by receipt code; at most {@value #PAGE_SIZE_MAX} codes. */
  @Transactional(readOnly = true)
  public Map<String, KnownPeople> known(Collection<String> codes) {
    if (codes.isEmpty()) return Map.of();
    if (codes.size() > PAGE_SIZE_MAX) throw new IllegalArgumentException("at most " + PAGE_SIZE_MAX + " codes");
    var matter = REQUEST.as("matter");
    return sql.select(matter.CODE, REQUEST.REPORTER_NAME, REQUEST.REPORTER_PHONE, REQUEST.ON_BEHALF_OF, REQUEST.ADDRESS)
        .from(matter)
        .join(REQUEST).on(REQUEST.TOWN.eq(matter.TOWN)).and(REQUEST.ID.eq(matter.ID).or(REQUEST.MERGED_INTO.eq(matter.ID)))
        .where(matter.TOWN.eq(TownContext.required().town()))
        .and(matter.CODE.in(codes))
        .orderBy(REQUEST.ID)
        .limit(PEOPLE_MAX)
        .fetchGroups(matter.CODE)
        .entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> known(entry.getValue())));
  }

  private KnownPeople known(List<? extends Record> rows) {
    return new KnownPeople(
        said(rows, row -> Stream.of(personal.decryptOrNull("requests.name", row.get(REQUEST.REPORTER_NAME)), row.get(REQUEST.ON_BEHALF_OF))),
        said(rows, row -> Stream.ofNullable(personal.decryptOrNull("requests.phone", row.get(REQUEST.REPORTER_PHONE)))),
        said(rows, row -> Stream.ofNullable(row.get(REQUEST.ADDRESS))));
  }

  private static List<String> said(List<? extends Record> rows, Function<Record, Stream<@Nullable String>> each) {
    return rows.stream().flatMap(each).filter(Objects::nonNull).map(String::strip).filter(word -> !word.isEmpty()).distinct().toList();
  }

  private List<ToldRequest> fetch(Condition which, int most) {
    return sql.select(
            REQUEST.ID, REQUEST.CODE, REQUEST.STATE, REQUEST.TITLE, REQUEST.WORDS, REQUEST.OUTCOME, REQUEST.CATEGORY, REQUEST.VILLAGE, REQUEST.RECEIVED_AT,
            REQUEST.CLOSED_AT, LAST_ANSWER.as("answer"), BEFORE, AFTER)
        .from(REQUEST)
        .where(REQUEST.TOWN.eq(TownContext.required().town()))
        .and(which)
        .orderBy(REQUEST.ID)
        .limit(most)
        .fetch(AnsweredRequests::told);
  }

  private static ToldRequest told(Record row) {
    State state = State.valueOf(row.get(REQUEST.STATE));
    String outcome = row.get(REQUEST.OUTCOME);
    var received = row.get(REQUEST.RECEIVED_AT);
    var closed = Objects.requireNonNullElse(row.get(REQUEST.CLOSED_AT), received);
    return new ToldRequest(
        row.get(REQUEST.ID), row.get(REQUEST.CODE), state == State.FED_BACK || state == State.RATED, row.get(REQUEST.TITLE), row.get(REQUEST.WORDS),
        Objects.requireNonNullElse(row.get("answer", String.class), ""), outcome == null ? null : Outcome.valueOf(outcome), row.get(REQUEST.CATEGORY),
        row.get(REQUEST.VILLAGE), received.atZone(Deadlines.ZONE).toLocalDate(), closed.atZone(Deadlines.ZONE).toLocalDate(), List.of(row.get(BEFORE)),
        List.of(row.get(AFTER)));
  }

  private static Field<UUID[]> pictures(AttachmentKind kind) {
    return DSL.array(
            DSL.select(ATTACHMENT.FILE_ID)
                .from(ATTACHMENT)
                .where(ATTACHMENT.TOWN.eq(REQUEST.TOWN))
                .and(ATTACHMENT.REQUEST_ID.eq(REQUEST.ID))
                .and(ATTACHMENT.KIND.eq(DSL.inline(kind.name())))
                .orderBy(ATTACHMENT.ADDED_AT, ATTACHMENT.FILE_ID))
        .as(kind.name().toLowerCase(java.util.Locale.ROOT));
  }
}
