package org.guanjia.projects;

import jakarta.servlet.http.HttpServletResponse;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.SentForm;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A form of a project's page as it came in; what cannot be read is gathered in {@link #checks}.
 *
 * @param code the project's code as written in the address; empty for a new one
 */
record Sent(Page page, HttpServletResponse response, String code, MultiValueMap<String, String> typed, Checks checks) implements SentForm {

  Sent(Page page, HttpServletResponse response, String code, MultiValueMap<String, String> typed) {
    this(page, response, code, SentForm.cleaned(typed), new Checks());
  }

  /** Codes typed into one field, with anything between them. */
  List<String> codes(String field) {
    return List.of(text(field).split("[\\s,，;；、]+")).stream().filter(code -> !code.isBlank()).toList();
  }

  /** A whole number; 0 when it was refused. */
  int whole(String field) {
    String text = Normalizer.normalize(text(field), Normalizer.Form.NFKC).replace(",", "");
    if (text.isEmpty()) checks.error(field, "requests.error.required");
    else if (!text.matches("[0-9]{1,9}")) checks.error(field, "projects.error.number");
    else return Integer.parseInt(text);
    return 0;
  }

  /** An amount typed in yuan, in fen; 0 when it was refused. */
  long fen(String field) {
    if (text(field).isEmpty()) checks.error(field, "requests.error.required");
    return text(field).isEmpty() ? 0 : fenOrNothing(field);
  }

  /** The amounts typed for the sources; those left empty are left out. */
  Map<Source, Long> bySource() {
    Map<Source, Long> amounts = new EnumMap<>(Source.class);
    for (Source source : Source.values()) if (!text("source." + source).isEmpty()) amounts.put(source, fenOrNothing("source." + source));
    return amounts;
  }

  @Nullable LocalDate date(String field) {
    if (text(field).isEmpty()) return null;
    try {
      return LocalDate.parse(text(field));
    } catch (DateTimeParseException e) {
      checks.error(field, "projects.error.date");
      return null;
    }
  }

  @Override
  public <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field) {
    if (text(field).isEmpty()) return null;
    for (E one : type.getEnumConstants()) if (one.name().equals(text(field))) return one;
    checks.error(field, "projects.error.choose");
    return null;
  }

  private long fenOrNothing(String field) {
    Optional<Money> amount = Money.parseYuan(text(field));
    if (amount.isEmpty()) checks.error(field, "projects.error.yuan");
    return amount.map(Money::fen).orElse(0L);
  }
}
