package org.guanjia;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.audit.Anchors;
import org.guanjia.platform.calendar.TownCalendar;
import org.guanjia.platform.crypto.KeyRotation;
import org.guanjia.platform.database.Ids;
import org.guanjia.places.Places;
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.matching.TownFrequencies;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * One embedded PostgreSQL for all tests. The database always bears the same name, so that the cached application keeps
 * its connection settings while the database behind them is replaced.
 */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final String DATABASE = "guanjia";
  private static final EmbeddedPostgres SERVER = start();

  /** The owner's URL of the current class's database. */
  public static String ownerUrl() {
    return "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(SERVER.getPort(), DATABASE);
  }

  /** As the owner, whom row-level security does not bind: for tests that look behind the application's back. */
  public static Connection owner() throws SQLException {
    return DriverManager.getConnection(ownerUrl());
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Path data = temporaryFolder();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test", Map.of("guanjia.database-url", ownerUrl(), "guanjia.data", data.toString(), "guanjia.public-requests-per-minute", "6000")));
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")).toAbsolutePath(), "data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres start() {
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setLocaleConfig("locale", "C.UTF-8")
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("max_connections", "200")
              .start();
      execute(server, "create database template_guanjia");
      Flyway.configure()
          .dataSource(server.getDatabase("postgres", "template_guanjia"))
          .locations("classpath:db/migration")
          .load()
          .migrate();
      execute(server, "create database " + DATABASE + " template template_guanjia");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void execute(EmbeddedPostgres server, String statement) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Replaces the database before each test class and clears what the application remembers of the old one. */
  static final class FreshForEachClass implements TestExecutionListener {

    @Override
    public void beforeTestClass(TestContext test) {
      execute(SERVER, "drop database if exists " + DATABASE + " with (force)");
      execute(SERVER, "create database " + DATABASE + " template template_guanjia");
      if (test.hasApplicationContext()) forget(test.getApplicationContext());
    }

    private static void forget(ApplicationContext context) {
      context.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
      context.getBean(KeyRotation.class).forget();
      context.getBean(Ids.class).forget();
      context.getBean(Catalogue.class).forget();
      context.getBean(TownFrequencies.class).forget();
      context.getBean(TownCalendar.class).forget();
      context.getBean(Anchors.class).forget();
      context.getBean(Places.class).forget();
      context.getBean(Users.class).forget();
      context
          .getBeanProvider(CacheManager.class)
          .ifAvailable(caches -> caches.getCacheNames().forEach(name -> caches.getCache(name).clear()));
    }
  }
}
