package org.guanjia.rules;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A parameter's value for a time. The value of a month is the one in force on its first day.
 *
 * @param value a FEEL literal: {@code 300}, {@code 1.5}, {@code true}, {@code "text"}, {@code date("2025-01-01")}, or a list of such
 * @param to the last day, or null while no end is known
 * @param document the number of the document that says so
 * @param confirmed false while the value awaits confirmation (待核实): nothing is paid on it
 */
public record ParameterLine(String name, String value, LocalDate from, @Nullable LocalDate to, @Nullable String document, boolean confirmed) {

  boolean covers(YearMonth month) {
    LocalDate first = month.atDay(1);
    return !from.isAfter(first) && (to == null || !to.isBefore(first));
  }
}
