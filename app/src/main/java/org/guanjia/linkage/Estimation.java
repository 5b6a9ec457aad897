package org.guanjia.linkage;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates weights from pairs nobody has labelled. Among pairs that share a blocking key, those of one person and those of two are told apart by
 * expectation and maximisation (Dempster, Laird and Rubin 1977) over the patterns of levels; what it finds for the first is m. What it finds for
 * the second is left, for these pairs were chosen by what agrees in them: u comes from pairs taken at random.
 */
final class Estimation {

  private static final int ROUNDS = 60;

  /** So many pairs is what was known before worth: no level becomes impossible because it was not seen. */
  private static final double PRIOR_PAIRS = 20;

  /** How often a pair taken at random is of one person: one in a town's people. */
  private static final double BY_CHANCE = 5e-6;

  private final Map<List<Level>, Integer> met;
  private final Map<List<Level>, Integer> random;

  Estimation(List<Weights.Pair> met, List<Weights.Pair> random) {
    this.met = patterns(met);
    this.random = patterns(random);
  }

  Weights weights() {
    Map<Level, Double> m = new EnumMap<>(Weights.TYPICAL.m());
    Map<Level, Double> apart = new EnumMap<>(Weights.TYPICAL.u());
    double part = 0.1;
    for (int round = 0; round < ROUNDS; round++) {
      Map<Level, Double> ofOne = new EnumMap<>(Level.class);
      Map<Level, Double> ofTwo = new EnumMap<>(Level.class);
      double one = 0;
      double all = 0;
      for (Map.Entry<List<Level>, Integer> pattern : met.entrySet()) {
        double probability = probability(pattern.getKey(), m, apart, part);
        double pairs = pattern.getValue();
        for (Level level : pattern.getKey()) {
          ofOne.merge(level, pairs * probability, Double::sum);
          ofTwo.merge(level, pairs * (1 - probability), Double::sum);
        }
        one += pairs * probability;
        all += pairs;
      }
      m = shares(ofOne, Weights.TYPICAL.m());
      apart = shares(ofTwo, Weights.TYPICAL.u());
      part = (one + 1) / (all + 2);
    }
    return new Weights(m, shares(ofTwo(m), Weights.TYPICAL.u()));
  }

  /** Of pairs taken at random, without the few that are of one person by chance. */
  private Map<Level, Double> ofTwo(Map<Level, Double> m) {
    Map<Level, Double> counts = new EnumMap<>(Level.class);
    random.forEach((levels, pairs) -> {
      double two = pairs * (1 - probability(levels, m, Weights.TYPICAL.u(), BY_CHANCE));
      levels.forEach(level -> counts.merge(level, two, Double::sum));
    });
    return counts;
  }

  private static double probability(List<Level> levels, Map<Level, Double> m, Map<Level, Double> u, double part) {
    double one = part;
    double two = 1 - part;
    for (Level level : levels) {
      one *= m.getOrDefault(level, 0.0);
      two *= u.getOrDefault(level, 0.0);
    }
    return one / (one + two);
  }

  private static Map<Level, Double> shares(Map<Level, Double> counts, Map<Level, Double> before) {
    Map<Level, Double> shares = new EnumMap<>(Level.class);
    for (Field field : Field.values()) {
      List<Level> levels = Level.of(field);
      double sum = levels.stream().mapToDouble(level -> counts.getOrDefault(level, 0.0)).sum();
      for (Level level : levels) {
        shares.put(level, (counts.getOrDefault(level, 0.0) + PRIOR_PAIRS * before.getOrDefault(level, 0.0)) / (sum + PRIOR_PAIRS));
      }
    }
    return shares;
  }

  private static Map<List<Level>, Integer> patterns(List<Weights.Pair> pairs) {
    Map<List<Level>, Integer> patterns = new HashMap<>();
    for (Weights.Pair pair : pairs) patterns.merge(Comparison.of(pair.row(), pair.person()), 1, Integer::sum);
    return patterns;
  }
}
