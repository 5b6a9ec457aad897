package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.PAYDAY;
import static org.guanjia.payments.db.Tables.RUN;
import static org.guanjia.payments.db.Tables.SCOPE;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.payments.db.tables.records.PaydayRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.TownCalendar;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The paydays of a town with what has to be done before each, and which of them are in danger. */
@Service
@Transactional(readOnly = true)
public class PaymentCalendar {

  /**
   * A month's payday.
   *
   * @param nominal the day as laid down; earlier than that is paid when it is no working day
   * @param due by step, until when
   * @param run the month's run; null when none was computed
   * @param state of that run
   * @param next what has to be done next; null when all of it is done
   * @param danger whether that step is late, or will be within the days of warning
   */
  public record Month(
      YearMonth month, LocalDate nominal, LocalDate payday, Map<PaymentStep, LocalDate> due, @Nullable Long run, @Nullable RunState state, @Nullable PaymentStep next,
      boolean late, boolean danger) {

    public @Nullable LocalDate nextDue() {
      return next == null ? null : due.get(next);
    }
  }

  private final DSLContext sql;
  private final TownCalendar calendar;
  private final Audit audit;
  private final Clock clock;

  PaymentCalendar(DSLContext sql, TownCalendar calendar, Audit audit, Clock clock) {
    this.sql = sql;
    this.calendar = calendar;
    this.audit = audit;
    this.clock = clock;
  }

  public Payday rule() {
    PaydayRecord row = sql.selectFrom(PAYDAY).where(PAYDAY.TOWN.eq(TownContext.required().town())).fetchOne();
    return row == null
        ? Payday.USUAL
        : new Payday(row.getVersion(), row.getDay(), row.getProposeBefore(), row.getSubmitBefore(), row.getApproveBefore(), row.getFileBefore(), row.getWarnBefore());
  }

  /** On which day the month is paid; a holiday moves it forward to the last working day before. */
  public LocalDate payday(YearMonth month) {
    return payday(rule(), month, calendar.current());
  }

  static LocalDate payday(Payday rule, YearMonth month, WorkingDays days) {
    LocalDate nominal = month.atDay(rule.day());
    return days.isWorkingDay(nominal) ? nominal : days.addWorkingDays(nominal, -1);
  }

  /** The months from that one on. */
  public List<Month> months(YearMonth from, int count) {
    Payday rule = rule();
    WorkingDays days = calendar.current();
    Map<YearMonth, Run> runs = runs(from, from.plusMonths(count));
    List<Month> months = new ArrayList<>();
    for (int i = 0; i < count; i++) months.add(month(rule, from.plusMonths(i), days, runs.get(from.plusMonths(i)), Months.today(clock)));
    return months;
  }

  /** What is in danger today: of last month, if the town had begun by then, of this and the next. A town that has not begun has nothing in danger. */
  public List<Month> inDanger() {
    LocalDate begun = sql.select(DSL.min(SCOPE.MONTH)).from(SCOPE).where(SCOPE.TOWN.eq(TownContext.required().town())).fetchOne(row -> row.value1());
    if (begun == null) return List.of();
    YearMonth from = YearMonth.from(Months.today(clock)).minusMonths(1);
    return months(from, 3).stream().filter(month -> month.danger() && !month.month().isBefore(Months.of(begun))).toList();
  }

