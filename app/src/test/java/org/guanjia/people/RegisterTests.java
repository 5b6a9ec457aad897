package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.people.db.Tables.PERIOD;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.guanjia.TownTest;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@TownTest
class RegisterTests {

  private static final String OTHER_VILLAGE = "441900103201";
  private static int serial = 0;

  @Autowired Register register;
  @Autowired StatementStore statements;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;

  static String id(String birth, int order) {
    String digits = "441999" + birth + "%03d".formatted(order);
    return digits + ResidentId.checkCharacter(digits);
  }

  static Facts aPerson() {
    return Facts.NONE.with(Attribute.NAME, "示例甲").with(Attribute.SEX, Sex.FEMALE).with(Attribute.BIRTH, LocalDate.of(1950, 1, 1))
        .with(Attribute.DOCUMENT, new Document(DocumentKind.RESIDENT_ID, id("19500101", 2 * ++serial))).with(Attribute.PHONES, List.of("10000000000"))
        .with(Attribute.ADDRESS, "茶山镇粟边村新村路3巷8号").with(Attribute.VILLAGE, SUBIAN).with(Attribute.REGISTERED, true).with(Attribute.RESIDENT, true);
  }

  private static Said said(Facts facts, String day) {
    return new Said(facts, LocalDate.parse(day), "派出所");
  }

  private long registered() {
    return as("desk", () -> register.register(said(aPerson(), "2015-01-01")));
  }

  private PersonRecord row(long id) {
    return as("desk", () -> transactions.execute(any -> sql.selectFrom(PERSON).where(PERSON.TOWN.eq(TOWN), PERSON.ID.eq(id)).fetchOne()));
  }

  private Timeline timeline(long id) {
    return as("desk", () -> transactions.execute(any -> Timeline.of(statements.of(List.of(id)).get(id))));
  }

  @Test
  void aPersonMovesAndThePastStaysAsItWas() {
    long id = registered();
    doAs("desk", () -> register.change(id, 1, said(Facts.NONE.with(Attribute.VILLAGE, OTHER_VILLAGE).with(Attribute.ADDRESS, "增埗村一路1号"), "2021-05-01")));
    assertThat(row(id).getVillage()).isEqualTo(OTHER_VILLAGE);
    assertThat(row(id).getSince()).isEqualTo(LocalDate.of(2021, 5, 1));
    assertThat(row(id).getVersion()).isEqualTo(2);
    assertThat(timeline(id).on(LocalDate.of(2021, 4, 30)).orElseThrow().village()).isEqualTo(SUBIAN);
    var periods = as("desk", () -> transactions.execute(any -> sql.selectFrom(PERIOD).where(PERIOD.PERSON_ID.eq(id)).fetch()));
    assertThat(periods).singleElement().satisfies(period -> {
      assertThat(period.getVillage()).isEqualTo(SUBIAN);
      assertThat(period.getValidTo()).isEqualTo(LocalDate.of(2021, 5, 1));
    });
  }

