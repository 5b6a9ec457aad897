package org.guanjia.demo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.benefits.Determinations;
import org.guanjia.payments.BankReturns;
import org.guanjia.payments.HoldReason;
import org.guanjia.payments.Holds;
import org.guanjia.payments.Layout;
import org.guanjia.payments.LayoutContent;
import org.guanjia.payments.LayoutKind;
import org.guanjia.payments.Layouts;
import org.guanjia.payments.NewRun;
import org.guanjia.payments.PaymentFiles;
import org.guanjia.payments.PaymentRuns;
import org.guanjia.payments.Payments;
import org.guanjia.payments.Payout;
import org.guanjia.payments.RunKind;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.synthetic.DocumentKind;
import org.guanjia.synthetic.Population;
import org.guanjia.synthetic.SyntheticPerson;
import org.guanjia.synthetic.TownPlan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Fills the demo's payments as a town would have paid: accounts from the list of social security cards, what was paid before, last month's run with some
 * payments that the bank refused, and this month's run waiting for somebody to look at its doubts.
 */
@Component
@Profile("demo")
class DemoPayments {

  private static final Logger LOG = LoggerFactory.getLogger(DemoPayments.class);
  private static final String PROGRAMME = "old-age";
  private static final String CARDS = "social-security-cards.csv";
  private static final String EARLIER = "payments-before.csv";
  private static final int OLD = 80;
  /** One in so many has no account that the office knows. */
  private static final int WITHOUT = 40;
  /** One in so many shares the account of the one before. */
  private static final int SHARED = 90;
  /** One in so many payments comes back from the bank. */
  private static final int REFUSED = 80;
  private static final int MONTHS_BEFORE = 3;

  private final Determinations determinations;
  private final PaymentRuns runs;
  private final Holds holds;
  private final PaymentFiles files;
  private final BankReturns returns;
  private final Layouts layouts;
  private final Payments payments;
  private final DemoDesk desk;
  private final Clock clock;
  private final long people;

  DemoPayments(
      Determinations determinations, PaymentRuns runs, Holds holds, PaymentFiles files, BankReturns returns, Layouts layouts, Payments payments, DemoDesk desk,
      Clock clock, @Value("${guanjia.demo.people:20000}") long people) {
    this.determinations = determinations;
    this.runs = runs;
    this.holds = holds;
    this.files = files;
    this.returns = returns;
    this.layouts = layouts;
    this.payments = payments;
    this.desk = desk;
    this.clock = clock;
    this.people = people;
  }

  /** Once, behind whoever awards; a town that has a run is left as it is. */
  void fill() throws InterruptedException {
    YearMonth month = YearMonth.from(today());
    boolean ready = desk.call("benefits", () -> determinations.determined(month) && payments.runs(null, null, 1).items().isEmpty());
    if (!ready) return;
    try {
      pay(month);
      LOG.info("The demo's payments are filled: {} and {}.", month.minusMonths(1), month);
    } catch (InvalidInput unlucky) {
      LOG.warn("The demo's payments are left as far as they came: {}", unlucky.getMessage());
    }
  }

  private void pay(YearMonth month) throws InterruptedException {
    YearMonth before = month.minusMonths(1);
    // Age and registration are known of the past too; what needs this month's lists stays unknown of it, and is not paid.
    desk.call("benefits", () -> determinations.determined(before) || determinations.determine(before) > 0);
    List<SyntheticPerson> old = old();
    desk.bring("desk", "people", "人社分局", CARDS, cards(old));
    desk.bring("benefits", "payments", "公共服务办", EARLIER, earlier(old, before));
    long pay = layout("农商银行代发", LayoutKind.PAYMENT, paying());
    long answer = layout("农商银行代发回单", LayoutKind.RETURN, answering());
    long last = run(before);
    release(last);
    desk.run("benefits", () -> runs.submit(last, null));
    desk.run("approver", () -> runs.approve(last, null));
    if (desk.call("benefits", () -> files.write(last, null, pay)) != null) {
      byte[] answered = answer(last);
      desk.call("benefits", () -> returns.take(last, null, answer, "代发回单.csv", answered));
      desk.run("benefits", () -> runs.close(last, null));
    }
    run(month);
  }

  private long run(YearMonth month) {
    return desk.call("benefits", () -> runs.propose(new NewRun(RunKind.MONTHLY, month, month.minusMonths(1), List.of(PROGRAMME), false)));
  }

  /** What has no account is left out; the rest was looked at. */
  private void release(long run) {
    List<Payout.Hold> held = desk.call("benefits", () -> payments.holds(run, true, null, Payments.PAGE_SIZE_MAX).items());
    Map<Long, Payout.Hold> without = new HashMap<>();
    for (Payout.Hold hold : held) if (hold.reason() == HoldReason.NO_ACCOUNT || hold.reason() == HoldReason.BAD_ACCOUNT) without.put(hold.payout(), hold);
    without.keySet().forEach(payout -> desk.run("benefits", () -> holds.takeOut(run, null, payout, "账户待村里核实，下月补发")));
    held.stream().filter(hold -> !without.containsKey(hold.payout()))
        .forEach(hold -> desk.run("benefits", () -> holds.release(run, null, hold.id(), "已电话核实")));
  }

