package org.guanjia.synthetic;

import java.util.SplittableRandom;

/** The characters that given names of one sex and time are made of; the first of each list are the frequent ones. */
final class GivenNames {

  private static final int COHORTS = 6;
  private static final double FIRST_OFTENER = 1.4;
  private static final GivenNames[][] LISTS = new GivenNames[2][COHORTS];

  static {
    for (int cohort = 0; cohort < COHORTS; cohort++) {
      LISTS[Sex.MALE.ordinal()][cohort] = new GivenNames("m" + (cohort + 1));
      LISTS[Sex.FEMALE.ordinal()][cohort] = new GivenNames("f" + (cohort + 1));
    }
  }

  private final String[] first;
  private final String[] second;
  private final String[] alone;

  private GivenNames(String list) {
    String[][] three = WordLists.of(list).words().map(word -> word.codePoints().mapToObj(Character::toString).toArray(String[]::new))
        .toArray(String[][]::new);
    this.first = three[0];
    this.second = three[1];
    this.alone = three[2];
  }

  /** @param cohort from 0, the eldest */
  static GivenNames of(Sex sex, int cohort) {
    return LISTS[sex.ordinal()][cohort];
  }

  String first(SplittableRandom random) {
    return draw(first, random);
  }

  String second(SplittableRandom random) {
    return draw(second, random);
  }

  String alone(SplittableRandom random) {
    return draw(alone, random);
  }

  private static String draw(String[] characters, SplittableRandom random) {
    return characters[(int) (Math.pow(random.nextDouble(), FIRST_OFTENER) * characters.length)];
  }
}
