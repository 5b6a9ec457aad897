package org.guanjia.people;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guanjia.platform.web.GatheringForm;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form of the register as it came in; what cannot be read is gathered in {@link #errors}. */
record PersonSent(Page page, HttpServletResponse response, MultiValueMap<String, String> typed, List<FieldError> errors) implements GatheringForm {

  PersonSent(Page page, HttpServletResponse response, MultiValueMap<String, String> typed) {
    this(page, response, SentForm.cleaned(typed), new ArrayList<>());
  }

  @Nullable LocalDate date(String field) {
    return day(field, 1000, 9999, "register.error.date");
  }

  /** A day that has to be given; today when it was refused. */
  LocalDate day(String field, LocalDate today) {
    if (text(field).isEmpty()) error(field, "register.error.day");
    LocalDate day = date(field);
    return day == null ? today : day;
  }

  @Override
  public <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field) {
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
}
