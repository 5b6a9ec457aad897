package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guanjia.people.db.tables.records.HouseholdMemberRecord;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a person cannot be beside others: the ward of a child, younger than their own child. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Kin {

  private final DSLContext sql;
  private final HouseholdStore households;

  Kin(DSLContext sql, HouseholdStore households) {
    this.sql = sql;
    this.households = households;
  }

  /**
   * @param self null for one who is not registered yet
   * @throws InvalidInput naming each field that is wrong
   */
  void refuse(@Nullable Long self, Facts news, LocalDate today) {
    List<FieldError> errors = new ArrayList<>();
    Long guardian = news.guardian();
    if (guardian != null) guardian(self, guardian, today).ifPresent(key -> errors.add(FieldError.of(Attribute.GUARDIAN.field(), key, Memberships.ADULT_AGE)));
    LocalDate birth = news.birth();
    if (self != null && birth != null) ages(self, birth).ifPresent(errors::add);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private Optional<String> guardian(@Nullable Long self, long guardian, LocalDate today) {
    if (self != null && self == guardian) return Optional.of("register.error.guardian.self");
    PersonRecord person = sql.selectFrom(PERSON).where(PERSON.TOWN.eq(TownContext.required().town()), PERSON.ID.eq(guardian)).fetchOne();
    if (person == null) return Optional.of("register.error.person");
    if (person.getDiedOn() != null) return Optional.of("register.error.dead");
    boolean adult = person.getBirth() != null && !person.getBirth().isAfter(today.minusYears(Memberships.ADULT_AGE));
    return adult ? Optional.empty() : Optional.of("register.error.guardian.child");
  }

  private Optional<FieldError> ages(long self, LocalDate birth) {
    List<HouseholdMemberRecord> own = households.open(self);
    for (Household household : households.of(own.stream().map(HouseholdMemberRecord::getHouseholdId).distinct().toList())) {
      List<Household.Member> members = household.members().stream().filter(member -> member.to() == null).toList();
      Optional<Household.Member> head = members.stream().filter(Household.Member::head).findFirst();
      if (head.isEmpty()) continue;
      LocalDate headBirth = head.get().person() == self ? birth : head.get().birth();
      for (Household.Member member : members) {
        if (member.person() != self && head.get().person() != self) continue;
        Optional<String> wrong = Relations.wrongAges(member.relation(), member.person() == self ? birth : member.birth(), headBirth);
        if (wrong.isPresent()) return Optional.of(FieldError.of(Attribute.BIRTH.field(), "register.error.birth.kin", member.person() == self ? head.get().name() : member.name(), Relations.GENERATION_YEARS_MIN));
      }
    }
    return Optional.empty();
  }
}
