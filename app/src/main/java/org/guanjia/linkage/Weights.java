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

  /**
   * As estimated from the six offices' files of the synthetic town of 219,333 people (benchmark {@code linkage}), rounded. No m is below 0.0005, for
   * other offices err otherwise; equal names are as frequent as in the whole country, which counts only until {@link NameFrequencies} knows better.
   */
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
    table.level(Level.NAME_SAME, 0.9755, 1.0e-4);
    table.level(Level.NAME_VARIANT, 0.008, 2.0e-6);
    table.level(Level.NAME_SOUND, 0.009, 4.0e-5);
    table.level(Level.NAME_NEAR_SOUND, 0.0005, 1.0e-4);
    table.level(Level.NAME_ONE_CHARACTER, 0.005, 1.0e-3);
    table.level(Level.NAME_ORDER, 0.001, 5.0e-6);
    table.level(Level.NAME_FAMILY, 0.0005, 0.03);
    table.level(Level.NAME_OTHER, 0.0005, 0.968753);
    table.level(Level.BIRTH_SAME, 0.986, 5.4e-5);
    table.level(Level.BIRTH_SWAPPED, 0.0035, 2.0e-5);
    table.level(Level.BIRTH_SLIP, 0.0085, 1.1e-3);
    table.level(Level.BIRTH_PART, 0.001, 3.3e-3);
    table.level(Level.BIRTH_OTHER, 0.001, 0.995526);
    table.level(Level.SEX_SAME, 0.999, 0.5);
    table.level(Level.SEX_OTHER, 0.001, 0.5);
    table.level(Level.VILLAGE_SAME, 0.97, 0.059);
    table.level(Level.VILLAGE_OTHER, 0.03, 0.941);
    table.level(Level.PHONE_SHARED, 0.90, 1.0e-5);
    table.level(Level.PHONE_OTHER, 0.10, 0.99999);
    table.level(Level.DOCUMENT_SAME, 0.986, 1.0e-8);
    table.level(Level.DOCUMENT_TAIL, 0.0097, 1.2e-6);
    table.level(Level.DOCUMENT_OTHER, 0.0033, 0.012);
    table.level(Level.DOCUMENT_CONFLICT, 0.001, 0.988);
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
