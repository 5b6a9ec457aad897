package org.guanjia.platform.web;

import java.util.List;

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
}
