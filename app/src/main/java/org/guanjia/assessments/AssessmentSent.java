package org.guanjia.assessments;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.assessments.Sheet.Finding;
import org.guanjia.platform.web.GatheringForm;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form of an assessment as it came in; what cannot be read is gathered and refused together. */
record AssessmentSent(MultiValueMap<String, String> typed, List<FieldError> errors) implements GatheringForm {

  AssessmentSent(MultiValueMap<String, String> typed) {
    this(SentForm.cleaned(typed), new ArrayList<>());
  }

  /** Null for an empty field, and for one that is no day. */
  @Nullable LocalDate day(String field) {
    return day(field, 1900, 9999, "assessments.error.day");
  }

  Finding finding() {
    List<Integer> scores = new ArrayList<>();
    for (Standard.Item item : Standard.ITEMS) scores.add(text(item.field()).matches("[0-9]") ? Integer.valueOf(text(item.field())) : Integer.valueOf(Sheet.OPEN));
    String events = text("riskEvents");
    if (!events.isEmpty() && !events.matches("[0-9]{1,2}")) error("riskEvents", "assessments.error.riskEvents", Sheet.RISK_EVENTS_MAX);
    return new Finding(scores, ticked("coma"), ticked("dementia"), ticked("mental"), events.matches("[0-9]{1,2}") ? Integer.parseInt(events) : 0);
  }
}
