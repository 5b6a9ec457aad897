package org.guanjia.simulation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.Population;

/**
 * Everybody of whom the rules must say the same put together: equal in every fact that is asked, born in the same month, of the same sex, dead on the same day or alive. An age by the
 * end of a month does not hang on the day of birth within its month, so that the day is kept only where a rule asks for it.
 */
final class Groups {

  private static final int BIRTH = place("birth");
  private static final int SEX = place("sex");
  private static final int DIED_ON = place("died_on");

  private final RegisterColumns register;
  private final int[] places;
  private final boolean byDay;
  private final int[] of;
  private int[] first = new int[1_024];
  private int[] sizes = new int[1_024];
  private int count;

  private Groups(RegisterColumns register, Set<Fact> asks) {
    this.register = register;
    Set<Integer> places = new TreeSet<>(Set.of(BIRTH, SEX, DIED_ON));
    asks.forEach(fact -> places.add(RegisterColumns.VOCABULARY.settledBy(fact).place()));
    this.places = places.stream().mapToInt(Integer::intValue).toArray();
    this.byDay = asks.stream().anyMatch(fact -> !fact.derived() && fact.place() == BIRTH);
    this.of = new int[register.size()];
  }

  /** @param asks raw and derived facts that some rule asks */
  static Groups of(RegisterColumns register, Set<Fact> asks) {
    Groups groups = new Groups(register, asks);
    groups.gather();
    return groups;
  }

  private static int place(String code) {
    return RegisterColumns.VOCABULARY.fact(code).orElseThrow().place();
  }

  private void gather() {
    long[] hashes = hashes();
    int room = Integer.highestOneBit(Math.max(16, register.size())) * 4;
    int[] slots = new int[room];
    Arrays.fill(slots, -1);
    for (int i = 0; i < of.length; i++) {
      int slot = (int) (hashes[i] >>> 20) & room - 1;
      while (slots[slot] >= 0 && (hashes[first[slots[slot]]] != hashes[i] || !same(first[slots[slot]], i))) slot = slot + 1 & room - 1;
      if (slots[slot] < 0) slots[slot] = open(i);
      of[i] = slots[slot];
      sizes[of[i]]++;
    }
  }

  private int open(int person) {
    if (count == first.length) {
      first = Arrays.copyOf(first, count * 2);
      sizes = Arrays.copyOf(sizes, count * 2);
    }
    first[count] = person;
    return count++;
  }

  private long[] hashes() {
    long[] hashes = new long[of.length];
    for (int place : places) {
      for (int i = 0; i < hashes.length; i++) {
        long mixed = (hashes[i] ^ value(place, i)) * 0x9E3779B97F4A7C15L;
        hashes[i] = mixed ^ mixed >>> 29;
      }
    }
    return hashes;
  }

  private boolean same(int one, int other) {
    for (int place : places) if (value(place, one) != value(place, other)) return false;
    return true;
  }

  private long value(int place, int person) {
    long held = register.value(place, person);
    return place == BIRTH && !byDay ? firstOfMonth(held) : held;
  }

  private static long firstOfMonth(long day) {
    if (day == Facts.UNKNOWN) return day;
    return day - (LocalDate.ofEpochDay(day).getDayOfMonth() - 1);
  }

  int count() {
    return count;
  }

  /** The group of each person, by the register's order. */
  int of(int person) {
    return of[person];
  }

  int size(int group) {
    return sizes[group];
  }

  long birth(int group) {
    return value(BIRTH, first[group]);
  }

  long sex(int group) {
    return value(SEX, first[group]);
  }

  long diedOn(int group) {
    return value(DIED_ON, first[group]);
  }

  long raw(int place, int group) {
    return value(place, first[group]);
  }

  /** The facts of some groups, in that order; what nobody asks is unknown. */
  Population facts(int[] groups) {
    long[] unknown = new long[groups.length];
    Arrays.fill(unknown, Facts.UNKNOWN);
    long[][] columns = new long[RegisterColumns.VOCABULARY.raw().size()][];
    Arrays.fill(columns, unknown);
    for (int place : places) {
      long[] column = new long[groups.length];
      for (int i = 0; i < groups.length; i++) column[i] = value(place, first[groups[i]]);
      columns[place] = column;
    }
    return new Population(columns);
  }
}
