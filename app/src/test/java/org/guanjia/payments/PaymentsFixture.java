package org.guanjia.payments;

import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.TestDatabase;
import org.guanjia.Today;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.NewProgramme;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.Versions;
import org.guanjia.people.Attribute;
import org.guanjia.people.Document;
import org.guanjia.people.DocumentKind;
import org.guanjia.people.Facts;
import org.guanjia.people.LifeEvent;
import org.guanjia.people.Register;
import org.guanjia.people.Said;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.guanjia.requests.RequestsFixture;
import org.guanjia.rules.Example;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A town that pays the old-age allowance, people of eighty and more with accounts, and runs at every station of their way. */
@Component
public class PaymentsFixture {

  public static final String OLD_AGE = "old-age";
  private static int serial = 300;

  final PaymentRuns runs;
  final PaymentFiles files;
  final BankReturns returns;
  final Holds holds;
  final Layouts layouts;
  final Payments payments;
  private final Versions versions;
  private final Programmes programmes;
  private final Determinations determinations;
  private final Register register;
  private final Map<Long, String> documents = new HashMap<>();

  PaymentsFixture(
      PaymentRuns runs, PaymentFiles files, BankReturns returns, Holds holds, Layouts layouts, Payments payments, Versions versions, Programmes programmes,
      Determinations determinations, Register register) {
    this.runs = runs;
    this.files = files;
    this.returns = returns;
    this.holds = holds;
    this.layouts = layouts;
    this.payments = payments;
    this.versions = versions;
    this.programmes = programmes;
    this.determinations = determinations;
    this.register = register;
  }

  /** The old-age allowance as it ships, released, and each of its amounts confirmed. */
  public void oldAge() {
    programme(OLD_AGE, true);
  }

  /** The same tables under another code. */
  public void programme(String code, boolean confirmed) {
    if (as("drafter", () -> programmes.find(code)).isEmpty()) shipped(code, 1);
    if (confirmed) confirm(code);
  }

  /** The same tables under another code, with twice the amounts, confirmed. */
  void twice(String code) {
    if (as("drafter", () -> programmes.find(code)).isEmpty()) shipped(code, 2);
    confirm(code);
  }

  /** Of these programmes a person receives the highest only, in every month. */
  static void exclusion(String... codes) {
    RequestsFixture.execute(
        """
        insert into benefits.joint_rule (town, kind, programmes, from_month, document, made_by, made_at, approved_by, approved_at, confirmed_by, confirmed_at)
        values ('%s', 'HIGHEST', '{%s}', '2020-01-01', '茶府〔2025〕1号', 'drafter', now(), 'releaser', now(), 'confirmer', now())""".formatted(TOWN, String.join(",", codes)));
  }

  private void shipped(String code, int times) {
    ProgrammeText text = ProgrammeFolder.shipped(OLD_AGE);
    List<Version.Parameter> parameters = text.parameters().stream()
        .map(line -> new Version.Parameter(
            line.name(), line.from(), line.to(), line.name().startsWith("amount_") ? String.valueOf(times * Integer.parseInt(line.value())) : line.value(), line.document(), null, null))
        .toList();
    List<Example> examples = text.examples().stream()
        .map(one -> new Example(one.name(), one.facts(), one.month(), one.answer(), one.amountFen() == null ? null : Long.valueOf(times * one.amountFen()))).toList();
    doAs("drafter", () -> versions.create(new NewProgramme(code, "高龄津贴" + code, "Old-age allowance " + code, "", ""), text.dmn(), parameters, examples, YearMonth.of(2020, 1)));
    doAs("drafter", () -> versions.propose(code, 1, version(code).lock()));
    doAs("releaser", () -> versions.release(code, 1, version(code).lock()));
  }

  private void confirm(String code) {
    for (Version.Parameter one : version(code).parameters()) {
      if (!one.confirmed()) doAs("confirmer", () -> versions.confirm(code, 1, one.name(), one.from(), "茶府〔2025〕1号"));
    }
    RequestsFixture.execute(
        "update benefits.joint_rule set document = '茶府〔2025〕1号', confirmed_by = 'confirmer', confirmed_at = now() where confirmed_by is null and '%s' = any (programmes)".formatted(code));
  }

