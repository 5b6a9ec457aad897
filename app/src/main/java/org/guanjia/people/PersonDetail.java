package org.guanjia.people;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.guanjia.platform.crypto.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A person whole, for programs: what holds on a day with who said so, what held before, and all that was said.
 *
 */
record PersonDetail(
    long id, @Schema(description = "To be sent along with a change") int version, List<Long> records, List<FactJson> facts, List<SaidJson> statements, List<Household> households,
    List<Membership> memberships, List<EventLine> events) {

  /** @param value masked where guarded; codes where there are any; a day as 2026-11-24 */
  record FactJson(String attribute, @Nullable String value, boolean guarded, @Nullable LocalDate since, @Nullable String source, List<SpanJson> history) {}

  /** @param to the first day on which it no longer held; null while it does */
  record SpanJson(String value, LocalDate from, @Nullable LocalDate to, String source, long statement) {}

  record SaidJson(
      long id, long record, LocalDate validFrom, String source, Instant recordedAt, List<String> attributes, List<String> cleared, @Nullable Instant retractedAt,
      @Nullable String retraction) {}

  record EventLine(
      long id, LifeEvent.Kind kind, LocalDate on, @Nullable Long other, @Nullable String note, String source, @Nullable Instant retractedAt, @Nullable String retraction) {}

  /** @param day null for today; @param known null for what is known now */
  static PersonDetail of(WholePerson whole, @Nullable LocalDate day, @Nullable Instant known) {
    Timeline timeline = whole.timeline(known);
    Facts facts = whole.facts(day, known);
    return new PersonDetail(
        whole.id(), whole.version(), whole.records(), Arrays.stream(Attribute.values()).map(attribute -> fact(timeline, facts, attribute, day)).filter(PersonDetail::said).toList(),
        whole.statements().stream().map(PersonDetail::said).toList(), whole.households(), whole.memberships(),
        whole.events().stream()
            .map(event -> new EventLine(event.id(), event.kind(), event.on(), event.other(), event.note(), event.source(), event.retractedAt(), event.retraction()))
            .toList());
  }

  private static boolean said(FactJson fact) {
    return fact.value() != null || !fact.history().isEmpty();
  }

  private static FactJson fact(Timeline timeline, Facts facts, Attribute attribute, @Nullable LocalDate day) {
    List<SpanJson> history = timeline.history(attribute).stream()
        .map(span -> new SpanJson(value(attribute, span.value()), span.from(), span.to(), span.statement().source(), span.statement().id())).toList();
    Object value = facts.value(attribute);
    SpanJson held = history.reversed().stream()
        .filter(span -> day == null ? span.to() == null : !span.from().isAfter(day) && (span.to() == null || span.to().isAfter(day))).findFirst().orElse(null);
    return new FactJson(
        attribute.field(), value == null ? null : value(attribute, value), attribute.guarded(), held == null ? null : held.from(), held == null ? null : held.source(), history);
  }

  private static SaidJson said(Statement statement) {
    return new SaidJson(
        statement.id(), statement.personId(), statement.validFrom(), statement.source(), statement.recordedAt(),
        statement.facts().attributes().stream().map(Attribute::field).toList(), statement.cleared().stream().sorted().map(Attribute::field).toList(),
        statement.retractedAt(), statement.retraction());
  }

  private static String value(Attribute attribute, Object value) {
    return switch (attribute) {
      case DOCUMENT -> ((Document) value).kind() + (((Document) value).number().isEmpty() ? "" : " " + Mask.identity(((Document) value).number()));
      case PHONES -> ((List<?>) value).stream().map(phone -> Mask.phone((String) phone)).collect(Collectors.joining(" "));
      case ADDRESS -> Mask.address((String) value);
      case BANK_ACCOUNT -> Mask.account((String) value);
      default -> value.toString();
    };
  }
}
