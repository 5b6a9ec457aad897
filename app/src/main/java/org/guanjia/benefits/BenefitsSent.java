package org.guanjia.benefits;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.web.GatheringForm;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form of benefits as it came in; what cannot be read is gathered in {@link #errors}. */
record BenefitsSent(MultiValueMap<String, String> typed, List<FieldError> errors) implements GatheringForm {

  static BenefitsSent of(MultiValueMap<String, String> typed) {
    return new BenefitsSent(SentForm.cleaned(typed), new ArrayList<>());
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
    return day(field, 1900, 2999, "benefits.error.day", text(field));
  }
}
