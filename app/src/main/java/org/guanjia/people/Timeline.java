package org.guanjia.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person over time, as the statements about them add up: of what was said of an attribute, what holds on a day is what was said to hold
 * since the latest day not after it; of two for the same day, what was written down later.
 */
public final class Timeline {

  /** Facts that hold from that day until the next period begins. */
  public record Period(LocalDate from, Facts facts) {}

  /**
   * One value of an attribute, from its first day until before its end.
   *
   * @param to null while it holds
   * @param statement who said so
   */
  public record Span(Object value, LocalDate from, @Nullable LocalDate to, Statement statement) {}

  private static final Comparator<Statement> ORDER = Comparator.comparing(Statement::validFrom).thenComparing(Statement::recordedAt).thenComparing(Statement::id);

  private final List<Statement> standing;
  private final List<Period> periods;

  private Timeline(List<Statement> standing) {
    this.standing = standing;
    this.periods = periods(standing);
  }

  /** Of the statements that stand, in any order. */
  public static Timeline of(List<Statement> statements) {
    return new Timeline(statements.stream().filter(Statement::stands).sorted(ORDER).toList());
  }

  /** As the register knew the person then, without what was heard or taken back since. */
  public static Timeline asKnown(List<Statement> statements, Instant moment) {
    return new Timeline(statements.stream().filter(statement -> statement.stoodAt(moment)).sorted(ORDER).toList());
  }

  private static List<Period> periods(List<Statement> standing) {
    List<Period> periods = new ArrayList<>();
    Facts facts = Facts.NONE;
    for (Statement statement : standing) {
      Facts after = statement.facts().over(facts.without(statement.cleared()));
      boolean sameDay = !periods.isEmpty() && periods.getLast().from().equals(statement.validFrom());
      if (sameDay) periods.removeLast();
      if (periods.isEmpty() || !periods.getLast().facts().equals(after)) periods.add(new Period(statement.validFrom(), after));
      facts = after;
    }
    return List.copyOf(periods);
  }

  /** From the first day anything is known of to today; neighbours differ. */
  public List<Period> periods() {
    return periods;
  }

  /** What holds today; nothing when nothing stands. */
  public Facts now() {
    return periods.isEmpty() ? Facts.NONE : periods.getLast().facts();
  }

  /** What held on that day; empty before the first. */
  public Optional<Facts> on(LocalDate day) {
    return periods.reversed().stream().filter(period -> !period.from().isAfter(day)).map(Period::facts).findFirst();
  }

  /** The values of an attribute, the first one first. */
  public List<Span> history(Attribute attribute) {
    List<Span> spans = new ArrayList<>();
    for (Statement statement : standing) {
      Object value = statement.facts().value(attribute);
      if (value == null && !statement.cleared().contains(attribute)) continue;
      if (!spans.isEmpty() && spans.getLast().to() == null) {
        if (spans.getLast().value().equals(value)) continue;
        Span ended = spans.removeLast();
        if (ended.from().isBefore(statement.validFrom())) spans.add(new Span(ended.value(), ended.from(), statement.validFrom(), ended.statement()));
      }
      if (value != null) spans.add(new Span(value, statement.validFrom(), null, statement));
    }
    return List.copyOf(spans);
  }

  /** Who said what holds today. */
  public Map<Attribute, Statement> saidBy() {
    Map<Attribute, Statement> said = new EnumMap<>(Attribute.class);
    for (Attribute attribute : now().attributes()) said.put(attribute, Objects.requireNonNull(history(attribute)).getLast().statement());
    return said;
  }
}
