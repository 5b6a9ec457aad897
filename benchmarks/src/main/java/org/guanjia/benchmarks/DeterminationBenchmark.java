package org.guanjia.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;
import org.guanjia.rules.Answer;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.Population;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Determinations of one person in one programme for one month: a million persons through all programmes, without and with reasons, on one core and on two,
 * beside Drools' DMN engine on the same tables and the first of the same persons. Both must say the same of each of them.
 */
final class DeterminationBenchmark implements Benchmark {

  private static final double TIMES_DROOLS = 20;
  private static final double PER_SECOND_MIN = 1_000_000;
  private static final int CHUNK = 8_192;
  private static final int ROUNDS = 5;

  @Override
  public Result run(boolean small) throws Exception {
    Population people = GeneratedPersons.population(small ? 100_000 : 1_000_000);
    List<MonthRules> programmes = programmes();
    System.out.printf("%,d persons, %d programmes, %s; determinations a second%n", people.size(), programmes.size(), GeneratedPersons.MONTH);
    compare(people, programmes, small ? 5_000 : 20_000);
    double ratio = Double.MAX_VALUE;
    double twoCores = Double.MAX_VALUE;
    for (int threads = 1; threads <= 2; threads++) {
      double drools = drools(people, programmes, small ? 3_000 : 20_000, threads);
      for (boolean reasons : new boolean[] {false, true}) {
        double here = here(people, programmes, threads, reasons);
        System.out.printf("%d thread(s), reasons %s: %,.0f; Drools %,.0f; %.1f times%n", threads, reasons ? "on" : "off", here, drools, here / drools);
        ratio = Math.min(ratio, here / drools);
        if (threads == 2) twoCores = Math.min(twoCores, here);
      }
    }
    System.out.printf("two cores, the slower of both: %.2f million a second (at least 1 wanted)%n", twoCores / 1e6);
    return Result.higherIsBetter(twoCores < PER_SECOND_MIN ? Math.min(ratio, TIMES_DROOLS * twoCores / PER_SECOND_MIN) : ratio, TIMES_DROOLS);
  }

  static List<MonthRules> programmes() throws Exception {
    List<MonthRules> programmes = new ArrayList<>();
    for (String code : ProgrammeFolder.shipped()) {
      programmes.add(Programme.read(ProgrammeFolder.shipped(code), Vocabulary.PERSON_MONTH).in(GeneratedPersons.MONTH));
    }
    return programmes;
  }

  private static double here(Population people, List<MonthRules> programmes, int threads, boolean reasons) throws Exception {
    List<Outcomes> outcomes = List.of(new Outcomes(people.size()), new Outcomes(people.size()));
    int chunks = (people.size() + CHUNK - 1) / CHUNK;
    double[] perSecond = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      for (int i = 0; i < programmes.size(); i++) {
        MonthRules rules = programmes.get(i);
        Outcomes out = outcomes.get(i % 2);
        parallel(threads, chunks, chunk -> {
          rules.decide(people, chunk * CHUNK, Math.min(people.size(), (chunk + 1) * CHUNK), out, reasons);
          return 0;
        });
      }
      perSecond[round] = 1e9 * people.size() * programmes.size() / (System.nanoTime() - began);
    }
    return median(perSecond);
  }

  private static double drools(Population people, List<MonthRules> programmes, int persons, int threads) throws Exception {
    List<DroolsTables> tables = programmes.stream().map(DroolsTables::new).toList();
    List<List<Map<String, @Nullable Object>>> facts = new ArrayList<>();
    for (DroolsTables table : tables) {
      List<Map<String, @Nullable Object>> of = new ArrayList<>();
      for (int person = 0; person < persons; person++) of.add(table.facts(people.raw(person)));
      facts.add(of);
    }
    double[] perSecond = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      parallel(threads, persons, person -> {
        long sum = 0;
        for (int i = 0; i < tables.size(); i++) sum += tables.get(i).decide(facts.get(i).get(person));
        return (int) sum;
      });
      perSecond[round] = 1e9 * persons * tables.size() / (System.nanoTime() - began);
    }
    return median(perSecond);
  }

  /** Whoever is not unknown here is decided alike by Drools, or, where a fact is unknown, not at all. */
  private static void compare(Population people, List<MonthRules> programmes, int persons) {
    Outcomes out = new Outcomes(people.size());
    long alike = 0;
    long open = 0;
    for (MonthRules rules : programmes) {
      DroolsTables table = new DroolsTables(rules);
      rules.decide(people, 0, persons, out, false);
      for (int person = 0; person < persons; person++) {
        long drools = table.decide(table.facts(people.raw(person)));
        long here = out.answerOf(person) == Answer.YES ? out.amountFen()[person] : out.answerOf(person) == Answer.NO ? -1 : -2;
        if (here != drools && drools != -2) {
          throw new IllegalStateException(rules.programme().code() + " of person " + person + ": " + here + ", Drools " + drools);
        }
        alike += here == drools ? 1 : 0;
        open += here == drools ? 0 : 1;
      }
    }
    System.out.printf("%,d determinations alike in both; %,d decided here although a fact is unknown, which Drools leaves without an answer%n", alike, open);
  }

  /** Calls {@code work} for 0 to {@code count}, every {@code threads}-th by the same thread; its sum is asked for, so that nothing is left undone. */
  static long parallel(int threads, int count, IntUnaryOperator work) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Callable<Long>> parts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread;
        parts.add(() -> {
          long sum = 0;
          for (int i = first; i < count; i += threads) sum += work.applyAsInt(i);
          return sum;
        });
      }
      long sum = 0;
      for (Future<Long> part : executor.invokeAll(parts)) sum += part.get();
      return sum;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
