package org.guanjia.platform.identity;

import java.util.Locale;
import java.util.Optional;

/** Sex as registers record it (GB/T 2261.1: 1 male, 2 female); not stated is the absence of a value. */
public enum Sex {
  MALE,
  FEMALE;

  /** What offices write: 男, 男性, 1, M, male; empty when it is none of these (0 and 9, unknown and not stated, too). */
  public static Optional<Sex> parse(String typed) {
    return switch (TypedNumber.bare(typed).toLowerCase(Locale.ROOT)) {
      case "男", "男性", "1", "m", "male" -> Optional.of(MALE);
      case "女", "女性", "2", "f", "female" -> Optional.of(FEMALE);
      default -> Optional.empty();
    };
  }
}
