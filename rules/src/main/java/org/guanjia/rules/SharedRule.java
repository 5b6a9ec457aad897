package org.guanjia.rules;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dated rule across programmes: which of them exclude each other, or what they give together at most. The rule of a month is the one in force on its first day.
 *
 * @param name of the rule, for the reason
 * @param programmes codes; of {@link Kind#FIRST} and {@link Kind#HIGHEST} the earlier one wins among equals, of {@link Kind#CAP} the last is cut first
 * @param amountFen fen a month, of a cap; else null
 * @param to the last day, or null while no end is known
 * @param document the number of the document that says so
 * @param confirmed false while the rule awaits confirmation (待核实): nothing is paid on it
 */
public record SharedRule(String name, Kind kind, List<String> programmes, @Nullable Long amountFen, LocalDate from, @Nullable LocalDate to,
    @Nullable String document, boolean confirmed) {

  /** What the rule does. */
  public enum Kind {
    /** Only the first of the list to which a person is entitled. */
    FIRST,
    /** Only the one with the highest amount. */
    HIGHEST,
    /** Together no more than the amount. */
    CAP
  }

  /** @throws IllegalArgumentException for fewer than two programmes, one twice, a cap without an amount, an amount without a cap, an end before the beginning */
  public SharedRule {
    programmes = List.copyOf(programmes);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a rule without a name");
    } else if (programmes.size() < 2 && kind != Kind.CAP || programmes.isEmpty() || programmes.stream().distinct().count() < programmes.size()) {
      throw new IllegalArgumentException(name + ": programmes " + programmes);
    } else if ((kind == Kind.CAP) != (amountFen != null) || amountFen != null && amountFen < 0) {
      throw new IllegalArgumentException(name + ": " + kind + " with the amount " + amountFen);
    } else if (to != null && to.isBefore(from)) {
      throw new IllegalArgumentException(name + ": ends on " + to + " before it begins on " + from);
    }
  }

  boolean covers(YearMonth month) {
    LocalDate first = month.atDay(1);
    return !from.isAfter(first) && (to == null || !to.isBefore(first));
  }
}
