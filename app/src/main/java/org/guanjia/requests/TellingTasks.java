package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.TELLING;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.Tellings.Way;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who has not been told the answer yet, in the order in which the answers were approved: what staff have to call or visit for. */
@Service
public class TellingTasks {

  static final int PAGE_SIZE = 50;
  private static final int ANSWER_SHOWN_CHARS = 300;
  private static final List<String> BY_STAFF = List.of(Way.CALL.name(), Way.VISIT.name());

  private static final Tasks END = new Tasks(List.of(), null);

  private final DSLContext sql;

  TellingTasks(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * Somebody who waits to be told.
   *
   * @param code of the reporter's own request, which may be merged into another
   * @param answer beginning of what there is to tell; null where the viewer may not see the matter that was answered
   * @param since when the answer was approved
   */
  public record Task(
      long answerId, long requestId, String code, String title, @Nullable String village, Way way, LocalDate dueOn, @Nullable String answer, @Nullable Instant since) {}

  /** @param next where the page after this one begins; null at the end */
  public record Tasks(List<Task> tasks, @Nullable String next) {}

  /**
   * @param way by which they are to be told; null for those whom staff tell: by call or visit
   * @param after {@link Tasks#next} of the page before; one that cannot be read begins anew
   */
  @Transactional(readOnly = true)
  public Tasks list(@Nullable Way way, @Nullable String village, @Nullable String after) {
    Condition wanted = village == null ? untold(way) : untold(way).and(REQUEST.VILLAGE.eq(village));
    Condition beyond = beyond(after);
    List<Task> found =
        sql.select(
                TELLING.ANSWER_ID, TELLING.REQUEST_ID, TELLING.WAY, REQUEST.CODE, REQUEST.TITLE, REQUEST.VILLAGE, REQUEST.DUE_ON, ANSWER.DECIDED_AT,
                DSL.left(ANSWER.TEXT, ANSWER_SHOWN_CHARS).as("beginning"))
            .from(TELLING)
            .join(REQUEST)
            .on(REQUEST.TOWN.eq(TELLING.TOWN))
            .and(REQUEST.ID.eq(TELLING.REQUEST_ID))
            .leftJoin(ANSWER)
            .on(ANSWER.TOWN.eq(TELLING.TOWN))
            .and(ANSWER.ID.eq(TELLING.ANSWER_ID))
            .where(beyond == null ? wanted : wanted.and(beyond))
            .orderBy(TELLING.ANSWER_ID, TELLING.REQUEST_ID)
            .limit(PAGE_SIZE + 1)
            .fetch(TellingTasks::task);
    if (found.size() <= PAGE_SIZE) return new Tasks(found, null);
    Task last = found.get(PAGE_SIZE - 1);
    return new Tasks(List.copyOf(found.subList(0, PAGE_SIZE)), last.answerId() + "_" + last.requestId());
  }

  /** How many wait to be called or visited, counted up to {@code most}. */
  @Transactional(readOnly = true)
  public int count(@Nullable Way way, int most) {
    return sql.fetchCount(sql.selectOne().from(TELLING).where(untold(way)).limit(most));
  }

  /** All of a list, page by page; needs a transaction until the end. */
  public Stream<Task> all(@Nullable Way way, @Nullable String village) {
    return Stream.iterate(
            list(way, village, null), page -> page != END, page -> page.next() == null ? END : list(way, village, page.next()))
        .flatMap(page -> page.tasks().stream());
  }

  private static Condition untold(@Nullable Way way) {
    return TELLING.TOWN
        .eq(TownContext.required().town())
        .and(TELLING.TOLD_AT.isNull())
        .and(way == null ? TELLING.WAY.in(BY_STAFF) : TELLING.WAY.eq(way.name()));
  }

  private static @Nullable Condition beyond(@Nullable String after) {
    if (after == null || !after.matches("[0-9]{1,18}_[0-9]{1,18}")) return null;
    int cut = after.indexOf('_');
    return DSL.row(TELLING.ANSWER_ID, TELLING.REQUEST_ID).gt(Long.parseLong(after.substring(0, cut)), Long.parseLong(after.substring(cut + 1)));
  }

  private static Task task(Record row) {
    return new Task(
        row.get(TELLING.ANSWER_ID), row.get(TELLING.REQUEST_ID), row.get(REQUEST.CODE), row.get(REQUEST.TITLE), row.get(REQUEST.VILLAGE),
        Way.valueOf(row.get(TELLING.WAY)), row.get(REQUEST.DUE_ON), row.get("beginning", String.class), row.get(ANSWER.DECIDED_AT));
  }
}
