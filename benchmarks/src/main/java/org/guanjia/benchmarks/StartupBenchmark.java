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
    double without = measure("without cache", town, plain, starts);
    double with = measure("with cache", town, List.of(with("-XX:AOTCache=" + cache, plain)), starts);
    System.out.printf("raw limit: PostgreSQL alone starts in %d ms%n", databaseAlone(town));
    return Result.lowerIsBetter(with / without, TARGET);
  }

  private static double measure(String what, RunningTown town, List<String> options, int starts)
      throws IOException, InterruptedException {
    var millis = new ArrayList<Long>();
    var resident = new ArrayList<Long>();
    for (int i = 0; i < starts; i++) {
      RunningTown again = RunningTown.again(town, options.toArray(String[]::new));
      millis.add(again.startMillis());
      visit(again);
      resident.add(again.residentMiB());
      again.close();
    }
    System.out.printf(
        "%s: first page after %d ms (median of %s), resident %d MiB after some pages%n", what, median(millis), millis,
        median(resident));
    return median(millis);
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
