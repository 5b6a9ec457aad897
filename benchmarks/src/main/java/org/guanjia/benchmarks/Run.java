package org.guanjia.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code benchmarks/run NAME [--small]}. */
public final class Run {

  private static final Map<String, Supplier<Benchmark>> BENCHMARKS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("intake", IntakeBenchmark::new),
              Map.entry("lifecycle", LifecycleBenchmark::new),
              Map.entry("queue", QueueBenchmark::new),
              Map.entry("duplicates", DuplicatesBenchmark::new),
              Map.entry("import", ImportBenchmark::new),
              Map.entry("startup", StartupBenchmark::new),
              Map.entry("crash", CrashBenchmark::new),
              Map.entry("crash-payments", PaymentsCrashBenchmark::new),
              Map.entry("privacy", PrivacyBenchmark::new),
              Map.entry("register-import", RegisterImportBenchmark::new),
              Map.entry("search", SearchBenchmark::new),
              Map.entry("asof", AsOfBenchmark::new),
              Map.entry("encryption", EncryptionBenchmark::new),
              Map.entry("determination", DeterminationBenchmark::new),
              Map.entry("spark", SparkBenchmark::new),
              Map.entry("public", PublicBenchmark::new),
              Map.entry("town-run", TownRunBenchmark::new),
              Map.entry("simulation", SimulationBenchmark::new),
              Map.entry("linkage", LinkageBenchmark::new)));

  private Run() {}

  /** Ends with 0 when the target is met, 1 when it is not, 64 for a wrong name. */
  public static void main(String[] args) throws Exception {
    String name = Arrays.stream(args).filter(arg -> !arg.startsWith("--")).findFirst().orElse("");
    Supplier<Benchmark> benchmark = BENCHMARKS.get(name);
    if (benchmark == null) {
      System.err.println("benchmarks/run NAME [--small]; names: " + String.join(", ", BENCHMARKS.keySet()));
      System.exit(64);
      return;
    }
    Benchmark.Result result = benchmark.get().run(Arrays.asList(args).contains("--small"));
    System.out.printf(
        Locale.ROOT, "%s ratio=%.2f target=%.2f (%s is better)%n", name, result.ratio(), result.target(),
        result.higherIsBetter() ? "higher" : "lower");
    System.exit(result.met() ? 0 : 1);
  }
}