  @Test
  void whatIsGuardedLiesClosedInTheDatabase() {
    long id = registered();
    var row = as("desk", () -> transactions.execute(any -> sql.selectFrom(STATEMENT).where(STATEMENT.PERSON_ID.eq(id)).fetchSingle()));
    assertThat(new String(row.getAddress(), java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("新村路");
    assertThat(row.getDocument()).isNotNull();
    assertThat(timeline(id).now().address()).isEqualTo("茶山镇粟边村新村路3巷8号");
    assertThat(timeline(id).now().document().number()).startsWith("441999");
  }

  @Test
  void aStatementTakenBackIsNotForgotten() {
    long id = registered();
    doAs("desk", () -> register.change(id, 1, said(Facts.NONE.with(Attribute.NAME, "示例乙"), "2022-01-01")));
    long wrong = timeline(id).history(Attribute.NAME).getLast().statement().id();
    doAs("desk", () -> register.retract(id, 2, wrong, "看错了一行"));
    assertThat(row(id).getName()).isEqualTo("示例甲");
    var all = as("desk", () -> transactions.execute(any -> statements.of(List.of(id)).get(id)));
    assertThat(all).hasSize(2).anySatisfy(each -> assertThat(each.retraction()).isEqualTo("看错了一行"));
  }

  @Test
  void twoClerksWhoChangeThePersonAtOnceDoNotOverwriteEachOther() {
    long id = registered();
    doAs("clerk", () -> register.change(id, 1, said(Facts.NONE.with(Attribute.PHONES, List.of("10000000001")), "2022-01-01")));
    assertThatThrownBy(() -> doAs("desk", () -> register.change(id, 1, said(Facts.NONE.with(Attribute.PHONES, List.of("10000000002")), "2022-01-01"))))
        .isInstanceOf(StalePerson.class);
    assertThat(timeline(id).now().phones()).containsExactly("10000000001");
  }

  @Test
  void nobodyHasTheDocumentOfSomebodyElse() {
    Facts first = aPerson();
    as("desk", () -> register.register(said(first, "2015-01-01")));
    assertThatThrownBy(() -> as("desk", () -> register.register(said(first.with(Attribute.NAME, "示例丙"), "2016-01-01")))).isInstanceOf(KnownDocument.class);
    var clerk = new TownContext(TOWN, "clerk", List.of(OTHER_VILLAGE), null);
    assertThatThrownBy(() -> clerk.call(() -> register.register(said(first.with(Attribute.VILLAGE, OTHER_VILLAGE), "2016-01-01"))))
        .isInstanceOf(KnownDocument.class);
  }

  @Test
  void whatCannotBeIsRefusedWithItsField() {
    assertRefused(aPerson().with(Attribute.BIRTH, LocalDate.of(1951, 1, 1)), "birth");
    assertRefused(aPerson().with(Attribute.SEX, Sex.MALE), "sex");
    assertRefused(aPerson().with(Attribute.DIED_ON, LocalDate.of(1949, 1, 1)), "diedOn");
    assertRefused(aPerson().with(Attribute.VILLAGE, "nowhere"), "village");
    assertRefused(aPerson().with(Attribute.BANK_ACCOUNT, "6222000000000000001"), "bankAccount");
    assertRefused(aPerson().with(Attribute.DOCUMENT, new Document(DocumentKind.RESIDENT_ID, "441999195001010020")), "document");
    assertRefused(aPerson().with(Attribute.ETHNIC_GROUP, "77"), "ethnicGroup");
  }

  private void assertRefused(Facts facts, String field) {
    assertThatThrownBy(() -> as("desk", () -> register.register(said(facts, "2015-01-01"))))
        .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors()).extracting(InvalidInput.FieldError::field).contains(field));
  }

  @Test
  void whoDiedIsNoResidentAnyMoreAndMayNotHaveDiedBeforeBirth() {
    long id = registered();
    assertThatThrownBy(() -> doAs("desk", () -> register.happened(id, 1, new LifeEvent(LifeEvent.Kind.DIED, LocalDate.of(1940, 1, 1), null, false, null, "民政办"))))
        .isInstanceOf(InvalidInput.class);
    doAs("desk", () -> register.happened(id, 1, new LifeEvent(LifeEvent.Kind.DIED, LocalDate.of(2024, 2, 2), null, false, null, "民政办")));
    assertThat(row(id).getDiedOn()).isEqualTo(LocalDate.of(2024, 2, 2));
    assertThat(row(id).getResident()).isFalse();
    assertThat(timeline(id).on(LocalDate.of(2024, 2, 1)).orElseThrow().resident()).isTrue();
  }

  @Test
  void aClerkOfAnotherVillageSeesNothing() {
    long id = registered();
    var clerk = new TownContext(TOWN, "clerk", List.of(OTHER_VILLAGE), null);
    clerk.run(() -> transactions.executeWithoutResult(any -> {
      assertThat(sql.fetchCount(PERSON, PERSON.ID.eq(id))).isZero();
      assertThat(sql.fetchCount(STATEMENT, STATEMENT.PERSON_ID.eq(id))).isZero();
    }));
    assertThatThrownBy(() -> clerk.run(() -> register.change(id, 1, said(Facts.NONE.with(Attribute.NAME, "示例丁"), "2022-01-01")))).isInstanceOf(NoSuchPerson.class);
    assertThat(Set.of(row(id).getVillage())).containsExactly(SUBIAN);
  }
}
