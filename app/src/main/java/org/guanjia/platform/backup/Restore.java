package org.guanjia.platform.backup;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.guanjia.platform.backup.Contents.Sequence;
import org.guanjia.platform.backup.Contents.Table;
import org.guanjia.platform.crypto.Keys;
import org.guanjia.platform.database.Command;
import org.guanjia.platform.database.DatabaseSettings;
import org.postgresql.PGConnection;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code java -jar guanjia.jar restore FOLDER [FILE]}: puts the newest backup of the folder, or the named one, into an installation
 * that nobody uses yet. The rows come in within one transaction; the tables are first made as they were when the backup was, and brought
 * up to this program's afterwards.
 */
@Component
class Restore implements Command {

  private static final int LEAVING_SECONDS_MAX = 10;
  private static final String APPLICATIONS_SESSIONS =
      "select count(*) from pg_stat_activity where usename = 'guanjia_app' and datname = current_database()";

  private final DataSource owner;
  private final HikariDataSource pool;
  private final Flyway flyway;
  private final Keys keys;
  private final JsonMapper json;
  private final Path data;

  Restore(@FlywayDataSource DataSource owner, HikariDataSource pool, Flyway flyway, Keys keys, JsonMapper json, DatabaseSettings settings) {
    this.owner = owner;
    this.pool = pool;
    this.flyway = flyway;
    this.keys = keys;
    this.json = json;
    this.data = settings.data();
  }

  /** Why nothing was restored, in words for an operator. */
  private static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public int run(List<String> arguments) {
    if (arguments.isEmpty() || arguments.size() > 2) {
      System.err.println("Usage: restore FOLDER [FILE]");
      return 64;
    }
    Path folder = Path.of(arguments.getFirst()).toAbsolutePath();
    try (ZipFile zip = new ZipFile(file(folder, arguments).toFile())) {
      return restore(folder, zip);
    } catch (Refused e) {
      System.err.println(e.getMessage());
    } catch (IOException | SQLException | JacksonException e) {
      System.err.println("Nothing was restored: " + e.getMessage());
    }
    return 1;
  }

  private int restore(Path folder, ZipFile zip) throws IOException, SQLException, Refused {
    Manifest manifest = manifest(zip);
    refuseWrongKey(manifest);
    refuseUnknownTables(manifest);
    try (Connection connection = owner.getConnection()) {
      refuseWhileOthersWork(connection);
      refuseWhenInUse(connection);
      makeTables(connection, manifest.schema());
      fill(connection, manifest, zip);
    }
    flyway.migrate();
    int files = FileCopies.copy(folder.resolve("files"), data.resolve("files"));
    takeNotes(zip);
    System.out.printf("%s of %s: %d rows of %d tables, %d files%n", zip.getName(), manifest.madeAt(), manifest.rows(), manifest.tables().size(), files);
    return reportMissing();
  }

