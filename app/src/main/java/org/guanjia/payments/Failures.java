package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.PAYOUT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.people.Payees;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What banks refused and no later run has paid: each wants somebody to put the account right. */
@Service
@Transactional(readOnly = true)
public class Failures {

  /**
   * A payment that failed.
   *
   * @param corrected whether the register knows another account by now
   */
  public record Failure(Payout payout, boolean corrected) {}

  private final DSLContext sql;
  private final Payments payments;
  private final Payees payees;

  Failures(DSLContext sql, Payments payments, Payees payees) {
    this.sql = sql;
    this.payments = payments;
    this.payees = payees;
  }

  /** The latest first. */
  public List<Failure> open(int limit) {
    var later = PAYOUT.as("later");
    Map<Long, byte @Nullable []> keys = new HashMap<>();
    sql.select(PAYOUT.ID, PAYOUT.ACCOUNT_KEY).from(PAYOUT)
        .where(PAYOUT.TOWN.eq(TownContext.required().town()), PAYOUT.STATE.eq(PayoutState.FAILED.name()))
        .andNotExists(DSL.selectOne().from(later).where(later.TOWN.eq(PAYOUT.TOWN), later.PERSON_ID.eq(PAYOUT.PERSON_ID), later.PROGRAMME.eq(PAYOUT.PROGRAMME), later.ID.gt(PAYOUT.ID))
            .and(later.STATE.in(PayoutState.PROPOSED.name(), PayoutState.ORDERED.name(), PayoutState.PAID.name())))
        .orderBy(PAYOUT.ID.desc()).limit(limit)
        .forEach(row -> keys.put(row.value1(), row.value2()));
    List<Payout> failed = payments.byId(keys.keySet());
    Map<Long, Payees.Account> accounts = payees.accounts(failed.stream().map(Payout::person).toList());
    List<Failure> failures = new ArrayList<>();
    for (Payout payout : failed) {
      Payees.Account now = accounts.get(payout.person());
      failures.add(new Failure(payout, now != null && !now.same(keys.get(payout.id()))));
    }
    return failures;
  }
}
