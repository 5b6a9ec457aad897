package org.guanjia.visits;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.people.Attribute;
import org.guanjia.people.Facts;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A visit as a form has it.
 *
 * @param key of the draft, in hexadecimal digits and dashes
 * @param person number in the register; empty for somebody whom it does not know
 * @param phones one to a line
 * @param resident {@code yes}, {@code no}, or empty for not asked
 * @param base the same three as they were when the form was made
 */
public record VisitForm(
    String key, String person, String visitedAt, String met, String condition, String words, String request, String phones, String address, String resident,
    Base base) {

  /** Phones, address and whether they live here, as the visitor knew them. */
  public record Base(String phones, String address, String resident) {

    static Base of(Facts facts) {
      return new Base(
          String.join("\n", facts.phones()), Objects.requireNonNullElse(facts.address(), ""),
          facts.value(Attribute.RESIDENT) == null ? "" : facts.resident() ? "yes" : "no");
    }
  }

  static VisitForm of(Map<String, String> sent) {
    return new VisitForm(
        text(sent, "draft"), text(sent, "person"), text(sent, "visitedAt"), text(sent, "met"), text(sent, "condition"), text(sent, "words"), text(sent, "request"),
        text(sent, "phones"), text(sent, "address"), text(sent, "resident"),
        new Base(text(sent, "basePhones"), text(sent, "baseAddress"), text(sent, "baseResident")));
  }

  /** A new form about somebody, or about nobody that the register knows. */
  static VisitForm about(@Nullable Long person, Facts facts, Clock clock) {
    Base base = Base.of(facts);
    String now = LocalDateTime.ofInstant(clock.instant(), WorkingDays.ZONE).withSecond(0).withNano(0).toString();
    return new VisitForm(
        UUID.randomUUID().toString(), person == null ? "" : person.toString(), now, "PERSON", "WELL", "", "", base.phones(), base.address(), base.resident(), base);
  }

  /** The form once more, knowing what somebody else has written meanwhile; of each attribute the sender chooses. */
  VisitForm knowing(Map<Attribute, @Nullable Object> theirs) {
    Facts held = facts(base.phones(), base.address(), base.resident());
    for (var each : theirs.entrySet()) held = held.without(List.of(each.getKey())).with(each.getKey(), each.getValue());
    return new VisitForm(key, person, visitedAt, met, condition, words, request, phones, address, resident, Base.of(held));
  }

  /** With their value wherever the sender chose it. */
  VisitForm choosing(Map<String, String> chosen) {
    return new VisitForm(
        key, person, visitedAt, met, condition, words, request, "theirs".equals(chosen.get("choosePhones")) ? base.phones() : phones,
        "theirs".equals(chosen.get("chooseAddress")) ? base.address() : address, "theirs".equals(chosen.get("chooseResident")) ? base.resident() : resident, base);
  }

  @Nullable Long personId() {
    return person.matches("[0-9]{1,18}") ? Long.valueOf(person) : null;
  }

  /**
   * @throws InvalidInput naming the fields that cannot be read
   */
  NewVisit read() {
    return new NewVisit(
        key(key), personId(), moment(visitedAt), choice(NewVisit.Met.class, "met", met), choice(NewVisit.Condition.class, "condition", condition), optional(words),
        facts(base.phones(), base.address(), base.resident()), facts(phones, address, resident), optional(request));
  }

  static UUID key(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("draft", "visits.error.draft");
    }
  }

  private static Facts facts(String phones, String address, String resident) {
    List<String> numbers = phones.lines().map(Phones::normal).filter(phone -> !phone.isEmpty()).toList();
    return Facts.NONE
        .with(Attribute.PHONES, numbers.isEmpty() ? null : numbers)
        .with(Attribute.ADDRESS, optional(address))
        .with(Attribute.RESIDENT, resident.equals("yes") ? Boolean.TRUE : resident.equals("no") ? Boolean.FALSE : null);
  }

  private static Instant moment(String text) {
    try {
      return LocalDateTime.parse(text).atZone(WorkingDays.ZONE).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInput("visitedAt", "visits.error.visitedAt");
    }
  }

  static <E extends Enum<E>> E choice(Class<E> type, String field, @Nullable String name) {
    return Arrays.stream(type.getEnumConstants()).filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> new InvalidInput(field, "visits.error." + field));
  }

  private static @Nullable String optional(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private static String text(Map<String, String> sent, String field) {
    return sent.getOrDefault(field, "").strip().replace("\r\n", "\n");
  }
}
