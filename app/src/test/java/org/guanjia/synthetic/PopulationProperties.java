package org.guanjia.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.platform.identity.OtherDocument;
import org.guanjia.platform.identity.ResidentId;

/** People who could live, with numbers that are nobody's, the same each time. */
class PopulationProperties {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final Set<String> KINDS = Set.of(
      "EXTREME_HARDSHIP", "SUBSISTENCE", "BORDERLINE", "EXPENDITURE_HARDSHIP", "DISABLED", "LEFT_BEHIND_CHILD", "CHILD_IN_DIFFICULTY", "ORPHAN",
          "LIVING_ALONE", "EMPTY_NEST",
      "OVER_80", "INCAPACITATED", "VETERAN", "PREFERENTIAL_TREATMENT", "LOST_ONLY_CHILD", "SERIOUS_ILLNESS");

  /** Network codes in use: Ministry of Industry and Information Technology, allocation as of March 2023; 140 to 144 are for things. */
  private static final Set<String> NETWORKS = new HashSet<>(List.of((
      "130 131 132 133 134 135 136 137 138 139 140 141 142 143 144 145 146 147 148 149 150 151 152 153 155 156 157 158 159 161 162 165 166 167"
          + " 170 171 172 173 174 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 193 195 196 197 198 199").split(" ")));

  @Property(tries = 12)
  void theSamePlanGivesTheSamePeople(@ForAll long seed, @ForAll @IntRange(min = 1, max = 900) int people,
      @ForAll @LongRange(min = 0, max = 40) long days) {
    TownPlan plan = TownPlan.chashan(people, seed, LocalDate.of(2024, 2, 10).plusDays(days));
    List<SyntheticHousehold> households = generate(plan);
    assertThat(generate(plan)).isEqualTo(households);
    assertThat(people(households).filter(SyntheticPerson::livesHere)).hasSize(people);
    for (SyntheticHousehold household : households.subList(0, households.size() - 1)) assertThat(Population.household(plan, household.serial()))
        .isEqualTo(household);
    Map<String, TownPlan.Village> villages = plan.villages().stream().collect(Collectors.toMap(TownPlan.Village::code, village -> village));
    for (SyntheticHousehold household : households) {
      TownPlan.Village village = villages.get(household.villageCode());
      assertThat(household.village()).isEqualTo(village.name());
      assertThat(household.group()).isBetween(Math.min(1, village.groups()), village.groups());
      isPossible(plan, household);
    }
    people(households).forEach(person -> isNobody(plan, person));
    allDiffer(people(households));
  }

  @Example
  void anotherSeedGivesOthers() {
    assertThat(generate(TownPlan.chashan(50, 1, TODAY))).doesNotContainAnyElementsOf(generate(TownPlan.chashan(50, 2, TODAY)));
  }

  /** Households from the first to the last that the largest plan can have. */
  @Example
  void numbersDifferInAProvinceToo() {
    TownPlan plan = TownPlan.chashan(TownPlan.PEOPLE_MAX, 3, TODAY);
    List<SyntheticHousehold> some = new ArrayList<>();
    for (long serial = 0; serial < 5_500_000; serial += 1009) some.add(Population.household(plan, serial));
    people(some).forEach(person -> isNobody(plan, person));
    some.forEach(household -> isPossible(plan, household));
    allDiffer(people(some));
    assertThat(plan.villages()).extracting(TownPlan.Village::code).doesNotHaveDuplicates();
  }

