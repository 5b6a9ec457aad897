package org.guanjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** An operator's whole way: back up a town that works, lose it, restore it into a new folder, go on. */
@ExtendWith(OutputCaptureExtension.class)
class BackupTests {

  private static final String SHA = "ab".repeat(32);

  @TempDir Path temporary;

  @Test
  void aTownComesBackFromItsBackup(CapturedOutput output) throws Exception {
    Path old = temporary.resolve("old");
    Path backups = temporary.resolve("backups");
    Map<String, Long> rows;
    try (ConfigurableApplicationContext town = start(old)) {
      Staff.add(town.getBean(Users.class), "window", Role.WINDOW_CLERK);
      storeFile(old);
      assertThat(run(old, "backup", backups.toString())).as(output.toString()).isZero();
      rows = rows(old);
      assertThat(run(old, "restore", backups.toString())).as("onto a town that works").isEqualTo(1);
      assertThat(output.getErr()).contains("Another Guanjia works with this database");
    }
    assertThat(output).contains("1 new files copied", "is NOT in the backup");
    assertThat(backups.resolve("files/" + Staff.TOWN + "/ab/" + SHA)).hasContent("picture");
    assertThat(holdsKey(backups, Files.readString(old.resolve("key")).strip())).isFalse();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(newest(backups)))).isEqualTo("rw-------");

    Path fresh = temporary.resolve("new");
    assertThat(run(fresh, "restore", backups.toString())).as("with another key").isEqualTo(1);
    assertThat(output.getErr()).contains("The backup belongs to the key");
    Files.copy(old.resolve("key"), fresh.resolve("key"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(run(fresh, "restore", backups.toString())).as(output.toString()).isZero();
    assertThat(fresh.resolve("files/" + Staff.TOWN + "/ab/" + SHA)).hasContent("picture");

    try (ConfigurableApplicationContext town = start(fresh)) {
      int port = Integer.parseInt(town.getEnvironment().getRequiredProperty("local.server.port"));
      try (Visitor clerk = Visitor.at(port).logIn("window", Staff.PASSWORD)) {
        assertThat(clerk.get("/account").body()).contains("测试window");
      }
      assertThat(rows(fresh)).as("tables that nobody writes to by now").containsAllEntriesOf(without(rows, "platform.audit", "platform.session", "platform.attempt", "platform.known", "platform.one_time", "platform.event"));
      Thread.sleep(2_500);
    }
    assertThat(run(fresh, "verify-audit")).as(output.toString()).isZero();
    assertThat(run(fresh, "restore", backups.toString())).as("onto a town with users").isEqualTo(1);
    assertThat(output.getErr()).contains("has users already");
  }

  @Test
  void commandsSayWhatTheyNeed(CapturedOutput output) {
    Path data = temporary.resolve("data");
    assertThat(run(data, "backup")).isEqualTo(64);
    assertThat(run(data, "restore", temporary.resolve("nowhere").toString())).isEqualTo(1);
    assertThat(run(data, "nonsense")).isEqualTo(64);
    assertThat(output.getErr()).contains("Usage: backup FOLDER", "is not a folder", "Commands: [backup, restore, rotate-keys, synthesize, verify-audit, verify-determinations]");
  }

  private static ConfigurableApplicationContext start(Path data) {
    return SpringApplication.run(Guanjia.class, "--server.port=0", "--guanjia.data=" + data);
  }

  private static int run(Path data, String... words) {
    return Guanjia.runCommand(words[0], Stream.concat(Stream.of(words), Stream.of("--guanjia.data=" + data)).toArray(String[]::new));
  }

  private static void storeFile(Path data) throws IOException, SQLException {
    Path folder = Files.createDirectories(data.resolve("files/" + Staff.TOWN + "/ab"));
    Files.writeString(folder.resolve(SHA), "picture");
    try (Connection owner = owner(data); var sql = owner.createStatement()) {
      sql.execute(
          "insert into platform.file (town, id, sha256, type, name, size, uploaded_by, uploaded_at, owner)"
              + " values ('" + Staff.TOWN + "', gen_random_uuid(), '" + SHA + "', 'image/jpeg', 'a\tb\\\n.jpg', 7, 'x', now(), 'request:1')");
    }
  }

  private static Map<String, Long> rows(Path data) throws IOException, SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection owner = owner(data)) {
      List<String> tables = new ArrayList<>();
      try (var names = owner.createStatement().executeQuery(
          "select schemaname || '.' || tablename from pg_tables where schemaname in ('platform', 'places', 'requests', 'projects', 'publicity', 'open311')")) {
        while (names.next()) tables.add(names.getString(1));
      }
      for (String table : tables) {
        try (var count = owner.createStatement().executeQuery("select count(*) from " + table)) {
          count.next();
          counts.put(table, count.getLong(1));
        }
      }
    }
    return counts;
  }

  private static Map<String, Long> without(Map<String, Long> rows, String... beginnings) {
    Map<String, Long> rest = new TreeMap<>(rows);
    rest.keySet().removeIf(table -> Stream.of(beginnings).anyMatch(table::startsWith));
    return rest;
  }

  private static Connection owner(Path data) throws IOException, SQLException {
    String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
    String password = Files.readString(data.resolve("postgres-password")).strip();
    return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&password=" + password);
  }

  private static boolean holdsKey(Path backups, String key) throws IOException {
    try (var zip = new ZipFile(newest(backups).toFile())) {
      for (var entry : zip.stream().toList()) {
        try (var in = zip.getInputStream(entry)) {
          if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(key)) return true;
        }
      }
      return false;
    }
  }

  private static Path newest(Path backups) throws IOException {
    try (Stream<Path> files = Files.list(backups)) {
      return files.filter(file -> file.toString().endsWith(".zip")).findFirst().orElseThrow();
    }
  }
}
