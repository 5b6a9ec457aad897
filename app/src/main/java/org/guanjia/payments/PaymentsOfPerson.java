package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.RUN;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.guanjia.people.PersonChapter;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.Page;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What somebody was paid, on their page in the register. */
@Component
@Order(30)
class PaymentsOfPerson implements PersonChapter {

  private static final int SHOWN_MAX = 12;

  private final DSLContext sql;
  private final Dues dues;

  PaymentsOfPerson(DSLContext sql, Dues dues) {
    this.sql = sql;
    this.dues = dues;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Chapter> of(Page page, Subject subject) {
    if (!page.may(Permission.BENEFITS_VIEW)) return Optional.empty();
    Locale locale = page.locale();
    String all = "/payments/persons/" + subject.person();
    var found = sql.select(PAYOUT.PROGRAMME, PAYOUT.GROSS_FEN.minus(PAYOUT.WITHHELD_FEN), PAYOUT.STATE, RUN.MONTH, RUN.PAYDAY).from(PAYOUT)
        .join(RUN).on(RUN.TOWN.eq(PAYOUT.TOWN), RUN.ID.eq(PAYOUT.RUN_ID))
        .where(PAYOUT.TOWN.eq(TownContext.required().town()), PAYOUT.PERSON_ID.in(subject.records()), PAYOUT.STATE.ne(PayoutState.CANCELLED.name()))
        .orderBy(PAYOUT.ID.desc()).limit(SHOWN_MAX + 1).fetch();
    Map<String, String> names = found.isEmpty() ? Map.of() : dues.names(locale);
    List<Line> lines = found.stream().limit(SHOWN_MAX)
        .map(row -> {
          PayoutState state = PayoutState.valueOf(row.value3());
          String text = names.getOrDefault(row.value1(), row.value1()) + " · " + PaymentWords.month(page, Months.of(row.value4())) + " · " + page.money(row.value2());
          return new Line(row.value5(), text, page.t("payments.payout." + state), PaymentWords.tone(state), all);
        })
        .toList();
    String more = found.size() > SHOWN_MAX ? page.t("payments.ofPerson.more", SHOWN_MAX) : null;
    return Optional.of(new Chapter(page.t("payments.ofPerson"), lines, more, new Next(page.t("payments.ofPerson.all"), all)));
  }
}
