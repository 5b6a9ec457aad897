package org.guanjia.people;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A form of the register as it came in; what cannot be read is gathered in {@link #errors}. */
record PersonSent(Page page, HttpServletResponse response, MultiValueMap<String, String> typed, List<FieldError> errors) {

  PersonSent(Page page, HttpServletResponse response, MultiValueMap<String, String> typed) {
    this(page, response, cleaned(typed), new ArrayList<>());
  }

  /** What the form was made from; a number nothing has when it does not say. */
  int version() {
    String text = text("version");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  String text(String field) {
    String text = typed.getFirst(field);
    return text == null ? "" : text.strip();
  }

  /** Null for an empty field. */
  @Nullable String textOrNull(String field) {
    return text(field).isEmpty() ? null : text(field);
  }

  boolean ticked(String field) {
    return typed.getFirst(field) != null;
  }

  @Nullable LocalDate date(String field) {
    if (text(field).isEmpty()) return null;
    try {
      LocalDate day = LocalDate.parse(text(field));
      if (day.getYear() >= 1000 && day.getYear() <= 9999) return day;
    } catch (DateTimeParseException e) {
      // Told below, as a year out of range is.
    }
    error(field, "register.error.date");
    return null;
  }

  /** A day that has to be given; today when it was refused. */
  LocalDate day(String field, LocalDate today) {
    if (text(field).isEmpty()) error(field, "register.error.day");
    LocalDate day = date(field);
    return day == null ? today : day;
  }

  <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field) {
    if (text(field).isEmpty()) return null;
    for (E one : type.getEnumConstants()) if (one.name().equals(text(field).toUpperCase(Locale.ROOT))) return one;
    error(field, "register.error.choose");
    return null;
  }

  @Nullable Boolean yesOrNo(String field) {
    return switch (text(field)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  void error(String field, String key, Object... arguments) {
    errors.add(FieldError.of(field, key, arguments));
  }

  /**
   * @throws InvalidInput when anything was wrong
   */
  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  /** PostgreSQL refuses NUL; the characters that turn the direction of writing make a text read as another one. */
  private static MultiValueMap<String, String> cleaned(MultiValueMap<String, String> typed) {
    var clean = new LinkedMultiValueMap<String, String>();
    typed.forEach(
        (name, values) ->
            values.forEach(value -> clean.add(name, value.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}\\p{Cs}\u202A-\u202E\u2066-\u2069&&[^\n\t]]", ""))));
    return clean;
  }
}
