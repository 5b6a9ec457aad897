package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.OBJECTION;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.guanjia.awards.Award.EndReason;
import org.guanjia.awards.Award.Finding;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.calendar.TownCalendar;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.rules.Answer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * From the check to the decision: checked by one officer, published where the programme asks, approved or refused by somebody else; above a
 * limit a second approves after that. What the rules say is asked anew at each step, so that nobody signs what is not so any more.
 */
@Service
@Transactional
public class Approvals {

  private final DSLContext sql;
  private final AwardMoves moves;
  private final AwardRules rules;
  private final Procedures procedures;
  private final Standing standing;
  private final AwardNotices notices;
  private final People people;
  private final TownCalendar calendar;
  private final Clock clock;

  Approvals(
      DSLContext sql, AwardMoves moves, AwardRules rules, Procedures procedures, Standing standing, AwardNotices notices, People people, TownCalendar calendar, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.rules = rules;
    this.procedures = procedures;
    this.standing = standing;
    this.notices = notices;
    this.people = people;
    this.calendar = calendar;
    this.clock = clock;
  }

  /**
   * Writes down what the check found. It must be what the rules say; the officer may say no where they say yes, and must say why where a fact
   * is missing.
   *
   * @param words why; needed unless the person is entitled
   * @throws InvalidInput when the rules say otherwise, or the reason is missing
   */
  public void check(long id, int version, @Nullable Finding finding, @Nullable String words) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.CHECK);
    if (finding == null) throw new InvalidInput("finding", "awards.error.finding");
    check(row, says(row), finding, words);
  }

  /** Of a row that is locked already. @param said what the rules say of its first month */
  void check(AwardRecord row, AwardRules.Said said, Finding finding, @Nullable String words) {
    AwardMoves.mustBe(row, AwardMove.CHECK);
    boolean fits = switch (said.answer()) {
      case YES -> finding != Finding.UNKNOWN;
      case NO -> finding == Finding.NOT_ENTITLED;
      case UNKNOWN -> finding == Finding.UNKNOWN;
    };
    if (!fits) throw new InvalidInput("finding", "awards.error.finding." + said.answer());
    String why = words == null || words.isBlank() ? null : Standing.reason(words, "words");
    if (why == null && finding != Finding.ENTITLED) throw new InvalidInput("words", "awards.error.reason");
    row.setFinding(finding.name());
    row.setMonthlyFen(finding == Finding.ENTITLED ? said.amountFen() : null);
    row.setMissing(said.missing().toArray(String[]::new));
    row.setCheckedBy(actor());
    row.setCheckedAt(clock.instant());
    row.setPublishedFrom(null);
    row.setPublishedUntil(null);
    row.setFirstApprover(null);
    moves.make(row, AwardMove.CHECK, AwardState.CHECKED, why, Map.of("finding", finding.name(), "monthlyFen", said.amountFen()));
  }

  /** Back to be checked again. */
  public void giveBack(long id, int version, String reason) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.RETURN);
    row.setFinding(null);
    row.setMonthlyFen(null);
    row.setPublishedFrom(null);
    row.setPublishedUntil(null);
    row.setFirstApprover(null);
    moves.make(row, AwardMove.RETURN, AwardState.APPLIED, Standing.reason(reason, "reason"), Map.of());
  }

  /**
   * Puts it on the public list from today on, for the programme's working days.
   *
   * @return the last day on which somebody may object
   * @throws InvalidInput when the person was not found entitled, or the programme's applications are not published
   */
  public LocalDate publish(long id, int version) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.PUBLISH);
    int days = procedures.of(row.getProgramme()).publicationDays();
    if (days == 0) throw new InvalidInput("award", "awards.error.notPublished");
    if (!Finding.ENTITLED.name().equals(row.getFinding())) throw new InvalidInput("award", "awards.error.notEntitled");
    LocalDate until = calendar.current().deadline(today(), days).day();
    row.setPublishedFrom(today());
    row.setPublishedUntil(until);
    moves.make(row, AwardMove.PUBLISH, AwardState.PUBLISHED, null, Map.of("until", until.toString()));
    return until;
  }

  /**
   * Approves: below the approver's limit it is in payment then; above it a second approves after the first.
   *
   * @return whether it is in payment now
   * @throws InvalidInput when the approver checked it, an objection is open, the days are not over, or the rules say otherwise by now
   */
  public boolean approve(long id, int version) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.APPROVE);
    return approve(row, says(row));
  }

  /** Of a row that is locked already. @param said what the rules say of its first month */
  boolean approve(AwardRecord row, AwardRules.Said said) {
    AwardMoves.mustBe(row, AwardMove.APPROVE);
    hindrance(row).ifPresent(hindrance -> {
      throw hindrance;
    });
    if (said.answer() != Answer.YES) throw new InvalidInput("award", "awards.error.changed." + said.answer());
    row.setMonthlyFen(said.amountFen());
    boolean second = AwardState.valueOf(row.getState()) == AwardState.FIRST_APPROVED;
    if (!second && procedures.limitFen(actor()) < said.amountFen()) {
      row.setFirstApprover(actor());
      moves.make(row, AwardMove.APPROVE, AwardState.FIRST_APPROVED, null, Map.of("monthlyFen", said.amountFen()));
      return false;
    }
    row.setApprovedBy(actor());
    row.setApprovedAt(clock.instant());
    moves.make(row, AwardMove.APPROVE, AwardState.IN_PAYMENT, null, Map.of("monthlyFen", said.amountFen(), "from", YearMonth.from(row.getFromMonth()).toString()));
    notices.approved(row);
    standing.started(row);
    endIfGone(row);
    return true;
  }

  /** Whoever died meanwhile is still paid the months before. */
  private void endIfGone(AwardRecord row) {
    PersonLine person = people.line(row.getPersonId()).orElse(null);
    if (person != null && person.diedOn() != null) standing.end(row, EndReason.DIED, rules.lastMonth(row.getProgramme(), AwardRules.DEATH_MONTH, person.diedOn()), null);
  }

  /** The first of two takes the approval back, before the second has given theirs. */
  public void undoApproval(long id, int version) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.UNDO_APPROVAL);
    if (!actor().equals(row.getFirstApprover())) throw new InvalidInput("award", "awards.error.notYours");
    row.setFirstApprover(null);
    moves.make(row, AwardMove.UNDO_APPROVAL, row.getPublishedFrom() == null ? AwardState.CHECKED : AwardState.PUBLISHED, null, Map.of());
  }

  /**
   * Refuses, with the reason that the person is told.
   *
   * @throws InvalidInput when whoever refuses checked it themselves, or the reason is missing
   */
  public void refuse(long id, int version, String reason) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.REFUSE);
    if (actor().equals(row.getCheckedBy())) throw new InvalidInput("award", "awards.error.ownCheck");
    moves.make(row, AwardMove.REFUSE, AwardState.REFUSED, Standing.reason(reason, "reason"), Map.of());
    notices.refused(row);
  }

  /** Why this actor cannot approve it as it stands, the rules aside; empty when nothing stands in the way. */
  Optional<InvalidInput> hindrance(AwardRecord row) {
    if (!Finding.ENTITLED.name().equals(row.getFinding())) return Optional.of(new InvalidInput("award", "awards.error.notEntitled"));
    if (actor().equals(row.getCheckedBy())) return Optional.of(new InvalidInput("award", "awards.error.ownCheck"));
    if (actor().equals(row.getFirstApprover())) return Optional.of(new InvalidInput("award", "awards.error.ownApproval"));
    boolean asks = procedures.of(row.getProgramme()).publicationDays() > 0;
    LocalDate until = row.getPublishedUntil();
    if (until == null && asks) return Optional.of(new InvalidInput("award", "awards.error.publishFirst"));
    if (until != null && !today().isAfter(until)) return Optional.of(new InvalidInput("award", "awards.error.daysNotOver", until));
    return objections(row);
  }

  /** Each is answered first; one that was upheld after the check asks for another check. */
  private Optional<InvalidInput> objections(AwardRecord row) {
    List<@Nullable Boolean> answers = sql.select(OBJECTION.UPHELD).from(OBJECTION)
        .where(OBJECTION.TOWN.eq(row.getTown()), OBJECTION.AWARD_ID.eq(row.getId()), OBJECTION.RECEIVED_AT.gt(Objects.requireNonNull(row.getCheckedAt()))).limit(500).fetch(OBJECTION.UPHELD);
    if (answers.stream().anyMatch(Objects::isNull)) return Optional.of(new InvalidInput("award", "awards.error.openObjection"));
    return answers.contains(Boolean.TRUE) ? Optional.of(new InvalidInput("award", "awards.error.upheldObjection")) : Optional.empty();
  }

  private AwardRules.Said says(AwardRecord row) {
    return rules.says(row.getPersonId(), row.getProgramme(), YearMonth.from(row.getFromMonth()));
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String actor() {
    return TownContext.required().actor();
  }
}
