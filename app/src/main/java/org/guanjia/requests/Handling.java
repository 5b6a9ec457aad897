package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.HANDLING;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guanjia.platform.database.Exchange;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.HandlingRecord;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A department takes a matter on, refuses it, works on it and reports. */
@Service
public class Handling {

  private final DSLContext sql;
  private final Moves moves;
  private final Answers answers;
  private final Attachments attachments;
  private final Clock clock;

  Handling(DSLContext sql, Moves moves, Answers answers, Attachments attachments, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.answers = answers;
    this.attachments = attachments;
    this.clock = clock;
  }

  /** Returns the matter's line after it. */
  @Transactional
  public MatterLine accept(String code, @Nullable Integer version, String department) {
    RequestRecord request = moves.lock(code, version);
    HandlingRecord handling = handling(request, department);
    if (!handling.getState().equals("OFFERED")) throw new IllegalMove(Move.ACCEPT, State.valueOf(request.getState()));
    handling.setState("ACCEPTED");
    handling.setOfficer(TownContext.required().actor());
    handling.setAnsweredAt(clock.instant());
    moves.stay(request, Move.ACCEPT, null, Map.of("department", department), Exchange.update(sql, handling));
    return Matters.line(request);
  }

  /** With the lead's refusal the matter is the desk's again; another department's leaves it where it is. */
  @Transactional
  public void refuse(String code, @Nullable Integer version, String department, String reason) {
    String why = Texts.required("reason", reason);
    RequestRecord request = moves.lock(code, version);
    HandlingRecord handling = handling(request, department);
    if (!List.of("OFFERED", "ACCEPTED").contains(handling.getState())) {
      throw new IllegalMove(Move.REFUSE, State.valueOf(request.getState()));
    }
    handling.setState("REFUSED");
    handling.setReason(why);
    handling.setOfficer(TownContext.required().actor());
    handling.setAnsweredAt(clock.instant());
    State to = handling.getLead() ? State.RECEIVED : State.IN_DEPARTMENT;
    if (to == State.RECEIVED) request.setOutcome(null);
    moves.make(request, Move.REFUSE, to, why, Map.of("department", department), Exchange.update(sql, handling));
  }

  /**
   * A department reports what it did. The lead's report is the draft of the answer and finishes the matter, once every
   * other department that accepted has reported.
   *
   * @param files ids of uploaded files by what they show: before, after, papers
   * @return the matter's line after it
   */
  @Transactional
  public MatterLine report(String code, @Nullable Integer version, String department, String result, Map<AttachmentKind, List<UUID>> files) {
    String text = Texts.required("result", result, Answers.TEXT_LENGTH_MAX);
    RequestRecord request = moves.lock(code, version);
    HandlingRecord handling = handling(request, department);
    if (!handling.getState().equals("ACCEPTED")) throw new IllegalMove(Move.REPORT, State.valueOf(request.getState()));
    boolean alone = request.getDepartments().length == 1;
    if (handling.getLead() && !alone && othersStillWorking(request, department)) {
      throw new InvalidInput("result", "requests.error.othersStillWorking");
    }
    handling.setState("DONE");
    handling.setResult(text);
    handling.setDoneAt(clock.instant());
    Query reported = Exchange.update(sql, handling);
    files.forEach((kind, ids) -> attachments.attach(request, ids, kind));
    if (handling.getLead()) {
      answers.draft(request, text, null, Map.of("department", department), reported);
    } else {
      moves.stay(request, Move.REPORT, null, Map.of("department", department), reported);
    }
    return Matters.line(request);
  }

  private HandlingRecord handling(RequestRecord request, String department) {
    HandlingRecord handling =
        sql.selectFrom(HANDLING)
            .where(HANDLING.TOWN.eq(request.getTown()))
            .and(HANDLING.REQUEST_ID.eq(request.getId()))
            .and(HANDLING.DEPARTMENT.eq(department))
            .fetchOne();
    if (handling == null || State.valueOf(request.getState()) != State.IN_DEPARTMENT) {
      throw new IllegalMove(Move.ACCEPT, State.valueOf(request.getState()));
    }
    return handling;
  }

  private boolean othersStillWorking(RequestRecord request, String department) {
    return sql.fetchExists(
        HANDLING,
        HANDLING.TOWN.eq(request.getTown()),
        HANDLING.REQUEST_ID.eq(request.getId()),
        HANDLING.DEPARTMENT.ne(department),
        HANDLING.STATE.in("OFFERED", "ACCEPTED"));
  }
}
