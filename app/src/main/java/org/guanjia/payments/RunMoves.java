package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.RUN;

import java.util.Locale;
import java.util.Map;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes the moves of runs. State, history and audit are written in the caller's transaction; the row is locked from the moment it is read. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RunMoves {

  static final String SUBJECT = "payment-run";

  private final DSLContext sql;
  private final PaymentHistory history;
  private final Audit audit;

  RunMoves(DSLContext sql, PaymentHistory history, Audit audit) {
    this.sql = sql;
    this.history = history;
    this.audit = audit;
  }

  /**
   * The run, locked until the transaction ends, when the move is possible from where it stands.
   *
   * @param version what the form was made from; null where the caller does not mind a change in between
   * @throws NoSuchPayment when there is none
   * @throws IllegalRunMove when the life cycle does not allow the move
   * @throws StaleRun when it has changed since
   */
  RunRecord lock(long id, @Nullable Integer version, RunMove move) {
    RunRecord run = sql.selectFrom(RUN).where(RUN.TOWN.eq(TownContext.required().town()), RUN.ID.eq(id)).forUpdate().fetchOne();
    if (run == null) throw new NoSuchPayment("run", id);
    RunState state = RunState.valueOf(run.getState());
    if (move.to(state).isEmpty()) throw new IllegalRunMove(id, move, state);
    if (version != null && !version.equals(run.getVersion())) throw new StaleRun(id);
    return run;
  }

  /**
   * One at a time in a town: what is proposed, approved or written for a bank, and what is learnt of those who are paid. Whichever comes first
   * has come to its end before the other looks.
   */
  void alone() {
    sql.execute("select pg_advisory_xact_lock(hashtextextended({0}, 550))", DSL.val(TownContext.required().town()));
  }

  /** @throws IllegalRunMove when the graph has no such edge */
  void make(RunRecord run, RunMove move, RunState to, @Nullable String reason, Map<String, ?> details) {
    RunState from = RunState.valueOf(run.getState());
    if (!move.to(from).contains(to)) throw new IllegalRunMove(run.getId(), move, from);
    run.setState(to.name());
    run.setVersion(run.getVersion() + 1);
    run.update();
    record(run, move, from, reason, details);
  }

  void record(RunRecord run, RunMove move, @Nullable RunState from, @Nullable String reason, Map<String, ?> details) {
    history.add(PaymentHistory.Subject.RUN, run.getId(), move.name(), from == null ? null : from.name(), run.getState(), reason, details);
    audit.record("payments." + move.name().toLowerCase(Locale.ROOT), SUBJECT, String.valueOf(run.getId()), details);
  }
}
