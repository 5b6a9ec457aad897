package org.guanjia.assessments;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.assessments.Sheet.Finding;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A form of an assessment as it came in; what cannot be read is gathered and refused together. */
record AssessmentSent(MultiValueMap<String, String> typed, List<FieldError> errors) implements SentForm {

  AssessmentSent(MultiValueMap<String, String> typed) {
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
    } catch (DateTimeParseException e) {
      // Told below, as a year out of range is.
    }
    errors.add(FieldError.of(field, "assessments.error.day"));
    return null;
  }

  Finding finding() {
    List<Integer> scores = new ArrayList<>();
    for (Standard.Item item : Standard.ITEMS) scores.add(text(item.field()).matches("[0-9]") ? Integer.valueOf(text(item.field())) : Integer.valueOf(Sheet.OPEN));
    String events = text("riskEvents");
    if (!events.isEmpty() && !events.matches("[0-9]{1,2}")) errors.add(FieldError.of("riskEvents", "assessments.error.riskEvents", Sheet.RISK_EVENTS_MAX));
    return new Finding(scores, ticked("coma"), ticked("dementia"), ticked("mental"), events.matches("[0-9]{1,2}") ? Integer.parseInt(events) : 0);
  }

  private boolean ticked(String field) {
    return typed.getFirst(field) != null;
  }

  /**
   * @throws InvalidInput when anything could not be read
   */
  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }
}
