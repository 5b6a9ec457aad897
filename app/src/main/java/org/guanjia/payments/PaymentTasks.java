package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.RECOVERY;
import static org.guanjia.payments.db.Tables.RUN;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** On the page where staff start: paydays in danger, runs that wait for the viewer, payments that a bank refused, recoveries to talk over. */
@Component
@Order(15)
class PaymentTasks implements TodayTasks {

  private final DSLContext sql;
  private final PaymentCalendar calendar;

  PaymentTasks(DSLContext sql, PaymentCalendar calendar) {
    this.sql = sql;
    this.calendar = calendar;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Kind> of(Page page) {
    Viewer viewer = page.viewer();
    if (viewer == null || viewer.areas() != null || !concerned(viewer)) return Optional.empty();
    List<Task> tasks = new ArrayList<>();
    calendar.inDanger().forEach(month -> tasks.add(danger(page, month)));
    if (viewer.may(Permission.PAYMENTS_APPROVE)) tasks.addAll(toApprove(page, viewer));
    if (viewer.may(Permission.PAYMENTS_PREPARE)) tasks.addAll(toMend(page));
    if (tasks.isEmpty()) return Optional.empty();
    boolean further = tasks.size() > SHOWN_MAX;
    return Optional.of(new Kind(page.t("payments.today"), further ? List.copyOf(tasks.subList(0, SHOWN_MAX)) : tasks, further, page.t("payments.today.all"), "/payments"));
  }

  private static boolean concerned(Viewer viewer) {
    return viewer.may(Permission.PAYMENTS_PREPARE) || viewer.may(Permission.PAYMENTS_APPROVE) || viewer.role() == Role.LEADER;
  }

  private static Task danger(Page page, PaymentCalendar.Month month) {
    LocalDate due = month.nextDue();
    String step = page.t("payments.step." + month.next());
    String more = page.t("payments.today.payday", page.date(month.payday()));
    return new Task(
        page.t("payments.today.danger", PaymentWords.month(page, month.month()), step), month.run() == null ? "/payments/calendar" : "/payments/runs/" + month.run(), more,
        page.t(month.late() ? "payments.today.late" : "payments.today.until", page.date(due)), month.late() ? Tone.DANGER : Tone.WARNING);
  }

  private List<Task> toApprove(Page page, Viewer viewer) {
    return sql.select(RUN.ID, RUN.MONTH, RUN.PAYDAY).from(RUN)
        .where(RUN.TOWN.eq(town()), RUN.STATE.eq(RunState.SUBMITTED.name()), RUN.PROPOSED_BY.ne(viewer.userId()), RUN.SUBMITTED_BY.ne(viewer.userId()))
        .orderBy(RUN.PAYDAY, RUN.ID).limit(SHOWN_MAX + 1)
        .fetch(row -> new Task(
            page.t("payments.today.approve", PaymentWords.month(page, Months.of(row.value2()))), "/payments/runs/" + row.value1(),
            page.t("payments.today.payday", page.date(row.value3())), page.t("payments.step.APPROVE"), Tone.ACCENT));
  }

  /** What waits for the clerk: payments a bank refused that are owed still, and recoveries nobody has talked over. */
  private List<Task> toMend(Page page) {
    List<Task> tasks = new ArrayList<>();
    var later = PAYOUT.as("later");
    Integer failed = sql.select(DSL.count()).from(PAYOUT)
        .where(PAYOUT.TOWN.eq(town()), PAYOUT.STATE.eq(PayoutState.FAILED.name()))
        .andNotExists(DSL.selectOne().from(later).where(later.TOWN.eq(PAYOUT.TOWN), later.PERSON_ID.eq(PAYOUT.PERSON_ID), later.PROGRAMME.eq(PAYOUT.PROGRAMME), later.ID.gt(PAYOUT.ID))
            .and(later.STATE.in(PayoutState.PROPOSED.name(), PayoutState.ORDERED.name(), PayoutState.PAID.name())))
        .fetchSingle().value1();
    task(page, tasks, failed, "payments.today.failed", "/payments/failures");
    Integer open = sql.select(DSL.count()).from(RECOVERY).where(RECOVERY.TOWN.eq(town()), RECOVERY.STATE.eq(RecoveryState.OPEN.name())).fetchSingle().value1();
    task(page, tasks, open, "payments.today.recoveries", "/payments/recoveries?state=OPEN");
    return tasks;
  }

  private static void task(Page page, List<Task> tasks, @Nullable Integer count, String key, String href) {
    if (count != null && count > 0) tasks.add(new Task(page.t(key, page.number(count)), href, "", "", Tone.WARNING));
  }

  private static String town() {
    return TownContext.required().town();
  }
}
