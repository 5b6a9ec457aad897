package org.guanjia.meetings;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.meetings.NewMeeting.Invitee;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.SentForm;
import org.guanjia.projects.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** A form of a meeting as it came in; what cannot be read is gathered in {@link #checks}. */
record Sent(MultiValueMap<String, String> typed, Checks checks) implements SentForm {

  Sent(MultiValueMap<String, String> typed) {
    this(typed, new Checks());
  }

  /** The version of the matter that the form was made from; null when it was not there to be seen. */
  @Nullable Integer matterVersion() {
    int version = number("matterVersion", -1);
    return version < 0 ? null : Integer.valueOf(version);
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
