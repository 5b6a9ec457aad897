package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.BUDGET;
import static org.guanjia.projects.db.Tables.CHANGE_LINE;
import static org.guanjia.projects.db.Tables.CHANGE_ORDER;
import static org.guanjia.projects.db.Tables.MILESTONE;
import static org.guanjia.projects.db.Tables.PAYMENT;

import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.db.tables.records.BudgetRecord;
import org.guanjia.projects.db.tables.records.ChangeOrderRecord;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The money of an approved project: change orders, which another person approves, and payments, never beyond a source's budget. */
@Service
public class Spending {

  private final DSLContext sql;
  private final ProjectMoves moves;
  private final Clock clock;

  Spending(DSLContext sql, ProjectMoves moves, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.clock = clock;
  }

  /**
   * Proposes to change the budget; one change order at a time.
   *
   * @param bySource more (positive) or less (negative) for each source, in fen; those that stay are left out
   */
  @Transactional
  public long proposeChange(String code, @Nullable Integer version, String reason, Map<Source, Long> bySource) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.PROPOSE_CHANGE);
    var checks = new Checks();
    String why = checks.required("reason", reason, Checks.TEXT_LENGTH_MAX);
    Map<Source, Long> changes = new EnumMap<>(Source.class);
    bySource.forEach((source, fen) -> { if (fen != 0) changes.put(source, fen); });
    if (changes.isEmpty()) checks.error("source.CITY", "projects.error.nothingChanged");
    changes.forEach((source, fen) -> { if (Math.abs(fen) > Checks.FEN_MAX) checks.error("source." + source, "projects.error.amount", new Money(Checks.FEN_MAX).yuan()); });
    if (checks.good()) checkChange(checks, budget(project), changes, "source.");
    if (openChange(project) != null) checks.error("reason", "projects.error.changeOpen");
    checks.refuse();
    long id =
        sql.insertInto(CHANGE_ORDER)
            .set(CHANGE_ORDER.TOWN, project.getTown())
            .set(CHANGE_ORDER.PROJECT_ID, project.getId())
            .set(CHANGE_ORDER.REASON, why)
            .set(CHANGE_ORDER.PROPOSED_BY, ProjectMoves.actor())
            .set(CHANGE_ORDER.PROPOSED_AT, clock.instant())
            .returning(CHANGE_ORDER.ID)
            .fetchSingle()
            .getId();
    changes.forEach(
        (source, fen) ->
            sql.insertInto(CHANGE_LINE)
                .set(CHANGE_LINE.TOWN, project.getTown())
                .set(CHANGE_LINE.CHANGE_ID, id)
                .set(CHANGE_LINE.SOURCE, source.name())
                .set(CHANGE_LINE.FEN, fen)
                .execute());
    moves.stay(project, ProjectMove.PROPOSE_CHANGE, why, Map.of("bySource", changes));
    return id;
  }

  /**
   * Another person decides the open change order.
   *
   * @throws InvalidInput when there is none, it is the actor's own, or more was paid meanwhile than it would leave
   */
  @Transactional
  public void decideChange(String code, @Nullable Integer version, boolean approved, @Nullable String note) {
    ProjectRecord project = moves.lock(code, version, approved ? ProjectMove.APPROVE_CHANGE : ProjectMove.REJECT_CHANGE);
    ChangeOrderRecord order = openChange(project);
    if (order == null) throw new InvalidInput("approved", "projects.error.noChange");
    var checks = new Checks();
    String said = approved ? checks.optional("note", note, Checks.TEXT_LENGTH_MAX) : checks.required("note", note, Checks.TEXT_LENGTH_MAX);
    if (order.getProposedBy().equals(ProjectMoves.actor())) checks.error("approved", "projects.error.ownChange");
    Map<Source, Long> changes = lines(order);
    if (approved) {
      Map<Source, BudgetRecord> budget = budget(project);
      checkChange(checks, budget, changes, "approved");
      checks.refuse();
      changes.forEach((source, fen) -> change(project, budget.get(source), source, fen));
      project.setApprovedFen(Math.addExact(project.getApprovedFen(), changes.values().stream().mapToLong(Long::longValue).sum()));
    }
    checks.refuse();
    order.setApproved(approved);
    order.setDecidedBy(ProjectMoves.actor());
    order.setDecidedAt(clock.instant());
    order.setNote(said);
    order.update();
    moves.stay(project, approved ? ProjectMove.APPROVE_CHANGE : ProjectMove.REJECT_CHANGE, said, Map.of("bySource", changes));
  }

  /**
   * Records money paid.
   *
   * @throws InvalidInput field {@code amount} when the source's budget has less left
   */
  @Transactional
  public void pay(String code, @Nullable Integer version, NewPayment payment) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.PAY);
    var checks = new Checks();
    checks.notAfter("paidOn", checks.present("paidOn", payment.paidOn()), moves.today());
    String payee = checks.required("payee", payment.payee(), Checks.NAME_LENGTH_MAX);
    Source source = checks.present("source", payment.source());
    checks.fen("amount", payment.fen(), 1);
    String note = checks.optional("note", payment.note(), 1_000);
    if (payment.milestone() != null && !hasMilestone(project, payment.milestone())) checks.error("milestone", "projects.error.noMilestone");
    checks.refuse();
    BudgetRecord purse = spend(budget(project).get(source), payment.fen());
    purse.update();
    sql.insertInto(PAYMENT)
        .set(PAYMENT.TOWN, project.getTown())
        .set(PAYMENT.PROJECT_ID, project.getId())
        .set(PAYMENT.MILESTONE_ID, payment.milestone())
        .set(PAYMENT.PAID_ON, Objects.requireNonNull(payment.paidOn()))
        .set(PAYMENT.PAYEE, payee)
        .set(PAYMENT.SOURCE, purse.getSource())
        .set(PAYMENT.FEN, payment.fen())
        .set(PAYMENT.NOTE, note)
        .set(PAYMENT.RECORDED_BY, ProjectMoves.actor())
        .set(PAYMENT.RECORDED_AT, clock.instant())
        .execute();
    moves.stay(project, ProjectMove.PAY, null, Map.of("source", purse.getSource(), "fen", payment.fen()));
  }

  /** Takes the amount from what is left of the source's budget; a source that gives nothing has nothing left. */
  static BudgetRecord spend(@Nullable BudgetRecord purse, long fen) {
    long left = purse == null ? 0 : purse.getFen() - purse.getPaidFen();
    if (purse == null || fen > left) throw new InvalidInput("amount", "projects.error.beyondBudget", Money.ofFen(fen).yuan(), Money.ofFen(left).yuan());
    purse.setPaidFen(purse.getPaidFen() + fen);
    return purse;
  }

  /** No source may come to less than nothing, or to less than was paid of it. */
  static void checkChange(Checks checks, Map<Source, BudgetRecord> budget, Map<Source, Long> changes, String field) {
    changes.forEach(
        (source, fen) -> {
          BudgetRecord purse = budget.get(source);
          long after = (purse == null ? 0 : purse.getFen()) + fen;
          long paid = purse == null ? 0 : purse.getPaidFen();
          String name = field.endsWith(".") ? field + source.name() : field;
          if (after < paid) checks.error(name, "projects.error.belowPaid", Money.ofFen(after).yuan(), Money.ofFen(paid).yuan());
          if (after > Checks.FEN_MAX) checks.error(name, "projects.error.amount", new Money(Checks.FEN_MAX).yuan());
        });
  }

  private void change(ProjectRecord project, @Nullable BudgetRecord purse, Source source, long fen) {
    if (purse != null) {
      purse.setFen(purse.getFen() + fen);
      purse.update();
      return;
    }
    sql.insertInto(BUDGET)
        .set(BUDGET.TOWN, project.getTown())
        .set(BUDGET.PROJECT_ID, project.getId())
        .set(BUDGET.SOURCE, source.name())
        .set(BUDGET.APPROVED_FEN, 0L)
        .set(BUDGET.FEN, fen)
        .execute();
  }

  private Map<Source, BudgetRecord> budget(ProjectRecord project) {
    Map<Source, BudgetRecord> bySource = new HashMap<>();
    sql.selectFrom(BUDGET)
        .where(BUDGET.TOWN.eq(project.getTown()))
        .and(BUDGET.PROJECT_ID.eq(project.getId()))
        .forEach(row -> bySource.put(Source.valueOf(row.getSource()), row));
    return bySource;
  }

  private @Nullable ChangeOrderRecord openChange(ProjectRecord project) {
    return sql.selectFrom(CHANGE_ORDER)
        .where(CHANGE_ORDER.TOWN.eq(project.getTown()))
        .and(CHANGE_ORDER.PROJECT_ID.eq(project.getId()))
        .and(CHANGE_ORDER.DECIDED_AT.isNull())
        .fetchOne();
  }

  private Map<Source, Long> lines(ChangeOrderRecord order) {
    Map<Source, Long> bySource = new EnumMap<>(Source.class);
    sql.selectFrom(CHANGE_LINE)
        .where(CHANGE_LINE.TOWN.eq(order.getTown()))
        .and(CHANGE_LINE.CHANGE_ID.eq(order.getId()))
        .forEach(row -> bySource.put(Source.valueOf(row.getSource()), row.getFen()));
    return bySource;
  }

  private boolean hasMilestone(ProjectRecord project, long id) {
    return sql.fetchExists(MILESTONE, MILESTONE.TOWN.eq(project.getTown()), MILESTONE.PROJECT_ID.eq(project.getId()), MILESTONE.ID.eq(id));
  }
}