  private byte[] answer(long run) {
    var text = new StringBuilder("流水号,账号,金额,处理结果,失败原因\n");
    @Nullable Long after = null;
    do {
      Long from = after;
      Payments.Slice<Payout> page = desk.call("benefits", () -> payments.payouts(run, Payments.PayoutFilter.ALL, from, Payments.PAGE_SIZE_MAX));
      for (Payout payout : page.items()) {
        Integer sequence = payout.sequence();
        if (sequence == null) continue;
        boolean paid = sequence % REFUSED != 7;
        text.append(payout.id()).append(",****").append(payout.accountTail()).append(',').append(Money.ofFen(payout.netFen()).yuan()).append(paid ? ",成功,\n" : ",失败,账户状态异常\n");
      }
      after = page.next();
    } while (after != null);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<SyntheticPerson> old() {
    List<SyntheticPerson> old = new ArrayList<>();
    LocalDate latest = today().minusYears(OLD);
    Population.generate(TownPlan.chashan(people, RegisterFiller.SEED, today()), household -> household.members().stream()
        .filter(each -> each.registered() && each.livesHere() && each.document() == DocumentKind.RESIDENT_ID && !each.birth().isAfter(latest)).forEach(old::add));
    return old;
  }

  private static String cards(List<SyntheticPerson> old) {
    var csv = new StringBuilder("姓名,身份证号码,银行账号\n");
    String before = "";
    for (int i = 0; i < old.size(); i++) {
      if (i % WITHOUT == 0) continue;
      String digits = "621700%010d".formatted(7_000_000L + i);
      String account = i % SHARED == 1 && !before.isEmpty() ? before : digits + BankCard.checkDigit(digits);
      before = account;
      csv.append(old.get(i).name()).append(',').append(old.get(i).documentNumber()).append(',').append(account).append('\n');
    }
    return csv.toString();
  }

  /** The months before the first run, by the bands of the allowance. */
  private static String earlier(List<SyntheticPerson> old, YearMonth first) {
    var csv = new StringBuilder("姓名,身份证号码,项目,月份,金额,发放日期\n");
    for (int back = MONTHS_BEFORE; back > 0; back--) {
      YearMonth month = first.minusMonths(back);
      for (SyntheticPerson person : old) {
        int age = person.birth().until(month.atEndOfMonth()).getYears();
        if (age < OLD) continue;
        String amount = age < 90 ? "100" : age < 100 ? "200" : "500";
        csv.append(person.name()).append(',').append(person.documentNumber()).append(',').append(PROGRAMME).append(',').append(month).append(',').append(amount).append(',')
            .append(month.atDay(15)).append('\n');
      }
    }
    return csv.toString();
  }

  private long layout(String name, LayoutKind kind, Layout.Definition definition) {
    return desk.call("benefits", () -> layouts.all().stream().filter(layout -> layout.name().equals(name)).map(Layout::id).findFirst().orElseGet(() -> layouts.lay(null, 0, kind, name, definition, false)));
  }

  private static Layout.Definition paying() {
    List<Layout.Column> columns = List.of(
        new Layout.Column("序号", LayoutContent.SEQUENCE, null), new Layout.Column("流水号", LayoutContent.REFERENCE, null), new Layout.Column("户名", LayoutContent.NAME, null),
        new Layout.Column("账号", LayoutContent.ACCOUNT, null), new Layout.Column("金额", LayoutContent.AMOUNT, null), new Layout.Column("币种", LayoutContent.FIXED, "CNY"),
        new Layout.Column("摘要", LayoutContent.PURPOSE, null));
    List<Layout.Column> total =
        List.of(new Layout.Column("", LayoutContent.FIXED, "合计"), new Layout.Column("", LayoutContent.COUNT, null), new Layout.Column("", LayoutContent.TOTAL, null));
    return new Layout.Definition(
        "CSV", "GB18030", ",", true, Layout.TotalLine.LAST, columns, total, Layout.Unit.YUAN, "DF{month}-{run}-{number}", List.of(), List.of(), List.of(), null, false);
  }

  private static Layout.Definition answering() {
    List<Layout.Column> columns = List.of(
        new Layout.Column("流水号", LayoutContent.REFERENCE, null), new Layout.Column("账号", LayoutContent.ACCOUNT, null), new Layout.Column("金额", LayoutContent.AMOUNT, null),
        new Layout.Column("处理结果", LayoutContent.RESULT, null), new Layout.Column("失败原因", LayoutContent.REASON, null));
    return new Layout.Definition(
        "CSV", "UTF-8", ",", true, Layout.TotalLine.NONE, columns, List.of(), Layout.Unit.YUAN, "", List.of(), List.of("成功"), List.of("失败"), null, false);
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}
