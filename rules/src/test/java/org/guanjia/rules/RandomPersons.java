package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Persons whose facts lie on, just before and just after every bound at which a programme's answer may change. */
final class RandomPersons {

  private final YearMonth month;
  private final List<BigDecimal> bounds;
  private final SplittableRandom random;
  private final List<long[]> values = new ArrayList<>();

  RandomPersons(YearMonth month, List<BigDecimal> bounds, long seed) {
    this.month = month;
    this.bounds = bounds;
    this.random = new SplittableRandom(seed);
    Vocabulary.PERSON_MONTH.raw().forEach(fact -> values.add(valuesOf(fact)));
  }

  /** A value for each fact that can tell persons apart. */
  long[] valuesOf(int place) {
    return values.get(place);
  }

  private long[] valuesOf(Fact fact) {
    return switch (fact.kind()) {
      case BOOLEAN -> new long[] {0, 1};
      case TEXT -> LongStream.range(0, fact.values().size()).toArray();
      case NUMBER -> fact.scale() == 0 ? new long[] {0, 1, 2, 3, 4} : amounts();
      case DATE -> fact.mayBeNone() ? days() : births();
    };
  }

  private long[] amounts() {
    TreeSet<Long> amounts = new TreeSet<>(List.of(0L));
    for (BigDecimal bound : bounds) {
      long held = bound.movePointRight(2).longValueExact();
      amounts.addAll(List.of(Math.max(0, held - 1), held, held + 1));
    }
    return array(amounts);
  }

  private long[] days() {
    return new long[] {month.minusMonths(1).atEndOfMonth().toEpochDay(), month.atDay(1).toEpochDay(), month.atEndOfMonth().toEpochDay(),
        month.plusMonths(1).atDay(1).toEpochDay(), Facts.NONE};
  }

  private long[] births() {
    TreeSet<Long> births = new TreeSet<>(List.of(month.atDay(1).toEpochDay()));
    for (BigDecimal bound : bounds) {
      if (bound.compareTo(BigDecimal.valueOf(120)) <= 0 && bound.signum() > 0) {
        YearMonth then = month.minusYears(bound.intValue());
        for (int months = -1; months <= 1; months++) {
          births.add(then.plusMonths(months).atDay(1).toEpochDay());
          births.add(then.plusMonths(months).atEndOfMonth().toEpochDay());
        }
      }
    }
    return array(births);
  }

  private static long[] array(Collection<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /** Somebody of whom each fact is unknown with that chance. */
  long[] next(double unknown) {
    long[] raw = Vocabulary.PERSON_MONTH.nobody();
    for (int place = 0; place < raw.length; place++) {
      if (random.nextDouble() >= unknown) {
        raw[place] = known(place);
      }
    }
    return raw;
  }

  /** Three in four of the dates and amounts at a bound, the others anywhere; three in four alive and here, so that more than that decides. */
  private long known(int place) {
    Fact fact = Vocabulary.PERSON_MONTH.raw().get(place);
    long[] at = values.get(place);
    if (fact.mayBeNone() && random.nextInt(4) > 0) {
      return Facts.NONE;
    } else if (fact.code().equals("birth") && random.nextInt(4) == 0) {
      return month.atDay(1).toEpochDay() - random.nextInt(40_000);
    } else if (fact.code().equals("household_income") && random.nextInt(4) == 0) {
      return random.nextInt(500_000);
    }
    return at[random.nextInt(at.length)];
  }

  /** The ways in which the unknown facts among those may turn out; at most so many, drawn at random where there are more. @return whether these are all */
  boolean completions(long[] raw, Collection<Fact> facts, int max, Consumer<long[]> each) {
    int[] open = facts.stream().mapToInt(Fact::place).filter(place -> raw[place] == Facts.UNKNOWN).toArray();
    long ways = 1;
    for (int place : open) {
      ways = Math.min(Long.MAX_VALUE / 100_000, ways * values.get(place).length);
    }
    boolean all = ways <= max;
    for (long way = 0; way < Math.min(ways, max); way++) {
      long[] completed = raw.clone();
      long rest = all ? way : random.nextLong(ways);
      for (int place : open) {
        long[] at = values.get(place);
        completed[place] = at[(int) (rest % at.length)];
        rest /= at.length;
      }
      each.accept(completed);
    }
    return all;
  }
}
