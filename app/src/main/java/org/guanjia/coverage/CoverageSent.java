package org.guanjia.coverage;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guanjia.benefits.MonthWords;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.web.GatheringForm;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form as it came in; what cannot be read is gathered and refused together. */
record CoverageSent(MultiValueMap<String, String> typed, List<FieldError> errors) implements GatheringForm {

  CoverageSent(MultiValueMap<String, String> typed) {
    this(SentForm.cleaned(typed), new ArrayList<>());
  }

  /** Null for an empty field, and for one that is no day. */
  @Nullable LocalDate day(String field) {
    return day(field, 1900, 9999, "coverage.error.day");
  }

  /** Null for an empty field, and for one that is no month. */
  @Nullable YearMonth month(String field) {
    if (text(field).isEmpty()) return null;
    YearMonth month = MonthWords.parse(text(field)).orElse(null);
    if (month == null) error(field, "coverage.error.month");
    return month;
  }

  NewContact contact() {
    return new NewContact(
        day("on"), oneOf(NewContact.Way.class, "way"), oneOf(ContactResult.class, "result"), text("words"), day("nextTry"), optional("fact"), text("value"), optional("category"), day("since"),
        text("source"), optional("document"), month("from"), month("lastMonth"), day("askAgainOn"), groups("notOf"));
  }

  private List<SpecialGroup> groups(String field) {
    return Arrays.stream(SpecialGroup.values()).filter(group -> all(field).contains(group.name())).toList();
  }

  NewOutsideList list() {
    return new NewOutsideList(
        oneOf(OutsideList.Source.class, "source"), text("title"), day("asOf"), optional("document"), optional("programme"), oneOf(SpecialGroup.class, "group"), ticked("elsewhere"));
  }
}