  /** A town that has awarded and paid nothing yet. */
  public void clean() {
    RequestsFixture.execute(
        """
        truncate payments.scope, payments.deduction, payments.hold, payments.change, payments.line, payments.due, payments.return_row, payments.bank_return, payments.payout,
          payments.file, payments.entry, payments.balance, payments.recovery, payments.history, payments.run cascade;
        truncate awards.award cascade""");
  }

  /** Whether the town has a run. */
  public boolean begun() {
    return !as("clerk", () -> payments.runs(null, null, 1)).items().isEmpty();
  }

  public long payout(long run, long person) {
    return payoutOf(run, person).id();
  }

  private Version version(String code) {
    return as("releaser", () -> programmes.version(code, 1)).orElseThrow();
  }

  public static String account() {
    String digits = "622202%010d".formatted(1_000_000 + ++serial);
    return digits + BankCard.checkDigit(digits);
  }

  /** Somebody of so many years, with an account of their own. */
  public long old(String name, int years) {
    return old(name, years, account());
  }

  public long old(String name, int years, @Nullable String account) {
    LocalDate birth = Today.date().minusYears(years).minusMonths(3);
    String digits = "441999" + birth.toString().replace("-", "") + "%03d".formatted(2 * ++serial % 1000);
    String document = digits + ResidentId.checkCharacter(digits);
    Facts facts = Facts.NONE.with(Attribute.NAME, name).with(Attribute.SEX, Sex.FEMALE).with(Attribute.BIRTH, birth)
        .with(Attribute.DOCUMENT, new Document(DocumentKind.RESIDENT_ID, document)).with(Attribute.VILLAGE, SUBIAN)
        .with(Attribute.PHONES, List.of("13800000000")).with(Attribute.REGISTERED, true).with(Attribute.RESIDENT, true).with(Attribute.BANK_ACCOUNT, account);
    long person = as("desk", () -> register.register(new Said(facts, LocalDate.of(2015, 1, 1), "派出所")));
    documents.put(person, document);
    return person;
  }

  String document(long person) {
    return Objects.requireNonNull(documents.get(person));
  }

  public void says(long person, Facts facts, LocalDate from) {
    doAs("desk", () -> register.change(person, version(person), new Said(facts, from, "村委会")));
  }

  private static int version(long person) {
    return Integer.parseInt(column("select version from people.person where id = " + person));
  }

