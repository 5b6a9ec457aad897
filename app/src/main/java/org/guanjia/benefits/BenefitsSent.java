package org.guanjia.benefits;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A form of benefits as it came in; what cannot be read is gathered in {@link #errors}. */
record BenefitsSent(MultiValueMap<String, String> typed, List<FieldError> errors) implements SentForm {

  static BenefitsSent of(MultiValueMap<String, String> typed) {
    var clean = new LinkedMultiValueMap<String, String>();
    typed.forEach((name, values) -> values.forEach(value -> clean.add(name, value.replace("\r\n", "\n").replaceAll("[\\p{Cc}\\p{Cs}\u202A-\u202E\u2066-\u2069&&[^\n\t]]", ""))));
    return new BenefitsSent(clean, new ArrayList<>());
  }

  int lock() {
    return number("lock", -1);
  }

  /** Null for an empty field. */
  @Nullable YearMonth month(String field) {
    if (text(field).isEmpty()) return null;
    YearMonth month = MonthWords.parse(text(field)).orElse(null);
    if (month == null) error(field, "benefits.error.month");
    return month;
  }

  /** Null for an empty field. */
  @Nullable LocalDate day(String field) {
    if (text(field).isEmpty()) return null;
    try {
      LocalDate day = LocalDate.parse(text(field));
      if (day.getYear() >= 1900 && day.getYear() <= 2999) return day;
    } catch (DateTimeException e) {
      // Told below.
    }
    error(field, "benefits.error.day", text(field));
    return null;
  }

  void error(String field, String key, Object... arguments) {
    errors.add(FieldError.of(field, key, arguments));
  }

  /** @throws InvalidInput when anything was wrong */
  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }
}
