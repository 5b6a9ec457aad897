package org.guanjia.requests;

import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Checks of the texts that staff and reporters type. */
final class Texts {

  static final int REASON_LENGTH_MAX = 4_000;

  private Texts() {}

  /** The text without surrounding space; refused when empty or over 4,000 characters. */
  static String required(String field, @Nullable String text) {
    return required(field, text, REASON_LENGTH_MAX);
  }

  /** The text without surrounding space; null when empty, refused when over 4,000 characters. */
  static @Nullable String optional(String field, @Nullable String text) {
    return optional(field, text, REASON_LENGTH_MAX);
  }

  static @Nullable String optional(String field, @Nullable String text, int lengthMax) {
    return text == null || text.isBlank() ? null : required(field, text, lengthMax);
  }

  static String required(String field, @Nullable String text, int lengthMax) {
    if (text == null || text.isBlank()) throw new InvalidInput(field, "requests.error.required");
    if (text.length() > lengthMax) throw new InvalidInput(field, "requests.error.tooLong", lengthMax, text.length());
    return text.strip();
  }
}
