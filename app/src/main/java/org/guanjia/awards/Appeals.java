package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.APPEAL;
import static org.guanjia.awards.db.Tables.HISTORY;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.awards.db.tables.records.AppealRecord;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.platform.calendar.TownCalendar;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Appeals against a refusal, a suspension or an end, decided by somebody who has decided nothing about the award before. */
@Service
@Transactional
public class Appeals {

  public static final int WORDS_LENGTH_MAX = 2000;
  /** The office's own time, until a rule is named (待核实). */
  public static final int DECIDED_WITHIN_WORKING_DAYS = 20;
  /** Administrative reconsideration may be asked for within sixty days (Administrative Reconsideration Law, 2023, art. 20). */
  public static final int RECONSIDERATION_WITHIN_DAYS = 60;
  private static final int DAYS_BACK_MAX = 366;
  private static final Set<String> DECISIONS =
      EnumSet.of(AwardMove.CHECK, AwardMove.RETURN, AwardMove.APPROVE, AwardMove.REFUSE, AwardMove.SUSPEND, AwardMove.RESUME, AwardMove.END, AwardMove.UPHOLD, AwardMove.GRANT)
          .stream().map(Enum::name).collect(Collectors.toUnmodifiableSet());

  static final String WORDS = "awards.appeal";
  static final String DECISION = "awards.decision";

  private final DSLContext sql;
  private final AwardMoves moves;
  private final Standing standing;
  private final AwardNotices notices;
  private final PersonalData personal;
  private final TownCalendar calendar;
  private final Clock clock;

  Appeals(DSLContext sql, AwardMoves moves, Standing standing, AwardNotices notices, PersonalData personal, TownCalendar calendar, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.standing = standing;
    this.notices = notices;
    this.personal = personal;
    this.calendar = calendar;
    this.clock = clock;
  }

  /**
   * What the person says against a decision.
   *
   * @param against the state that it is against
   * @param granted null while it is not decided
   */
  public record Appeal(
      long id, AwardState against, String words, LocalDate madeOn, LocalDate dueOn, String takenBy, @Nullable Boolean granted, @Nullable String decision, @Nullable Instant decidedAt,
      @Nullable String decidedBy) {}

  /**
   * Takes an appeal down.
   *
   * @return its number
   * @throws InvalidInput when one is open already, or what is said is missing
   */
  public long take(long award, int version, String words, @Nullable LocalDate madeOn) {
    AwardRecord row = moves.lock(award, version);
    AwardMoves.mustBe(row, AwardMove.APPEAL);
    if (words.isBlank() || words.length() > WORDS_LENGTH_MAX) throw new InvalidInput("appeal", "awards.error.appeal", WORDS_LENGTH_MAX);
    if (madeOn == null || madeOn.isAfter(today()) || madeOn.isBefore(today().minusDays(DAYS_BACK_MAX))) throw new InvalidInput("madeOn", "awards.error.madeOn");
    if (open(award) != null) throw new InvalidInput("appeal", "awards.error.appealOpen");
    LocalDate due = calendar.current().deadline(madeOn, DECIDED_WITHIN_WORKING_DAYS).day();
    long id = sql.insertInto(APPEAL)
        .set(APPEAL.TOWN, row.getTown()).set(APPEAL.AWARD_ID, award).set(APPEAL.AGAINST, row.getState()).set(APPEAL.WORDS, personal.encrypt(WORDS, words.strip()))
        .set(APPEAL.MADE_ON, madeOn).set(APPEAL.DUE_ON, due).set(APPEAL.TAKEN_AT, clock.instant()).set(APPEAL.TAKEN_BY, actor())
        .returning(APPEAL.ID).fetchSingle().getId();
    moves.stay(row, AwardMove.APPEAL, null, Map.of("appeal", id, "due", due.toString()));
    return id;
  }

  /**
   * Decides the appeal that is open.
   *
   * @param granted whether the decision was wrong: what was refused is checked anew, what was suspended or ended is paid as if it had not been
   * @throws InvalidInput when whoever decides has decided about the award before, or none is open
   */
  public void decide(long award, int version, boolean granted, String words) {
    AwardRecord row = moves.lock(award, version);
    AppealRecord appeal = open(award);
    if (appeal == null) throw new InvalidInput("decision", "awards.error.noAppeal");
    if (decidedBefore(award)) throw new InvalidInput("decision", "awards.error.decidedBefore");
    if (words.isBlank() || words.length() > WORDS_LENGTH_MAX) throw new InvalidInput("decision", "awards.error.decision", WORDS_LENGTH_MAX);
    appeal.setGranted(granted);
    appeal.setDecision(personal.encrypt(DECISION, words.strip()));
    appeal.setDecidedAt(clock.instant());
    appeal.setDecidedBy(actor());
    appeal.update();
    // What the appeal was against may have changed on its own since: then there is nothing left to undo.
    if (granted && row.getState().equals(appeal.getAgainst())) grant(row);
    else moves.stay(row, AwardMove.UPHOLD, null, Map.of("appeal", appeal.getId(), "granted", granted));
    notices.appealDecided(row, granted);
  }

  private void grant(AwardRecord row) {
    switch (AwardState.valueOf(row.getState())) {
      case REFUSED -> {
        if (standing.anotherStands(row)) throw new InvalidInput("decision", "awards.error.another");
        row.setFinding(null);
        moves.make(row, AwardMove.GRANT, AwardState.APPLIED, null, Map.of());
      }
      case SUSPENDED -> standing.lift(row, AwardMove.GRANT, null);
      case ENDED -> standing.revive(row, AwardMove.GRANT, null);
      default -> throw new IllegalAwardMove(AwardMove.GRANT, AwardState.valueOf(row.getState()));
    }
  }

  /** Of an award, the latest first; at most 50. */
  @Transactional(readOnly = true)
  public List<Appeal> of(long award) {
    return sql.selectFrom(APPEAL).where(APPEAL.TOWN.eq(TownContext.required().town()), APPEAL.AWARD_ID.eq(award)).orderBy(APPEAL.ID.desc()).limit(50)
        .fetch(row -> new Appeal(
            row.getId(), AwardState.valueOf(row.getAgainst()), personal.decrypt(WORDS, row.getWords()), row.getMadeOn(), row.getDueOn(), row.getTakenBy(), row.getGranted(),
            personal.decryptOrNull(DECISION, row.getDecision()), row.getDecidedAt(), row.getDecidedBy()));
  }

  /** Whether the actor has decided something about the award. */
  boolean decidedBefore(long award) {
    return sql.fetchExists(HISTORY, HISTORY.TOWN.eq(TownContext.required().town()).and(HISTORY.AWARD_ID.eq(award)).and(HISTORY.ACTOR.eq(actor())).and(HISTORY.MOVE.in(DECISIONS)));
  }

  private @Nullable AppealRecord open(long award) {
    return sql.selectFrom(APPEAL).where(APPEAL.TOWN.eq(TownContext.required().town()), APPEAL.AWARD_ID.eq(award), APPEAL.GRANTED.isNull()).forUpdate().fetchOne();
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String actor() {
    return TownContext.required().actor();
  }
}
