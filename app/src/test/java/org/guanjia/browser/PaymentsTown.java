package org.guanjia.browser;


import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.guanjia.Today;
import org.guanjia.payments.PaymentsFixture;
import org.guanjia.people.Attribute;
import org.guanjia.people.Document;
import org.guanjia.people.Facts;
import org.springframework.context.ApplicationContext;

/** Two months paid, one payment refused by the bank, something paid too much, and this month's run waiting with a doubt: what the pages of payments show. */
final class PaymentsTown {

  private PaymentsTown() {}

  /** Once for each database. */
  static void fill(ApplicationContext context) {
    PaymentsFixture given = context.getBean(PaymentsFixture.class);
    if (given.begun()) return;
    YearMonth month = Today.month();
    given.oldAge();
    given.payLayout();
    given.returnLayout();
    long younger = given.old("示例发放甲", 92);
    long refused = given.old("示例发放乙", 95);
    long without = given.old("示例发放丙", 85, null);
    for (long person : new long[] {younger, refused}) given.awarded(person, month.minusMonths(2));
    given.awarded(without, month);
    given.determined(month.minusMonths(2), month.minusMonths(1), month);
    given.paid(month.minusMonths(2), 0);
    given.says(younger, Facts.NONE.with(Attribute.BIRTH, Today.date().minusYears(84)).with(Attribute.DOCUMENT, Document.NONE), LocalDate.of(2015, 1, 1));
    long run = given.proposed(month.minusMonths(1), 1);
    given.approved(run);
    given.filed(run);
    given.answered(run, Map.of(given.payout(run, refused), "账户已销户"));
    given.proposed(month, 2);
  }
}
