package org.guanjia.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real application in a JVM of its own, heap 512 MiB, with its embedded PostgreSQL as it ships (fsync on). */
final class RunningTown implements AutoCloseable {

  static final String TOWN = "441900103";
  /** The option that starts it with the demo's staff, projects and requests. */
  static final String DEMO = "--spring.profiles.active=demo";
  /** As docs/startup.md says. */
  static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED");
  private static final Path WORK = Path.of("benchmarks", "target", "work");
  private static final Path JAR = Path.of("app", "target", "dist", "guanjia.jar");
  private static final Duration START_MAX = Duration.ofMinutes(3);

  private final Path data;
  private final int port;
  private final Process process;
  private final Path log;
  /** From the start of the process to the first page, in milliseconds. */
  private final long startMillis;

  private RunningTown(Path data, List<String> options) throws IOException, InterruptedException {
    this.data = data;
    this.port = freePort();
    this.log = data.resolveSibling(data.getFileName() + ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (options.stream().noneMatch(option -> option.equals("-jar"))) {
      command.addAll(JVM);
      command.addAll(List.of("-jar", JAR.toString()));
    }
    command.addAll(options);
    command.addAll(List.of("--server.port=" + port, "--guanjia.data=" + data));
    if (options.stream().noneMatch(option -> option.startsWith("--guanjia.demo.people="))) command.add("--guanjia.demo.people=0");
    long begin = System.nanoTime();
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    waitForFirstPage(begin);
    startMillis = (System.nanoTime() - begin) / 1_000_000;
  }

  /** Starts on an empty data folder of that name. */
  static RunningTown fresh(String name, String... options) throws IOException, InterruptedException {
    Path data = WORK.resolve(name).toAbsolutePath();
    stopLeftOverDatabase(data);
    delete(data);
    Files.deleteIfExists(data.resolveSibling(name + ".log"));
    Files.createDirectories(data);
    return new RunningTown(data, List.of(options));
  }

  /** Starts on what an earlier benchmark left in the data folder of that name. */
  static RunningTown kept(String name, String... options) throws IOException, InterruptedException {
    Path data = WORK.resolve(name).toAbsolutePath();
    stopLeftOverDatabase(data);
    return new RunningTown(data, List.of(options));
  }

  /** Whether the data folder of that name was left by the very application that would run now. */
  static boolean isKept(String name) throws IOException {
    Path marker = WORK.resolve(name + ".filled");
    return Files.exists(marker) && Files.getLastModifiedTime(marker).compareTo(Files.getLastModifiedTime(JAR)) > 0;
  }

  /** Says that the data folder of that name may be used again. */
  static void keep(String name) throws IOException {
    Files.writeString(WORK.resolve(name + ".filled"), name);
  }

  /** Starts again on what is in the folder. */
  static RunningTown again(RunningTown before, String... options) throws IOException, InterruptedException {
    return new RunningTown(before.data, Arrays.asList(options));
  }

  int port() {
    return port;
  }

  Path data() {
    return data;
  }

  long startMillis() {
    return startMillis;
  }

  /** Resident memory of the JVM in MiB. */
  long residentMiB() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(resident.replaceAll("\\D", "")) / 1024;
    }
  }

  /** Processor time the JVM has used. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** As the database's owner, whom row-level security does not bind. */
  Connection owner() throws SQLException, IOException {
    return owner(data);
  }

  static Connection owner(Path data) throws SQLException, IOException {
    List<String> postmaster = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
    String password = Files.readString(data.resolve("postgres-password")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%s/postgres?user=postgres&password=%s".formatted(postmaster.get(3).strip(), password));
  }

  /**
   * Lets the JVM stand still, so that it takes no processor time from what is measured beside it; never in the middle of a
   * transaction, whose locks would be held.
   */
  void freeze() throws IOException, InterruptedException, SQLException {
    signal("-STOP", process.pid());
    while (isInTransaction()) {
      thaw();
      Thread.sleep(20);
      signal("-STOP", process.pid());
    }
  }

  private boolean isInTransaction() throws SQLException, IOException {
    try (Connection owner = owner();
        var rows = owner.createStatement().executeQuery("select from pg_stat_activity where usename = 'guanjia_app' and state <> 'idle'")) {
      return rows.next();
    }
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT", process.pid());
  }

  /** kill -9 of the application alone; its database server goes on by itself. */
  void killApplication() throws IOException, InterruptedException {
    signal("-KILL", process.pid());
    process.waitFor();
  }

  /** kill -9 of the application and its database server at once, as a machine that stops. */
  void killAll() throws IOException, InterruptedException {
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip());
    List<Long> servers = new ArrayList<>();
    ProcessHandle.of(postmaster).ifPresent(handle -> handle.children().forEach(child -> servers.add(child.pid())));
    signal("-KILL", process.pid());
    signal("-KILL", postmaster);
    for (long server : servers) if (ProcessHandle.of(server).isPresent()) signal("-KILL", server);
    process.waitFor();
    for (int i = 0; i < 100 && ProcessHandle.of(postmaster).isPresent(); i++) Thread.sleep(50);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    stopLeftOverDatabase(data);
  }

  private void waitForFirstPage(long begin) throws IOException, InterruptedException {
    while (true) {
      try (var wire = new Wire(port)) {
        if (wire.get("/").status() < 400) return;
      } catch (IOException notYet) {
        Thread.sleep(20);
      }
      if (!process.isAlive()) throw new IOException("the application ended; see " + log);
      if (System.nanoTime() - begin > START_MAX.toNanos()) throw new IOException("no page yet; see " + log);
    }
  }

  /** Ends a server that a killed application left on this folder. */
  private static void stopLeftOverDatabase(Path data) throws IOException, InterruptedException {
    Path pidFile = data.resolve("postgres/postmaster.pid");
    if (!Files.exists(pidFile)) return;
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    var handle = ProcessHandle.of(pid);
    boolean ours = handle.flatMap(found -> found.info().command()).filter(found -> found.contains("postgres")).isPresent();
    if (!ours) return;
    signal("-INT", pid);
    for (int i = 0; i < 200 && handle.get().isAlive(); i++) Thread.sleep(50);
  }

  private static void signal(String signal, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}
