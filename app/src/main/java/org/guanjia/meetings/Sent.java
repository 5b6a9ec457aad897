package org.guanjia.meetings;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.meetings.NewMeeting.Invitee;
import org.guanjia.platform.money.Money;
import org.guanjia.projects.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form of a meeting as it came in; what cannot be read is gathered in {@link #checks}. */
record Sent(MultiValueMap<String, String> typed, Checks checks) {

  Sent(MultiValueMap<String, String> typed) {
    this(typed, new Checks());
  }

  String text(String field) {
    String text = typed.getFirst(field);
    return text == null ? "" : text.strip();
  }

  List<String> all(String field) {
    return typed.getOrDefault(field, List.of()).stream().filter(value -> !value.isBlank()).toList();
  }

  /** What the form was made from; a number no meeting has when it does not say. */
  int version() {
    return whole("version");
  }

  /** The number in that field; -1 when there is none. */
  int whole(String field) {
    return text(field).matches("[0-9]{1,9}") ? Integer.parseInt(text(field)) : -1;
  }

  /** The version of the matter that the form was made from; null when it was not there to be seen. */
  @Nullable Integer matterVersion() {
    return whole("matterVersion") < 0 ? null : Integer.valueOf(whole("matterVersion"));
  }

  @Nullable LocalDate date(String field) {
    if (text(field).isEmpty()) return null;
    try {
      return LocalDate.parse(text(field));
    } catch (DateTimeParseException e) {
      checks.error(field, "meetings.error.date");
      return null;
    }
  }

  @Nullable LocalTime time(String field) {
    if (text(field).isEmpty()) return null;
    try {
      return LocalTime.parse(text(field));
    } catch (DateTimeParseException e) {
      checks.error(field, "meetings.error.time");
      return null;
    }
  }

  /** The id chosen; null for none. */
  @Nullable Long id(String field) {
    return text(field).matches("[0-9]{1,18}") ? Long.valueOf(text(field)) : null;
  }

  <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field) {
    return Arrays.stream(type.getEnumConstants()).filter(one -> one.name().equals(text(field))).findFirst().orElse(null);
  }

  /** An amount typed in yuan, in fen; 0 when nothing was typed or it was refused. */
  long fen(String field) {
    if (text(field).isEmpty()) return 0;
    Optional<Money> amount = Money.parseYuan(text(field));
    if (amount.isEmpty()) checks.error(field, "meetings.error.yuan");
    return amount.map(Money::fen).orElse(0L);
  }

  /** The amounts typed for the sources; those left empty are left out. */
  Map<Source, Long> bySource() {
    Map<Source, Long> amounts = new EnumMap<>(Source.class);
    for (Source source : Source.values()) if (!text("source." + source).isEmpty()) amounts.put(source, fen("source." + source));
    return amounts;
  }

  /** Members or owners as forms name them: {@code DEPARTMENT:roads}. */
  List<Invitee> invitees(String field) {
    return all(field).stream().map(key -> invitee(field, key)).flatMap(Optional::stream).distinct().toList();
  }

  NewMeeting meeting() {
    return new NewMeeting(date("heldOn"), time("from"), text("place"), text("chair"), invitees("members"));
  }

  /** Items of an agenda as forms name them. */
  List<Entry> entries(String field) {
    return all(field).stream().map(Entry::parse).flatMap(Optional::stream).distinct().toList();
  }

  private Optional<Invitee> invitee(String field, String key) {
    int colon = key.indexOf(':');
    for (Party party : Party.values()) {
      if (colon > 0 && party.name().equals(key.substring(0, colon))) return Optional.of(new Invitee(party, key.substring(colon + 1)));
    }
    checks.error(field, "meetings.error.noSuchMember", key);
    return Optional.empty();
  }
}
