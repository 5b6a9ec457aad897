package org.guanjia.platform.database;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jooq.autoconfigure.DefaultConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The owner migrates; the application itself works as the role guanjia_app, which owns nothing and which row-level
 * security binds. Its password derives from the owner's, so one setting is enough and several copies agree.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  static final String APPLICATION_ROLE = "guanjia_app";

  /**
   * @param url with the owner's user and password
   * @param embedded the embedded server, when this process started it
   * @param shared whether it is the embedded server of a Guanjia that is running
   */
  record Server(String url, @Nullable EmbeddedServer embedded, boolean shared) implements AutoCloseable {
    @Override
    public void close() {
      if (embedded != null) embedded.close();
    }
  }

  @Bean
  Server databaseServer(DatabaseSettings settings, Environment environment) throws SQLException {
    Server server = server(settings, environment.acceptsProfiles(Profiles.of(Command.PROFILE)));
    try {
      prepareApplicationRole(server.url());
      return server;
    } catch (SQLException e) {
      server.close();
      throw StartFailure.databaseUnusable(parse(server.url()), e);
    }
  }

  /** A command that works beside the running Guanjia leaves the tables as that one made them. */
  @Bean
  FlywayMigrationStrategy migrations(Server server) {
    return flyway -> {
      if (server.shared()) flyway.validate();
      else flyway.migrate();
    };
  }

  @Bean
  @FlywayDataSource
  DataSource ownerDataSource(Server server) {
    var owner = new PGSimpleDataSource();
    owner.setUrl(server.url());
    return owner;
  }

  @Bean
  @Primary
  HikariDataSource dataSource(Server server, DatabaseSettings settings) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(withoutOwner(server.url()));
    pool.setUsername(APPLICATION_ROLE);
    pool.setPassword(applicationPassword(parse(server.url()).getProperty("password", "")));
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setConnectionTimeout(5_000);
    pool.setInitializationFailTimeout(-1);
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    pool.addDataSourceProperty("prepareThreshold", "3");
    pool.addDataSourceProperty("ApplicationName", "guanjia");
    return pool;
  }

  /** jOOQ would ask for every statement, and every row of it, whether anybody wants it logged. */
  @Bean
  DefaultConfigurationCustomizer withoutStatementLog() {
    return configuration -> configuration.settings().setExecuteLogging(false);
  }

  @Bean
  PlatformTransactionManager transactionManager(HikariDataSource dataSource) {
    return new TownTransactionManager(dataSource);
  }

  private static Server server(DatabaseSettings settings, boolean command) {
    String url = settings.databaseUrl();
    if (url != null && !url.isBlank()) return new Server(url, null, false);
    Optional<String> running = command ? EmbeddedServer.urlOfRunning(settings.data()) : Optional.empty();
    if (running.isPresent()) return new Server(running.get(), null, true);
    var embedded = new EmbeddedServer(settings.data());
    return new Server(embedded.url(), embedded, false);
  }

  private static void prepareApplicationRole(String url) throws SQLException {
    String password = applicationPassword(parse(url).getProperty("password", ""));
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(
          "do $$ begin if not exists (select from pg_roles where rolname = '%s') then create role %s; end if; end $$"
              .formatted(APPLICATION_ROLE, APPLICATION_ROLE));
      statement.execute("alter role %s login password '%s'".formatted(APPLICATION_ROLE, password));
    }
  }

  private static Properties parse(String url) {
    Properties parts = Driver.parseURL(url, null);
    if (parts == null) throw StartFailure.urlUnusable();
    return parts;
  }

  /** The same server with the same options, TLS above all, for another user. */
  static String withoutOwner(String url) {
    String[] halves = url.split("\\?", 2);
    if (halves.length == 1) return url;
    String kept = Arrays.stream(halves[1].split("&")).filter(option -> !option.matches("(user|password)=.*")).collect(joining("&"));
    return kept.isEmpty() ? halves[0] : halves[0] + "?" + kept;
  }

  private static String applicationPassword(String ownerPassword) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(("guanjia" + ownerPassword).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(APPLICATION_ROLE.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
