package org.guanjia.platform.database;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PostgreSQL inside the data folder: initialised once, kept between starts, for this process alone. */
final class EmbeddedServer implements AutoCloseable {

  private static final long BUFFERS_MIN_MIB = 128;
  private static final long BUFFERS_MAX_MIB = 4096;
  private static final String URL = "jdbc:postgresql://localhost:%d/postgres?user=postgres&password=%s";

  private final FileChannel lockFile;
  private final EmbeddedPostgres postgres;
  private final String password;

  /**
   * @throws StartFailure when another Guanjia uses the folder, or it cannot be written
   */
  EmbeddedServer(Path data) {
    try {
      DataFolder.ensure(data);
      lockFile = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(lockFile) == null) throw StartFailure.folderTaken(data);
      Path folder = data.resolve("postgres").toAbsolutePath();
      LeftServer.end(folder);
      password = password(passwordFile(data));
      boolean secured = Files.exists(folder.resolve("guanjia-secured"));
      postgres = start(data, folder, secured);
      if (!secured) secure(folder);
    } catch (IOException e) {
      throw StartFailure.folderUnusable(data, e);
    }
  }

  String url() {
    return URL.formatted(postgres.getPort(), password);
  }

  /** The owner's URL of the server that a running Guanjia has on this folder; empty when none runs. */
  static Optional<String> urlOfRunning(Path data) {
    Path lock = data.resolve("lock");
    if (!Files.exists(lock)) return Optional.empty();
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      if (lock(channel) != null) return Optional.empty();
      String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
      return Optional.of(URL.formatted(Integer.parseInt(port), Files.readString(passwordFile(data)).strip()));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      throw StartFailure.folderTaken(data);
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * zonky is made for tests: it starts with fsync and synchronous_commit off and keeps its programs in the system's temporary
   * folder, where they are cleaned away after some days. A town must find after a power cut what it was told is kept.
   */
  private EmbeddedPostgres start(Path data, Path folder, boolean secured) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(data.resolve("postgres-program").toAbsolutePath().toFile())
            .setPGStartupWait(Duration.ofMinutes(2))
            .setLocaleConfig("locale", "C.UTF-8")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "120")
            .setServerConfig("shared_buffers", buffersMiB() + "MB")
            // After each checkpoint a page is logged whole when it is first written: the rarer, the less an import writes.
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("min_wal_size", "512MB")
            .setServerConfig("checkpoint_timeout", "15min")
            // Two cores and a file cache: handing each read to another process costs more than the read.
            .setServerConfig("io_method", "sync")
            .setServerConfig("jit", "off")
            .setServerConfig("password_encryption", "scram-sha-256")
            .setRegisterShutdownHook(false);
    if (secured) builder.setConnectConfig("password", password);
    return builder.start();
  }

  /** A quarter of the memory, as PostgreSQL's manual advises, but no more than the indexes of a million people take. */
  private static long buffersMiB() {
    var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.clamp(machine.getTotalMemorySize() / 4 >> 20, BUFFERS_MIN_MIB, BUFFERS_MAX_MIB);
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

  private static Path passwordFile(Path data) {
    return data.resolve("postgres-password");
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
