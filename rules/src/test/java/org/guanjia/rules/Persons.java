package org.guanjia.rules;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import org.guanjia.rules.Fact.Kind;

/** Persons at random, with dates around the month and with unknown facts. */
final class Persons {

  static final YearMonth MONTH = YearMonth.of(2026, 5);
  private static final long FIRST = MONTH.atDay(1).toEpochDay();

  private Persons() {
  }

  static long[] any(Random random) {
    long[] raw = Vocabulary.PERSON_MONTH.nobody();
    for (Fact fact : Vocabulary.PERSON_MONTH.raw()) {
      if (random.nextInt(6) > 0) {
        raw[fact.place()] = held(fact, random);
      }
    }
    return raw;
  }

  private static long held(Fact fact, Random random) {
    if (fact.kind() != Kind.DATE) {
      long range = Math.min(fact.most() - fact.least(), 500_000);
      return fact.least() + random.nextLong(range + 1);
    } else if (fact.mayBeNone() && random.nextInt(3) > 0) {
      return Facts.NONE;
    }
    return switch (random.nextInt(3)) {
      case 0 -> FIRST + random.nextInt(-40, 80);
      case 1 -> LocalDate.of(2026 - random.nextInt(110), 1 + random.nextInt(12), 1 + random.nextInt(28)).toEpochDay() + random.nextInt(3);
      default -> MONTH.minusYears(random.nextInt(115)).atEndOfMonth().toEpochDay() + random.nextInt(-1, 3);
    };
  }

  static List<ParameterLine> parameters(String... namesAndValues) {
    List<ParameterLine> lines = new java.util.ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      lines.add(new ParameterLine(namesAndValues[i], namesAndValues[i + 1], LocalDate.of(2020, 1, 1), null, null, true));
    }
    return lines;
  }

  static final String[] SWITCHES = {"birthday_month_counts", "true", "death_month_counts", "true", "move_month_counts", "false"};
}
