package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BALANCE;
import static org.guanjia.payments.db.Tables.HOLD;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What has really come to people, for those who look for whoever was forgotten, or is paid without a ground. */
@Service
@Transactional(readOnly = true)
public class PaidMonths {

  private static final List<String> OF_ACCOUNT = Arrays.stream(HoldReason.values()).filter(HoldReason::ofAccount).map(Enum::name).toList();

  private final DSLContext sql;

  PaidMonths(DSLContext sql) {
    this.sql = sql;
  }

  /** Why nothing came of what was due. */
  public enum Why {
    /** No account to pay to, or none that can be. */
    NO_ACCOUNT,
    /** Held for another doubt, or left out by hand. */
    HELD,
    /** The bank refused it, or gave it back. */
    REFUSED,
    /** No run has sent it to a bank. */
    NOT_SENT
  }

  /**
   * Something that was due for two months and of which nothing came.
   *
   * @param fen due for the later month
   */
  public record Unpaid(long person, String programme, long fen, Why why) {}

  /** The latest months, not after that one, for which anything was recognised or paid, by runs that were approved or as it was imported; the latest first. */
  public List<YearMonth> latest(String programme, YearMonth until, int count) {
    List<YearMonth> found = new ArrayList<>();
    for (YearMonth most = until; found.size() < count; most = found.getLast().minusMonths(1)) {
      LocalDate month = sql.select(DSL.max(BALANCE.MONTH)).from(BALANCE).where(BALANCE.TOWN.eq(town()), BALANCE.PROGRAMME.eq(programme), BALANCE.MONTH.le(Months.day(most))).fetchSingle().value1();
      if (month == null) break;
      found.add(Months.of(month));
    }
    return found;
  }

  /**
   * Who has, or is about to get, something for that month; in the order of persons, within the caller's transaction, to be closed.
   *
   * @param persons these alone; null for everybody
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Stream<PersonMonth> settled(String programme, YearMonth month, @Nullable Collection<Long> persons) {
    return sql.selectFrom(BALANCE)
        .where(BALANCE.TOWN.eq(town()), BALANCE.PROGRAMME.eq(programme), BALANCE.MONTH.eq(Months.day(month)), DSL.condition("{0} > 0", BALANCE.SETTLED_FEN)).and(these(persons))
        .orderBy(BALANCE.PERSON_ID).fetchSize(1_000).fetchStream().map(Ledger::month);
  }

  /**
   * To whom something was due for both months, and nothing came of either; in the order of persons, within the caller's transaction, to be closed.
   *
   * @param persons these alone; null for everybody
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Stream<Unpaid> unpaid(String programme, YearMonth before, YearMonth month, @Nullable Collection<Long> persons) {
    var earlier = BALANCE.as("earlier");
    Field<String> why = why();
    return sql.select(BALANCE.PERSON_ID, BALANCE.ENTITLED_FEN, why).from(BALANCE).join(earlier)
        .on(earlier.TOWN.eq(BALANCE.TOWN), earlier.PERSON_ID.eq(BALANCE.PERSON_ID), earlier.PROGRAMME.eq(BALANCE.PROGRAMME), earlier.MONTH.eq(Months.day(before)))
        .where(BALANCE.TOWN.eq(town()), BALANCE.PROGRAMME.eq(programme), BALANCE.MONTH.eq(Months.day(month)), BALANCE.ENTITLED_FEN.gt(0L), earlier.ENTITLED_FEN.gt(0L))
        .and(DSL.condition("{0} <= 0 and {1} <= 0", BALANCE.SETTLED_FEN, earlier.SETTLED_FEN)).and(these(persons))
        .orderBy(BALANCE.PERSON_ID).fetchSize(1_000).fetchStream()
        .map(row -> new Unpaid(row.value1(), programme, row.value2(), row.value3() == null ? Why.NOT_SENT : Why.valueOf(row.value3())));
  }

  /** By the last payment that was to bring the month. */
  private static Field<String> why() {
    Condition ofPayout = HOLD.TOWN.eq(PAYOUT.TOWN).and(HOLD.PAYOUT_ID.eq(PAYOUT.ID)).and(HOLD.RELEASED.isNull().or(DSL.not(DSL.condition(HOLD.RELEASED))));
    Field<String> said = DSL.when(PAYOUT.STATE.eq(PayoutState.FAILED.name()), Why.REFUSED.name())
        .when(DSL.exists(DSL.selectOne().from(HOLD).where(ofPayout, HOLD.REASON.in(OF_ACCOUNT))), Why.NO_ACCOUNT.name())
        .when(PAYOUT.STATE.eq(PayoutState.TAKEN_OUT.name()).or(DSL.exists(DSL.selectOne().from(HOLD).where(ofPayout))), Why.HELD.name())
        .otherwise(Why.NOT_SENT.name());
    return DSL.field(DSL.select(said).from(PAYOUT).join(LINE).on(LINE.TOWN.eq(PAYOUT.TOWN), LINE.PAYOUT_ID.eq(PAYOUT.ID), LINE.MONTH.eq(BALANCE.MONTH))
        .where(PAYOUT.TOWN.eq(BALANCE.TOWN), PAYOUT.PERSON_ID.eq(BALANCE.PERSON_ID), PAYOUT.PROGRAMME.eq(BALANCE.PROGRAMME)).orderBy(PAYOUT.ID.desc()).limit(1));
  }

  private static Condition these(@Nullable Collection<Long> persons) {
    return persons == null ? DSL.noCondition() : BALANCE.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new)));
  }

  private static String town() {
    return TownContext.required().town();
  }
}
