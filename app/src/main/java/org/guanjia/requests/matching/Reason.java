package org.guanjia.requests.matching;

import java.util.Locale;

/**
 * Why two texts are taken as alike, or what speaks against it; said to people by the message {@code matching.reason.KIND}.
 *
 * @param speaksFor false for what speaks against
 * @param about the word, name or number concerned; empty where the kind says all
 */
public record Reason(Kind kind, boolean speaksFor, String about) {

  public enum Kind {
    WORDS,
    THING,
    OTHER_THING,
    CATEGORY,
    ROAD,
    OTHER_ROAD,
    NUMBER,
    OTHER_NUMBER,
    LANDMARK,
    VILLAGE,
    OTHER_VILLAGE,
    METRES,
    FAR,
    PHONE,
    SAME_DAY,
    DAYS
  }

  static Reason pro(Kind kind, Object about) {
    return new Reason(kind, true, String.valueOf(about));
  }

  static Reason contra(Kind kind, Object about) {
    return new Reason(kind, false, String.valueOf(about));
  }

  /** Key of the message that says it, with {@link #about} as its only argument. */
  public String messageKey() {
    return "matching.reason." + kind.name().toLowerCase(Locale.ROOT);
  }
}
