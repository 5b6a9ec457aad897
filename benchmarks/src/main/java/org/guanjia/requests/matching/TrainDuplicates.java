package org.guanjia.requests.matching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Trains the weights of model.txt: logistic regression (L2, gradient descent) over pairs of the training split, threshold where F1 on the
 * training split is highest. Prints the file. Also says how the weights do on the test split in memory, without a database.
 */
public final class TrainDuplicates {

  static final Duration WINDOW = Duration.ofDays(90);

  private static final int ROUNDS = 2500;
  private static final int BATCH = 8192;
  private static final double L2 = 3e-6;

  record Pair(double[] traits, boolean same) {}

  record Scored(long query, double probability, boolean same) {}

  public static void main(String[] args) {
    var matters = args.length > 0 ? Integer.parseInt(args[0]) : 4000;
    var train = Rewording.reports(true, matters, 1);
    var test = Rewording.reports(false, matters, 2);
    System.err.printf("training: %d reports, test: %d reports%n", train.size(), test.size());
    if (args.length > 1) {
      test.subList(0, 40).forEach(r -> System.err.println(r.matter() + " " + r.content()));
    }
    var pairs = pairs(train);
    System.err.printf("%d pairs, %d duplicates%n", pairs.size(), pairs.stream().filter(Pair::same).count());
    means(pairs);
    var weights = fit(pairs);
    var lines = lines(weights, 0.5);
    var threshold = bestThreshold(train, new Model(lines));
    print(lines(weights, threshold));
    report("training", train, new Model(lines(weights, threshold)));
    report("test", test, new Model(lines(weights, threshold)));
    if (args.length > 1) errors(test, new Model(lines(weights, threshold)));
    report("test at its own best threshold", test, new Model(lines(weights, bestThreshold(test, new Model(lines)))));
  }

  /** Pairs that the candidate search would meet: within the window, some word or thing in common, no other village. */
  private static List<Pair> pairs(List<Rewording.Report> reports) {
    var pairs = new ArrayList<Pair>();
    forEachPair(reports, (query, earlier, traits, same) -> pairs.add(new Pair(traits, same)));
    return pairs;
  }

  /** What tells duplicates from others, trait by trait. */
  private static void means(List<Pair> pairs) {
    for (var trait : Likeness.Trait.values()) {
      System.err.printf(
          "%-18s duplicates %.3f others %.3f%n", trait,
          pairs.stream().filter(Pair::same).mapToDouble(p -> Likeness.get(p.traits(), trait)).average().orElse(0),
          pairs.stream().filter(p -> !p.same()).mapToDouble(p -> Likeness.get(p.traits(), trait)).average().orElse(0));
    }
  }

  private static void errors(List<Rewording.Report> reports, Model model) {
    var shown = new int[2];
    forEachPair(reports, (query, earlier, traits, same) -> {
      var p = model.probability(traits);
      if (p >= model.threshold() == same || shown[same ? 1 : 0]++ >= 25) return;
      System.err.printf("%s p=%.2f %s%n   %s%n   %s%n", same ? "MISSED" : "WRONG", p, traitsShown(traits), query.content(), earlier.content());
    });
  }

  private static String traitsShown(double[] traits) {
    var shown = new StringBuilder();
    for (var t : Likeness.Trait.values()) if (traits[t.ordinal()] != 0) shown.append(" %s=%.2f".formatted(t, traits[t.ordinal()]));
    return shown.toString();
  }

  interface PairVisitor {
    void visit(Rewording.Report query, Rewording.Report earlier, double[] traits, boolean same);
  }

  static void forEachPair(List<Rewording.Report> reports, PairVisitor visitor) {
    var readings = reports.stream().map(r -> Reading.of(r.content().text(), r.content().address())).toList();
    var likeness = new Likeness(Frequencies.over(readings));
    for (int i = 0; i < reports.size(); i++) {
      var query = reports.get(i);
      for (int j = i - 1; j >= 0 && !tooOld(query, reports.get(j)); j--) {
        var earlier = reports.get(j);
        var traits = likeness.traits(query.content(), readings.get(i), earlier.content(), readings.get(j));
        if (isCandidate(traits)) visitor.visit(query, earlier, traits, query.matter() == earlier.matter());
      }
    }
  }

  static boolean tooOld(Rewording.Report query, Rewording.Report earlier) {
    return Duration.between(earlier.content().at(), query.content().at()).compareTo(WINDOW) > 0;
  }

  private static boolean isCandidate(double[] t) {
    var place = Likeness.get(t, Likeness.Trait.VILLAGE_OTHER) == 0 || Likeness.get(t, Likeness.Trait.ROAD_SAME) > 0 || Likeness.get(t, Likeness.Trait.POINT_NEAR) > 0.1;
    return place && (Likeness.get(t, Likeness.Trait.WORDS) > 0 || Likeness.get(t, Likeness.Trait.THING_SAME) > 0);
  }

