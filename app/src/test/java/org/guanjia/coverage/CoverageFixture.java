package org.guanjia.coverage;

import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.guanjia.Today;
import org.guanjia.awards.Approvals;
import org.guanjia.awards.Award;
import org.guanjia.awards.Awards;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.NewProgramme;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.Versions;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Example;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A town with the old-age allowance and a help by income, persons and awards with valid defaults, and the month determined. */
@Component
public class CoverageFixture {

  static final String INCOME_HELP = "income-help";

  private final AwardsFixture fixture;
  private final Versions versions;
  private final Programmes programmes;
  private final Determinations determinations;
  private final Coverage coverage;
  private final Approvals approvals;
  private final Awards awards;
  private final DSLContext sql;
  private final TransactionTemplate transactions;

  CoverageFixture(
      AwardsFixture fixture, Versions versions, Programmes programmes, Determinations determinations, Coverage coverage, Approvals approvals, Awards awards, DSLContext sql,
      TransactionTemplate transactions) {
    this.fixture = fixture;
    this.versions = versions;
    this.programmes = programmes;
    this.determinations = determinations;
    this.coverage = coverage;
    this.approvals = approvals;
    this.awards = awards;
    this.sql = sql;
    this.transactions = transactions;
  }

  public void programmes() {
    fixture.oldAge();
    if (as("drafter", () -> programmes.find(INCOME_HELP)).isPresent()) return;
    LocalDate from = LocalDate.of(2020, 1, 1);
    List<Version.Parameter> parameters = List.of(
        new Version.Parameter("income_below", from, null, "1000", null, null, null), new Version.Parameter("help", from, null, "200", null, null, null));
    List<Example> examples = List.of(
        new Example("低收入", java.util.Map.of("registered", "true", "household_income", "500"), YearMonth.of(2026, 5), Answer.YES, 20_000L));
    doAs("drafter", () -> versions.create(new NewProgramme(INCOME_HELP, "困难补助", "Help by income", "", ""), dmn(), parameters, examples, YearMonth.of(2020, 1)));
    doAs("drafter", () -> versions.propose(INCOME_HELP, 1, programmes.version(INCOME_HELP, 1).orElseThrow().lock()));
    doAs("releaser", () -> versions.release(INCOME_HELP, 1, programmes.version(INCOME_HELP, 1).orElseThrow().lock()));
  }

  private static String dmn() {
    try (var in = Objects.requireNonNull(CoverageFixture.class.getResourceAsStream("/coverage/income-help.dmn"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This month and the next, and everybody compared. */
  public void determined() {
    doAs("desk", () -> {
      determinations.determine(Today.month());
      determinations.determine(Today.month().plusMonths(1));
      coverage.catchUp();
      coverage.recount();
    });
  }

  /** What events touched, by whoever of the background workers and this thread comes to it first. */
  void caughtUp() {
    doAs("desk", () -> {
      long until = System.nanoTime() + 30_000_000_000L;
      do {
        determinations.catchUp();
        coverage.catchUp();
      } while (left() && System.nanoTime() < until);
    });
  }

  private boolean left() {
    return Boolean.TRUE.equals(transactions.execute(
        any -> sql.fetchSingle("select exists (select from benefits.touched where town = ?) or exists (select from coverage.touched where town = ?)", TOWN, TOWN).get(0, Boolean.class)));
  }

  /** Born so that the age is reached next month, on its first day. */
  static LocalDate birthdayNextMonth(int age) {
    return Today.date().withDayOfMonth(1).plusMonths(1).minusYears(age);
  }

  public long inPayment(String name, int years) {
    return inPayment(fixture.old(name, years));
  }

  /** Of somebody who is entitled. */
  long inPayment(long person) {
    long id = fixture.applied(person);
    doAs("checker", () -> approvals.check(id, award(id).version(), Award.Finding.ENTITLED, null));
    for (String approver : List.of("approver-one", "approver-two")) doAs(approver, () -> approvals.approve(id, award(id).version()));
    return person;
  }

  Award award(long id) {
    return as("desk", () -> awards.find(id)).orElseThrow();
  }
}
