package org.guanjia.people;

import static org.guanjia.people.db.Tables.HOUSEHOLD_MEMBER;
import static org.guanjia.people.db.Tables.PERSON;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Who is of which household, and how old; says when a member and the head cannot be what a row says they are to each other. */
final class HouseholdAges {

  /** One of a household as it stands. */
  private record Member(long person, String relation, String name, @Nullable LocalDate birth) {}

  private final Map<Long, List<Member>> byHousehold = new HashMap<>();

  private HouseholdAges() {}

  /** As the register has them; one statement. */
  static HouseholdAges of(DSLContext sql, Collection<Long> households) {
    HouseholdAges ages = new HouseholdAges();
    if (households.isEmpty()) return ages;
    sql.select(HOUSEHOLD_MEMBER.HOUSEHOLD_ID, HOUSEHOLD_MEMBER.RELATION, PERSON.ROOT, PERSON.NAME, PERSON.BIRTH)
        .from(HOUSEHOLD_MEMBER)
        .join(PERSON).on(PERSON.TOWN.eq(HOUSEHOLD_MEMBER.TOWN), PERSON.ID.eq(HOUSEHOLD_MEMBER.PERSON_ID))
        .where(
            HOUSEHOLD_MEMBER.TOWN.eq(TownContext.required().town()), HOUSEHOLD_MEMBER.HOUSEHOLD_ID.eq(StatementStore.any(households)),
            HOUSEHOLD_MEMBER.VALID_TO.isNull(), HOUSEHOLD_MEMBER.RETRACTED_AT.isNull())
        .forEach(row -> ages.put(row.value1(), new Member(row.value3(), row.value2(), row.value4(), row.value5())));
    return ages;
  }

  void joined(long household, long person, String relation, Facts facts) {
    put(household, new Member(person, relation, String.valueOf(facts.name()), facts.birth()));
  }

  /** The name of somebody of that household beside whom the relation cannot be; whoever heads it is measured against all, anybody else against the head. */
  Optional<String> contradiction(long household, long person, String relation, @Nullable LocalDate birth) {
    if (birth == null) return Optional.empty();
    boolean head = relation.equals(Relations.HEAD);
    return byHousehold.getOrDefault(household, List.of()).stream()
        .filter(other -> other.person() != person)
        .filter(other -> head
            ? Relations.wrongAges(other.relation(), other.birth(), birth).isPresent()
            : other.relation().equals(Relations.HEAD) && Relations.wrongAges(relation, birth, other.birth()).isPresent())
        .map(Member::name).findFirst();
  }

  private void put(long household, Member member) {
    byHousehold.computeIfAbsent(household, id -> new ArrayList<>()).add(member);
  }
}
