package org.guanjia.platform.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** PostgreSQL inside the data folder: initialised once, kept between starts, for this process alone. */
final class EmbeddedServer implements AutoCloseable {

  private final FileChannel lockFile;
  private final EmbeddedPostgres postgres;
  private final String password;

  /**
   * @throws StartFailure when another Guanjia uses the folder, or it cannot be written
   */
  EmbeddedServer(Path data) {
    try {
      Files.createDirectories(data);
      lockFile = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock() == null) throw StartFailure.folderTaken(data);
      Path folder = data.resolve("postgres").toAbsolutePath();
      password = password(data.resolve("postgres-password"));
      boolean secured = Files.exists(folder.resolve("guanjia-secured"));
      postgres = start(folder, secured);
      if (!secured) secure(folder);
    } catch (IOException e) {
      throw StartFailure.folderUnusable(data, e);
    }
  }

  String url() {
    return "jdbc:postgresql://localhost:%d/postgres?user=postgres&password=%s".formatted(postgres.getPort(), password);
  }

  private @Nullable FileLock lock() throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private EmbeddedPostgres start(Path folder, boolean secured) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofMinutes(2))
            .setLocaleConfig("locale", "C.UTF-8")
            .setServerConfig("max_connections", "120")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("max_wal_size", "2GB")
            .setServerConfig("jit", "off")
            .setServerConfig("password_encryption", "scram-sha-256")
            .setRegisterShutdownHook(false);
    if (secured) builder.setConnectConfig("password", password);
    return builder.start();
  }

  /** zonky initialises with "trust"; from the first start on only the password kept beside the data opens it. */
  private void secure(Path folder) throws IOException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter role postgres password '" + password + "'");
      Files.writeString(folder.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
      Files.createFile(folder.resolve("guanjia-secured"));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) return Files.readString(file).strip();
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, ownerOnly);
    return Files.readString(Files.writeString(file, HexFormat.of().formatHex(random)));
  }

  @Override
  public void close() {
    try {
      postgres.close();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
