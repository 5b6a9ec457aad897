package org.guanjia.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.guanjia.Guanjia;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A real PostgreSQL that really stops and starts again, under the whole program. */
class DatabaseAwayTests {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(12);

  @TempDir Path temporary;
  private final int databasePort = freePort();

  @Test
  void saysSoInThePersonsLanguageAndRecoversByItself() throws Exception {
    EmbeddedPostgres database = startDatabase();
    try (ConfigurableApplicationContext town = startTown()) {
      int port = Integer.parseInt(town.getEnvironment().getRequiredProperty("local.server.port"));
      Staff.add(town.getBean(Users.class), "window", Role.WINDOW_CLERK);
      try (Visitor clerk = Visitor.at(port).logIn("window", Staff.PASSWORD)) {
        assertThat(clerk.get("/drop-ins").status()).isEqualTo(200);
        String token = clerk.csrfToken();
        database.close();

        Answer page = quick(() -> clerk.get("/drop-ins"));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("Retry-After")).isEqualTo("10");
        assertThat(page.body()).contains("系统正忙，请稍等", "lang=\"zh-CN\"").doesNotContain("Exception", "jdbc", "org.");
        Answer form = quick(() -> clerk.postRaw("/account/password", Visitor.form(token, "oldPassword", Staff.PASSWORD)));
        assertThat(form.status()).isEqualTo(503);
        Answer program = quick(() -> clerk.call("GET", "/api/v1/imports", "", "Accept", "application/json"));
        assertThat(program.status()).isEqualTo(503);
        assertThat(program.header("Content-Type")).startsWith("application/problem+json");
        clerk.withCookie("lang", "en");
        assertThat(quick(() -> clerk.get("/drop-ins")).body()).contains("The system is busy", "lang=\"en\"");
        assertThat(quick(() -> clerk.get("/nothing-here")).status()).as("what needs no database is answered as ever").isIn(404, 503);
        assertThat(quick(() -> clerk.get("/actuator/health")).status()).isEqualTo(503);
        assertThat(clerk.get("/actuator/health/liveness").status()).as("a restart would not help").isEqualTo(200);
        assertThat(clerk.get("/assets/guanjia.css").status()).as("the page that says so looks as ever").isEqualTo(200);

        database = startDatabase();
        Answer again = clerk.get("/drop-ins");
        for (int i = 0; i < 20 && again.status() != 200; i++) {
          Thread.sleep(500);
          again = clerk.get("/drop-ins");
        }
        assertThat(again.status()).as("the same session goes on").isEqualTo(200);
        assertThat(clerk.get("/actuator/health").status()).isEqualTo(200);
      }
    } finally {
      database.close();
    }
  }

  private interface Call {
    Answer answer();
  }

  private static Answer quick(Call call) {
    long begin = System.nanoTime();
    Answer answer = call.answer();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ANSWER_MAX);
    return answer;
  }

  private ConfigurableApplicationContext startTown() {
    return SpringApplication.run(
        Guanjia.class, "--server.port=0", "--guanjia.data=" + temporary.resolve("data"),
        "--guanjia.database-url=jdbc:postgresql://localhost:" + databasePort + "/postgres?user=postgres");
  }

  private EmbeddedPostgres startDatabase() throws IOException {
    return EmbeddedPostgres.builder().setDataDirectory(temporary.resolve("postgres")).setCleanDataDirectory(false).setPort(databasePort).start();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
