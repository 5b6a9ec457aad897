package org.guanjia.benefits;

import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * One going through the register, or through some of it, for a month.
 *
 * @param reason why: a message key's end, such as {@code asked} or {@code PersonDied}
 * @param knownAt what the register knew at this moment counts
 * @param position the last person done
 * @param appended persons of whom something came out otherwise than what stood
 */
public record Round(
    long id, Kind kind, YearMonth month, State state, String reason, long rulebook, Instant knownAt, String startedBy, Instant startedAt, long position, int persons, int total,
    int appended, @Nullable Instant finishedAt, @Nullable String fault) {

  /** Of whom. */
  public enum Kind {
    /** The whole register. */
    WHOLE,
    /** Persons whose facts changed. */
    AGAIN
  }

  /** Where it stands. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }
}
