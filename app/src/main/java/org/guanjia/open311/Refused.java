package org.guanjia.open311;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that was refused, with everything that is wrong with it; nothing was done. */
final class Refused extends RuntimeException {

  static final int BAD = 400;
  static final int KEY = 403;
  static final int NOT_FOUND = 404;
  static final int TOO_MANY = 429;
  static final int FAILED = 500;
  static final int AWAY = 503;

  /**
   * One thing that is wrong.
   *
   * @param status what HTTP would say of it alone
   * @param key message key
   * @param arguments of the message
   */
  record Fault(int status, String key, List<Object> arguments) {
    static Fault of(int status, String key, Object... arguments) {
      return new Fault(status, key, List.of(arguments));
    }
  }

  private final transient List<Fault> faults;
  private final @Nullable Duration comeAgainIn;

  Refused(List<Fault> faults) {
    this(faults, null);
  }

  Refused(Fault fault) {
    this(List.of(fault), null);
  }

  private Refused(List<Fault> faults, @Nullable Duration comeAgainIn) {
    super(faults.toString());
    this.faults = List.copyOf(faults);
    this.comeAgainIn = comeAgainIn;
  }

  /** Too many at once; good again after that time. */
  static Refused until(Duration wait, int perMinute) {
    long seconds = Math.max(1, wait.toSeconds());
    return new Refused(List.of(Fault.of(TOO_MANY, "open311.error.tooMany", perMinute, seconds)), Duration.ofSeconds(seconds));
  }

  List<Fault> faults() {
    return faults;
  }

  /** When to come again; null where that would not help. */
  @Nullable Duration comeAgainIn() {
    return comeAgainIn;
  }

  /** Of the whole answer: a key that does not open comes before everything, otherwise what all of it is, or 400. */
  int status() {
    List<Integer> all = faults.stream().map(Fault::status).toList();
    if (all.contains(KEY)) return KEY;
    return all.stream().distinct().count() == 1 ? all.getFirst() : BAD;
  }
}
