package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.HANDLING;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.AnswerRecord;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers are drafted by one and approved by another before they go out. */
@Service
public class Answers {

  static final int TEXT_LENGTH_MAX = 20_000;

  private final DSLContext sql;
  private final Moves moves;
  private final Tellings tellings;
  private final Questions questions;
  private final Deadlines deadlines;
  private final Clock clock;

  Answers(DSLContext sql, Moves moves, Tellings tellings, Questions questions, Deadlines deadlines, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.tellings = tellings;
    this.questions = questions;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /**
   * The desk drafts the answer of a matter it kept.
   *
   * @param policyId the policy that the answer refers to; null for none
   */
  @Transactional
  public void draft(String code, @Nullable Integer version, String text, @Nullable Long policyId) {
    RequestRecord request = moves.lock(code, version);
    if (State.valueOf(request.getState()) != State.TRIAGED) {
      throw new IllegalMove(Move.FINISH, State.valueOf(request.getState()));
    }
    draft(request, Texts.required("text", text, TEXT_LENGTH_MAX), policyId, Map.of());
  }

  /**
   * In the caller's transaction, on a locked request.
   *
   * @param others changes that belong to it
   */
  void draft(RequestRecord request, String text, @Nullable Long policyId, Map<String, ?> details, Query... others) {
    questions.close(request);
    var changes = new ArrayList<Query>(List.of(others));
    changes.add(answer(request, text, policyId));
    moves.make(request, Move.FINISH, State.DONE, null, details, changes.toArray(Query[]::new));
  }

  private Query answer(RequestRecord request, String text, @Nullable Long policyId) {
    return sql.insertInto(ANSWER)
        .set(ANSWER.TOWN, request.getTown())
        .set(ANSWER.REQUEST_ID, request.getId())
        .set(ANSWER.TEXT, text)
        .set(ANSWER.POLICY_ID, policyId)
        .set(ANSWER.DRAFTED_BY, TownContext.required().actor())
        .set(ANSWER.DRAFTED_AT, clock.instant());
  }

  /**
   * Approves the draft, in the words given here (the approver may have mended them), and sees to it that every reporter
   * is told.
   *
   * @throws InvalidInput when the approver drafted it
   */
  @Transactional
  public void approve(String code, @Nullable Integer version, @Nullable String text) {
    RequestRecord request = moves.lock(code, version);
    AnswerRecord answer = undecided(request, Move.APPROVE);
    String actor = TownContext.required().actor();
    if (answer.getDraftedBy().equals(actor)) throw new InvalidInput("text", "requests.error.ownDraft");
    if (text != null && !text.isBlank()) answer.setText(Texts.required("text", text, TEXT_LENGTH_MAX));
    answer.setApproved(true);
    answer.setDecidedBy(actor);
    answer.setDecidedAt(clock.instant());
    answer.update();
    request.setDueOn(deadlines.tellingDue());
    moves.make(request, Move.APPROVE, State.ANSWERED, null, Map.of());
    tellings.begin(request, answer);
  }

  /** Sends the draft back to whoever made it: the lead department, or the desk. */
  @Transactional
  public void giveBack(String code, @Nullable Integer version, String reason) {
    String why = Texts.required("reason", reason);
    RequestRecord request = moves.lock(code, version);
    AnswerRecord answer = undecided(request, Move.RETURN);
    answer.setApproved(false);
    answer.setReturnReason(why);
    answer.setDecidedBy(TownContext.required().actor());
    answer.setDecidedAt(clock.instant());
    answer.update();
    boolean departments = Outcome.DEPARTMENT.name().equals(request.getOutcome());
    if (departments) reopenLead(request);
    moves.make(request, Move.RETURN, departments ? State.IN_DEPARTMENT : State.TRIAGED, why, Map.of());
  }

  private AnswerRecord undecided(RequestRecord request, Move move) {
    AnswerRecord answer =
        sql.selectFrom(ANSWER)
            .where(ANSWER.TOWN.eq(request.getTown()))
            .and(ANSWER.REQUEST_ID.eq(request.getId()))
            .orderBy(ANSWER.ID.desc())
            .limit(1)
            .fetchOne();
    if (answer == null || answer.getApproved() != null || State.valueOf(request.getState()) != State.DONE) {
      throw new IllegalMove(move, State.valueOf(request.getState()));
    }
    return answer;
  }

  private void reopenLead(RequestRecord request) {
    sql.update(HANDLING)
        .set(HANDLING.STATE, "ACCEPTED")
        .setNull(HANDLING.DONE_AT)
        .where(HANDLING.TOWN.eq(request.getTown()))
        .and(HANDLING.REQUEST_ID.eq(request.getId()))
        .and(HANDLING.LEAD)
        .execute();
  }
}
