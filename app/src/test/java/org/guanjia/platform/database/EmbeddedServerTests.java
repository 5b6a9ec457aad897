package org.guanjia.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTests {

  @TempDir Path temporary;

  /** Another Guanjia as far as the database goes: starts the server, commits a row and waits to be killed. */
  static final class Other {
    public static void main(String[] args) throws Exception {
      var server = new EmbeddedServer(Path.of(args[0]));
      try (Connection connection = DriverManager.getConnection(server.url()); var sql = connection.createStatement()) {
        sql.execute("create table kept (id int)");
        sql.execute("insert into kept values (1)");
        System.out.println("READY");
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  @Test
  void whatIsCommittedIsOnTheDiskAndTheFolderIsItsOwnersAlone() throws Exception {
    Path data = temporary.resolve("new/data");
    try (var server = new EmbeddedServer(data)) {
      assertThat(text(server.url(), "select current_setting('fsync') || ' ' || current_setting('synchronous_commit') || ' ' || current_setting('full_page_writes')"))
          .isEqualTo("on on on");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data))).isEqualTo("rwx------");
      assertThatThrownBy(() -> text(server.url().replaceAll("password=.*", "password=wrong"), "select 1")).hasMessageContaining("password");
    }
  }

  @Test
  void aFolderInUseIsRefusedAndACommandFindsItsServer() throws Exception {
    Path data = temporary.resolve("data");
    assertThat(EmbeddedServer.urlOfRunning(data)).isEmpty();
    try (var server = new EmbeddedServer(data)) {
      assertThatThrownBy(() -> new EmbeddedServer(data)).isInstanceOf(StartFailure.class).hasMessageContaining("in use by another Guanjia");
      assertThat(EmbeddedServer.urlOfRunning(data)).contains(server.url());
    }
    assertThat(EmbeddedServer.urlOfRunning(data)).isEmpty();
  }

  @Test
  void takesTheFolderOverFromOneThatWasKilled() throws Exception {
    Path data = temporary.resolve("data");
    Process other = other(data);
    String left = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip();
    assertThat(data.resolve("postgres-program")).as("its programs stay where nobody tidies up").isNotEmptyDirectory();
    other.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(Long.parseLong(left))).as("PostgreSQL goes on by itself").isPresent();
    long begin = System.nanoTime();
    try (var server = new EmbeddedServer(data)) {
      assertThat(text(server.url(), "select count(*) from kept")).isEqualTo("1");
    }
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).as("seconds").isLessThan(60);
  }

  /** After a reboot the number in the file may belong to any program. */
  @Test
  void endsNoProcessThatIsNotItsServer() throws Exception {
    Path folder = Files.createDirectories(temporary.resolve("postgres"));
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(folder.resolve("postmaster.pid"), stranger.pid() + "\n" + folder + "\n");
      LeftServer.end(folder);
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  private static Process other(Path data) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Other.class.getName(), data.toString()).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) if (line.equals("READY")) return process;
    throw new AssertionError("the other one did not start");
  }

  private static String text(String url, String question) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        var answer = connection.createStatement().executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
