package org.guanjia.awards;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A form of an award as it came in; what cannot be read is gathered and refused together. */
record AwardSent(MultiValueMap<String, String> typed, List<FieldError> errors) implements SentForm {

  AwardSent(MultiValueMap<String, String> typed) {
    this(cleaned(typed), new ArrayList<>());
  }

  /** PostgreSQL refuses NUL; the characters that turn the direction of writing make a text read as another one. */
  private static MultiValueMap<String, String> cleaned(MultiValueMap<String, String> typed) {
    var clean = new LinkedMultiValueMap<String, String>();
    typed.forEach((name, values) -> values.forEach(value -> clean.add(name, value.replace("\r\n", "\n").replaceAll("[\\p{Cc}\\p{Cs}\u202A-\u202E\u2066-\u2069&&[^\n\t]]", ""))));
    return clean;
  }

  /** Null for an empty field, and for one that is no day. */
  @Nullable LocalDate day(String field) {
    if (text(field).isEmpty()) return null;
    try {
      LocalDate day = LocalDate.parse(text(field));
      if (day.getYear() >= 1900 && day.getYear() <= 9999) return day;
    } catch (DateTimeException e) {
      // Told below, as a year out of range is.
    }
    error(field, "awards.error.day");
    return null;
  }

  LocalDate mustDay(String field) {
    LocalDate day = day(field);
    if (day == null && text(field).isEmpty()) error(field, "awards.error.day");
    return day == null ? LocalDate.EPOCH : day;
  }

  /** Null for an empty field, and for one that is no month. */
  @Nullable YearMonth month(String field) {
    if (text(field).isEmpty()) return null;
    YearMonth month = AwardRows.parse(text(field));
    if (month == null) error(field, "awards.error.month");
    return month;
  }

  YearMonth mustMonth(String field) {
    YearMonth month = month(field);
    if (month == null && text(field).isEmpty()) error(field, "awards.error.month");
    return month == null ? YearMonth.of(1970, 1) : month;
  }

  long mustFen(String field) {
    return Money.parseYuan(text(field)).map(Money::fen).orElseGet(() -> {
      error(field, "awards.error.money");
      return 0L;
    });
  }

  boolean ticked(String field) {
    return typed.getFirst(field) != null;
  }

  void error(String field, String key, Object... arguments) {
    errors.add(FieldError.of(field, key, arguments));
  }

  /**
   * @throws InvalidInput when anything could not be read
   */
  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }
}
