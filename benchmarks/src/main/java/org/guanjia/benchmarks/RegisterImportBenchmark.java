package org.guanjia.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.synthetic.TownPlan;
import org.postgresql.PGConnection;

/**
 * A whole town's list of people from the first byte of the upload to DONE, every row checked, matched, encrypted and made findable, against
 * PostgreSQL's COPY of the very rows it wrote into the same indexed tables in the same run. Then the register grows to a million, to see
 * what a row costs there.
 */
final class RegisterImportBenchmark implements Benchmark {

  private static final double TARGET = 0.10;
  private static final double GROWTH_MAX = 1.3;
  private static final List<String> TABLES = List.of(
      "people.person", "people.statement", "people.lookup", "people.household", "people.household_member", "platform.audit_entry");

  @Override
  public Result run(boolean small) throws Exception {
    int each = small ? 10_000 : (int) TownPlan.CHASHAN_PEOPLE;
    long people = small ? 20_000 : 1_000_000;
    String name = "register-" + people;
    List<Path> lists = RegisterTown.lists(name, people, each);
    try (RegisterTown register = RegisterTown.fresh(name)) {
      warmUp(register, each);
      RegisterTown.Imported first = register.load(lists.getFirst());
      double raw = first.rows() / copySeconds(register.town());
      System.out.printf("raw limit: COPY of the rows that came of it into %s: %.0f rows of the list a second%n", TABLES, raw);
      List<RegisterTown.Imported> all = new ArrayList<>(List.of(first));
      for (Path list : lists.subList(1, lists.size())) all.add(register.load(list));
      register.keep(name);
      if (!small) {
        double million = all.stream().mapToDouble(RegisterTown.Imported::seconds).sum() / all.stream().mapToInt(RegisterTown.Imported::rows).sum();
        double empty = first.seconds() / first.rows();
        RegisterTown.Imported last = all.getLast();
        System.out.printf("time per row of a million over that of the first list: %.2f (at most %.1f wanted); of the last list alone %.2f%n", million / empty, GROWTH_MAX,
            last.seconds() / last.rows() / empty);
        System.out.printf("resident memory of the JVM: %d MiB%n", register.town().residentMiB());
      }
      return Result.higherIsBetter(first.perSecond() / raw, TARGET);
    }
  }

  /** People who are taken out again, so that the first list meets an empty register. */
  private static void warmUp(RegisterTown register, int each) throws Exception {
    register.load(RegisterTown.lists("register-warm-up", Math.min(20_000, each), RegisterTown.LIST_PEOPLE_MAX).getFirst());
    try (Connection owner = register.town().owner(); var statement = owner.createStatement()) {
      statement.execute("truncate " + String.join(", ", TABLES.subList(0, 5)) + " cascade");
    }
  }

  /** Takes the rows out as text, empties the tables, and copies the same rows in again; only the copying is measured. */
  private static double copySeconds(RunningTown town) throws Exception {
    town.freeze();
    try (Connection owner = town.owner(); var statement = owner.createStatement()) {
      var copy = owner.unwrap(PGConnection.class).getCopyAPI();
      Map<String, String> columns = new LinkedHashMap<>();
      Map<String, Path> contents = new LinkedHashMap<>();
      for (String table : TABLES) {
        columns.put(table, ImportDoor.columns(owner, table));
        String rows = table.equals("platform.audit_entry") ? " where subject_type = 'person'" : "";
        Path file = Files.createTempFile(town.data(), table, ".copy");
        try (OutputStream out = Files.newOutputStream(file)) {
          copy.copyOut("copy (select " + columns.get(table) + " from " + table + rows + ") to stdout", out);
        }
        contents.put(table, file);
      }
      statement.execute("set session_replication_role = replica");
      statement.execute("truncate " + String.join(", ", TABLES) + " cascade");
      statement.execute("set session_replication_role = origin");
      statement.execute("alter table platform.audit_entry disable trigger all");
      statement.execute("checkpoint");
      owner.setAutoCommit(false);
      long begin = System.nanoTime();
      for (String table : TABLES) {
        try (InputStream in = Files.newInputStream(contents.get(table))) {
          copy.copyIn("copy " + table + " (" + columns.get(table) + ") from stdin", in, 1 << 20);
        }
      }
      owner.commit();
      double seconds = (System.nanoTime() - begin) / 1e9;
      owner.setAutoCommit(true);
      for (Path file : contents.values()) Files.delete(file);
      statement.execute("alter table platform.audit_entry enable trigger all");
      return seconds;
    } finally {
      town.thaw();
    }
  }
}
