package org.guanjia.benefits;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.people.RegisterReading.InMonth;
import org.guanjia.people.RegisterReading.OfGroup;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.identity.Sex;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Lays what is said of a person out as the facts that the rules ask for. Who is not of a group is so only where the office's whole list is in the
 * register, or somebody stated it of this person; else nobody knows. A membership counts before both.
 */
final class SheetMaker {

  static final Vocabulary VOCABULARY = Vocabulary.PERSON_MONTH;

  /** Facts that are memberships of a group. */
  static final Map<String, SpecialGroup> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("extreme_hardship", SpecialGroup.EXTREME_HARDSHIP);
    GROUPS.put("subsistence", SpecialGroup.SUBSISTENCE);
    GROUPS.put("borderline", SpecialGroup.BORDERLINE);
    GROUPS.put("expenditure_hardship", SpecialGroup.EXPENDITURE_HARDSHIP);
    GROUPS.put("orphan", SpecialGroup.ORPHAN);
    GROUPS.put("child_in_difficulty", SpecialGroup.CHILD_IN_DIFFICULTY);
    GROUPS.put("lost_only_child", SpecialGroup.LOST_ONLY_CHILD);
    GROUPS.put("serious_illness", SpecialGroup.SERIOUS_ILLNESS);
    GROUPS.put("veteran", SpecialGroup.VETERAN);
    GROUPS.put("preferential_treatment", SpecialGroup.PREFERENTIAL_TREATMENT);
    GROUPS.put("living_alone", SpecialGroup.LIVING_ALONE);
    GROUPS.put("empty_nest", SpecialGroup.EMPTY_NEST);
  }

  private static final int BIRTH = place("birth");
  private static final int SEX = place("sex");
  private static final int REGISTERED = place("registered");
  private static final int RESIDENT = place("resident");
  private static final int DIED_ON = place("died_on");
  private static final int MOVED_OUT_ON = place("moved_out_on");
  private static final int REGISTERED_SINCE = place("registered_since");
  private static final Fact DISABILITY_CATEGORY = fact("disability_category");
  private static final Fact DISABILITY_GRADE = fact("disability_grade");
  private static final Fact PREFERENTIAL_CATEGORY = fact("preferential_category");
  private static final Fact SEX_FACT = fact("sex");
  private static final int[] GROUP_PLACES = GROUPS.keySet().stream().mapToInt(SheetMaker::place).toArray();
  private static final SpecialGroup[] GROUP_KINDS = GROUPS.values().toArray(SpecialGroup[]::new);
  private static final List<Fact> FACTS = VOCABULARY.raw();
  private static final String NO_CATEGORY = "NONE";

  private final EnumSet<SpecialGroup> complete;

  /** @param complete groups of which the register holds everybody that month */
  SheetMaker(Set<SpecialGroup> complete) {
    this.complete = complete.isEmpty() ? EnumSet.noneOf(SpecialGroup.class) : EnumSet.copyOf(complete);
  }

  static Fact fact(String code) {
    return VOCABULARY.fact(code).orElseThrow(() -> new IllegalStateException("no fact " + code));
  }

  private static int place(String code) {
    return fact(code).place();
  }

  /** The groups of whose lists this fact depends; null for a fact that is no membership. */
  static @Nullable SpecialGroup listOf(Fact fact) {
    if (fact.equals(DISABILITY_CATEGORY) || fact.equals(DISABILITY_GRADE)) return SpecialGroup.DISABLED;
    return fact.equals(PREFERENTIAL_CATEGORY) ? SpecialGroup.PREFERENTIAL_TREATMENT : GROUPS.get(fact.code());
  }

  /** The fact by which it is stated that somebody is not of that group; null where no rule asks for the group. */
  static @Nullable Fact denying(SpecialGroup group) {
    return group == SpecialGroup.DISABLED ? DISABILITY_GRADE
        : GROUPS.entrySet().stream().filter(each -> each.getValue() == group).findFirst().map(each -> fact(each.getKey())).orElse(null);
  }

  /** The group of which somebody is not, by that value of a fact; null when it says nothing of the kind. */
  static @Nullable SpecialGroup denied(Fact fact, long held) {
    SpecialGroup group = listOf(fact);
    return group == null || held != (fact.kind() == Fact.Kind.TEXT ? fact.held(NO_CATEGORY) : 0) ? null : group;
  }

  /** @param stated held forms by place, stated by an office beside the register; they count before what follows from groups, save that somebody is of none */
  long[] raw(InMonth person, Map<Integer, Long> stated) {
    long[] raw = VOCABULARY.nobody();
    if (person.birth() != null) raw[BIRTH] = person.birth().toEpochDay();
    if (person.sex() != null) raw[SEX] = SEX_FACT.held(person.sex() == Sex.MALE ? "MALE" : "FEMALE");
    raw[REGISTERED] = yesNo(person.registered());
    raw[RESIDENT] = yesNo(person.resident());
    raw[DIED_ON] = dayOrNone(person.diedOn());
    raw[MOVED_OUT_ON] = dayOrNone(person.movedOutOn());
    raw[REGISTERED_SINCE] = person.registered() == null ? Facts.UNKNOWN : dayOrNone(person.registeredSince());
    Set<SpecialGroup> none = stated.isEmpty() ? complete : EnumSet.copyOf(complete);
    stated.forEach((place, held) -> {
      SpecialGroup denied = denied(FACTS.get(place), held);
      if (denied != null) none.add(denied);
    });
    groups(raw, person.groups(), none);
    stated.forEach((place, held) -> {
      if (denied(FACTS.get(place), held) == null) raw[place] = held;
    });
    return raw;
  }

  private static void groups(long[] raw, List<OfGroup> groups, Set<SpecialGroup> none) {
    for (int i = 0; i < GROUP_KINDS.length; i++) {
      if (none.contains(GROUP_KINDS[i])) raw[GROUP_PLACES[i]] = 0;
    }
    if (none.contains(SpecialGroup.DISABLED)) disabled(raw, NO_CATEGORY, 0);
    if (none.contains(SpecialGroup.PREFERENTIAL_TREATMENT)) raw[PREFERENTIAL_CATEGORY.place()] = PREFERENTIAL_CATEGORY.held(NO_CATEGORY);
    if (groups.isEmpty()) return;
    for (OfGroup group : groups) {
      for (int i = 0; i < GROUP_KINDS.length; i++) {
        if (GROUP_KINDS[i] == group.kind()) raw[GROUP_PLACES[i]] = 1;
      }
      // Which of the categories it is, the list does not say.
      if (group.kind() == SpecialGroup.PREFERENTIAL_TREATMENT) raw[PREFERENTIAL_CATEGORY.place()] = Facts.UNKNOWN;
    }
    groups.stream().filter(group -> group.kind() == SpecialGroup.DISABLED).min(Comparator.comparing(SheetMaker::grade).thenComparing(OfGroup::since))
        .ifPresent(worst -> disabled(raw, worst.category(), grade(worst)));
  }

  /** The heaviest counts; one without a grade comes last. */
  private static int grade(OfGroup disability) {
    return disability.grade() == null ? 9 : Integer.parseInt(disability.grade());
  }

  private static void disabled(long[] raw, @Nullable String category, int grade) {
    raw[DISABILITY_CATEGORY.place()] = category == null ? Facts.UNKNOWN : DISABILITY_CATEGORY.held(category);
    raw[DISABILITY_GRADE.place()] = grade > 4 ? Facts.UNKNOWN : grade;
  }

  private static long yesNo(@Nullable Boolean said) {
    return said == null ? Facts.UNKNOWN : said ? 1 : 0;
  }

  private static long dayOrNone(@Nullable LocalDate day) {
    return day == null ? Facts.NONE : day.toEpochDay();
  }
}
