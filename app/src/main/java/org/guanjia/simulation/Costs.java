package org.guanjia.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Adds up month by month what is expected to be paid: exact, whole fen times the part of a class that is there; rounded once, at the end. */
final class Costs {

  private final List<String> programmes;
  private final Survival survival;
  private final YearMonth first;
  private final TreeMap<Key, Sum> sums = new TreeMap<>();
  private final TreeMap<Key, Sum> rest = new TreeMap<>();
  private TreeMap<Key, Sum> latest = new TreeMap<>();
  private boolean fromHere;

  /** @param programme place in the list */
  private record Key(int programme, int cohort, int year) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byProgramme = Integer.compare(programme, other.programme);
      int byCohort = byProgramme != 0 ? byProgramme : Integer.compare(cohort, other.cohort);
      return byCohort != 0 ? byCohort : Integer.compare(year, other.year);
    }
  }

  private static final class Sum {
    private final BigDecimal[] fen = {BigDecimal.ZERO, BigDecimal.ZERO};
    private final BigDecimal[] months = {BigDecimal.ZERO, BigDecimal.ZERO};

    void add(Sum other) {
      for (int side = 0; side < 2; side++) {
        fen[side] = fen[side].add(other.fen[side]);
        months[side] = months[side].add(other.months[side]);
      }
    }
  }

  Costs(List<String> programmes, Survival survival, YearMonth first) {
    this.programmes = programmes;
    this.survival = survival;
    this.first = first;
  }

  /**
   * A month.
   *
   * @param paid fen of that month by side, programme and class of survival
   * @param heads persons paid, alike
   */
  void add(int month, long[][][] paid, long[][][] heads) {
    latest = new TreeMap<>();
    int year = first.plusMonths(month).getYear();
    for (int p = 0; p < programmes.size(); p++) {
      for (int of = 0; of < survival.classes(); of++) {
        if (heads[0][p][of] == 0 && heads[1][p][of] == 0) continue;
        Sum sum = latest.computeIfAbsent(new Key(p, survival.cohort(of), year), any -> new Sum());
        BigDecimal part = survival.part(of, month);
        for (int side = 0; side < 2; side++) {
          sum.fen[side] = sum.fen[side].add(part.multiply(BigDecimal.valueOf(paid[side][p][of])));
          sum.months[side] = sum.months[side].add(part.multiply(BigDecimal.valueOf(heads[side][p][of])));
        }
      }
    }
    latest.forEach((key, sum) -> sums.computeIfAbsent(key, any -> new Sum()).add(sum));
    if (fromHere) addRest(year);
  }

  /** The rest of its year begins with the month that was added last. */
  void restFrom(int month) {
    fromHere = true;
    addRest(first.plusMonths(month).getYear());
  }

  private void addRest(int year) {
    if (year == first.getYear()) latest.forEach((key, sum) -> rest.computeIfAbsent(key, any -> new Sum()).add(sum));
  }

  List<Figures.Cost> whole() {
    return rounded(sums);
  }

  List<Figures.Cost> rest() {
    return rounded(rest);
  }

  private List<Figures.Cost> rounded(TreeMap<Key, Sum> exact) {
    List<Figures.Cost> all = new ArrayList<>();
    exact.forEach((key, sum) -> all.add(new Figures.Cost(
        programmes.get(key.programme()), key.cohort(), key.year(), whole(sum.fen[0]), whole(sum.fen[1]), whole(sum.months[0]), whole(sum.months[1]))));
    return all;
  }

  private static long whole(BigDecimal exact) {
    return exact.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
