package org.guanjia.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.guanjia.linkage.Decision;
import org.guanjia.linkage.Level;
import org.guanjia.linkage.Linkage;
import org.guanjia.linkage.Traits;
import org.guanjia.linkage.Verdict;
import org.guanjia.linkage.Weights;
import org.guanjia.synthetic.DirtSpec;
import org.guanjia.synthetic.OfficeFiles;
import org.guanjia.synthetic.Population;
import org.guanjia.synthetic.TownPlan;

/**
 * Linkage on the offices' files of a synthetic town, against a register in memory that lacks every twentieth of its people: precision and recall of automatic matches, how many
 * candidates a row has, and the time of a row, for a town and for a million people. What the register's own lookup in PostgreSQL costs is {@code register-import}'s.
 */
final class LinkageBenchmark implements Benchmark {

  private static final double PRECISION_MIN = 0.999;
  private static final double RECALL_MIN = 0.98;
  private static final int MILLION = 1_000_000;
  private static final int SMALL = 20_000;
  private static final int NOT_IN_REGISTER = 20;
  private static final long SEED = 20_261_126;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final int SAMPLE = 60_000;
  private static final int SHOWN = 8;

  /** Five times of what lists are usually wrong in. */
  private static final DirtSpec SLOVENLY = new DirtSpec(0.075, 0.05, 0.04, 0.005, 0.02, 0.3, 0.02, 0.3, 0.05, 0.3, 0.3, 0.4, 0.02, 0.05, 0.04);

  /** What became of the rows of a file, or of all files. */
  private static final class Tally {
    private int rows;
    private int known;
    private int right;
    private int wrong;
    private int knownWithoutNumber;
    private int rightWithoutNumber;
    private int review;
    private int unknownReview;
    private int lost;
    private int missed;
    private long candidates;

    void add(Tally other) {
      rows += other.rows;
      known += other.known;
      right += other.right;
      wrong += other.wrong;
      knownWithoutNumber += other.knownWithoutNumber;
      rightWithoutNumber += other.rightWithoutNumber;
      review += other.review;
      unknownReview += other.unknownReview;
      lost += other.lost;
      missed += other.missed;
      candidates += other.candidates;
    }

    double precision() {
      return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    double recall() {
      return (double) right / Math.max(1, known);
    }

    void print(String name) {
      System.out.printf(
          "%s: %,d rows, %,d of them of people in the register; automatic %,d, precision %.5f, recall %.4f (without the right number: %,d rows, recall %.4f); to the desk %,d (%,d of them of nobody in the"
              + " register); taken for new people %,d; the person shares no key %,d (%.4f); candidates a row %.2f%n",
          name, rows, known, right + wrong, precision(), recall(), knownWithoutNumber, (double) rightWithoutNumber / Math.max(1, knownWithoutNumber), review, unknownReview, lost, missed,
          (double) missed / Math.max(1, known), (double) candidates / Math.max(1, rows));
    }
  }

  @Override
  public Result run(boolean small) throws Exception {
    Tally town = measure(small ? SMALL : (int) TownPlan.CHASHAN_PEOPLE, DirtSpec.TYPICAL, true);
    System.out.println("five times as many mistakes:");
    measure(SMALL, SLOVENLY, false);
    if (!small) measure(MILLION, DirtSpec.TYPICAL, false);
    return Result.higherIsBetter(town.precision() < PRECISION_MIN ? 0 : town.recall(), RECALL_MIN);
  }

  private static Tally measure(int people, DirtSpec dirt, boolean shown) throws IOException {
    TownPlan plan = TownPlan.chashan(people, SEED, TODAY);
    Path folder = Path.of("benchmarks", "target", "work", "linkage");
    RunningTown.delete(folder);
    Files.createDirectories(folder);
    OfficeFiles.write(plan, folder, dirt);
    MemoryRegister register = register(plan);
    var linkage = new Linkage(Weights.TYPICAL, register.frequencies(), register.people());
    System.out.printf("%,d people, %.2f keys each%n", register.people(), register.keysEach());
    var all = new Tally();
    Map<String, Integer> reviewed = new TreeMap<>();
    List<Long> nanos = new ArrayList<>();
    for (Path file : OfficeList.files(folder)) {
      var tally = new Tally();
      var list = new OfficeList(file, plan);
      list.read(row -> judge(linkage, register, row, tally, reviewed, nanos));
      if (shown) tally.print("  " + list.name());
      all.add(tally);
    }
    all.print("all");
    if (shown) desk(reviewed);
    if (shown) estimated(folder, plan, register);
    time(nanos);
    RunningTown.delete(folder);
    return all;
  }

