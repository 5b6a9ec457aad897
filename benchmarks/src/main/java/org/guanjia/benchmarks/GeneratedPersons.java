package org.guanjia.benchmarks;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.SplittableRandom;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.Population;
import org.guanjia.rules.Vocabulary;

/**
 * Facts of persons as a register knows them: ages as in a census, groups as rare as they are, one fact in twenty-five unknown. Person {@code n} is always the same.
 */
final class GeneratedPersons {

  static final YearMonth MONTH = YearMonth.of(2026, 11);

  private static final Vocabulary VOCABULARY = Vocabulary.PERSON_MONTH;
  private static final LocalDate LAST_DAY = MONTH.atEndOfMonth();
  private static final int UNKNOWN_PER_MILLE = 40;
  /** Of a thousand persons, how many are younger than the age beside it. */
  private static final int[][] AGES = {{160, 15}, {860, 60}, {975, 80}, {995, 90}, {1000, 103}};

  private GeneratedPersons() {}

  static Population population(int size) {
    Population people = Population.unknown(VOCABULARY, size);
    for (int person = 0; person < size; person++) people.set(person, raw(person));
    return people;
  }

  static long[] raw(long person) {
    SplittableRandom random = new SplittableRandom(person * 0x9E3779B97F4A7C15L);
    int age = age(random);
    long[] raw = VOCABULARY.nobody();
    for (Fact fact : VOCABULARY.raw()) {
      if (random.nextInt(1000) >= UNKNOWN_PER_MILLE) raw[fact.place()] = held(fact, age, random);
    }
    return raw;
  }

  private static int age(SplittableRandom random) {
    int at = random.nextInt(1000);
    int from = 0;
    for (int[] band : AGES) {
      if (at < band[0]) return from + random.nextInt(band[1] - from);
      from = band[1];
    }
    throw new IllegalStateException();
  }

  private static long held(Fact fact, int age, SplittableRandom random) {
    return switch (fact.kind()) {
      case BOOLEAN -> random.nextInt(1000) < perMille(fact.code(), age) ? 1 : 0;
      case TEXT -> fact.code().equals("sex") ? random.nextInt(2) : random.nextInt(1000) < 30 ? random.nextInt(fact.values().size()) : 0;
      case NUMBER -> number(fact, age, random);
      case DATE -> date(fact, age, random);
    };
  }

  private static int perMille(String code, int age) {
    return switch (code) {
      case "registered" -> 600;
      case "resident" -> 900;
      case "living_alone", "empty_nest" -> age < 60 ? 20 : 150;
      case "veteran" -> 20;
      default -> 12;
    };
  }

  private static long number(Fact fact, int age, SplittableRandom random) {
    return switch (fact.code()) {
      case "household_income" -> random.nextInt(600_000);
      case "ability_level" -> age < 60 ? 0 : Math.max(0, random.nextInt(9) - 4);
      default -> random.nextInt(1000) < 30 ? random.nextInt(5) : 0;
    };
  }

  private static long date(Fact fact, int age, SplittableRandom random) {
    if (fact.code().equals("birth")) return LAST_DAY.minusYears(age).toEpochDay() - random.nextInt(365);
    return random.nextInt(100) == 0 ? LAST_DAY.toEpochDay() - random.nextInt(730) : Facts.NONE;
  }
}
