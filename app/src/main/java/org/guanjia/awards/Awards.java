package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.SUSPENSION;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who is granted what since when, for those who pay and those who look for who was forgotten. */
@Service
@Transactional(readOnly = true)
public class Awards {

  private static final int FETCH_ROWS = 1000;
  private static final int OF_PERSONS_MAX = 50_000;
  private static final List<String> PAID = List.of(AwardState.IN_PAYMENT.name(), AwardState.SUSPENDED.name(), AwardState.ENDED.name());
  private static final List<String> CLOSED = List.of(AwardState.ENDED.name(), AwardState.REFUSED.name(), AwardState.WITHDRAWN.name());

  private final DSLContext sql;
  private final Standing standing;

  Awards(DSLContext sql, Standing standing) {
    this.sql = sql;
    this.standing = standing;
  }

  /**
   * Those by which that month is to be paid: approved, begun, not ended before, and not suspended in it unless it was made good. In the order of
   * the persons' numbers; read as they come, within the caller's transaction. Close it. Of one person there may be several: an award that
   * ended and the one after it, never two that cover the same month.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Stream<Award> payable(String programme, YearMonth month) {
    return sql.selectFrom(AWARD).where(payableIn(month), AWARD.PROGRAMME.eq(programme)).orderBy(AWARD.PERSON_ID, AWARD.ID)
        .fetchSize(FETCH_ROWS).fetchStream().map(AwardRows::award);
  }

  /** The same of these persons alone. */
  public List<Award> payable(String programme, YearMonth month, Collection<Long> persons) {
    return sql.selectFrom(AWARD).where(payableIn(month), AWARD.PROGRAMME.eq(programme), AWARD.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))))
        .orderBy(AWARD.PERSON_ID, AWARD.ID).fetch(AwardRows::award);
  }

  /** Whether that award pays that month. */
  public boolean payable(long id, YearMonth month) {
    return sql.fetchExists(AWARD, payableIn(month).and(AWARD.ID.eq(id)));
  }

  /** All that stand of a programme, asked for, in payment or suspended: these persons are not forgotten. In the order of their numbers. Close it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Stream<Award> standing(String programme) {
    return sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.PROGRAMME.eq(programme), AWARD.STATE.notIn(CLOSED)).orderBy(AWARD.PERSON_ID, AWARD.ID)
        .fetchSize(FETCH_ROWS).fetchStream().map(AwardRows::award);
  }

  /** Empty when this viewer sees none of that number. */
  public Optional<Award> find(long id) {
    return sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.ID.eq(id)).fetchOptional(AwardRows::award);
  }

  /** All that these persons ever had, the latest first; at most 50,000. */
  public List<Award> of(Collection<Long> persons) {
    return persons.isEmpty() ? List.of() : sql.selectFrom(AWARD).where(AwardRows.inTown(), AwardRows.ofPersons(persons))
        .orderBy(AWARD.PERSON_ID, AWARD.FROM_MONTH.desc(), AWARD.ID.desc()).limit(OF_PERSONS_MAX).fetch(AwardRows::award);
  }

  /** The awards of those numbers, as far as this viewer sees them; by one query. */
  public List<Award> byId(Collection<Long> ids) {
    return ids.isEmpty() ? List.of() : sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.ID.eq(DSL.any(ids.toArray(Long[]::new)))).orderBy(AWARD.ID).fetch(AwardRows::award);
  }

  /**
   * Pays nothing from a month on, though the award stands.
   *
   * @param version what the caller saw; null where a change in between does not matter
   * @param until when somebody has to look again; null for no such day
   * @throws NoSuchAward when this actor sees none of that number
   * @throws StaleAward when it changed since
   * @throws IllegalAwardMove when it is not in payment
   * @throws InvalidInput when the month lies before the first, or the reason is missing
   */
  @Transactional
  public void suspend(long id, @Nullable Integer version, YearMonth from, @Nullable LocalDate until, String reason) {
    standing.suspend(id, version, from, until, reason);
  }

  /**
   * Another day on which to look again at what is suspended.
   *
   * @param until in the future
   */
  @Transactional
  public void prolong(long id, @Nullable Integer version, LocalDate until, String reason) {
    standing.prolong(id, version, until, reason);
  }

  /**
   * Pays again.
   *
   * @param from the first month that is paid again
   * @param makeGood whether what was held back is paid after all
   */
  @Transactional
  public void resume(long id, @Nullable Integer version, YearMonth from, boolean makeGood, @Nullable String reason) {
    standing.resume(id, version, from, makeGood, reason);
  }

  /**
   * Pays nothing any more after a month.
   *
   * @param lastMonth the last one that is paid; the month before the first when nothing was ever due
   * @param words what else is to be said; null for nothing
   */
  @Transactional
  public void end(long id, @Nullable Integer version, Award.EndReason reason, YearMonth lastMonth, @Nullable String words) {
    standing.end(id, version, reason, lastMonth, words);
  }

  private static Condition payableIn(YearMonth month) {
    LocalDate first = AwardRows.first(month);
    return AwardRows.inTown().and(AWARD.STATE.in(PAID)).and(AWARD.FROM_MONTH.le(first)).and(AWARD.UNTIL_MONTH.isNull().or(AWARD.UNTIL_MONTH.ge(first)))
        .andNotExists(DSL.selectOne().from(SUSPENSION).where(
            SUSPENSION.TOWN.eq(AWARD.TOWN), SUSPENSION.AWARD_ID.eq(AWARD.ID), DSL.not(DSL.condition(SUSPENSION.MADE_GOOD)), SUSPENSION.FROM_MONTH.le(first))
            .and(SUSPENSION.UNTIL_MONTH.isNull().or(SUSPENSION.UNTIL_MONTH.ge(first))));
  }

  static boolean isClosed(AwardRecord row) {
    return CLOSED.contains(row.getState());
  }
}
