package org.guanjia.synthetic;

import static org.guanjia.synthetic.Random.between;
import static org.guanjia.synthetic.Random.chance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.guanjia.synthetic.Someone.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who lives together: relations, ages and sexes. The shares are set so that the whole meets the census of 2020 for Dongguan (56.53 % men; 13.12 %
 * under 15, 5.47 % of 60 and over, 3.54 % of 65 and over; 1.95 persons in a family, 2.83 in a collective household) while every household for itself
 * could be one: a mother is 20 to 36 years older than her first child, brothers and sisters are twins or at least two years apart.
 */
final class Families {

  private static final int ELDER = 60;
  private static final int AGE_MAX = 104;

  private final SplittableRandom random;
  private final List<Someone> members = new ArrayList<>();

  private Families(SplittableRandom random) {
    this.random = random;
  }

  /** A family whose household is registered here. */
  static List<Someone> registered(SplittableRandom random) {
    var family = new Families(random);
    int drawn = random.nextInt(100);
    if (drawn < 7) family.elderAlone();
    else if (drawn < 25) family.alone(22, 59, 0.56);
    else if (drawn < 32) family.couple(family.elderAge());
    else if (drawn < 43) family.couple(between(random, 24, 59));
    else if (drawn < 78) family.parentsWithChildren(between(random, 24, 52), 0.35, 0.42);
    else if (drawn < 82) family.oneParent(between(random, 26, 50));
    else if (drawn < 99) family.threeGenerations(between(random, 24, 46));
    else family.grandparents();
    return family.members;
  }

  /** Somebody or a family from elsewhere. */
  static List<Someone> migrant(SplittableRandom random) {
    var family = new Families(random);
    int drawn = random.nextInt(1000);
    if (drawn < 580) family.alone(18, 58, 0.67);
    else if (drawn < 590) family.elderAlone();
    else if (drawn < 775) family.couple(between(random, 22, 56));
    else if (drawn < 785) family.couple(family.elderAge());
    else if (drawn < 935) family.parentsWithChildren(between(random, 23, 44), 0.38, 0.1);
    else if (drawn < 955) family.oneParent(between(random, 24, 44));
    else if (drawn < 980) family.threeGenerations(between(random, 24, 42));
    else family.siblings();
    return family.members;
  }

  /** Those who share a room; the first is whom the office has as the head. */
  static List<Someone> room(SplittableRandom random, int people) {
    var room = new Families(random);
    Sex sex = chance(random, 0.68) ? Sex.MALE : Sex.FEMALE;
    for (int i = 0; i < people; i++) room.add(Role.ADULT, sex, room.workersAge(), i == 0 ? "02" : "99");
    return room.members;
  }

  /** One to eight, 2.83 in the mean. */
  static int roomSize(SplittableRandom random) {
    int size = 1;
    while (size < 8 && chance(random, 0.68)) size++;
    return size;
  }

  private void elderAlone() {
    add(Role.ELDER, chance(random, 0.62) ? Sex.FEMALE : Sex.MALE, elderAge(), "02");
  }

  private void alone(int from, int to, double men) {
    add(Role.ADULT, chance(random, men) ? Sex.MALE : Sex.FEMALE, from + (int) ((to - from + 1) * Math.pow(random.nextDouble(), 1.2)), "02");
  }

  private void couple(int husband) {
    int wife = Math.max(20, husband - between(random, -2, 6));
    Role role = husband >= ELDER ? Role.ELDER : Role.ADULT;
    add(role, Sex.MALE, husband, "02");
    add(role, Sex.FEMALE, wife, "12");
  }

  private void parentsWithChildren(int mother, double second, double third) {
    int father = Math.max(22, mother + between(random, -2, 6));
    boolean fatherIsHead = chance(random, 0.88);
    add(Role.ADULT, Sex.MALE, father, fatherIsHead ? "02" : "11");
    add(Role.ADULT, Sex.FEMALE, mother, fatherIsHead ? "12" : "02");
    children(mother, second, third, false);
  }

  private void oneParent(int age) {
    add(Role.ADULT, chance(random, 0.7) ? Sex.FEMALE : Sex.MALE, age, "02");
    children(age, 0.25, 0.1, false);
  }

  /** Children of a mother of that age who still live at home, the eldest first. */
  private void children(int mother, double second, double third, boolean grandchildren) {
    int born = between(random, Math.max(20, mother - 27), Math.min(36, mother));
    int age = mother - born;
    List<Integer> ages = new ArrayList<>(List.of(age));
    if (chance(random, 0.013)) {
      ages.add(age);
    } else if (chance(random, second)) {
      ages.add(age - between(random, 2, 6));
      if (chance(random, third)) ages.add(ages.getLast() - between(random, 2, 5));
    }
    ages.removeIf(each -> each < 0);
    List<Sex> sexes = new ArrayList<>();
    for (int i = 0; i < ages.size(); i++) sexes.add(isTwin(ages, i) ? sexes.getLast() : chance(random, 0.53) ? Sex.MALE : Sex.FEMALE);
    for (int i = 0; i < ages.size(); i++) {
      boolean twin = isTwin(ages, i);
      add(Role.CHILD, sexes.get(i), ages.get(i), grandchildren ? grandchild(sexes.get(i)) : child(sexes, i), twin);
    }
  }

