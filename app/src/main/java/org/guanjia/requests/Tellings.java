package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.TELLING;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.database.WholeTown;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.AnswerRecord;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.guanjia.requests.db.tables.records.TellingRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every reporter is told the answer: the matter's own and those of the duplicates merged into it. The matter is not fed
 * back, and so not closed, before the last of them has been told.
 */
@Service
public class Tellings {

  /** How a reporter is told. */
  public enum Way {
    /** By text message to the phone number left. */
    SMS,
    /** A member of staff calls. */
    CALL,
    /** A member of staff goes there, or tells the person at the window or in the village: no number was left. */
    VISIT,
    /** On the follow-up page: the reporter is anonymous or wrote in without leaving a number. */
    PAGE,
    /** Through the system that the request came from, which reads the answer by the API. */
    SYSTEM
  }

  private final DSLContext sql;
  private final Moves moves;
  private final PersonalData personal;
  private final AnswerNotices notices;
  private final WholeTown wholeTown;
  private final Clock clock;

  Tellings(DSLContext sql, Moves moves, PersonalData personal, AnswerNotices notices, WholeTown wholeTown, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.personal = personal;
    this.notices = notices;
    this.wholeTown = wholeTown;
    this.clock = clock;
  }

  /** Begins telling an approved answer; in the caller's transaction, on a locked request. */
  void begin(RequestRecord matter, AnswerRecord answer) {
    tell(matter, matter, answer);
    for (RequestRecord duplicate : mergedInto(matter)) tell(matter, duplicate, answer);
    feedBackWhenAllAreTold(matter, answer.getId());
  }

  /**
   * A member of staff has told the reporter.
   *
   * @param code of the reporter's own request, which may be a merged one
   * @param way how it was done in the end: a call may have become a visit
   */
  @Transactional
  public void told(String code, Way way, @Nullable String note) {
    String said = Texts.optional("note", note);
    RequestRecord request = moves.lock(code, null);
    TellingRecord telling = open(request);
    if (telling == null) throw new InvalidInput("way", "requests.error.nothingToTell");
    telling.setWay(way.name());
    telling.setToldAt(clock.instant());
    telling.setToldBy(TownContext.required().actor());
    telling.setNote(said);
    telling.update();
    wholeTown.run(() -> feedBackWhenAllAreTold(matter(telling, request), telling.getAnswerId()));
  }

  /** The text message has reached the gateway. */
  @Transactional
  public void sent(long answerId, String code) {
    RequestRecord request = moves.lock(code, null);
    TellingRecord telling = open(request);
    if (telling == null || telling.getAnswerId() != answerId) return;
    telling.setToldAt(clock.instant());
    telling.setToldBy("system");
    telling.update();
    feedBackWhenAllAreTold(matter(telling, request), answerId);
  }

  /** The text message cannot be delivered: a member of staff calls instead. */
  @Transactional
  public void notDelivered(long answerId, String code) {
    RequestRecord request = moves.lock(code, null);
    TellingRecord telling = open(request);
    if (telling == null || telling.getAnswerId() != answerId) return;
    telling.setWay(Way.CALL.name());
    telling.update();
  }

  /**
   * Requests that no longer belong to a matter are not told of it, and it no longer waits for them; in the caller's
   * transaction.
   */
  void leave(String town, long matterId, Collection<Long> requestIds) {
    List<Long> answers =
        sql.deleteFrom(TELLING)
            .where(TELLING.TOWN.eq(town))
            .and(TELLING.MATTER_ID.eq(matterId))
            .and(TELLING.REQUEST_ID.in(requestIds))
            .and(TELLING.TOLD_AT.isNull())
            .returning(TELLING.ANSWER_ID)
            .fetch(TELLING.ANSWER_ID);
    if (!answers.isEmpty()) feedBackWhenAllAreTold(moves.lock(codeOf(town, matterId), null), answers.getLast());
  }

  private void tell(RequestRecord matter, RequestRecord reporter, AnswerRecord answer) {
    Way way = way(reporter);
    boolean toldAtOnce = way == Way.PAGE || way == Way.SYSTEM;
    sql.insertInto(TELLING)
        .set(TELLING.TOWN, matter.getTown())
        .set(TELLING.ANSWER_ID, answer.getId())
        .set(TELLING.REQUEST_ID, reporter.getId())
        .set(TELLING.MATTER_ID, matter.getId())
        .set(TELLING.WAY, way.name())
        .set(TELLING.TOLD_AT, toldAtOnce ? clock.instant() : null)
        .set(TELLING.TOLD_BY, toldAtOnce ? "system" : null)
        .execute();
    if (way == Way.SMS) {
      String phone = personal.decrypt("requests.phone", reporter.getReporterPhone());
      notices.answerReady(answer.getId(), reporter.getCode(), phone);
    }
  }

  private static Way way(RequestRecord reporter) {
    if (reporter.getReporterPhone() != null) return Way.SMS;
    return switch (Channel.valueOf(reporter.getChannel())) {
      case SYSTEM -> Way.SYSTEM;
      case RESIDENT -> Way.PAGE;
      case DROP_IN, VILLAGE, WINDOW, GRID, HOME_VISIT -> reporter.getAnonymous() ? Way.PAGE : Way.VISIT;
    };
  }

  private List<RequestRecord> mergedInto(RequestRecord matter) {
    return sql.selectFrom(REQUEST)
        .where(REQUEST.TOWN.eq(matter.getTown()))
        .and(REQUEST.MERGED_INTO.eq(matter.getId()))
        .orderBy(REQUEST.ID)
        .fetch();
  }

  private @Nullable TellingRecord open(RequestRecord request) {
    return sql.selectFrom(TELLING)
        .where(TELLING.TOWN.eq(request.getTown()))
        .and(TELLING.REQUEST_ID.eq(request.getId()))
        .and(TELLING.TOLD_AT.isNull())
        .orderBy(TELLING.ANSWER_ID.desc())
        .limit(1)
        .fetchOne();
  }

  private RequestRecord matter(TellingRecord telling, RequestRecord request) {
    if (telling.getMatterId().equals(request.getId())) return request;
    return moves.lock(codeOf(telling.getTown(), telling.getMatterId()), null);
  }

  private String codeOf(String town, long id) {
    return sql.select(REQUEST.CODE).from(REQUEST).where(REQUEST.TOWN.eq(town)).and(REQUEST.ID.eq(id)).fetchSingle(REQUEST.CODE);
  }

  private void feedBackWhenAllAreTold(RequestRecord matter, long answerId) {
    boolean somebodyWaits =
        sql.fetchExists(
            TELLING,
            TELLING.TOWN.eq(matter.getTown()),
            TELLING.ANSWER_ID.eq(answerId),
            TELLING.TOLD_AT.isNull());
    if (!somebodyWaits && State.valueOf(matter.getState()) == State.ANSWERED) {
      moves.make(matter, Move.FEED_BACK, State.FED_BACK, null, Map.of());
    }
  }
}
