package org.guanjia.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.awards.AwardsFixture.OLD_AGE;
import static org.guanjia.awards.AwardsFixture.residentId;
import static org.guanjia.coverage.CoverageFixture.INCOME_HELP;
import static org.guanjia.coverage.db.Tables.FINDING;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guanjia.Today;
import org.guanjia.TownTest;
import org.guanjia.awards.Applications;
import org.guanjia.awards.AwardState;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.people.Attribute;
import org.guanjia.people.Facts;
import org.guanjia.people.Register;
import org.guanjia.people.Said;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** From the determination to the outcome: who was forgotten, who is paid for nothing, what is unknown. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoverageTests {

  private static final TownContext ELSEWHERE = new TownContext(TOWN, "elsewhere", List.of("441900103201"), null);

  @Autowired CoverageFixture town;
  @Autowired AwardsFixture persons;
  @Autowired Coverage coverage;
  @Autowired Findings findings;
  @Autowired FindingLists lists;
  @Autowired Applications applications;
  @Autowired Register register;
  @Autowired Users users;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private long forgotten;
  private long paid;
  private long other;
  private long soon;
  private long wrong;
  private long undated;
  private String worker = "";
  private String stranger = "";

  @BeforeAll
  void town() {
    town.programmes();
    forgotten = persons.old("示例一", 85);
    paid = town.inPayment("示例二", 86);
    other = persons.old("示例三", 91);
    LocalDate birth = CoverageFixture.birthdayNextMonth(80);
    soon = persons.registered(AwardsFixture.facts("示例四", birth, residentId(birth)));
    wrong = town.inPayment("示例五", 84);
    undated = persons.registered(Facts.NONE.with(Attribute.NAME, "示例六").with(Attribute.VILLAGE, SUBIAN).with(Attribute.REGISTERED, true).with(Attribute.RESIDENT, true));
    worker = staff("grid-coverage", SUBIAN);
    stranger = staff("grid-elsewhere", "441900103201");
    town.determined();
  }

  private String staff(String name, String village) {
    return TownContext.system(TOWN).call(() -> users.addWithPassword(new Profile(name, "测试" + name, Role.GRID_WORKER, List.of(village), null, null, false), Staff.PASSWORD));
  }

  private Optional<Finding> of(long person, FindingKind kind, String programme) {
    return as("desk", () -> lists.of(List.of(person))).stream().filter(each -> each.kind() == kind && each.programme().equals(programme)).findFirst();
  }

  private Finding open(long person, FindingKind kind, String programme) {
    Finding found = of(person, kind, programme).orElseThrow();
    assertThat(found.state().open()).as("%s", found).isTrue();
    return found;
  }

  private Finding again(Finding finding) {
    return as("desk", () -> findings.find(finding.id()));
  }

  private void contact(Finding finding, NewContact said) {
    doAs("clerk", () -> findings.contact(finding.id(), again(finding).version(), said));
  }

  private List<FindingMove> moves(Finding finding) {
    return as("desk", () -> findings.history(finding.id())).stream().map(Findings.Event::move).toList().reversed();
  }

  @Test
  void whoeverIsEntitledAndNotPaidIsFoundAndWhoeverIsPaidIsNot() {
    Finding found = open(other, FindingKind.FORGOTTEN, OLD_AGE);
    assertThat(found.amountFen()).isEqualTo(20_000);
    assertThat(found.village()).isEqualTo(SUBIAN);
    assertThat(of(paid, FindingKind.FORGOTTEN, OLD_AGE)).isEmpty();
    assertThat(of(soon, FindingKind.FORGOTTEN, OLD_AGE)).isEmpty();
    FindingLists.Figure figure = as("desk", () -> lists.figures(null, null)).stream().filter(each -> OLD_AGE.equals(each.key())).findFirst().orElseThrow();
    assertThat(figure.reached()).isPositive().isLessThanOrEqualTo(figure.entitled());
    assertThat(as("desk", () -> lists.standings(OLD_AGE, null, FindingLists.Which.ENTITLED, null, 200)).lines()).hasSize(figure.entitled());
    assertThat(ELSEWHERE.call(() -> lists.figures(null, null))).isEmpty();
    assertThatThrownBy(() -> ELSEWHERE.call(() -> findings.find(found.id()))).isInstanceOf(NoSuchFinding.class);
  }

  @Test
  void whoeverComesOfAgeNextMonthIsSeenAhead() {
    Finding ahead = open(soon, FindingKind.UPCOMING, OLD_AGE);
    assertThat(ahead.beforeFen()).isZero();
    assertThat(ahead.amountFen()).isEqualTo(10_000);
    assertThat(of(forgotten, FindingKind.UPCOMING, OLD_AGE)).isEmpty();
  }

  @Test
  void foundAgainItIsTheSame() {
    List<String> before = rows();
    for (int i = 0; i < 2; i++) doAs("desk", () -> coverage.recount());
    assertThat(rows()).isEqualTo(before);
  }

  private List<String> rows() {
    return as("desk", () -> transactions.execute(any -> sql.selectFrom(FINDING).orderBy(FINDING.ID).fetch(row -> row.getId() + " " + row.getKind() + " " + row.getPersonId() + " " + row.getState() + " " + row.getVersion())));
  }

  @Test
  void applyingOpensAnApplicationAndWhenThatIsTakenBackThePersonIsFoundAgain() {
    long person = persons.old("示例甲", 87);
    town.determined();
    Finding found = open(person, FindingKind.FORGOTTEN, OLD_AGE);
    contact(found, NewContact.notReached(Today.date(), NewContact.Way.VISIT, Today.date().plusDays(3)));
    assertThat(again(found).state()).isEqualTo(FindingState.CONTACTED);
    assertThatThrownBy(() -> as("clerk", () -> findings.contact(found.id(), found.version(), NewContact.notReached(Today.date(), NewContact.Way.VISIT, null)))).isInstanceOf(StaleFinding.class);
    contact(found, NewContact.applies(Today.date(), NewContact.Way.VISIT, Today.month()));
    Finding settled = again(found);
    assertThat(settled.state()).isEqualTo(FindingState.RESOLVED);
    long award = java.util.Objects.requireNonNull(settled.resultAward());
    assertThat(town.award(award).state()).isEqualTo(AwardState.APPLIED);
    doAs("desk", () -> coverage.recount());
    assertThat(again(found).holds()).isFalse();
    doAs("clerk", () -> applications.withdraw(award, town.award(award).version(), "家属来电撤回"));
    doAs("desk", () -> coverage.recount());
    assertThat(again(found).state()).isEqualTo(FindingState.FOUND);
    assertThat(moves(found)).containsExactly(FindingMove.CONTACT, FindingMove.RESOLVE, FindingMove.REAPPEAR);
  }

  @Test
  void whoeverDeclinesIsAskedAgainWhenTheDayHasCome() {
    long person = persons.old("示例乙", 88);
    town.determined();
    Finding found = open(person, FindingKind.FORGOTTEN, OLD_AGE);
    assertThatThrownBy(() -> contact(found, NewContact.declines(Today.date(), NewContact.Way.PHONE, "", Today.date().plusDays(90)))).isInstanceOf(InvalidInput.class);
    contact(found, NewContact.declines(Today.date(), NewContact.Way.PHONE, "子女供养，不需要", Today.date().plusDays(90)));
    doAs("desk", () -> coverage.recount());
    assertThat(again(found).state()).isEqualTo(FindingState.RESOLVED);
    doAs("desk", () -> transactions.executeWithoutResult(any -> sql.update(FINDING).set(FINDING.ASK_AGAIN_ON, Today.date()).where(FINDING.ID.eq(found.id())).execute()));
    doAs("desk", () -> coverage.recount());
    assertThat(again(found).state()).isEqualTo(FindingState.FOUND);
    assertThat(moves(found)).endsWith(FindingMove.ASK_AGAIN);
    contact(found, NewContact.declines(Today.date(), NewContact.Way.PHONE, "仍不需要", Today.date().plusDays(90)));
    doAs("clerk", () -> findings.reopen(found.id(), again(found).version(), "记错了人"));
    assertThat(again(found).state()).isEqualTo(FindingState.FOUND);
  }

  @Test
  void whoseRulesGiveNothingAnyMoreIsFoundWithinTheChangeAndTheAwardIsEnded() {
    doAs("desk", () -> register.change(wrong, 1, new Said(Facts.NONE.with(Attribute.REGISTERED, false), Today.date().withDayOfMonth(1).minusMonths(3), "派出所")));
    town.caughtUp();
    Finding found = open(wrong, FindingKind.NO_LONGER, OLD_AGE);
    assertThat(found.beforeFen()).isEqualTo(10_000);
    NewContact ended = new NewContact(
        Today.date(), NewContact.Way.WINDOW, ContactResult.ENDED, "户口已迁出", null, null, "", null, null, "", null, null, Today.month().minusMonths(1), null, List.of());
    contact(found, ended);
    assertThat(town.award(java.util.Objects.requireNonNull(found.award())).state()).isEqualTo(AwardState.ENDED);
    town.caughtUp();
    assertThat(again(found).state()).isEqualTo(FindingState.RESOLVED);
    assertThat(again(found).holds()).isFalse();
  }

  @Test
  void aMissingFactIsNamedAndSettlesOnceItIsStated() {
    long person = persons.old("示例丙", 40);
    town.determined();
    Finding found = open(person, FindingKind.UNKNOWN, "");
    assertThat(found.programmes()).containsExactly(INCOME_HELP);
    assertThat(org.guanjia.benefits.RegisterOutcomes.facts(found.missing())).extracting(org.guanjia.rules.Fact::code).contains("household_income");
    assertThat(found.byList()).isFalse();
    NewContact stated = new NewContact(
        Today.date(), NewContact.Way.VISIT, ContactResult.FACT_STATED, "", null, "household_income", "600", null, LocalDate.of(2025, 1, 1), "民政办", "茶民核〔2026〕8号", null, null, null, List.of());
    contact(found, stated);
    assertThat(again(found).state()).isEqualTo(FindingState.CONTACTED);
    town.caughtUp();
    assertThat(again(found).state()).isEqualTo(FindingState.RESOLVED);
    assertThat(moves(found)).endsWith(FindingMove.SETTLE);
    assertThat(open(person, FindingKind.FORGOTTEN, INCOME_HELP).amountFen()).isEqualTo(20_000);
  }

  @Test
  void whatACompleteListWouldSettleNobodyHasToKnockFor() {
    long person = persons.old("示例丁", 41);
    town.determined();
    Finding found = open(person, FindingKind.UNKNOWN, "");
    contact(found, new NewContact(
        Today.date(), NewContact.Way.VISIT, ContactResult.FACT_STATED, "", null, "household_income", "3000", null, LocalDate.of(2025, 1, 1), "民政办", null, null, null, null, List.of()));
    town.caughtUp();
    Finding now = open(person, FindingKind.UNKNOWN, "");
    assertThat(now.byList()).isTrue();
    Set<FindingKind> all = Set.of(FindingKind.values());
    FindingFilter doors = FindingFilter.of(FindingKind.UNKNOWN);
    assertThat(as("desk", () -> lists.list(doors, all, null, 200)).lines()).extracting(line -> line.finding().id()).doesNotContain(now.id());
    assertThat(as("desk", () -> lists.missing(null))).anySatisfy(count -> {
      assertThat(count.fact().code()).isEqualTo("veteran");
      assertThat(count.byList()).isPositive();
    });
  }

  @Test
  void aBirthDateThatTheRegisterLearnsMakesTheFindingGo() {
    Finding found = open(undated, FindingKind.UNKNOWN, "");
    assertThat(org.guanjia.benefits.RegisterOutcomes.facts(found.missing())).extracting(org.guanjia.rules.Fact::code).contains("birth");
    doAs("desk", () -> register.change(undated, 1, new Said(Facts.NONE.with(Attribute.BIRTH, LocalDate.of(1930, 1, 1)), LocalDate.of(2020, 1, 1), "派出所")));
    town.caughtUp();
    assertThat(again(found).programmes()).doesNotContain(OLD_AGE);
    assertThat(of(undated, FindingKind.FORGOTTEN, OLD_AGE)).isPresent();
  }

  @Test
  void twoWhoArePaidToOneAccountAreFoundOnceAndMayBeInOrder() {
    long husband = town.inPayment("示例戊", 83);
    long wife = town.inPayment("示例己", 82);
    for (long person : List.of(husband, wife)) {
      doAs("desk", () -> register.change(person, 1, new Said(Facts.NONE.with(Attribute.BANK_ACCOUNT, "6222020000000000125"), LocalDate.of(2024, 1, 1), "本人")));
    }
    town.determined();
    Finding found = open(Math.min(husband, wife), FindingKind.DOUBLE_ACCOUNT, "");
    assertThat(found.other()).isEqualTo(Math.max(husband, wife));
    assertThat(of(Math.max(husband, wife), FindingKind.DOUBLE_ACCOUNT, "")).isEmpty();
    contact(found, new NewContact(Today.date(), NewContact.Way.PHONE, ContactResult.EXPLAINED, "夫妻共用一个账户", null, null, "", null, null, "", null, null, null, null, List.of()));
    doAs("desk", () -> coverage.recount());
    assertThat(again(found).state()).isEqualTo(FindingState.RESOLVED);
  }

  @Test
  void manyAreGivenToSomebodyWhoWorksThereAllOrNone() {
    List<Long> ids = List.of(open(forgotten, FindingKind.FORGOTTEN, OLD_AGE).id(), open(other, FindingKind.FORGOTTEN, OLD_AGE).id());
    assertThatThrownBy(() -> as("clerk", () -> findings.assign(ids, stranger, null))).isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors().getFirst().key()).isEqualTo("coverage.error.assigneeArea"));
    assertThat(as("clerk", () -> findings.assign(ids, worker, Today.date().plusDays(7)))).isEqualTo(2);
    TownContext grid = new TownContext(TOWN, worker, List.of(SUBIAN), null);
    assertThat(grid.call(() -> lists.dueOf(worker, 10))).hasSize(2);
    doAs("clerk", () -> findings.unassign(ids));
    assertThatThrownBy(() -> as("clerk", () -> findings.unassign(ids))).isInstanceOf(IllegalFindingMove.class);
  }
}
