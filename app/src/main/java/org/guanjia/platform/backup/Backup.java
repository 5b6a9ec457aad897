package org.guanjia.platform.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.backup.Contents.Table;
import org.guanjia.platform.crypto.Keys;
import org.guanjia.platform.database.Command;
import org.guanjia.platform.database.DataFolder;
import org.guanjia.platform.database.DatabaseSettings;
import org.guanjia.platform.database.TownContext;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code java -jar guanjia.jar backup FOLDER}: the whole database as of one moment in a new file of the folder, and the stored files
 * that the folder lacks. The town may go on working meanwhile.
 */
@Component
class Backup implements Command {

  static final List<String> AUDIT_NOTES = List.of("audit-seals.log", "audit-newest-seal");

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'database-'yyyyMMdd'T'HHmmss'Z.zip'").withZone(ZoneOffset.UTC);

  private final DataSource owner;
  private final Flyway flyway;
  private final Keys keys;
  private final Audit audit;
  private final TransactionTemplate transactions;
  private final JsonMapper json;
  private final Clock clock;
  private final Path data;
  private final String town;

  Backup(
      @FlywayDataSource DataSource owner, Flyway flyway, Keys keys, Audit audit, TransactionTemplate transactions, JsonMapper json, Clock clock,
      DatabaseSettings settings, @Value("${guanjia.town}") String town) {
    this.owner = owner;
    this.flyway = flyway;
    this.keys = keys;
    this.audit = audit;
    this.transactions = transactions;
    this.json = json;
    this.clock = clock;
    this.data = settings.data();
    this.town = town;
  }

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public int run(List<String> arguments) {
    if (arguments.size() != 1) {
      System.err.println("Usage: backup FOLDER");
      return 64;
    }
    Path folder = Path.of(arguments.getFirst()).toAbsolutePath();
    try {
      DataFolder.ensure(folder);
      Path file = folder.resolve(NAME.format(clock.instant()));
      note(file);
      Manifest manifest = writeWhole(file);
      int files = FileCopies.copy(data.resolve("files"), folder.resolve("files"));
      System.out.printf(
          "%s: %d rows of %d tables, %d MiB%n%d new files copied%n", file, manifest.rows(), manifest.tables().size(), Files.size(file) >> 20, files);
      System.out.printf("Personal data in it opens only with the key %s, which is NOT in the backup: keep the key in another place.%n", manifest.key());
      return 0;
    } catch (IOException | SQLException e) {
      System.err.println("The backup was not made: " + e.getMessage());
      return 1;
    }
  }

  private void note(Path file) {
    TownContext.system(town).run(
        () -> transactions.executeWithoutResult(status -> audit.record("backup.made", "installation", file.getFileName().toString())));
  }

  /** A file of that name is there whole or not at all. */
  private Manifest writeWhole(Path file) throws IOException, SQLException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Manifest manifest = write(part);
      try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Manifest write(Path part) throws IOException, SQLException {
    Instant now = clock.instant();
    try (Connection connection = owner.getConnection(); var zip = new ZipOutputStream(Files.newOutputStream(part))) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      // Before the moment whose rows are copied: a note must not know of a seal that the copy lacks.
      for (String note : AUDIT_NOTES) {
        if (!Files.exists(data.resolve(note))) continue;
        zip.putNextEntry(new ZipEntry("notes/" + note));
        Files.copy(data.resolve(note), zip);
        zip.closeEntry();
      }
      List<Table> copied = new ArrayList<>();
      for (Table table : Contents.tables(connection)) {
        zip.putNextEntry(new ZipEntry("tables/" + table.path()));
        copied.add(table.with(copyOut(connection, table, zip)));
        zip.closeEntry();
      }
      var manifest = new Manifest(Manifest.FORMAT, now, version(), keys.name(), copied, Contents.sequences(connection));
      zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
      zip.write(json.writeValueAsBytes(manifest));
      zip.closeEntry();
      connection.rollback();
      return manifest;
    }
  }

  private static long copyOut(Connection connection, Table table, OutputStream out) throws SQLException, IOException {
    String statement = "copy %s (%s) to stdout".formatted(table.quoted(), table.columnList());
    return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement, out);
  }

  private String version() {
    return String.valueOf(flyway.info().current().getVersion());
  }
}
