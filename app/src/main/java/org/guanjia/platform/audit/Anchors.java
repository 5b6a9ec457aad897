package org.guanjia.platform.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.guanjia.platform.audit.Chain.Seal;
import org.guanjia.platform.database.DatabaseSettings;
import org.springframework.stereotype.Component;

/**
 * Seals noted outside the database, in the data folder: the newest, and one an hour. Whoever cuts off the end of the
 * log, seals and all, leaves a chain without a flaw; these notes still tell.
 */
@Component
public class Anchors {

  private static final Duration KEPT_EVERY = Duration.ofHours(1);

  private final Path newest;
  private final Path hourly;
  private Instant lastKept = Instant.EPOCH;

  Anchors(DatabaseSettings settings) {
    newest = settings.data().resolve("audit-newest-seal");
    hourly = settings.data().resolve("audit-seals.log");
  }

  /** A seal as noted: its number and hash. */
  record Anchor(long seq, String hash) {
    static Anchor of(Seal seal) {
      return new Anchor(seal.seq(), HexFormat.of().formatHex(seal.hash()));
    }

    /**
     * Reads {@code 57:9f86d0…}.
     *
     * @throws IllegalArgumentException when it is no such pair
     */
    static Anchor parse(String line) {
      String[] parts = line.strip().split(":", 2);
      if (parts.length != 2 || !parts[0].matches("[0-9]{1,18}") || !parts[1].matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("not a seal's number and hash: " + line);
      }
      return new Anchor(Long.parseLong(parts[0]), parts[1]);
    }

    @Override
    public String toString() {
      return seq + ":" + hash;
    }
  }

  synchronized void note(Seal seal) {
    String line = Anchor.of(seal) + "\n";
    try {
      Files.createDirectories(newest.toAbsolutePath().getParent());
      Path fresh = newest.resolveSibling(newest.getFileName() + ".new");
      Files.writeString(fresh, line);
      Files.move(fresh, newest, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      if (!seal.sealedAt().isBefore(lastKept.plus(KEPT_EVERY))) {
        Files.writeString(hourly, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lastKept = seal.sealedAt();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the newest audit seal cannot be noted in " + newest.getParent(), e);
    }
  }

  synchronized List<Anchor> all() {
    List<Anchor> anchors = new ArrayList<>();
    try {
      for (Path file : List.of(hourly, newest)) {
        if (!Files.exists(file)) continue;
        for (String line : Files.readAllLines(file)) {
          if (!line.isBlank()) anchors.add(Anchor.parse(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the noted audit seals cannot be read", e);
    }
    return anchors;
  }

  /** Keeps the newest note among the hourly ones, because a shorter chain is about to take its place. */
  synchronized void keepNewest() {
    try {
      if (!Files.exists(newest)) return;
      Files.writeString(hourly, Files.readString(newest), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the newest audit seal cannot be kept", e);
    }
  }

  /** Forgets all notes; for tests that exchange the database under the running application. */
  public synchronized void forget() {
    try {
      Files.deleteIfExists(newest);
      Files.deleteIfExists(hourly);
      lastKept = Instant.EPOCH;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
