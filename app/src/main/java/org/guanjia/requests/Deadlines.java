package org.guanjia.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.guanjia.platform.calendar.TownCalendar;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The clocks, in working days: triage within 1, handling by category (5 unless the category says otherwise), extendable
 * once by a supervisor. A clock stands while the reporter is asked for facts.
 */
@Service
public class Deadlines {

  static final int TRIAGE_WITHIN_WORKING_DAYS = 1;
  static final int TELLING_WITHIN_WORKING_DAYS = 2;
  static final int EXTENSION_WORKING_DAYS_MAX = 30;
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final TownCalendar calendar;
  private final Catalogue catalogue;
  private final Moves moves;
  private final Clock clock;

  Deadlines(TownCalendar calendar, Catalogue catalogue, Moves moves, Clock clock) {
    this.calendar = calendar;
    this.catalogue = catalogue;
    this.moves = moves;
    this.clock = clock;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }

  LocalDate triageDue(Instant receivedAt) {
    return calendar.current().addWorkingDays(LocalDate.ofInstant(receivedAt, ZONE), TRIAGE_WITHIN_WORKING_DAYS);
  }

  LocalDate handlingDue(@Nullable String category) {
    return calendar.current().addWorkingDays(today(), catalogue.dueWithinWorkingDays(category));
  }

  LocalDate tellingDue() {
    return calendar.current().addWorkingDays(today(), TELLING_WITHIN_WORKING_DAYS);
  }

  /** Working days for which a deadline has passed; 0 when it has not. */
  int workingDaysLate(LocalDate due) {
    return due.isBefore(today()) ? Math.max(1, calendar.current().workingDaysBetween(due, today())) : 0;
  }

  /** Working days until a deadline that has not passed; 0 when it is today. */
  int workingDaysLeft(LocalDate due) {
    return due.isAfter(today()) ? calendar.current().workingDaysBetween(today(), due) : 0;
  }

  /** The first deadline that is not to be reminded of yet: what falls due earlier does so within one working day. */
  LocalDate remindUntil() {
    return calendar.current().addWorkingDays(today(), 1);
  }

  /** Stops the clock; a clock that stands already is left as it is. */
  void stop(RequestRecord request) {
    if (request.getClockStoppedOn() == null) request.setClockStoppedOn(today());
  }

  /** Lets the clock run again; the deadline moves on by the working days for which it stood. */
  void resume(RequestRecord request) {
    LocalDate stopped = request.getClockStoppedOn();
    if (stopped == null) return;
    int stood = calendar.current().workingDaysBetween(stopped, today());
    request.setDueOn(calendar.current().addWorkingDays(request.getDueOn(), stood));
    request.setClockStoppedOn(null);
  }

  /**
   * Extends the deadline, once.
   *
   * @param workingDays 1 to 30
   * @throws InvalidInput when it was extended before, or no reason is given
   */
  @Transactional
  public void extend(String code, @Nullable Integer version, int workingDays, String reason) {
    RequestRecord request = moves.lock(code, version);
    if (request.getExtended()) throw new InvalidInput("workingDays", "requests.error.extendedBefore");
    if (workingDays < 1 || workingDays > EXTENSION_WORKING_DAYS_MAX) {
      throw new InvalidInput("workingDays", "requests.error.extensionDays", EXTENSION_WORKING_DAYS_MAX);
    }
    Texts.required("reason", reason);
    LocalDate from = request.getDueOn();
    request.setDueOn(calendar.current().addWorkingDays(from, workingDays));
    request.setExtended(true);
    moves.stay(
        request, Move.EXTEND, reason, Map.of("from", from.toString(), "to", request.getDueOn().toString()));
  }

  /** Keeps why a matter is overdue, for the supervision list. */
  @Transactional
  public void explain(String code, @Nullable Integer version, String reason) {
    RequestRecord request = moves.lock(code, version);
    if (!request.getDueOn().isBefore(today())) throw new InvalidInput("reason", "requests.error.notOverdue");
    moves.stay(request, Move.EXPLAIN, Texts.required("reason", reason), Map.of());
  }
}
