package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.RUN;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.guanjia.people.Payees;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.notices.Notice;
import org.guanjia.platform.notices.Notices;
import org.guanjia.platform.notices.Recipient;
import org.jooq.DSLContext;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells people what was paid to them, or that their bank refused it; each is told once of a payment, however often this is asked for. */
@Service
@Transactional
public class Slips {

  private final DSLContext sql;
  private final Payees payees;
  private final Notices notices;
  private final Dues dues;
  private final Audit audit;

  Slips(DSLContext sql, Payees payees, Notices notices, Dues dues, Audit audit) {
    this.sql = sql;
    this.payees = payees;
    this.notices = notices;
    this.dues = dues;
    this.audit = audit;
  }

  private record Told(long payout, long person, String programme, String month, long fen, long withheldFen, String tail, PayoutState state) {}

  /**
   * Puts a notice to everybody of the run whose bank has answered, and whose phone is known, into the outbox.
   *
   * @return how many were not told before
   */
  public int tell(long run) {
    if (!sql.fetchExists(RUN, RUN.TOWN.eq(town()), RUN.ID.eq(run))) throw new NoSuchPayment("run", run);
    List<Told> all = new ArrayList<>();
    sql.select(PAYOUT.ID, PAYOUT.PERSON_ID, PAYOUT.PROGRAMME, RUN.MONTH, PAYOUT.GROSS_FEN.minus(PAYOUT.WITHHELD_FEN), PAYOUT.WITHHELD_FEN, PAYOUT.ACCOUNT_TAIL, PAYOUT.STATE)
        .from(PAYOUT).join(RUN).on(RUN.TOWN.eq(PAYOUT.TOWN), RUN.ID.eq(PAYOUT.RUN_ID))
        .where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(run), PAYOUT.STATE.in(PayoutState.PAID.name(), PayoutState.FAILED.name()))
        .forEach(row -> all.add(new Told(
            row.value1(), row.value2(), row.value3(), Months.of(row.value4()).toString(), row.value5(), row.value6(), Objects.requireNonNullElse(row.value7(), ""),
            PayoutState.valueOf(row.value8()))));
    Map<Long, String> phones = payees.phones(all.stream().map(Told::person).toList());
    Map<String, String> programmes = dues.names(Locale.SIMPLIFIED_CHINESE);
    int told = 0;
    for (Told one : all) {
      String phone = phones.get(one.person());
      if (phone == null) continue;
      // A message on a phone names neither the person nor the account.
      boolean fresh = notices.enqueue(Notice.of(
          "payments." + one.state() + ":" + one.payout(), new Recipient.Phone(phone), key(one), programmes.getOrDefault(one.programme(), one.programme()), one.month(),
          Money.ofFen(one.fen()).yuan(), one.tail(), Money.ofFen(one.fen() + one.withheldFen()).yuan(), Money.ofFen(one.withheldFen()).yuan()));
      if (fresh) told++;
    }
    audit.record("payments.told", RunMoves.SUBJECT, String.valueOf(run), Map.of("told", told));
    return told;
  }

  private static String key(Told one) {
    if (one.state() == PayoutState.FAILED) return "payments.notice.failed";
    return one.withheldFen() == 0 ? "payments.notice.paid" : "payments.notice.paidLess";
  }

  private static String town() {
    return TownContext.required().town();
  }
}
