package org.guanjia.synthetic;

import static org.guanjia.synthetic.Random.between;
import static org.guanjia.synthetic.Random.chance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to which special group. What follows from age and household (80 and over, living alone, empty nest, left behind) is told from them; the
 * rest is drawn with shares of the registered that are of the size published for Pearl River Delta cities: 1.8 % certified disabled, 0.4 % on
 * subsistence allowance and so on.
 */
final class Groups {

  private static final int ADULT = 18;
  private static final int ELDER = 60;
  private static final int OLD = 80;
  /** GB/T 26341: sight, hearing, speech, body, intellect, mind, several; in hundredths of the disabled. */
  private static final int[] DISABILITIES = {9, 10, 2, 47, 13, 14, 5};

  private final TownPlan plan;
  private final SplittableRandom random;
  private final List<Someone> household;
  private final List<SyntheticGroup> groups = new ArrayList<>();

  Groups(TownPlan plan, SplittableRandom random, List<Someone> household) {
    this.plan = plan;
    this.random = random;
    this.household = household;
  }

  /** Groups of a member that lives or lived here. */
  List<SyntheticGroup> of(Someone person, LocalDate birth, String documentNumber) {
    groups.clear();
    if (person.age >= OLD) add("OVER_80", birth.plusYears(OLD), documentNumber, "户口簿");
    if (person.died == null) household(person, birth);
    if (person.registered) registered(person, birth, documentNumber);
    LocalDate gone = person.died != null ? person.died : person.movedOut;
    if (gone != null) groups.removeIf(group -> group.since().isAfter(gone));
    return List.copyOf(groups);
  }

  private void household(Someone person, LocalDate birth) {
    List<Someone> living = household.stream().filter(each -> each.died == null).toList();
    boolean elders = living.stream().allMatch(each -> each.age >= ELDER);
    if (person.age >= ELDER && elders && living.size() == 1) add("LIVING_ALONE", later(birth, ELDER), "", "村（社区）走访登记表");
    if (person.age >= ELDER && elders && living.size() == 2) add("EMPTY_NEST", later(birth, ELDER), "", "村（社区）走访登记表");
    boolean noParents = living.stream().noneMatch(each -> each.role == Someone.Role.ADULT);
    if (person.registered && person.role == Someone.Role.CHILD && person.age < 16 && noParents) {
      boolean orphan = chance(random, 0.06);
      add(orphan ? "ORPHAN" : "LEFT_BEHIND_CHILD", later(birth, 1), "", orphan ? "孤儿基本生活保障审批表" : "留守儿童信息登记表");
    }
  }

  private void registered(Someone person, LocalDate birth, String documentNumber) {
    boolean disabled = chance(random, person.age >= ELDER ? 0.055 : person.age >= ADULT ? 0.013 : 0.006);
    if (disabled) disability(birth, documentNumber, person.age);
    hardship(person, birth, disabled);
    if (person.age >= ELDER && chance(random, person.age >= OLD ? 0.16 : 0.025)) {
      add("INCAPACITATED", null, "" + (2 + (int) (3 * Math.pow(random.nextDouble(), 1.5))), recent(birth, 6), "", "老年人能力评估报告");
    }
    boolean served = person.age >= 20 && chance(random, person.sex == Sex.MALE ? 0.026 : 0.001);
    if (served) add("VETERAN", later(birth, 20), documentNumber, "退役军人登记证");
    boolean preferred = served ? chance(random, 0.12) : person.age >= 30 && chance(random, 0.0012);
    if (preferred) add("PREFERENTIAL_TREATMENT", later(birth, 24), documentNumber, "优抚对象优待证");
    boolean childless = person.age >= 49 && household.stream().noneMatch(each -> each.role == Someone.Role.CHILD);
    if (childless && chance(random, 0.006)) add("LOST_ONLY_CHILD", later(birth, 49), documentNumber, "计划生育特别扶助申请表");
    double ill = person.age >= ELDER ? 0.018 : person.age >= ADULT ? 0.004 : 0.001;
    if (chance(random, ill)) add("SERIOUS_ILLNESS", recent(birth, 5), "", "大病医疗救助审批表");
  }

  private void hardship(Someone person, LocalDate birth, boolean disabled) {
    double need = disabled ? 6 : 1;
    boolean noFamily = person.age >= ELDER && household.size() == 1;
    if (noFamily && chance(random, 0.022 * need)) add("EXTREME_HARDSHIP", later(birth, ELDER), "", "特困人员救助供养证");
    else if (chance(random, 0.0035 * need)) add("SUBSISTENCE", recent(birth, 8), "", "最低生活保障金领取证");
    else if (chance(random, 0.0012 * need)) add("BORDERLINE", recent(birth, 4), "", "低保边缘家庭认定书");
    else if (chance(random, 0.0005 * need)) add("EXPENDITURE_HARDSHIP", recent(birth, 2), "", "支出型困难家庭认定书");
    if (person.age < ADULT && chance(random, 0.004 * need)) add("CHILD_IN_DIFFICULTY", recent(birth, 6), "", "困境儿童信息登记表");
  }

  /** A certificate's number is the resident ID, then the category and the grade. */
  private void disability(LocalDate birth, String documentNumber, int age) {
    int drawn = random.nextInt(100);
    int category = 0;
    while (drawn >= DISABILITIES[category]) drawn -= DISABILITIES[category++];
    int grade = 1 + (int) (4 * Math.sqrt(random.nextDouble()));
    add("DISABLED", "" + (category + 1), "" + grade, recent(birth, Math.min(age, 14)), documentNumber + (category + 1) + grade, "残疾人证");
  }

  private void add(String kind, LocalDate since, String number, String paper) {
    add(kind, null, null, since, number, paper);
  }

  private void add(String kind, @Nullable String category, @Nullable String grade, LocalDate since, String number, String paper) {
    String printed = number.isEmpty() ? "〔%d〕%d号".formatted(since.getYear(), 1 + random.nextInt(4000)) : number;
    groups.add(new SyntheticGroup(kind, category, grade, since, paper + " " + printed));
  }

  /** Some time after that birthday, at the latest today. */
  private LocalDate later(LocalDate birth, int years) {
    LocalDate from = birth.plusYears(years);
    long days = plan.today().toEpochDay() - from.toEpochDay();
    return days <= 0 ? plan.today() : from.plusDays((long) (days * Math.min(1, random.nextDouble())));
  }

  /** Within so many years, and not before the birth. */
  private LocalDate recent(LocalDate birth, int years) {
    LocalDate day = plan.today().minusDays(between(random, 1, 1 + Math.max(1, years) * 365));
    return day.isBefore(birth) ? birth : day;
  }
}
