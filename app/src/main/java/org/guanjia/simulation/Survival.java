package org.guanjia.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.identity.Sex;
import org.guanjia.rules.Facts;
import org.jspecify.annotations.Nullable;

/**
 * Who is there in which month, of those who are in the register's facts: all of them in the month of the facts and before; after it fewer each month, by sex and age. Who has died
 * already, and who has no known birth, is left to the rules.
 */
final class Survival {

  private static final int MALE = 0;
  private static final int AGE_LAST = 120;
  private static final int YEARS_OF_COHORT = 5;

  private final YearMonth facts;
  private final YearMonth first;
  private final int months;
  private final List<List<BigDecimal>> bySex;
  private final Map<Key, Integer> classes = new HashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private final List<BigDecimal @Nullable []> series = new ArrayList<>();

  /** @param born null for unknown, or for somebody who has died */
  private record Key(int sex, @Nullable YearMonth born, int cohort) {}

  /**
   * @param facts the month of the facts
   * @param first of the months that are asked for
   */
  Survival(LifeTable table, BigDecimal movesPermille, YearMonth facts, YearMonth first, int months) {
    this.facts = facts;
    this.first = first;
    this.months = months;
    this.bySex = List.of(table.months(Sex.MALE, movesPermille), table.months(Sex.FEMALE, movesPermille), table.months(null, movesPermille));
  }

  /** The class of somebody: those of one class are there in the same part. */
  int classOf(long birth, long sex, long diedOn) {
    YearMonth born = birth == Facts.UNKNOWN ? null : YearMonth.from(LocalDate.ofEpochDay(birth));
    boolean dead = diedOn != Facts.UNKNOWN && diedOn != Facts.NONE;
    int cohort = born == null ? 0 : Math.floorDiv(born.getYear(), YEARS_OF_COHORT) * YEARS_OF_COHORT;
    Key key = new Key(sex == MALE ? 0 : sex == Facts.UNKNOWN ? 2 : 1, dead ? null : born, cohort);
    return classes.computeIfAbsent(key, any -> {
      keys.add(key);
      series.add(null);
      return keys.size() - 1;
    });
  }

  int classes() {
    return keys.size();
  }

  /** The first year of the five in which those of a class were born; 0 for unknown. */
  int cohort(int of) {
    return keys.get(of).cohort();
  }

  /** What part of a class is there in a month. */
  BigDecimal part(int of, int month) {
    BigDecimal[] known = series.get(of);
    if (known == null) {
      known = parts(keys.get(of));
      series.set(of, known);
    }
    return known[month];
  }

  private BigDecimal[] parts(Key key) {
    BigDecimal[] parts = new BigDecimal[months];
    BigDecimal part = BigDecimal.ONE;
    YearMonth at = first.isBefore(facts) ? first : facts;
    for (YearMonth month = at; month.isBefore(first.plusMonths(months)); month = month.plusMonths(1)) {
      if (month.isAfter(facts) && key.born() != null) {
        int age = (int) ChronoUnit.MONTHS.between(key.born(), month.minusMonths(1)) / 12;
        part = part.multiply(bySex.get(key.sex()).get(Math.clamp(age, 0, AGE_LAST))).setScale(LifeTable.DECIMALS, RoundingMode.HALF_EVEN);
      }
      if (!month.isBefore(first)) parts[(int) ChronoUnit.MONTHS.between(first, month)] = part;
    }
    return parts;
  }
}
