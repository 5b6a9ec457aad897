package org.guanjia.benchmarks;

import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.simulation.SyntheticColumns;

/**
 * A draft tried out on a whole town: 72 months of both sides, all programmes, who gains and loses, costs by cohort; beside the bare rules asked once about everybody over the same
 * columns. Then the same through the running town's door, from the request to the figures, with the facts read from the database and with the facts in memory.
 */
final class SimulationBenchmark implements Benchmark {

  private static final int TOWN_PEOPLE = 219_333;
  private static final double TIMES_BARE_MAX = 6;
  private static final double SECONDS_MAX = 3;
  private static final int ROUNDS = 7;
  private static final Pattern MILLIS = Pattern.compile("\"millis\":(\\d+)");

  @Override
  public Result run(boolean small) throws Exception {
    double ratio = inMemory(small ? 20_000 : TOWN_PEOPLE);
    double door = throughTheDoor(small ? 20_000 : TOWN_PEOPLE);
    return Result.lowerIsBetter(door > SECONDS_MAX && !small ? Double.POSITIVE_INFINITY : ratio, TIMES_BARE_MAX);
  }

  private static double inMemory(int people) {
    SyntheticColumns town = new SyntheticColumns(people, RegisterTown.SEED);
    double first = seconds(town::simulate);
    double simulated = Double.MAX_VALUE;
    double bare = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      simulated = Math.min(simulated, seconds(town::simulate));
      bare = Math.min(bare, seconds(town::bare));
    }
    System.out.printf(
        "%,d persons in %,d KiB, %d programmes, %s: first %.2f s, best of %d %.2f s; the bare rules once about everybody, both sides %.2f s (%.1f M person-programmes a second); %.2f times%n",
        town.persons(), town.bytes() / 1024, town.programmes(), town.simulate(), first, ROUNDS, simulated, bare, 2.0 * town.persons() * town.programmes() / bare / 1e6, simulated / bare);
    return simulated / bare;
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** @return the slowest, in seconds */
  private static double throughTheDoor(int people) throws Exception {
    try (RegisterTown register = RegisterTown.filled(people)) {
      String password = Files.readString(register.town().data().resolve("demo-password")).strip();
      try (Staff clerk = Staff.logIn(register.town().port(), "benefits", password); Wire wire = clerk.wire(register.town().port())) {
        TownRunBenchmark.determined(wire, clerk, TownRunBenchmark.thisMonth());
        StringBuilder each = new StringBuilder();
        double slowest = 0;
        for (int i = 0; i < 4; i++) {
          long begin = System.nanoTime();
          Wire.Answer answer = wire.post("/api/v1/simulations", "application/json", "{\"tried\":[{\"programme\":\"old-age\",\"version\":2}]}", Map.of("X-CSRF-TOKEN", clerk.csrf()));
          double seconds = (System.nanoTime() - begin) / 1e9;
          Matcher millis = MILLIS.matcher(answer.text());
          if (answer.status() != 201 || !millis.find()) throw new IllegalStateException(answer.text().substring(0, Math.min(500, answer.text().length())));
          each.append(" %.2f s".formatted(seconds));
          slowest = Math.max(slowest, seconds);
        }
        System.out.printf("through the door, the first with the facts read from the database:%s; JVM %d MiB%n", each, register.town().residentMiB());
        return slowest;
      }
    }
  }
}