  /** 60,000 suffice for half a point. */
  @Example
  void theProportionsAreThoseOfTheCensus() {
    TownPlan plan = TownPlan.chashan(60_000, 7, TODAY);
    List<SyntheticHousehold> households = generate(plan);
    List<SyntheticPerson> people = people(households).filter(SyntheticPerson::livesHere).toList();
    near(share(people, person -> person.sex() == Sex.MALE), 56.53, 0.8);
    near(share(people, person -> age(plan, person) < 15), 13.12, 0.6);
    near(share(people, person -> age(plan, person) >= 15 && age(plan, person) < 60), 81.41, 0.8);
    near(share(people, person -> age(plan, person) >= 60), 5.47, 0.5);
    near(share(people, person -> age(plan, person) >= 65), 3.54, 0.5);
    near(share(people, SyntheticPerson::registered), 26.62, 1);
    List<SyntheticHousehold> inhabited = households.stream().filter(household -> household.members().stream().anyMatch(SyntheticPerson::livesHere))
        .toList();
    List<SyntheticHousehold> rooms = inhabited.stream().filter(household -> household.address().contains("宿舍")).toList();
    near(100.0 * rooms.size() / inhabited.size(), 13.23, 0.6);
    near(living(rooms) / rooms.size(), 2.83, 0.1);
    near((living(inhabited) - living(rooms)) / (inhabited.size() - rooms.size()), 1.95, 0.05);
    assertThat(people.stream().flatMap(person -> person.groups().stream()).map(SyntheticGroup::kind)).containsAll(KINDS);
    assertThat(people.stream().map(SyntheticPerson::document)).contains(DocumentKind.values());
    assertThat(people.stream().map(SyntheticPerson::name)).anyMatch(name -> name.contains("𠮷")).anyMatch(name -> name.contains("䶮"))
        .anyMatch(name -> name.contains("·")).anyMatch(name -> name.startsWith("欧阳"));
  }

  @Example
  void aPlanSaysWhatItCannotBe() {
    assertThatThrownBy(() -> TownPlan.chashan(0, 1, TODAY)).hasMessageContaining("people");
    assertThatThrownBy(() -> TownPlan.chashan(TownPlan.PEOPLE_MAX + 1, 1, TODAY)).hasMessageContaining("people");
    assertThatThrownBy(() -> new TownPlan(1, 1, "镇", List.of(), TownPlan.NEVER_ASSIGNED, TODAY)).hasMessageContaining("villages");
    List<TownPlan.Village> villages = List.of(new TownPlan.Village("1", "村", 0));
    for (String division : List.of("44190", "447199", "448900", "x41900")) assertThatThrownBy(() -> new TownPlan(1, 1, "镇", villages, division,
        TODAY)).hasMessageContaining("division");
  }

  private static void isPossible(TownPlan plan, SyntheticHousehold household) {
    List<SyntheticPerson> members = household.members();
    assertThat(members.stream().filter(person -> person.relation().equals("02"))).as("heads").hasSize(1);
    assertThat(household.address()).startsWith(plan.town() + household.village());
    SyntheticPerson head = members.stream().filter(person -> person.relation().equals("02")).findFirst().orElseThrow();
    siblings(members);
    for (SyntheticPerson person : members) {
      assertThat(person.serial() / 16).isEqualTo(household.serial());
      switch (person.relation()) {
        case "11", "12" -> assertThat(person.sex()).isNotEqualTo(head.sex());
        case "21", "22", "23", "24", "31", "32", "33", "34" -> {
          olderThan(head, person, 16, 61);
          members.stream().filter(other -> other.relation().equals("11") || other.relation().equals("12"))
              .forEach(other -> olderThan(other, person, 16, 56));
        }
        case "41", "42" -> {
          olderThan(head, person, 36, 90);
          members.stream().filter(other -> other.relation().equals("21") || other.relation().equals("38"))
              .forEach(other -> olderThan(other, person, 16, 50));
        }
        case "51", "52", "55", "56" -> olderThan(person, head, 16, 56);
        default -> {}
      }
    }
  }

  /** Twins, or nine months apart at least. */
  private static void siblings(List<SyntheticPerson> members) {
    boolean grandparentsHome = members.stream().anyMatch(person -> person.relation().startsWith("4"));
    List<LocalDate> births = members.stream().filter(person -> person.relation().matches(grandparentsHome ? "4[12]" : "[23][1-4]"))
        .map(SyntheticPerson::birth).sorted().toList();
    for (int i = 1; i < births.size(); i++) {
      assertThat(births.get(i).equals(births.get(i - 1)) || births.get(i).isAfter(births.get(i - 1).plusMonths(9))).as("%s", members).isTrue();
    }
  }

  private static void olderThan(SyntheticPerson elder, SyntheticPerson younger, int years, int yearsAtMost) {
    assertThat(Period.between(elder.birth(), younger.birth()).getYears()).as("%s, %s", elder, younger).isBetween(years, yearsAtMost);
  }

