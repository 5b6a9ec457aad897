package org.guanjia.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.people.RegisterTests.id;
import static org.guanjia.people.db.Tables.LOOKUP;
import static org.guanjia.people.db.Tables.PERIOD;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;
import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.TownTest;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Putting two records together and taking them apart gives what was there before, whatever was said of the two. */
@TownTest
class MergingTests {

  private static final List<String> VILLAGES = List.of(SUBIAN, "441900103201");

  @Autowired Register register;
  @Autowired PersonMerging merging;
  @Autowired DSLContext sql;
  @Autowired TransactionTemplate transactions;
  private int serial = 500;

  /** All that is worked out of a person's statements, and the statements themselves. */
  private record State(List<Object> person, Set<String> periods, Set<Long> lookups, Set<String> statements) {}

  @Test
  void mergedAndPartedIsAsBefore() {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      long one = random(random);
      long other = random(random);
      long third = random(random);
      State first = state(one);
      State second = state(other);
      State last = state(third);
      long below = merge(other, third);
      long above = merge(one, other);
      assertThat(row(third).getRoot()).as("seed %d", seed).isEqualTo(one);
      assertThat(state(one).statements()).isEqualTo(first.statements());
      if (random.nextBoolean()) {
        part(above);
        assertThat(row(third).getRoot()).isEqualTo(other);
        part(below);
      } else {
        part(below);
        assertThat(row(third).getRoot()).isEqualTo(third);
        part(above);
      }
      assertThat(state(one)).as("seed %d", seed).isEqualTo(first);
      assertThat(state(other)).as("seed %d", seed).isEqualTo(second);
      assertThat(state(third)).as("seed %d", seed).isEqualTo(last);
    }
  }

  @Test
  void whatIsSaidOfTheMergedPersonIsFoundThroughTheOneThatStays() {
    Random random = new Random(99);
    long one = random(random);
    long other = random(random);
    merge(one, other);
    List<Statement> both = as("desk", () -> transactions.execute(any -> statements.of(List.of(one)).get(one)));
    assertThat(both).extracting(Statement::personId).contains(one, other);
  }

  @Autowired StatementStore statements;

  private long random(Random random) {
    LocalDate birth = LocalDate.of(1940 + random.nextInt(60), 1 + random.nextInt(12), 1 + random.nextInt(28));
    LocalDate day = LocalDate.of(2010, 1, 1).plusDays(random.nextInt(1000));
    Facts facts = Facts.NONE.with(Attribute.NAME, "合并" + (char) ('甲' + random.nextInt(20))).with(Attribute.VILLAGE, VILLAGES.get(random.nextInt(2)));
    if (random.nextBoolean()) facts = facts.with(Attribute.DOCUMENT, new Document(DocumentKind.RESIDENT_ID, id(birth.toString().replace("-", ""), ++serial % 999 + 1)));
    if (random.nextBoolean()) facts = facts.with(Attribute.BIRTH, birth);
    if (random.nextBoolean()) facts = facts.with(Attribute.PHONES, List.of("1" + (3_000_000_000L + random.nextInt(1_000_000))));
    if (random.nextBoolean()) facts = facts.with(Attribute.ADDRESS, "新村路" + random.nextInt(90) + "巷" + random.nextInt(90) + "号");
    Said first = new Said(facts, day, "派出所");
    long id = as("desk", () -> register.register(first));
    for (int i = random.nextInt(3); i > 0; i--) {
      Facts more = Facts.NONE.with(Attribute.VILLAGE, VILLAGES.get(random.nextInt(2))).with(Attribute.RESIDENT, random.nextBoolean());
      Said next = new Said(more, day.plusDays(random.nextInt(2000) - 200), "村委会");
      int version = row(id).getVersion();
      doAs("desk", () -> register.change(id, version, next));
    }
    return id;
  }

  private long merge(long survivor, long merged) {
    int survivorVersion = row(survivor).getVersion();
    int mergedVersion = row(merged).getVersion();
    doAs("desk", () -> merging.merge(survivor, survivorVersion, merged, mergedVersion, "同一人"));
    return as("desk", () -> merging.of(merged)).stream().filter(merge -> merge.merged() == merged).findFirst().orElseThrow().id();
  }

  private void part(long merge) {
    doAs("desk", () -> merging.part(merge, "两个人"));
  }

  private PersonRecord row(long id) {
    return as("desk", () -> transactions.execute(any -> sql.selectFrom(PERSON).where(PERSON.ID.eq(id)).fetchSingle()));
  }

  private State state(long id) {
    return as("desk", () -> transactions.execute(any -> {
      PersonRecord row = sql.selectFrom(PERSON).where(PERSON.ID.eq(id)).fetchSingle();
      List<Object> values = new ArrayList<>();
      for (var field : PERSON.fields()) {
        if (!field.equals(PERSON.VERSION)) values.add(row.get(field) instanceof byte[] bytes ? java.util.HexFormat.of().formatHex(bytes) : text(row.get(field)));
      }
      Set<String> periods = new TreeSet<>(sql.selectFrom(PERIOD).where(PERIOD.PERSON_ID.eq(id)).fetch(each -> each.formatJSON()));
      Set<Long> lookups = new TreeSet<>(sql.select(LOOKUP.KEY).from(LOOKUP).where(LOOKUP.PERSON_ID.eq(id)).fetch(LOOKUP.KEY));
      Set<String> said = new TreeSet<>(sql.select(STATEMENT.ID).from(STATEMENT).where(STATEMENT.PERSON_ID.eq(id)).fetch(each -> each.value1().toString()));
      return new State(values, periods, lookups, said);
    }));
  }

  private static String text(Object value) {
    return value instanceof Object[] array ? java.util.Arrays.toString(array) : String.valueOf(value);
  }
}
