package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.SUSPENSION;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Objects;
import org.guanjia.awards.Award.EndReason;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.awards.db.tables.records.SuspensionRecord;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of an award that stands: begun, suspended, resumed, ended, and ended otherwise when what ended it turns out otherwise. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Standing {

  static final int REASON_LENGTH_MAX = 500;
  private static final int AHEAD_MONTHS_MAX = 12;

  private final DSLContext sql;
  private final AwardMoves moves;
  private final AwardNotices notices;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Standing(DSLContext sql, AwardMoves moves, AwardNotices notices, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.notices = notices;
    this.events = events;
    this.clock = clock;
  }

  void suspend(long id, @Nullable Integer version, YearMonth from, @Nullable LocalDate until, String reason) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.SUSPEND);
    String said = reason(reason, "reason");
    if (from.isBefore(YearMonth.from(row.getFromMonth()))) throw new InvalidInput("from", "awards.error.beforeFirst", YearMonth.from(row.getFromMonth()));
    if (from.isAfter(thisMonth().plusMonths(AHEAD_MONTHS_MAX))) throw new InvalidInput("from", "awards.error.farAhead", AHEAD_MONTHS_MAX);
    if (until != null && !until.isAfter(today())) throw new InvalidInput("until", "awards.error.lookAgain");
    sql.insertInto(SUSPENSION)
        .set(SUSPENSION.TOWN, row.getTown()).set(SUSPENSION.AWARD_ID, id).set(SUSPENSION.FROM_MONTH, AwardRows.first(from)).set(SUSPENSION.REASON, said)
        .execute();
    row.setSuspendedUntil(until);
    moves.make(row, AwardMove.SUSPEND, AwardState.SUSPENDED, said, Map.of("from", from.toString()));
    notices.suspended(row, from, said);
    events.publishEvent(new AwardSuspended(row.getTown(), id, row.getPersonId(), row.getProgramme(), from));
  }

  /** Another day on which to look again, and why. */
  void prolong(long id, @Nullable Integer version, LocalDate until, String reason) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.PROLONG);
    if (!until.isAfter(today())) throw new InvalidInput("until", "awards.error.lookAgain");
    row.setSuspendedUntil(until);
    moves.stay(row, AwardMove.PROLONG, reason(reason, "reason"), Map.of("until", until.toString()));
  }

  void resume(long id, @Nullable Integer version, YearMonth from, boolean makeGood, @Nullable String reason) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.RESUME);
    if (from.isAfter(thisMonth().plusMonths(AHEAD_MONTHS_MAX))) throw new InvalidInput("from", "awards.error.farAhead", AHEAD_MONTHS_MAX);
    YearMonth again = endSuspension(row, from, makeGood);
    moves.make(row, AwardMove.RESUME, AwardState.IN_PAYMENT, reason == null || reason.isBlank() ? null : reason(reason, "reason"),
        Map.of("from", again.toString(), "makeGood", makeGood));
    resumed(row, again);
  }

  /**
   * The suspension lasts until the month before.
   *
   * @return the first month that is paid again
   */
  private YearMonth endSuspension(AwardRecord row, YearMonth from, boolean makeGood) {
    row.setSuspendedUntil(null);
    SuspensionRecord open = sql.selectFrom(SUSPENSION)
        .where(SUSPENSION.TOWN.eq(row.getTown()), SUSPENSION.AWARD_ID.eq(row.getId()), SUSPENSION.UNTIL_MONTH.isNull()).forUpdate().fetchOne();
    if (open == null) return from;
    YearMonth began = YearMonth.from(open.getFromMonth());
    YearMonth until = from.isBefore(began) ? began.minusMonths(1) : from.minusMonths(1);
    open.setUntilMonth(AwardRows.first(until));
    open.setMadeGood(makeGood);
    open.update();
    return makeGood || from.isBefore(began) ? began : from;
  }

  void end(long id, @Nullable Integer version, EndReason reason, YearMonth lastMonth, @Nullable String words) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.END);
    end(row, reason, lastMonth, words == null || words.isBlank() ? null : reason(words, "words"));
  }

  /** Of a row that is locked already. */
  void end(AwardRecord row, EndReason reason, YearMonth lastMonth, @Nullable String words) {
    if (lastMonth.isAfter(thisMonth().plusMonths(AHEAD_MONTHS_MAX))) throw new InvalidInput("lastMonth", "awards.error.farAhead", AHEAD_MONTHS_MAX);
    YearMonth last = notBefore(lastMonth, YearMonth.from(row.getFromMonth()).minusMonths(1));
    row.setUntilMonth(AwardRows.first(last));
    row.setEndReason(reason.name());
    row.setSuspendedUntil(null);
    moves.make(row, AwardMove.END, AwardState.ENDED, words, Map.of("reason", reason.name(), "lastMonth", last.toString()));
    notices.ended(row, last);
    ended(row, last);
  }

  /** The last month is another one: of a death that was told with another day. */
  void correctEnd(AwardRecord row, YearMonth lastMonth) {
    YearMonth last = notBefore(lastMonth, YearMonth.from(row.getFromMonth()).minusMonths(1));
    if (AwardRows.first(last).equals(row.getUntilMonth())) return;
    String before = String.valueOf(AwardRows.month(row.getUntilMonth()));
    row.setUntilMonth(AwardRows.first(last));
    moves.stay(row, AwardMove.CORRECT_END, null, Map.of("lastMonth", last.toString(), "before", before));
    ended(row, last);
  }

  /** What ended it was told wrong: it is paid as if it had not ended, unless another of the programme stands by now. */
  void revive(AwardRecord row, AwardMove move, @Nullable String reason) {
    YearMonth again = reopened(row);
    moves.make(row, move, AwardState.IN_PAYMENT, reason, Map.of("from", again.toString()));
    resumed(row, again);
  }

  /** Makes good what was suspended: the decision was wrong. */
  void lift(AwardRecord row, AwardMove move, @Nullable String reason) {
    YearMonth again = endSuspension(row, thisMonth(), true);
    moves.make(row, move, AwardState.IN_PAYMENT, reason, Map.of("from", again.toString(), "makeGood", true));
    resumed(row, again);
  }

  private YearMonth reopened(AwardRecord row) {
    if (anotherStands(row)) throw new InvalidInput("programme", "awards.error.another");
    YearMonth again = Objects.requireNonNull(AwardRows.month(row.getUntilMonth())).plusMonths(1);
    row.setUntilMonth(null);
    row.setEndReason(null);
    sql.selectFrom(SUSPENSION).where(SUSPENSION.TOWN.eq(row.getTown()), SUSPENSION.AWARD_ID.eq(row.getId()), SUSPENSION.UNTIL_MONTH.isNull()).forUpdate()
        .fetch().forEach(open -> {
          open.setUntilMonth(AwardRows.first(notBefore(again.minusMonths(1), YearMonth.from(open.getFromMonth()).minusMonths(1))));
          open.update();
        });
    return again;
  }

  boolean anotherStands(AwardRecord row) {
    return sql.fetchExists(AWARD, AwardRows.inTown().and(AWARD.PERSON_ID.eq(row.getPersonId())).and(AWARD.PROGRAMME.eq(row.getProgramme())).and(AWARD.ID.ne(row.getId()))
        .and(AWARD.STATE.notIn(AwardState.ENDED.name(), AwardState.REFUSED.name(), AwardState.WITHDRAWN.name())));
  }

  void started(AwardRecord row) {
    events.publishEvent(new AwardStarted(row.getTown(), row.getId(), row.getPersonId(), row.getProgramme(), YearMonth.from(row.getFromMonth())));
  }

  private void resumed(AwardRecord row, YearMonth from) {
    events.publishEvent(new AwardResumed(row.getTown(), row.getId(), row.getPersonId(), row.getProgramme(), from));
  }

  private void ended(AwardRecord row, YearMonth last) {
    events.publishEvent(new AwardEnded(row.getTown(), row.getId(), row.getPersonId(), row.getProgramme(), last));
  }

  static String reason(String typed, String field) {
    String said = typed.strip();
    if (said.isEmpty()) throw new InvalidInput(field, "awards.error.reason");
    if (said.length() > REASON_LENGTH_MAX) throw new InvalidInput(field, "awards.error.long", REASON_LENGTH_MAX, said.length());
    return said;
  }

  static <C extends Comparable<C>> C notBefore(C wanted, C least) {
    return wanted.compareTo(least) < 0 ? least : wanted;
  }

  YearMonth thisMonth() {
    return YearMonth.from(today());
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}
