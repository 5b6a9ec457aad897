package org.guanjia.platform.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;

/** A form that gathers what cannot be read, so that all of it is refused together. */
public interface GatheringForm extends SentForm {

  /** What could not be read so far; grows. */
  List<FieldError> errors();

  default void error(String field, String key, Object... arguments) {
    errors().add(FieldError.of(field, key, arguments));
  }

  /**
   * A day written as 2026-05-31.
   *
   * @param key of the message when it is no day of these years
   * @return null for an empty field, and for one that was refused
   */
  default @Nullable LocalDate day(String field, int yearMin, int yearMax, String key, Object... arguments) {
    if (text(field).isEmpty()) return null;
    try {
      LocalDate day = LocalDate.parse(text(field));
      if (day.getYear() >= yearMin && day.getYear() <= yearMax) return day;
    } catch (DateTimeException e) {
      // Told below, as a year out of range is.
    }
    error(field, key, arguments);
    return null;
  }

  /** @throws InvalidInput when anything was wrong */
  default void refuse() {
    if (!errors().isEmpty()) throw new InvalidInput(errors());
  }
}
