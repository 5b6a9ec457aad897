package org.guanjia.platform.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Input that was refused; nothing was written. Each error names its field and says what to do. */
public final class InvalidInput extends RuntimeException {

  /**
   * @param field name of the form or JSON field
   * @param key message key
   * @param arguments of the message
   */
  public record FieldError(String field, String key, List<Object> arguments) {
    public static FieldError of(String field, String key, Object... arguments) {
      return new FieldError(field, key, List.of(arguments));
    }
  }

  private final transient List<FieldError> errors;

  public InvalidInput(List<FieldError> errors) {
    super(errors.toString());
    this.errors = List.copyOf(errors);
  }

  public InvalidInput(String field, String key, Object... arguments) {
    this(List.of(FieldError.of(field, key, arguments)));
  }

  public List<FieldError> errors() {
    return errors;
  }

  /** What the form says beside each field, in the reader's language. */
  public Map<String, String> told(Page page) {
    Map<String, String> told = new LinkedHashMap<>();
    errors.forEach(error -> told.put(error.field(), page.t(error.key(), error.arguments().toArray())));
    return told;
  }
}