  private static void isNobody(TownPlan plan, SyntheticPerson person) {
    assertThat(person.birth()).isBeforeOrEqualTo(plan.today()).isAfter(plan.today().minusYears(106));
    String number = person.documentNumber();
    if (person.document() == DocumentKind.RESIDENT_ID) {
      assertThat(number).matches("(441999|\\d\\d(7[1-9]|8\\d)\\d\\d)\\d{11}[0-9X]").contains(person.birth().toString().replace("-", ""));
      assertThat(number.charAt(16) % 2 == 1).isEqualTo(person.sex() == Sex.MALE);
      assertThat(fits(number)).as(number).isTrue();
    }
    assertThat(passesTheRegistersChecks(plan, person)).as("%s", person).isTrue();
    assertThat(number.isEmpty()).isEqualTo(person.document() == DocumentKind.NONE);
    assertThat(person.phones()).allMatch(phone -> phone.matches("1[3-9]\\d{9}") && !NETWORKS.contains(phone.substring(0, 3)));
    if (person.bankCard() != null) assertThat(luhn(person.bankCard())).as(person.bankCard()).isTrue();
    if (person.died() != null) assertThat(person.died()).isAfter(person.birth()).isBeforeOrEqualTo(plan.today());
    if (person.movedOut() != null) assertThat(person.movedOut()).isAfter(person.birth()).isBeforeOrEqualTo(plan.today());
    for (SyntheticGroup group : person.groups()) {
      assertThat(KINDS).contains(group.kind());
      assertThat(group.since()).isBetween(person.birth(), plan.today());
      assertThat(group.evidence()).isNotBlank();
      assertThat(group.kind().equals("DISABLED")).isEqualTo(group.category() != null);
    }
  }

  private static boolean passesTheRegistersChecks(TownPlan plan, SyntheticPerson person) {
    String number = person.documentNumber();
    boolean document = switch (person.document()) {
      case RESIDENT_ID -> ResidentId.parse(number, plan.today()).valid();
      case NONE -> true;
      default -> OtherDocument.parse(OtherDocument.Kind.valueOf(person.document().name()), number).normal().equals(number)
          && OtherDocument.parse(OtherDocument.Kind.valueOf(person.document().name()), number).valid();
    };
    return document && (person.bankCard() == null || BankCard.parse(person.bankCard()).valid());
  }

  private static void allDiffer(Stream<SyntheticPerson> people) {
    Set<String> numbers = new HashSet<>();
    Set<Long> serials = new HashSet<>();
    people.forEach(person -> {
      assertThat(serials.add(person.serial())).isTrue();
      if (!person.documentNumber().isEmpty()) assertThat(numbers.add(person.documentNumber())).as("%s", person).isTrue();
      if (person.bankCard() != null) assertThat(numbers.add(person.bankCard())).isTrue();
    });
  }

  /** ISO 7064, the pure system MOD 11-2, as the standard counts it: not with the weights that the program has. */
  static boolean fits(String number) {
    int product = 0;
    for (int i = 0; i < 17; i++) product = (product + number.charAt(i) - '0') * 2 % 11;
    int check = number.charAt(17) == 'X' ? 10 : number.charAt(17) - '0';
    return (product + check) % 11 == 1;
  }

  private static boolean luhn(String card) {
    int sum = 0;
    for (int i = 0; i < card.length(); i++) {
      int digit = (card.charAt(i) - '0') * (i % 2 == card.length() % 2 ? 2 : 1);
      sum += digit / 10 + digit % 10;
    }
    return sum % 10 == 0;
  }

  private static List<SyntheticHousehold> generate(TownPlan plan) {
    List<SyntheticHousehold> households = new ArrayList<>();
    Population.generate(plan, households::add);
    return households;
  }

  private static Stream<SyntheticPerson> people(List<SyntheticHousehold> households) {
    return households.stream().flatMap(household -> household.members().stream());
  }

  private static double living(List<SyntheticHousehold> households) {
    return people(households).filter(SyntheticPerson::livesHere).count();
  }

  private static int age(TownPlan plan, SyntheticPerson person) {
    return Period.between(person.birth(), plan.today()).getYears();
  }

  private static double share(List<SyntheticPerson> people, java.util.function.Predicate<SyntheticPerson> which) {
    return 100.0 * people.stream().filter(which).count() / people.size();
  }

  private static void near(double value, double census, double tolerance) {
    assertThat(value).isBetween(census - tolerance, census + tolerance);
  }
}
