package org.guanjia.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Time from the start of the process to the first page, and resident memory, with and without the JDK's AOT cache (JEP
 * 483, 514, 515); heap 512 MiB. The data folder exists already, as on every day but the first.
 *
 * <p>The ratio is start time with the cache to start time without it, both on the same unpacked application. The part
 * that no cache can shorten, PostgreSQL's own start and the migrations' check, is in both.
 */
final class StartupBenchmark implements Benchmark {

  private static final double TARGET = 0.60;
  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)\"");

  @Override
  public Result run(boolean small) throws Exception {
    int starts = small ? 1 : 7;
    Path application = Path.of("benchmarks", "target", "guanjia", "guanjia.jar");
    Path cache = Path.of("benchmarks", "target", "guanjia.aot").toAbsolutePath();
    List<String> plain = Stream.concat(RunningTown.JVM.stream(), Stream.of("-jar", application.toString())).toList();
    Files.deleteIfExists(cache);
    RunningTown town = RunningTown.fresh("startup", plain.toArray(String[]::new));
    System.out.printf("first start on an empty folder (initdb, migrations): %d ms%n", town.startMillis());
    town.close();
    town = RunningTown.again(town, with("-XX:AOTCacheOutput=" + cache, plain));
    visit(town);
    town.close();
    System.out.printf("AOT cache: %d MiB%n", Files.size(cache) / (1 << 20));
    // In turn, so that both meet the same moments of the machine.
    var without = new Starts();
    var with = new Starts();
    for (int i = 0; i < starts; i++) {
      without.start(town, plain.toArray(String[]::new));
      with.start(town, with("-XX:AOTCache=" + cache, plain));
    }
    without.print("without cache");
    with.print("with cache");
    System.out.printf("raw limit: PostgreSQL alone starts in %d ms%n", databaseAlone(town));
    return Result.lowerIsBetter((double) median(with.millis) / median(without.millis), TARGET);
  }

  private static final class Starts {

    private final List<Long> millis = new ArrayList<>();
    private final List<Long> resident = new ArrayList<>();

    void start(RunningTown town, String... options) throws IOException, InterruptedException {
      RunningTown again = RunningTown.again(town, options);
      millis.add(again.startMillis());
      visit(again);
      resident.add(again.residentMiB());
      again.close();
    }

    void print(String what) {
      System.out.printf(
          "%s: first page after %d ms (median of %s), resident %d MiB after some pages%n", what, median(millis), millis, median(resident));
    }
  }

  /** The first page and all it leads to; in the training run they tell the cache what is needed. */
  private static void visit(RunningTown town) throws IOException {
    try (var wire = new Wire(town.port())) {
      for (int i = 0; i < 5; i++) {
        Matcher link = LINK.matcher(wire.get("/").text());
        while (link.find()) wire.get(link.group(1).replace("&amp;", "&"));
      }
    }
  }

  private static long databaseAlone(RunningTown town) throws IOException {
    long begin = System.nanoTime();
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(town.data().resolve("postgres"))
            .setCleanDataDirectory(false)
            .setLocaleConfig("locale", "C.UTF-8")
            .setConnectConfig("password", Files.readString(town.data().resolve("postgres-password")).strip())
            .start();
    long took = (System.nanoTime() - begin) / 1_000_000;
    server.close();
    return took;
  }

  private static String[] with(String option, List<String> options) {
    var all = new ArrayList<String>();
    all.add(option);
    all.addAll(options);
    return all.toArray(String[]::new);
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