  /** Twins are of one sex here, because a birthday goes with age and sex. */
  private static boolean isTwin(List<Integer> ages, int which) {
    return which > 0 && ages.get(which).equals(ages.get(which - 1));
  }

  /** 21 or 31 for an only child, otherwise by the place among the brothers or sisters. */
  private static String child(List<Sex> sexes, int which) {
    Sex sex = sexes.get(which);
    int tens = sex == Sex.MALE ? 20 : 30;
    if (sexes.size() == 1) return "" + (tens + 1);
    long elder = sexes.subList(0, which).stream().filter(each -> each == sex).count();
    return "" + (tens + 2 + elder);
  }

  private static String grandchild(Sex sex) {
    return sex == Sex.MALE ? "41" : "42";
  }

  private void threeGenerations(int mother) {
    int father = Math.max(22, mother + between(random, -1, 5));
    int grandmother = father + between(random, 20, 33);
    int grandfather = Math.max(father + 21, grandmother + between(random, -1, 5));
    int who = random.nextInt(10);
    boolean bothLive = who < 4;
    boolean manLives = who < 6;
    if (chance(random, 0.6)) {
      boolean wifesParents = chance(random, 0.1);
      add(Role.ADULT, Sex.MALE, father, "02");
      add(Role.ADULT, Sex.FEMALE, mother, "12");
      if (bothLive || manLives) add(Role.ELDER, Sex.MALE, grandfather, wifesParents ? "55" : "51");
      if (bothLive || !manLives) add(Role.ELDER, Sex.FEMALE, grandmother, wifesParents ? "56" : "52");
      children(mother, 0.45, 0.2, false);
    } else {
      if (bothLive || manLives) add(Role.ELDER, Sex.MALE, grandfather, "02");
      if (bothLive || !manLives) add(Role.ELDER, Sex.FEMALE, grandmother, bothLive ? "12" : "02");
      add(Role.ADULT, Sex.MALE, father, "21");
      add(Role.ADULT, Sex.FEMALE, mother, "38");
      children(mother, 0.45, 0.2, true);
    }
  }

  /** Grandparents with grandchildren whose parents work elsewhere. */
  private void grandparents() {
    int grandmother = between(random, 52, 72);
    boolean both = chance(random, 0.6);
    if (both) add(Role.ELDER, Sex.MALE, grandmother + between(random, 0, 5), "02");
    add(Role.ELDER, Sex.FEMALE, grandmother, both ? "12" : "02");
    int age = between(random, 2, Math.min(14, grandmother - 42));
    Sex first = chance(random, 0.53) ? Sex.MALE : Sex.FEMALE;
    add(Role.CHILD, first, age, grandchild(first));
    if (age >= 4 && chance(random, 0.35)) {
      Sex second = chance(random, 0.53) ? Sex.MALE : Sex.FEMALE;
      add(Role.CHILD, second, age - between(random, 2, 4), grandchild(second));
    }
  }

  private void siblings() {
    int age = between(random, 20, 34);
    Sex sex = chance(random, 0.6) ? Sex.MALE : Sex.FEMALE;
    add(Role.ADULT, sex, age, "02");
    Sex other = chance(random, 0.55) ? Sex.MALE : Sex.FEMALE;
    add(Role.ADULT, other, Math.max(17, age - between(random, 2, 5)), other == Sex.MALE ? "73" : "77");
  }

  /** Somebody of the family who died lately: husband or wife of an elder alone, otherwise a parent of the head. Null where nobody would fit. */
  static @Nullable Someone lost(SplittableRandom random, List<Someone> family) {
    Someone head = family.stream().filter(each -> each.relation.equals("02")).findFirst().orElseThrow();
    if (family.size() == 1 && head.role == Role.ELDER) {
      int age = Math.max(50, head.age + between(random, -3, 6));
      return new Someone(Role.ELDER, head.sex.other(), Math.min(age, AGE_MAX), head.sex == Sex.MALE ? "12" : "11");
    }
    Sex sex = chance(random, 0.55) ? Sex.MALE : Sex.FEMALE;
    String relation = sex == Sex.MALE ? "51" : "52";
    int age = head.age + between(random, 21, 35);
    boolean taken = family.stream().anyMatch(each -> each.relation.startsWith("5"));
    return taken || age > AGE_MAX || age < 50 ? null : new Someone(Role.ELDER, sex, age, relation);
  }

  private int elderAge() {
    int years = chance(random, 0.03) ? between(random, 25, 42) : (int) (36 * (1 - Math.sqrt(1 - random.nextDouble())));
    return ELDER + years;
  }

  private int workersAge() {
    return 17 + (int) (36 * Math.pow(random.nextDouble(), 1.5));
  }

  private void add(Role role, Sex sex, int age, String relation) {
    add(role, sex, age, relation, false);
  }

  private void add(Role role, Sex sex, int age, String relation, boolean twin) {
    members.add(new Someone(role, sex, Math.min(age, AGE_MAX), relation, twin));
  }
}