  /**
   * Lays down when the town pays.
   *
   * @throws org.guanjia.platform.web.InvalidInput when the steps do not follow each other
   * @throws StalePayday when somebody else changed it since
   */
  @Transactional
  public void lay(int version, Payday rule) {
    var checks = new Checks();
    checks.within("day", rule.day(), 1, 28);
    checks.within("proposeBefore", rule.proposeBefore(), 1, 20);
    checks.within("submitBefore", rule.submitBefore(), 1, rule.proposeBefore());
    checks.within("approveBefore", rule.approveBefore(), 1, rule.submitBefore());
    checks.within("fileBefore", rule.fileBefore(), 0, rule.approveBefore());
    checks.within("warnBefore", rule.warnBefore(), 0, 10);
    checks.refuse();
    PaydayRecord row = sql.selectFrom(PAYDAY).where(PAYDAY.TOWN.eq(TownContext.required().town())).forUpdate().fetchOne();
    if (version != (row == null ? 0 : row.getVersion())) throw new StalePayday();
    boolean fresh = row == null;
    PaydayRecord next = row == null ? sql.newRecord(PAYDAY) : row;
    next.setTown(TownContext.required().town());
    next.setVersion(version + 1);
    next.setDay(rule.day());
    next.setProposeBefore(rule.proposeBefore());
    next.setSubmitBefore(rule.submitBefore());
    next.setApproveBefore(rule.approveBefore());
    next.setFileBefore(rule.fileBefore());
    next.setWarnBefore(rule.warnBefore());
    next.setChangedBy(TownContext.required().actor());
    next.setChangedAt(clock.instant());
    if (fresh) next.insert();
    else next.update();
    audit.record("payments.payday", "payday", String.valueOf(version + 1), Map.of("day", rule.day()));
  }

  private record Run(long id, RunState state) {}

  /** The month's run that lags behind most, where several programmes have runs of their own. */
  private Map<YearMonth, Run> runs(YearMonth from, YearMonth until) {
    Map<YearMonth, Run> runs = new HashMap<>();
    sql.selectDistinct(SCOPE.MONTH, RUN.ID, RUN.STATE).from(SCOPE).join(RUN).on(RUN.TOWN.eq(SCOPE.TOWN), RUN.ID.eq(SCOPE.RUN_ID))
        .where(SCOPE.TOWN.eq(TownContext.required().town()), SCOPE.MONTH.ge(Months.day(from)), SCOPE.MONTH.lt(Months.day(until)))
        .forEach(row -> runs.merge(Months.of(row.value1()), new Run(row.value2(), RunState.valueOf(row.value3())), (one, other) -> one.state().compareTo(other.state()) <= 0 ? one : other));
    return runs;
  }

  private static Month month(Payday rule, YearMonth month, WorkingDays days, @Nullable Run run, LocalDate today) {
    LocalDate payday = payday(rule, month, days);
    Map<PaymentStep, LocalDate> due = new EnumMap<>(PaymentStep.class);
    due.put(PaymentStep.PROPOSE, days.addWorkingDays(payday, -rule.proposeBefore()));
    due.put(PaymentStep.SUBMIT, days.addWorkingDays(payday, -rule.submitBefore()));
    due.put(PaymentStep.APPROVE, days.addWorkingDays(payday, -rule.approveBefore()));
    due.put(PaymentStep.FILE, days.addWorkingDays(payday, -rule.fileBefore()));
    due.put(PaymentStep.PAY, payday);
    PaymentStep next = next(run == null ? null : run.state());
    LocalDate nextDue = next == null ? null : due.get(next);
    boolean late = nextDue != null && today.isAfter(nextDue);
    boolean danger = nextDue != null && !today.isBefore(days.addWorkingDays(nextDue, -rule.warnBefore()));
    return new Month(month, month.atDay(rule.day()), payday, due, run == null ? null : run.id(), run == null ? null : run.state(), next, late, danger);
  }

  private static @Nullable PaymentStep next(@Nullable RunState state) {
    if (state == null) return PaymentStep.PROPOSE;
    return switch (state) {
      case PROPOSED -> PaymentStep.SUBMIT;
      case SUBMITTED -> PaymentStep.APPROVE;
      case APPROVED -> PaymentStep.FILE;
      case FILED, PARTLY, RETURNED, CLOSED, CANCELLED -> null;
    };
  }

  /** Somebody else changed it since the form was shown. */
  @ResponseStatus(HttpStatus.CONFLICT)
  public static final class StalePayday extends RuntimeException {}
}
