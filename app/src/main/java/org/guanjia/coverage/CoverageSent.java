package org.guanjia.coverage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A form as it came in; what cannot be read is gathered and refused together. */
record CoverageSent(MultiValueMap<String, String> typed, List<FieldError> errors) implements SentForm {

  CoverageSent(MultiValueMap<String, String> typed) {
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
    errors.add(FieldError.of(field, "coverage.error.day"));
    return null;
  }

  /** Null for an empty field, and for one that is no month. */
  @Nullable YearMonth month(String field) {
    if (text(field).isEmpty()) return null;
    try {
      if (text(field).matches("(199[0-9]|2[0-9]{3})-[0-9]{2}")) return YearMonth.parse(text(field));
    } catch (DateTimeException e) {
      // Told below.
    }
    errors.add(FieldError.of(field, "coverage.error.month"));
    return null;
  }

  boolean ticked(String field) {
    return typed.getFirst(field) != null;
  }

  NewContact contact() {
    return new NewContact(
        day("on"), oneOf(NewContact.Way.class, "way"), oneOf(ContactResult.class, "result"), text("words"), day("nextTry"), optional("fact"), text("value"), optional("category"), day("since"),
        text("source"), optional("document"), month("from"), month("lastMonth"), day("askAgainOn"));
  }

  NewOutsideList list() {
    return new NewOutsideList(
        oneOf(OutsideList.Source.class, "source"), text("title"), day("asOf"), optional("document"), optional("programme"), oneOf(SpecialGroup.class, "group"), ticked("elsewhere"));
  }

  /**
   * @throws InvalidInput when anything could not be read
   */
  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }
}
