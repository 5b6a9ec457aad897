package org.guanjia.benchmarks;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.Population;
import org.guanjia.rules.Portfolio;
import org.guanjia.rules.SharedRules;
import org.guanjia.rules.Vocabulary;

/**
 * Registers of growing size in Parquet, determined by Spark in one process with two threads and a heap of one gigabyte, the answers written as Parquet, beside the
 * plain loop of the rules library over the same persons in memory, with two threads, which reads and writes nothing.
 */
final class SparkBenchmark implements Benchmark {

  /** Ten times the persons may take at most a quarter longer for each. */
  private static final double LINEAR_MIN = 0.8;
  /** Reading, writing and Spark itself may take nineteen times what the rules do. */
  private static final double OF_PLAIN_MIN = 0.05;
  private static final int PLAIN = 500_000;
  private static final List<String> OPENS = List.of("java.lang", "java.lang.invoke", "java.nio", "java.util", "java.util.concurrent",
      "sun.nio.ch", "sun.util.calendar");

  @Override
  public Result run(boolean small) throws Exception {
    Path work = Path.of("benchmarks", "target", "work", "spark").toAbsolutePath();
    RunningTown.delete(work);
    Files.createDirectories(work);
    double plain = plain();
    System.out.printf("plain loop, two threads: %,.0f persons a second, %d programmes each%n", plain, DeterminationBenchmark.programmes().size());
    Map<Long, Double> perSecond = spark(work, small ? List.of("10000", "100000", "1000000") : List.of("10000", "100000", "1000000", "10000000"));
    RunningTown.delete(work);
    List<Double> rates = new ArrayList<>(perSecond.values());
    double linear = rates.getLast() / rates.get(rates.size() - 2);
    double ofPlain = rates.getLast() / plain;
    System.out.printf(Locale.ROOT,
        "the largest beside the one before: %.2f (at least %.2f wanted); beside the plain loop: %.3f (at least %.2f wanted)%n", linear, LINEAR_MIN, ofPlain, OF_PLAIN_MIN);
    return Result.higherIsBetter(Math.min(linear / LINEAR_MIN, ofPlain / OF_PLAIN_MIN), 1);
  }

  private static double plain() throws Exception {
    Population people = GeneratedPersons.population(PLAIN);
    Portfolio portfolio = SharedRules.shipped().over(DeterminationBenchmark.programmes());
    double best = 0;
    for (int round = 0; round < 5; round++) {
      long began = System.nanoTime();
      DeterminationBenchmark.parallel(2, PLAIN / 10_000, chunk -> decided(people, portfolio, chunk * 10_000, 10_000));
      best = Math.max(best, 1e9 * PLAIN / (System.nanoTime() - began));
    }
    return best;
  }

  /** Ten thousand persons, all programmes, what excludes and caps taken. */
  private static int decided(Population people, Portfolio portfolio, int from, int count) {
    Population part = Population.unknown(Vocabulary.PERSON_MONTH, count);
    for (int place = 0; place < part.columns().length; place++) System.arraycopy(people.columns()[place], from, part.columns()[place], 0, count);
    List<Outcomes> outcomes = new ArrayList<>();
    for (MonthRules rules : portfolio.programmes()) {
      Outcomes out = new Outcomes(count);
      rules.decide(part, 0, count, out, false);
      outcomes.add(out);
    }
    portfolio.settle(outcomes, 0, count);
    return outcomes.getFirst().answer()[0];
  }

  /** Persons a second by size, as {@link SparkRun} prints them. */
  private static Map<Long, Double> spark(Path work, List<String> sizes) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow"));
    OPENS.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    String libraries = Files.readString(Path.of("spark", "target", "classpath")).strip();
    command.addAll(List.of("-cp", String.join(":", "benchmarks/target/classes", "spark/target/classes", libraries),
        SparkRun.class.getName(), work.toString()));
    command.addAll(sizes);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Map<Long, Double> perSecond = new LinkedHashMap<>();
    try (BufferedReader output = process.inputReader()) {
      output.lines().forEach(line -> {
        if (!line.startsWith(SparkRun.RESULT)) {
          if (line.startsWith("Exception") || line.startsWith("Caused by") || line.startsWith("\tat org.guanjia")) System.out.println(line);
          return;
        }
        String[] parts = line.split(" ", 4);
        perSecond.put(Long.valueOf(parts[1]), Double.valueOf(parts[2]));
        System.out.println(parts[3]);
      });
    }
    if (process.waitFor() != 0 || perSecond.size() != sizes.size()) throw new IllegalStateException("Spark ended with " + process.exitValue());
    return perSecond;
  }
}
