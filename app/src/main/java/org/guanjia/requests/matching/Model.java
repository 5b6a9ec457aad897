package org.guanjia.requests.matching;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.requests.matching.Likeness.Aspect;
import org.guanjia.requests.matching.Likeness.Trait;

/**
 * The probability that two matters are one: the product of three logistic regressions, for the matter, the place and the time. A very
 * like matter at another place is no duplicate, and no number of shared words makes it one. Weights are in model.txt.
 */
final class Model {

  private static final Model TRAINED = new Model(DataFile.lines("model.txt"));

  private final double threshold;
  private final double[] bias = new double[Aspect.values().length];
  private final double[] weights = new double[Trait.values().length];

  /** Lines "NAME weight": THRESHOLD, a bias for each aspect (MATTER, PLACE, TIME) and a weight for each trait. */
  Model(List<String> lines) {
    Map<String, Double> named = new HashMap<>();
    for (var line : lines) named.put(line.split("\\s+")[0], Double.valueOf(line.split("\\s+")[1]));
    threshold = named.getOrDefault("THRESHOLD", 0.5);
    for (var aspect : Aspect.values()) bias[aspect.ordinal()] = named.getOrDefault(aspect.name(), 0.0);
    for (var trait : Trait.values()) weights[trait.ordinal()] = named.getOrDefault(trait.name(), 0.0);
  }

  static Model trained() {
    return TRAINED;
  }

  /** From this probability on, two matters are proposed as duplicates. */
  double threshold() {
    return threshold;
  }

  double probability(double[] traits) {
    var product = 1.0;
    for (var aspect : Aspect.values()) product *= probability(aspect, traits);
    return product;
  }

  /** That the two agree in this aspect, between 0 and 1. */
  double probability(Aspect aspect, double[] traits) {
    var sum = bias[aspect.ordinal()];
    for (var trait : Trait.values()) if (trait.aspect == aspect) sum += weights[trait.ordinal()] * traits[trait.ordinal()];
    return 1 / (1 + Math.exp(-sum));
  }
}