  /**
   * Gradient ascent (Adam) on the likelihood of the product of three regressions. In half of the pairs the model is kept from seeing
   * which things are named, so that it learns to judge matters that no list of synonyms foresaw.
   */
  private static double[] fit(List<Pair> pairs) {
    var n = Likeness.Trait.values().length;
    var aspects = Likeness.Aspect.values().length;
    var w = new double[n + aspects];
    var m = new double[n + aspects];
    var v = new double[n + aspects];
    var random = new Random(7);
    for (int round = 1; round <= ROUNDS; round++) {
      var gradient = new double[n + aspects];
      for (int b = 0; b < BATCH; b++) {
        var pair = pairs.get(random.nextInt(pairs.size()));
        addGradient(gradient, w, random.nextInt(2) == 0 ? withoutThings(pair.traits()) : pair.traits(), pair.same());
      }
      for (int i = 0; i < w.length; i++) {
        var g = gradient[i] / BATCH - (i < n ? L2 * w[i] : 0);
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        var rate = 0.05 * (1 - (double) round / (ROUNDS + 1));
        w[i] += rate * (m[i] / (1 - Math.pow(0.9, round))) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, round))) + 1e-8);
      }
    }
    return w;
  }

  private static void addGradient(double[] gradient, double[] w, double[] traits, boolean same) {
    var n = traits.length;
    var sums = new double[Likeness.Aspect.values().length];
    for (int a = 0; a < sums.length; a++) sums[a] = w[n + a];
    for (var t : Likeness.Trait.values()) sums[t.aspect.ordinal()] += w[t.ordinal()] * traits[t.ordinal()];
    var p = 1.0;
    for (int a = 0; a < sums.length; a++) {
      sums[a] = 1 / (1 + Math.exp(-sums[a]));
      p *= sums[a];
    }
    var error = same ? 1 : -p / Math.max(1e-6, 1 - p);
    for (var t : Likeness.Trait.values()) gradient[t.ordinal()] += error * (1 - sums[t.aspect.ordinal()]) * traits[t.ordinal()];
    for (int a = 0; a < sums.length; a++) gradient[n + a] += error * (1 - sums[a]);
  }

  private static double[] withoutThings(double[] traits) {
    var masked = traits.clone();
    masked[Likeness.Trait.THING_SAME.ordinal()] = 0;
    masked[Likeness.Trait.THING_OTHER.ordinal()] = 0;
    return masked;
  }

  static long truePairs(List<Rewording.Report> reports) {
    long pairs = 0;
    for (int i = 0; i < reports.size(); i++) {
      for (int j = i - 1; j >= 0 && !tooOld(reports.get(i), reports.get(j)); j--) if (reports.get(i).matter() == reports.get(j).matter()) pairs++;
    }
    return pairs;
  }

  private static List<Scored> scored(List<Rewording.Report> reports, Model model) {
    var scored = new ArrayList<Scored>();
    forEachPair(reports, (query, earlier, traits, same) -> {
      var p = model.probability(traits);
      if (p > 0.02) scored.add(new Scored(query.content().id(), p, same));
    });
    scored.sort(Comparator.comparingDouble(Scored::probability).reversed());
    return scored;
  }

  private static double bestThreshold(List<Rewording.Report> reports, Model model) {
    var truth = truePairs(reports);
    double best = 0;
    double at = 0.5;
    long found = 0;
    var scored = scored(reports, model);
    for (int i = 0; i < scored.size(); i++) {
      if (scored.get(i).same()) found++;
      var f1 = 2.0 * found / (truth + i + 1);
      if (f1 > best) {
        best = f1;
        at = scored.get(i).probability();
      }
    }
    return Math.round(at * 100) / 100.0;
  }

  private static void report(String name, List<Rewording.Report> reports, Model model) {
    var truth = truePairs(reports);
    var proposed = scored(reports, model).stream().filter(s -> s.probability() >= model.threshold()).toList();
    var found = proposed.stream().filter(Scored::same).count();
    System.err.printf(
        "%s: threshold %.2f, precision %.3f recall %.3f F1 %.3f (%d true pairs)%n",
        name, model.threshold(), (double) found / proposed.size(), (double) found / truth, 2.0 * found / (truth + proposed.size()), truth);
  }

  private static List<String> lines(double[] weights, double threshold) {
    var lines = new ArrayList<String>();
    lines.add("THRESHOLD %.2f".formatted(threshold));
    for (var aspect : Likeness.Aspect.values()) lines.add("%s %.3f".formatted(aspect, weights[Likeness.Trait.values().length + aspect.ordinal()]));
    for (var trait : Likeness.Trait.values()) lines.add("%s %.3f".formatted(trait, weights[trait.ordinal()]));
    return lines;
  }

  private static void print(List<String> lines) {
    System.out.println("# Weights of the traits (Likeness.Trait) in the probability that two matters are one, in logits.");
    System.out.println("# Made by benchmarks/run train-duplicates from the training split; see docs/duplicates.md. Not edited by hand.");
    lines.forEach(System.out::println);
  }
}