  static String column(String query) {
    try (var connection = TestDatabase.owner();
        var statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      return found.next() ? String.valueOf(found.getObject(1)) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Awarded and in payment. */
  public void awarded(long person, YearMonth from) {
    awarded(person, OLD_AGE, from);
  }

  public void awarded(long person, String programme, YearMonth from) {
    RequestsFixture.execute(
        """
        insert into awards.award (town, person_id, recorded_for, programme, origin, state, from_month, changed_at, recorded_at, recorded_by)
        values ('%s', %d, %d, '%s', 'PAPER', 'IN_PAYMENT', '%s', now(), now(), 'clerk')""".formatted(TOWN, person, person, programme, from.atDay(1)));
  }

  /** Everybody's entitlements of these months. */
  public void determined(YearMonth... months) {
    for (YearMonth month : months) doAs("clerk", () -> determinations.determine(month));
  }

  public long proposed(YearMonth month) {
    return as("clerk", () -> runs.propose(new NewRun(RunKind.MONTHLY, month, month, List.of(OLD_AGE), false)));
  }

  /** Looks back over so many months. */
  public long proposed(YearMonth month, int back) {
    return as("clerk", () -> runs.propose(new NewRun(RunKind.MONTHLY, month, month.minusMonths(back), List.of(OLD_AGE), false)));
  }

  public void released(long run) {
    doAs("clerk", () -> {
      for (Payout.Hold hold : payments.holds(run, true, null, 500).items()) holds.release(run, null, hold.id(), "核对过");
    });
  }

  public void approved(long run) {
    released(run);
    doAs("clerk", () -> runs.submit(run, null));
    doAs("approver", () -> runs.approve(run, null));
  }

  public long filed(long run) {
    return as("clerk", () -> files.write(run, null, payLayout()));
  }

  /** A month from the proposal to the answer of the bank, which paid everybody. */
  public long paid(YearMonth month, int back) {
    long run = proposed(month, back);
    approved(run);
    filed(run);
    answered(run, Map.of());
    doAs("clerk", () -> runs.close(run, null));
    return run;
  }

  /** @param refused by payment, what the bank says of those that it did not pay */
  public BankReturns.Taken answered(long run, Map<Long, String> refused) {
    return as("clerk", () -> returns.take(run, null, returnLayout(), "回单.csv", answer(run, refused)));
  }

  public byte[] answer(long run, Map<Long, String> refused) {
    List<Payout> payouts = as("clerk", () -> payments.payouts(run, Payments.PayoutFilter.ALL, null, 500).items());
    var text = new StringBuilder("流水号,账号,金额,处理结果,失败原因\n");
    for (Payout payout : payouts) {
      if (payout.sequence() == null) continue;
      String reason = refused.get(payout.id());
      text.append("%d,****%s,%s,%s,%s\n".formatted(payout.id(), payout.accountTail(), PaymentWords.yuan(payout.netFen()), reason == null ? "成功" : "失败", reason == null ? "" : reason));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  public long payLayout() {
    return layout("测试银行代发", LayoutKind.PAYMENT);
  }

  public long returnLayout() {
    return layout("测试银行回单", LayoutKind.RETURN);
  }

  private long layout(String name, LayoutKind kind) {
    for (Layout layout : as("clerk", layouts::all)) if (layout.name().equals(name)) return layout.id();
    return as("clerk", () -> layouts.lay(null, 0, kind, name, kind == LayoutKind.PAYMENT ? payments("GB18030") : answers(null, false), false));
  }

  static Layout.Definition payments(String charset) {
    var columns = new ArrayList<Layout.Column>();
    for (LayoutContent content : List.of(LayoutContent.SEQUENCE, LayoutContent.REFERENCE, LayoutContent.NAME, LayoutContent.ACCOUNT, LayoutContent.AMOUNT, LayoutContent.PURPOSE)) {
      columns.add(new Layout.Column(content.name(), content, null));
    }
    List<Layout.Column> total = List.of(
        new Layout.Column("", LayoutContent.FIXED, "合计"), new Layout.Column("", LayoutContent.COUNT, null), new Layout.Column("", LayoutContent.TOTAL, null));
    return new Layout.Definition(
        "CSV", charset, ",", true, Layout.TotalLine.LAST, columns, total, Layout.Unit.YUAN, "DF{month}-{number}", List.of(), List.of(), List.of(), null, false);
  }

  static Layout.Definition answers(@Nullable String totalWord, boolean failuresOnly) {
    List<Layout.Column> columns = List.of(
        new Layout.Column("流水号|交易流水", LayoutContent.REFERENCE, null), new Layout.Column("账号", LayoutContent.ACCOUNT, null), new Layout.Column("金额", LayoutContent.AMOUNT, null),
        new Layout.Column("处理结果", LayoutContent.RESULT, null), new Layout.Column("失败原因", LayoutContent.REASON, null));
    return new Layout.Definition(
        "CSV", "UTF-8", ",", true, Layout.TotalLine.NONE, columns, List.of(), Layout.Unit.YUAN, "", List.of(), List.of("成功"), List.of("失败"), totalWord, failuresOnly);
  }

  PersonMonth month(long person, YearMonth month) {
    return month(person, OLD_AGE, month);
  }

  PersonMonth month(long person, String programme, YearMonth month) {
    return as("clerk", () -> payments.month(person, programme, month));
  }

  /** Another age from birth on, and what follows from it. */
  void aged(long person, int years) {
    says(person, Facts.NONE.with(Attribute.BIRTH, Today.date().minusYears(years).minusMonths(3)).with(Attribute.DOCUMENT, Document.NONE), LocalDate.of(2015, 1, 1));
    doAs("clerk", determinations::catchUp);
  }

  void died(long person, LocalDate on) {
    doAs("desk", () -> register.happened(person, version(person), new LifeEvent(LifeEvent.Kind.DIED, on, null, false, null, "卫健办")));
  }

  RunState state(long run) {
    return as("clerk", () -> payments.run(run)).state();
  }

  List<Payout> payouts(long run) {
    return as("clerk", () -> payments.payouts(run, Payments.PayoutFilter.ALL, null, 500).items());
  }

  Payout payoutOf(long run, long person) {
    return payouts(run).stream().filter(payout -> payout.person() == person).findFirst().orElseThrow();
  }

  List<HoldReason> held(long run, long person) {
    return as("clerk", () -> payments.holds(run, true, null, 500).items()).stream().filter(hold -> hold.person() == person).map(Payout.Hold::reason).sorted().toList();
  }
}
