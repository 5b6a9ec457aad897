package org.guanjia.linkage;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What each {@link Level} is worth, after Fellegi and Sunter (1969): how often it is seen between two records of one person (m) and of two people
 * (u). The logarithm of their ratio is its weight in bits.
 *
 * @param m of one person; the levels of a field add up to 1
 * @param u of two people taken at random; the levels of a field add up to 1
 */
public record Weights(Map<Level, Double> m, Map<Level, Double> u) {

  /** Estimated from the synthetic town of 219,333 people and four offices' files of it (benchmark {@code linkage}). */
  public static final Weights TYPICAL = typical();

  public Weights {
    m = new EnumMap<>(m);
    u = new EnumMap<>(u);
  }

  double m(Level level) {
    return m.getOrDefault(level, 0.0);
  }

  double u(Level level) {
    return u.getOrDefault(level, 0.0);
  }

  /** Bits by which that level speaks for one person. */
  double bits(Level level) {
    return log2(m(level) / u(level));
  }

  /**
   * Estimates them from files that nobody has labelled.
   *
   * @param met pairs that share a blocking key: some are of one person; by expectation and maximisation
   * @param random pairs taken at random from rows and register: practically all are of two people
   */
  public static Weights estimate(List<Pair> met, List<Pair> random) {
    return new Estimation(met, random).weights();
  }

  /** A row and somebody in the register. */
  public record Pair(Traits row, Traits person) {}

  static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  private static Weights typical() {
    var table = new Table();
    table.level(Level.NAME_SAME, 0.90, 1.0e-4);
    table.level(Level.NAME_VARIANT, 0.03, 2.0e-6);
    table.level(Level.NAME_SOUND, 0.02, 2.0e-4);
    table.level(Level.NAME_NEAR_SOUND, 0.005, 5.0e-4);
    table.level(Level.NAME_ONE_CHARACTER, 0.03, 4.0e-3);
    table.level(Level.NAME_ORDER, 0.002, 1.0e-5);
    table.level(Level.NAME_FAMILY, 0.005, 0.04);
    table.level(Level.NAME_OTHER, 0.005, 0.95);
    table.level(Level.BIRTH_SAME, 0.93, 4.5e-5);
    table.level(Level.BIRTH_SWAPPED, 0.005, 2.0e-5);
    table.level(Level.BIRTH_SLIP, 0.04, 7.0e-4);
    table.level(Level.BIRTH_PART, 0.01, 4.0e-3);
    table.level(Level.BIRTH_OTHER, 0.015, 0.99);
    table.level(Level.SEX_SAME, 0.99, 0.5);
    table.level(Level.SEX_OTHER, 0.01, 0.5);
    table.level(Level.VILLAGE_SAME, 0.95, 0.06);
    table.level(Level.VILLAGE_OTHER, 0.05, 0.94);
    table.level(Level.PHONE_SHARED, 0.75, 1.5e-5);
    table.level(Level.PHONE_OTHER, 0.25, 0.999985);
    table.level(Level.DOCUMENT_SAME, 0.60, 1.0e-8);
    table.level(Level.DOCUMENT_TAIL, 0.30, 1.5e-4);
    table.level(Level.DOCUMENT_OTHER, 0.0999, 0.1);
    table.level(Level.DOCUMENT_CONFLICT, 1.0e-4, 0.9);
    return new Weights(table.m, table.u);
  }

  private static final class Table {
    private final Map<Level, Double> m = new EnumMap<>(Level.class);
    private final Map<Level, Double> u = new EnumMap<>(Level.class);

    void level(Level level, double ofOne, double ofTwo) {
      m.put(level, ofOne);
      u.put(level, ofTwo);
    }
  }
}
