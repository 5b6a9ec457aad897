package org.guanjia.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that a killed Guanjia left behind: it goes on by itself and keeps the folder from the next one. Whoever holds
 * the lock of the data folder knows that nobody needs it any more.
 */
final class LeftServer {

  private static final Logger LOG = LoggerFactory.getLogger(LeftServer.class);
  private static final int STOP_SECONDS_MAX = 90;

  private LeftServer() {}

  /**
   * Ends it, with all that was committed written down; does nothing when there is none.
   *
   * @param folder of the database, absolute
   * @throws IOException when it does not end in time
   */
  static void end(Path folder) throws IOException {
    Optional<ProcessHandle> left = find(folder);
    if (left.isEmpty()) return;
    LOG.warn("PostgreSQL (process {}) was left by a Guanjia that was killed; it is ended first.", left.get().pid());
    try {
      askToStop(left.get());
      left.get().onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("process %d still uses it and does not end".formatted(left.get().pid()), e);
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Only a process that says itself that it serves this folder: after a reboot the number may be anybody's. */
  private static Optional<ProcessHandle> find(Path folder) throws IOException {
    Path file = folder.resolve("postmaster.pid");
    if (!Files.exists(file)) return Optional.empty();
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")) return Optional.empty();
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(process -> serves(process, folder));
  }

  private static boolean serves(ProcessHandle process, Path folder) {
    ProcessHandle.Info info = process.info();
    return info.command().filter(command -> command.endsWith("/postgres")).isPresent()
        && info.arguments().filter(words -> Arrays.asList(words).contains(folder.toString())).isPresent();
  }

  /** SIGINT is PostgreSQL's fast shutdown; Java itself can only send SIGTERM, which waits for every client to leave. */
  private static void askToStop(ProcessHandle process) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
  }
}