  private static MemoryRegister register(TownPlan plan) {
    var register = new MemoryRegister((int) plan.people() + (int) plan.people() / 8 + 1_000, plan.today());
    Population.generate(plan, household -> household.members().stream().filter(person -> isKept(person.serial())).forEach(person -> register.add(household, person)));
    return register;
  }

  /** By chance, so that a brother or a twin may be there where the person is not. */
  private static boolean isKept(long serial) {
    return new SplittableRandom(serial).nextInt(NOT_IN_REGISTER) > 0;
  }

  private static void judge(Linkage linkage, MemoryRegister register, OfficeList.Row row, Tally tally, Map<String, Integer> reviewed, List<Long> nanos) {
    long begin = System.nanoTime();
    Map<Integer, Traits> candidates = register.candidates(row.traits());
    Decision<Integer> decision = linkage.decide(row.traits(), candidates);
    nanos.add(System.nanoTime() - begin);
    boolean known = isKept(row.person());
    Integer right = candidates.keySet().stream().filter(each -> register.serial(each) == row.person()).findFirst().orElse(null);
    boolean byNumber = right != null && linkage.score(row.traits(), Objects.requireNonNull(candidates.get(right))).reasons().stream().anyMatch(reason -> reason.level() == Level.DOCUMENT_SAME);
    tally.rows++;
    tally.candidates += candidates.size();
    if (known) tally.known++;
    if (known && !byNumber) tally.knownWithoutNumber++;
    if (known && right == null) tally.missed++;
    switch (decision.verdict()) {
      case MATCH -> {
        boolean correct = decision.candidates().getFirst().person().equals(right);
        if (correct) tally.right++;
        else tally.wrong++;
        if (correct && !byNumber) tally.rightWithoutNumber++;
        if (!correct) reviewed.merge("WRONG " + row.dirt() + " " + levels(decision), 1, Integer::sum);
      }
      case REVIEW -> {
        tally.review++;
        if (!known) tally.unknownReview++;
        reviewed.merge((known ? "" : "nobody's ") + levels(decision), 1, Integer::sum);
      }
      case DIFFERENT -> tally.lost += known ? 1 : 0;
    }
  }

  /** What does not agree with the best candidate. */
  private static String levels(Decision<Integer> decision) {
    String levels = decision.candidates().getFirst().score().reasons().stream().map(reason -> reason.level().name()).filter(level -> !level.endsWith("_SAME") || level.startsWith("DOCUMENT")).toList().toString();
    return decision.candidates().size() > 1 ? levels + " and others" : levels;
  }

  private static void desk(Map<String, Integer> reviewed) {
    reviewed.entrySet().stream().filter(each -> each.getKey().startsWith("WRONG")).forEach(each -> System.out.printf("  %s: %,d%n", each.getKey(), each.getValue()));
    reviewed.entrySet().stream().filter(each -> !each.getKey().startsWith("WRONG")).sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).limit(SHOWN)
        .forEach(each -> System.out.printf("  desk: %s: %,d%n", each.getKey(), each.getValue()));
  }

  /** What the files themselves say of the weights, without the truth. */
  private static void estimated(Path folder, TownPlan plan, MemoryRegister register) throws IOException {
    List<Weights.Pair> met = new ArrayList<>();
    List<Weights.Pair> random = new ArrayList<>();
    var draw = new SplittableRandom(SEED);
    for (Path file : OfficeList.files(folder)) {
      new OfficeList(file, plan).read(row -> {
        if (draw.nextInt(4) > 0 || met.size() > SAMPLE) return;
        register.candidates(row.traits()).values().forEach(candidate -> met.add(new Weights.Pair(row.traits(), candidate)));
        for (int i = 0; i < 10; i++) random.add(new Weights.Pair(row.traits(), register.traits(draw.nextInt(register.people()))));
      });
    }
    Weights estimate = Weights.estimate(met, random);
    for (Level level : Level.values()) {
      System.out.printf("  %s: m %.5f (in use %.5f), u %.7f (in use %.7f)%n", level, estimate.m().get(level), Weights.TYPICAL.m().get(level), estimate.u().get(level), Weights.TYPICAL.u().get(level));
    }
  }

  private static void time(List<Long> nanos) {
    List<Long> warm = nanos.subList(nanos.size() / 4, nanos.size());
    double mean = warm.stream().mapToLong(each -> each).average().orElse(0) / 1_000;
    List<Long> sorted = warm.stream().sorted().toList();
    System.out.printf("a row: mean %.1f µs, p50 %.1f µs, p99 %.1f µs%n", mean, sorted.get(sorted.size() / 2) / 1e3, sorted.get(sorted.size() * 99 / 100) / 1e3);
  }
}
