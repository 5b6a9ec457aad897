package org.guanjia.awards;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.benefits.MonthWords;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.GatheringForm;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form of an award as it came in; what cannot be read is gathered and refused together. */
record AwardSent(MultiValueMap<String, String> typed, List<FieldError> errors) implements GatheringForm {

  AwardSent(MultiValueMap<String, String> typed) {
    this(SentForm.cleaned(typed), new ArrayList<>());
  }

  /** Null for an empty field, and for one that is no day. */
  @Nullable LocalDate day(String field) {
    return day(field, 1900, 9999, "awards.error.day");
  }

  LocalDate mustDay(String field) {
    LocalDate day = day(field);
    if (day == null && text(field).isEmpty()) error(field, "awards.error.day");
    return day == null ? LocalDate.EPOCH : day;
  }

  /** Null for an empty field, and for one that is no month. */
  @Nullable YearMonth month(String field) {
    if (text(field).isEmpty()) return null;
    YearMonth month = MonthWords.parse(text(field)).orElse(null);
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
}
