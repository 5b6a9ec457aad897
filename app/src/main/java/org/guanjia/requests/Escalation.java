package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.HANDLING;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lays overdue matters before the next person up, and reminds of those about to fall due. Where a step has nobody (no
 * supervisor, no village clerk), the matter goes on to the next step that has somebody; none is passed over in silence.
 */
@Service
public class Escalation {

  private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);
  private static final int BATCH_SIZE = 500;
  private static final List<Step> STEPS = List.of(Step.values());

  /** The way up, with the working days of delay from which each step is taken. */
  enum Step {
    /** The matter's supervisor, else the village's own clerks. */
    VILLAGE(1),
    DESK(2),
    LEADER(4),
    /** When none of the others exists. */
    ADMINISTRATOR(Integer.MAX_VALUE);

    final int fromWorkingDaysLate;

    Step(int fromWorkingDaysLate) {
      this.fromWorkingDaysLate = fromWorkingDaysLate;
    }

    /** What a matter's escalation level is once this step was taken. */
    int level() {
      return Math.min(ordinal() + 1, LEADER.ordinal() + 1);
    }
  }

  private enum Laid {
    NOT_YET,
    BEFORE_SOMEBODY,
    BEFORE_NOBODY
  }

  private final DSLContext sql;
  private final TransactionTemplate transactions;
  private final Moves moves;
  private final Deadlines deadlines;
  private final Users users;
  private final Places places;
  private final StaffNotices notices;
  private final OneCopy oneCopy;

  Escalation(
      DSLContext sql,
      TransactionTemplate transactions,
      Moves moves,
      Deadlines deadlines,
      Users users,
      Places places,
      StaffNotices notices,
      OneCopy oneCopy) {
    this.sql = sql;
    this.transactions = transactions;
    this.moves = moves;
    this.deadlines = deadlines;
    this.users = users;
    this.places = places;
    this.notices = notices;
    this.oneCopy = oneCopy;
  }

  @Scheduled(fixedDelay = 15, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
  void everyTown() {
    oneCopy.run("requests.escalation", () -> places.eachTown(this::run));
  }

  /**
   * Escalates and reminds in the town of the current context.
   *
   * @return how many matters went a step up
   */
  public int run() {
    int escalated = 0;
    int beforeNobody = 0;
    for (String code : overdue()) {
      Laid laid = transactions.execute(status -> escalate(code));
      if (laid == Laid.BEFORE_SOMEBODY) escalated++;
      if (laid == Laid.BEFORE_NOBODY) beforeNobody++;
    }
    if (beforeNobody > 0) LOG.error("town {}: {} matters are overdue and nobody works there to lay them before", TownContext.required().town(), beforeNobody);
    for (String code : dueSoon()) transactions.executeWithoutResult(status -> remind(code));
    return escalated;
  }

  private List<String> overdue() {
    return codes(REQUEST.DUE_ON.lt(deadlines.today()).and(REQUEST.ESCALATION_LEVEL.le((short) Step.LEADER.ordinal())));
  }

  private List<String> dueSoon() {
    return codes(REQUEST.DUE_ON.between(deadlines.today(), deadlines.remindUntil()));
  }

  private List<String> codes(Condition condition) {
    var all = new ArrayList<String>();
    LocalDate afterDue = LocalDate.EPOCH;
    long afterId = 0;
    while (true) {
      var batch = batch(condition, afterDue, afterId);
      for (var row : batch) all.add(row.value1());
      if (batch.size() < BATCH_SIZE) return all;
      afterDue = batch.getLast().value2();
      afterId = batch.getLast().value3();
    }
  }

  private List<Record3<String, LocalDate, Long>> batch(
      Condition condition, LocalDate afterDue, long afterId) {
    var rows =
        transactions.execute(
            status ->
                sql.select(REQUEST.CODE, REQUEST.DUE_ON, REQUEST.ID)
                    .from(REQUEST)
                    .where(REQUEST.TOWN.eq(TownContext.required().town()))
                    .and(REQUEST.OPEN)
                    .and(REQUEST.CLOCK_STOPPED_ON.isNull())
                    .and(condition)
                    .orderBy(REQUEST.DUE_ON, REQUEST.ID)
                    .seek(afterDue, afterId)
                    .limit(BATCH_SIZE)
                    .fetch());
    return rows == null ? List.of() : rows;
  }

  private Laid escalate(String code) {
    RequestRecord request = moves.lock(code, null);
    int late = deadlines.workingDaysLate(request.getDueOn());
    if (request.getClockStoppedOn() != null || late == 0 || !State.valueOf(request.getState()).open()) return Laid.NOT_YET;
    int taken = request.getEscalationLevel();
    return levelFor(late) > taken ? layBefore(request, taken, late) : Laid.NOT_YET;
  }

  private static int levelFor(int late) {
    return (int) STEPS.stream().filter(step -> late >= step.fromWorkingDaysLate).count();
  }

  /** Takes the first step above those taken that has somebody. */
  private Laid layBefore(RequestRecord request, int taken, int late) {
    var skipped = new ArrayList<String>();
    for (Step step : STEPS.subList(taken, STEPS.size())) {
      List<String> people = people(step, request);
      if (people.isEmpty()) {
        skipped.add(step.name());
        continue;
      }
      request.setEscalationLevel((short) step.level());
      if (!works(request.getSupervisor())) request.setSupervisor(people.getFirst());
      var details = Map.of("step", step.name(), "to", people, "skipped", skipped, "workingDaysLate", late);
      moves.stay(request, Move.ESCALATE, null, details);
      for (String person : people) notices.escalated(request, person, step.name(), late);
      return Laid.BEFORE_SOMEBODY;
    }
    return Laid.BEFORE_NOBODY;
  }

  private List<String> people(Step step, RequestRecord request) {
    return switch (step) {
      case VILLAGE -> supervisorOrVillage(request);
      case DESK -> ids(users.working(Role.TOWN_DESK));
      case LEADER -> ids(users.working(Role.LEADER));
      case ADMINISTRATOR -> ids(users.working(Role.ADMINISTRATOR));
    };
  }

  private List<String> supervisorOrVillage(RequestRecord request) {
    String supervisor = request.getSupervisor();
    if (supervisor != null && works(supervisor)) return List.of(supervisor);
    String village = request.getVillage();
    if (village == null) return List.of();
    return users.working(Role.VILLAGE_CLERK).stream()
        .filter(user -> user.profile().areas().contains(village))
        .map(UserCard::id)
        .toList();
  }

  /** Whoever has the matter; else the officers of its departments; else the desk. Once for each deadline. */
  private void remind(String code) {
    RequestRecord request = moves.lock(code, null);
    for (String person : whoHas(request)) notices.dueSoon(request, person);
  }

  private List<String> whoHas(RequestRecord request) {
    String assignee = request.getAssignee();
    if (assignee != null && works(assignee)) return List.of(assignee);
    List<String> working = departments(request);
    List<String> officers =
        users.working(Role.DEPARTMENT_OFFICER).stream()
            .filter(user -> isOf(working, user.profile().department()))
            .map(UserCard::id)
            .toList();
    return officers.isEmpty() ? ids(users.working(Role.TOWN_DESK)) : officers;
  }

  /** Whoever left counts as nobody: what was theirs goes on to the next one who exists. */
  private boolean works(@Nullable String userId) {
    return userId != null && users.find(userId).filter(UserCard::enabled).isPresent();
  }

  private static boolean isOf(List<String> departments, @Nullable String department) {
    return department != null && departments.contains(department);
  }

  private List<String> departments(RequestRecord request) {
    return sql.select(HANDLING.DEPARTMENT)
        .from(HANDLING)
        .where(HANDLING.TOWN.eq(request.getTown()))
        .and(HANDLING.REQUEST_ID.eq(request.getId()))
        .and(HANDLING.STATE.in("OFFERED", "ACCEPTED"))
        .fetch(HANDLING.DEPARTMENT);
  }

  private static List<String> ids(List<UserCard> people) {
    return people.stream().map(UserCard::id).toList();
  }
}
