package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.BUDGET;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.money.Money;
import org.guanjia.projects.db.tables.records.BudgetRecord;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The joint meeting's decisions on projects laid before it, whether made from the meeting's minutes or on the project's page. One on a
 * project that does not lie before the meeting any more, withdrawn perhaps a minute ago, is refused with {@link IllegalProjectMove}.
 */
@Service
public class Decisions {

  private final DSLContext sql;
  private final ProjectMoves moves;
  private final Endings endings;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Decisions(DSLContext sql, ProjectMoves moves, Endings endings, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.endings = endings;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Approves the project with a budget by source.
   *
   * @throws org.guanjia.platform.web.InvalidInput field {@code amount} when the sources do not add up to the amount
   */
  @Transactional
  public void approve(String code, @Nullable Integer version, Approval approval) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.APPROVE);
    var checks = new Checks();
    checks.fen("amount", approval.amountFen(), 1);
    approval.bySource().forEach((source, fen) -> checks.fen("source." + source.name(), fen, 0));
    String note = checks.optional("note", approval.note(), Checks.TEXT_LENGTH_MAX);
    if (checks.good()) checkSum(checks, approval);
    checks.refuse();
    sql.batchInsert(purses(project, approval.bySource())).execute();
    project.setApprovedFen(approval.amountFen());
    project.setDecidedAt(clock.instant());
    moves.make(project, ProjectMove.APPROVE, ProjectState.APPROVED, note, Map.of("amountFen", approval.amountFen(), "bySource", approval.bySource()));
    events.publishEvent(new ProjectApproved(project.getTown(), project.getId(), code));
  }

  /** Puts the project off; it stays in its year's library and may be laid before the meeting again. */
  @Transactional
  public void defer(String code, @Nullable Integer version, String reason) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.DEFER);
    String why = reason(reason);
    project.setDecidedAt(clock.instant());
    moves.make(project, ProjectMove.DEFER, ProjectState.DEFERRED, why, Map.of());
  }

  /** Refuses the project; whoever asked for it is told why. */
  @Transactional
  public void refuse(String code, @Nullable Integer version, String reason) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.REFUSE);
    String why = reason(reason);
    project.setDecidedAt(clock.instant());
    moves.make(project, ProjectMove.REFUSE, ProjectState.REFUSED, why, Map.of());
    endings.refused(project, why);
  }

  private static String reason(String typed) {
    var checks = new Checks();
    String why = checks.required("reason", typed, Checks.TEXT_LENGTH_MAX);
    checks.refuse();
    return why;
  }

  static void checkSum(Checks checks, Approval approval) {
    Money sources = Money.sum(approval.bySource().values());
    Money amount = Money.ofFen(approval.amountFen());
    if (sources.equals(amount)) return;
    Money off = sources.minus(amount);
    String key = off.negative() ? "projects.error.sourcesShort" : "projects.error.sourcesOver";
    checks.error("amount", key, sources.yuan(), amount.yuan(), Money.ofFen(Math.abs(off.fen())).yuan());
  }

  private static List<BudgetRecord> purses(ProjectRecord project, Map<Source, Long> bySource) {
    var rows = new ArrayList<BudgetRecord>();
    bySource.forEach(
        (source, fen) -> {
          if (fen == 0) return;
          var row = new BudgetRecord();
          row.setTown(project.getTown());
          row.setProjectId(project.getId());
          row.setSource(source.name());
          row.setApprovedFen(fen);
          row.setFen(fen);
          rows.add(row);
        });
    return rows;
  }
}
