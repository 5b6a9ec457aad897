package org.guanjia.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * A month determined for the whole town: read from the register, decided for every programme with reasons, compared with the month before person by person,
 * kept; beside writing the same rows bare, by COPY into a table without key, index or policy.
 */
final class TownRunBenchmark implements Benchmark {

  private static final int TOWN_PEOPLE = 219_333;
  private static final double TIMES_BARE_MAX = 20;
  private static final double SECONDS_MAX = 30;
  private static final int LOOK_AGAIN_MILLIS = 50;
  private static final Pattern ID = Pattern.compile("\"round\":\\{\"id\":(\\d+)");
  private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");
  private static final String ROWS = "select %s from benefits.determination where month = '%s' and superseded_in is null";

  /** The month it is in the town. */
  static YearMonth thisMonth() {
    return YearMonth.now(ZoneId.of("Asia/Shanghai"));
  }

  @Override
  public Result run(boolean small) throws Exception {
    try (RegisterTown register = RegisterTown.filled(small ? 20_000 : TOWN_PEOPLE)) {
      String password = Files.readString(register.town().data().resolve("demo-password")).strip();
      YearMonth month = thisMonth();
      try (Staff clerk = Staff.logIn(register.town().port(), "benefits", password); Wire wire = clerk.wire(register.town().port())) {
        clear(register.town());
        double first = determined(wire, clerk, month.minusMonths(1));
        double second = determined(wire, clerk, month);
        double again = determined(wire, clerk, month);
        Bare bare = bare(register.town(), month);
        System.out.printf("%,d persons, %d programmes: first month with all sheets %.1f s, the next compared with it %.1f s, the same once more %.1f s; JVM %d MiB; bare COPY of the same %,d rows (%,d KiB) %.2f s%n",
            bare.rows(), bare.programmes(), first, second, again, register.town().residentMiB(), bare.rows(), bare.bytes() / 1024, bare.seconds());
        double slowest = Math.max(first, second);
        return Result.lowerIsBetter(slowest > SECONDS_MAX && !small ? Double.POSITIVE_INFINITY : slowest / bare.seconds(), TIMES_BARE_MAX);
      }
    }
  }

  /** What an earlier run of the benchmark left. */
  private static void clear(RunningTown town) throws SQLException, IOException {
    try (Connection owner = town.owner(); var statement = owner.createStatement()) {
      statement.execute("truncate benefits.determination, benefits.sheet, benefits.difference, benefits.round_count, benefits.round, benefits.touched");
      statement.execute("vacuum analyze people.person, people.statement, people.membership");
    }
  }

  static double determined(Wire wire, Staff clerk, YearMonth month) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Wire.Answer started = wire.post("/api/v1/determinations", "application/json", "{\"month\":\"" + month + "\"}", Map.of("X-CSRF-TOKEN", clerk.csrf()));
    Matcher id = ID.matcher(started.text());
    if (started.status() != 202 || !id.find()) throw new IllegalStateException(started.text());
    while (true) {
      Wire.Answer answer = wire.get("/api/v1/determinations/" + id.group(1));
      Matcher state = STATE.matcher(answer.text());
      if (!state.find()) throw new IllegalStateException(answer.text());
      if (state.group(1).equals("DONE")) return (System.nanoTime() - begin) / 1e9;
      if (!state.group(1).equals("RUNNING")) throw new IllegalStateException(answer.text());
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private record Bare(long rows, int programmes, long bytes, double seconds) {}

  /** The best of three. */
  private static Bare bare(RunningTown town, YearMonth month) throws SQLException, IOException {
    try (Connection owner = town.owner(); var statement = owner.createStatement()) {
      String columns = ImportDoor.columns(owner, "benefits.determination");
      var copied = new ByteArrayOutputStream();
      owner.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + ROWS.formatted(columns, month.atDay(1)) + ") to stdout", copied);
      byte[] rows = copied.toByteArray();
      double best = Double.MAX_VALUE;
      long written = 0;
      for (int i = 0; i < 3; i++) {
        statement.execute("drop table if exists public.bare");
        statement.execute("create table public.bare as select " + columns + " from benefits.determination with no data");
        long begin = System.nanoTime();
        written = owner.unwrap(PGConnection.class).getCopyAPI().copyIn("copy public.bare from stdin", new ByteArrayInputStream(rows));
        best = Math.min(best, (System.nanoTime() - begin) / 1e9);
      }
      statement.execute("drop table public.bare");
      return new Bare(written, programmes(statement, month), rows.length, best);
    }
  }

  private static int programmes(java.sql.Statement statement, YearMonth month) throws SQLException {
    try (var rows = statement.executeQuery("select coalesce(max(cardinality(amounts)), 0) from benefits.determination where month = '" + month.atDay(1) + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