  private static Path file(Path folder, List<String> arguments) throws IOException, Refused {
    if (arguments.size() == 2) return folder.resolve(arguments.get(1));
    if (!Files.isDirectory(folder)) throw new Refused(folder + " is not a folder.");
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> newest = files.filter(path -> path.getFileName().toString().matches("database-.*\\.zip")).max(Path::compareTo);
      return newest.orElseThrow(() -> new Refused(folder + " holds no backup: no file database-....zip"));
    }
  }

  private Manifest manifest(ZipFile zip) throws IOException, Refused {
    ZipEntry entry = zip.getEntry(Manifest.ENTRY);
    if (entry == null) throw new Refused(zip.getName() + " is not a backup of Guanjia.");
    try (InputStream in = zip.getInputStream(entry)) {
      Manifest manifest = json.readValue(in, Manifest.class);
      if (manifest.format() != Manifest.FORMAT) throw new Refused("The backup is of format %d; this program reads %d.".formatted(manifest.format(), Manifest.FORMAT));
      return manifest;
    }
  }

  private void refuseWrongKey(Manifest manifest) throws Refused {
    if (keys.include(manifest.key())) return;
    throw new Refused(
        "The backup belongs to the key %s, but this installation has the key %s. Put the right one into %s (or GUANJIA_KEY) and try again; with another key personal data cannot be read."
            .formatted(manifest.key(), keys.name(), data.resolve("key").toAbsolutePath()));
  }

  private void refuseUnknownTables(Manifest manifest) throws Refused {
    boolean known = Arrays.stream(flyway.info().all()).anyMatch(step -> String.valueOf(step.getVersion()).equals(manifest.schema()));
    if (!known) throw new Refused("The backup was made by a newer Guanjia (tables %s); use that one or a later.".formatted(manifest.schema()));
  }

  /** Our own pool leaves first; whoever is still there then is another Guanjia. */
  private void refuseWhileOthersWork(Connection connection) throws SQLException, Refused {
    pool.getHikariConfigMXBean().setMinimumIdle(0);
    for (int second = 0; second < LEAVING_SECONDS_MAX; second++) {
      pool.getHikariPoolMXBean().softEvictConnections();
      if (number(connection, APPLICATIONS_SESSIONS) == 0) return;
      try {
        Thread.sleep(1_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new Refused("Another Guanjia works with this database. Stop it first.");
  }

  private static void refuseWhenInUse(Connection connection) throws SQLException, Refused {
    if (number(connection, "select count(*) from platform.app_user") == 0) return;
    throw new Refused("This installation has users already. Restore into a new data folder, or into an empty database.");
  }

  private void makeTables(Connection connection, String version) throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (var rows = connection.createStatement().executeQuery(
        "select distinct n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            + " where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')")) {
      while (rows.next()) schemas.add(Contents.quote(rows.getString(1)));
    }
    try (var sql = connection.createStatement()) {
      if (!schemas.isEmpty()) sql.execute("drop schema " + String.join(", ", schemas) + " cascade");
      sql.execute("drop table public.flyway_schema_history");
    }
    Flyway.configure().configuration(flyway.getConfiguration()).target(version).load().migrate();
  }

  private static void fill(Connection connection, Manifest manifest, ZipFile zip) throws SQLException, IOException, Refused {
    connection.setAutoCommit(false);
    try (var sql = connection.createStatement()) {
      List<Table> all = Contents.tables(connection);
      for (Table table : all) sql.execute("alter table " + table.quoted() + " disable trigger user");
      sql.execute("truncate " + String.join(", ", all.stream().map(Table::quoted).toList()));
      for (Table table : manifest.tables()) copyIn(connection, table, zip);
      for (Sequence sequence : manifest.sequences()) {
        String name = Contents.quote(sequence.schema()) + "." + Contents.quote(sequence.name());
        sql.execute("select setval('%s', %d)".formatted(name.replace("'", "''"), sequence.last()));
      }
      for (Table table : all) sql.execute("alter table " + table.quoted() + " enable trigger user");
      connection.commit();
      connection.setAutoCommit(true);
      sql.execute("analyze");
    } catch (SQLException | IOException | Refused e) {
      connection.rollback();
      throw e;
    }
  }

  private static void copyIn(Connection connection, Table table, ZipFile zip) throws SQLException, IOException, Refused {
    ZipEntry entry = zip.getEntry("tables/" + table.path());
    if (entry == null) throw new Refused("The backup is damaged: " + table.path() + " is missing.");
    String statement = "copy %s (%s) from stdin".formatted(table.quoted(), table.columnList());
    try (InputStream in = zip.getInputStream(entry)) {
      long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, in);
      if (rows != table.rows()) throw new Refused("The backup is damaged: %s has %d rows instead of %d.".formatted(table.path(), rows, table.rows()));
    }
  }

  /** Notes that are there already are of another life of this folder and stay. */
  private void takeNotes(ZipFile zip) throws IOException {
    for (String note : Backup.AUDIT_NOTES) {
      ZipEntry entry = zip.getEntry("notes/" + note);
      if (entry == null || Files.exists(data.resolve(note))) continue;
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, data.resolve(note));
      }
    }
  }

  private int reportMissing() throws SQLException {
    int missing = 0;
    try (Connection connection = owner.getConnection();
        var rows = connection.createStatement().executeQuery("select distinct town, sha256 from platform.file")) {
      while (rows.next()) {
        String sha256 = rows.getString(2);
        if (!Files.exists(data.resolve("files").resolve(rows.getString(1)).resolve(sha256.substring(0, 2)).resolve(sha256))) missing++;
      }
    }
    if (missing == 0) return 0;
    System.err.printf("%d stored files are not in the backup's folder \"files\": their pages show an empty picture.%n", missing);
    return 1;
  }

  private static long number(Connection connection, String question) throws SQLException {
    try (var answer = connection.createStatement().executeQuery(question)) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
