package org.guanjia.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.guanjia.Guanjia;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.web.server.LocalServerPort;

@TownTest
class SignsOfLifeTests {

  @LocalServerPort int port;

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
  void sayAWordToEverybody(String path) {
    try (Visitor stranger = Visitor.at(port)) {
      Visitor.Answer answer = stranger.get(path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("PostgreSQL", "diskSpace", "details");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator", "/actuator/metrics", "/actuator/env", "/actuator/heapdump", "/%61ctuator/metrics", "/actuator/loggers"})
  void sayNothingElse(String path) {
    try (Visitor stranger = Visitor.at(port)) {
      assertThat(stranger.get(path).status()).isNotEqualTo(200);
    }
  }

  /** Somebody exposes everything by mistake, and has given metrics a port of their own. */
  @Test
  void figuresAreOnAPortOfTheirOwn(@TempDir Path temporary) throws Exception {
    try (EmbeddedPostgres database = EmbeddedPostgres.start();
        var town =
            SpringApplication.run(
                Guanjia.class, "--server.port=0", "--guanjia.data=" + temporary, "--management.server.port=0",
                "--management.endpoints.web.exposure.include=*",
                "--guanjia.database-url=jdbc:postgresql://localhost:" + database.getPort() + "/postgres?user=postgres")) {
      int pages = Integer.parseInt(town.getEnvironment().getRequiredProperty("local.server.port"));
      int figures = Integer.parseInt(town.getEnvironment().getRequiredProperty("local.management.port"));
      try (Visitor operator = Visitor.at(figures); Visitor stranger = Visitor.at(pages)) {
        assertThat(operator.get("/actuator/metrics/hikaricp.connections").body()).contains("\"measurements\"");
        assertThat(stranger.get("/actuator/metrics").status()).isNotEqualTo(200);
        assertThat(stranger.get("/%61ctuator/metrics").status()).isNotEqualTo(200);
      }
    }
  }
}
