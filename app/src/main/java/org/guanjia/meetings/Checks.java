package org.guanjia.meetings;

import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;

/** Checks of what people type about meetings; all that is wrong is told at once. */
final class Checks {

  static final int TEXT_LENGTH_MAX = 4_000;
  static final int SUMMARY_LENGTH_MAX = 20_000;
  static final int TASK_LENGTH_MAX = 1_000;
  static final int NAME_LENGTH_MAX = 100;
  static final int PLACE_LENGTH_MAX = 300;

  /** No document has control characters, and those that turn the direction of writing make a text read as another one. */
  private static final String UNWANTED = "[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]";

  private final List<FieldError> errors = new ArrayList<>();

  /** The text without surrounding space; empty when it was refused. */
  String required(String field, @Nullable String text, int lengthMax) {
    String plain = cleaned(text);
    if (plain.isEmpty()) error(field, "requests.error.required");
    return fitting(field, plain, lengthMax);
  }

  @Nullable String optional(String field, @Nullable String text, int lengthMax) {
    String plain = cleaned(text);
    return plain.isEmpty() ? null : fitting(field, plain, lengthMax);
  }

  <T> @Nullable T present(String field, @Nullable T value) {
    if (value == null) error(field, "requests.error.required");
    return value;
  }

  void error(String field, String key, Object... arguments) {
    errors.add(FieldError.of(field, key, arguments));
  }

  boolean good() {
    return errors.isEmpty();
  }

  /** @throws InvalidInput when anything was wrong */
  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  static String cleaned(@Nullable String text) {
    return text == null ? "" : text.replace("\r\n", "\n").replace('\r', '\n').replaceAll(UNWANTED, "").strip();
  }

  private String fitting(String field, String text, int lengthMax) {
    if (text.length() > lengthMax) error(field, "requests.error.tooLong", lengthMax, text.length());
    return text;
  }
}
