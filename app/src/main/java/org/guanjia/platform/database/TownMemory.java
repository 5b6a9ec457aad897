package org.guanjia.platform.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What is read all the time and changed a few times a year, held in memory for each town. While the database is away, what was known
 * is still true.
 *
 * @param <T> what is held
 */
public final class TownMemory<T> {

  /** How long another copy of the application may not know of a change. */
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  /** How long a database that is away is not asked again: it takes seconds to say so, on every page. */
  private static final Duration NOT_ASKED_AGAIN = Duration.ofSeconds(30);

  private record Known<T>(T value, Instant until) {}

  private final Clock clock;
  private final Supplier<T> reader;
  private final Map<String, Known<T>> towns = new ConcurrentHashMap<>();

  /** @param reader reads it for the town of the current {@link TownContext}, in a transaction */
  public TownMemory(Clock clock, Supplier<T> reader) {
    this.clock = clock;
    this.reader = reader;
  }

  /** Of the town of the current {@link TownContext}; a database that is away is thrown only while nothing is known. */
  public T get() {
    String town = TownContext.required().town();
    Known<T> known = towns.get(town);
    if (known == null || known.until().isBefore(clock.instant())) {
      known = read(known);
      towns.put(town, known);
    }
    return known.value();
  }

  private Known<T> read(@Nullable Known<T> before) {
    try {
      return new Known<>(reader.get(), clock.instant().plus(REMEMBERED));
    } catch (DataAccessException | TransactionException away) {
      if (before == null) throw away;
      return new Known<>(before.value(), clock.instant().plus(NOT_ASKED_AGAIN));
    }
  }

  /** Forgets what is known of all towns; after a change, and in tests that exchange the database under the running application. */
  public void forget() {
    towns.clear();
  }
}
