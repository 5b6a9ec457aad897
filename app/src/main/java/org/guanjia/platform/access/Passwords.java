package org.guanjia.platform.access;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id (RFC 9106) with 32 MiB, two passes and one lane: some 60 ms of one core, above what OWASP asks for (19 MiB).
 *
 * <p>No more than a few are computed at once. A burst of log-ins waits a little and is then told to come again; it
 * cannot take the memory or the processors away from those who are working.
 */
final class Passwords {

  static final int MEMORY_KIB = 32_768;
  static final int PASSES = 2;

  private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, MEMORY_KIB, PASSES);
  private final Semaphore places;
  private final Semaphore queue;
  private final Duration patience;

  /**
   * @param atOnce how many are computed at the same time
   * @param waiting how many may wait for a place; further ones are refused at once
   * @param patience how long one waits
   */
  Passwords(int atOnce, int waiting, Duration patience) {
    this.places = new Semaphore(atOnce, true);
    this.queue = new Semaphore(atOnce + waiting);
    this.patience = patience;
  }

  String hash(String typed) {
    return inTurn(() -> encode(typed));
  }

  /**
   * Whether the password fits. Takes as long when there is no hash (no such user), so that time tells nothing.
   *
   * @throws Busy when too many log in at once
   */
  boolean matches(String typed, @Nullable String hash) {
    return inTurn(
        () -> {
          if (hash != null) return encoder.matches(PasswordRules.normal(typed), hash);
          encode(typed);
          return false;
        });
  }

  /** Whether the hash was made with weaker settings than today's. */
  boolean isOutdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  private String encode(String typed) {
    String hash = encoder.encode(PasswordRules.normal(typed));
    if (hash == null) {
      throw new IllegalStateException("a password was given, so there is a hash");
    }
    return hash;
  }

  private <T> T inTurn(Supplier<T> work) {
    if (!queue.tryAcquire()) {
      throw new Busy();
    }
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Busy();
      }
      try {
        return work.get();
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Busy();
    } finally {
      queue.release();
    }
  }

  /** Too many log in at once; come again in a few seconds. */
  static final class Busy extends RuntimeException {
    Busy() {
      super("too many log-ins at once", null, false, false);
    }
  }
}
