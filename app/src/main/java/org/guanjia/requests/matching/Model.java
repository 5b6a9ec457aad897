package org.guanjia.requests.matching;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Logistic regression over the traits: the probability that two matters are one. Weights are in model.txt, made by the training program in benchmarks. */
final class Model {

  private static final Model TRAINED = new Model(DataFile.lines("model.txt"));

  private final double bias;
  private final double threshold;
  private final double[] weights = new double[Likeness.Trait.values().length];

  /** Lines {@code NAME weight}, with {@code BIAS} and {@code THRESHOLD} among them. */
  Model(List<String> lines) {
    Map<String, Double> named = new java.util.HashMap<>();
    for (var line : lines) named.put(line.split("\\s+")[0], Double.valueOf(line.split("\\s+")[1]));
    bias = named.getOrDefault("BIAS", 0.0);
    threshold = named.getOrDefault("THRESHOLD", 0.5);
    for (var trait : Likeness.Trait.values()) weights[trait.ordinal()] = named.getOrDefault(trait.name(), 0.0);
  }

  static Model trained() {
    return TRAINED;
  }

  double probability(double[] traits) {
    var sum = bias;
    for (int i = 0; i < weights.length; i++) sum += weights[i] * traits[i];
    return 1 / (1 + Math.exp(-sum));
  }

  /** From this probability on, two matters are proposed as duplicates. */
  double threshold() {
    return threshold;
  }

  /** What each trait adds to the decision, in logits; for the explanation. */
  Map<Likeness.Trait, Double> contributions(double[] traits) {
    var contributions = new EnumMap<Likeness.Trait, Double>(Likeness.Trait.class);
    for (var trait : Likeness.Trait.values()) {
      var value = weights[trait.ordinal()] * traits[trait.ordinal()];
      if (value != 0) contributions.put(trait, value);
    }
    return contributions;
  }
}
