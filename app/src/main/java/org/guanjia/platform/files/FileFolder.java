package org.guanjia.platform.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.guanjia.platform.files.FileRefused.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with the bytes: {@code <town>/<first two digits>/<sha256>} and beside it {@code .320} and {@code .1280} for
 * thumbnails. A file appears there whole or not at all: written aside, forced to the disk, then renamed.
 */
final class FileFolder {

  private static final Logger LOG = LoggerFactory.getLogger(FileFolder.class);
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;
  private final Path work;
  private final long reserveBytes;

  FileFolder(Path root, long reserveBytes) {
    this.root = root.toAbsolutePath();
    this.work = this.root.resolve("work");
    this.reserveBytes = reserveBytes;
  }

  interface Work<T> {
    T run(Path folder) throws IOException;
  }

  /**
   * Runs the work with a folder of its own that is gone afterwards, whatever happens.
   *
   * @throws FileRefused FULL when the disk has no room
   */
  <T> T inWorkFolder(Work<T> task) {
    try {
      Files.createDirectories(work);
      if (Files.getFileStore(work).getUsableSpace() < reserveBytes) throw new FileRefused(Reason.FULL);
      Path folder = Files.createTempDirectory(work, "");
      try {
        return task.run(folder);
      } finally {
        delete(folder);
      }
    } catch (FileSystemException e) {
      throw full(e);
    } catch (IOException e) {
      throw noRoom(e) ? full(e) : new UncheckedIOException(e);
    }
  }

  /** Copies at most so many bytes into the work folder. */
  static long receive(InputStream content, Path target, long bytesMax) throws IOException {
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        size += count;
        if (size > bytesMax) throw new FileRefused(Reason.TOO_BIG, bytesMax >> 20);
        out.write(buffer, 0, count);
      }
    }
    if (size == 0) throw new FileRefused(Reason.EMPTY);
    return size;
  }

  static String sha256(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Moves a finished file from the work folder to its place; returns when it would survive a power cut. */
  void keep(Path finished, String town, String sha256, String suffix) throws IOException {
    Path folder = folder(town, sha256);
    Files.createDirectories(folder);
    force(finished, StandardOpenOption.WRITE);
    Files.move(finished, folder.resolve(sha256 + suffix), StandardCopyOption.ATOMIC_MOVE);
    force(folder, StandardOpenOption.READ);
  }

  boolean holds(String town, String sha256) {
    return Files.exists(place(town, sha256, ""));
  }

  Path place(String town, String sha256, String suffix) {
    return folder(town, sha256).resolve(sha256 + suffix);
  }

  private Path folder(String town, String sha256) {
    if (!town.matches("[0-9A-Za-z-]{1,20}") || !sha256.matches("[0-9a-f]{64}")) throw new IllegalArgumentException(town);
    return root.resolve(town).resolve(sha256.substring(0, 2));
  }

  void remove(String town, String sha256) {
    for (String suffix : new String[] {"", ".320", ".1280"}) delete(place(town, sha256, suffix));
  }

  /** The towns that have files. */
  List<String> towns() {
    if (!Files.isDirectory(root)) return List.of();
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(path -> !path.equals(work)).filter(Files::isDirectory).map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hashes of a town's files that have lain here long enough to be in the table if they ever were to be. */
  Stream<String> settled(String town, Instant now) {
    Path folder = root.resolve(town);
    if (!Files.isDirectory(folder)) return Stream.empty();
    try {
      return Files.walk(folder, 2)
          .filter(path -> path.getFileName().toString().matches("[0-9a-f]{64}"))
          .filter(path -> isOld(path, now))
          .map(path -> path.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what a kill in the middle of an upload left behind. */
  void clearWork(Instant now) {
    if (!Files.isDirectory(work)) return;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(work)) {
      for (Path path : left) if (isOld(path, now)) delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOld(Path path, Instant now) {
    try {
      return Files.getLastModifiedTime(path).toInstant().isBefore(now.minus(ABANDONED));
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (var channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  private static void delete(Path path) {
    try (Stream<Path> content = Files.isDirectory(path) ? Files.list(path) : Stream.empty()) {
      content.forEach(FileFolder::delete);
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("{} could not be removed: {}", path, e.toString());
    }
  }

  private static FileRefused full(IOException cause) {
    LOG.error("The file folder cannot be written: {}", cause.toString());
    return new FileRefused(Reason.FULL);
  }

  /** A full disk shows as a plain IOException when writing, with the system's words. */
  private static boolean noRoom(IOException e) {
    String words = String.valueOf(e.getMessage());
    return words.contains("No space left") || words.contains("quota exceeded") || words.contains("File too large");
  }
}
