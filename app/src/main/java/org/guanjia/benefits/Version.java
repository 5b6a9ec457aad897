package org.guanjia.benefits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.rules.Example;
import org.guanjia.rules.ParameterLine;
import org.guanjia.rules.ProgrammeText;
import org.jspecify.annotations.Nullable;

/**
 * What a programme's rules say from one month to another.
 *
 * @param number 1 for the first
 * @param until the last month; null for no end
 * @param basedOn the version it was drafted from, whose months it takes over at release; null for none
 * @param note what changes, and why
 * @param hash of the rules as released; null before
 * @param lock what a form was made from
 */
public record Version(
    String programme, int number, VersionState state, YearMonth from, @Nullable YearMonth until, @Nullable Integer basedOn, String dmn, List<Parameter> parameters,
    List<Example> examples, String note, @Nullable String hash, int lock, String draftedBy, Instant draftedAt, String changedBy, Instant changedAt,
    @Nullable String proposedBy, @Nullable Instant proposedAt, @Nullable String releasedBy, @Nullable Instant releasedAt) {

  /**
   * An amount, band or threshold by day.
   *
   * @param value a FEEL literal
   * @param to the last day; null for no end
   * @param document the document it stands in
   * @param confirmedBy who said that it does; null while it awaits that (待核实)
   */
  public record Parameter(
      String name, LocalDate from, @Nullable LocalDate to, String value, @Nullable String document, @Nullable String confirmedBy, @Nullable Instant confirmedAt) {

    public boolean confirmed() {
      return confirmedBy != null;
    }

    ParameterLine line() {
      return new ParameterLine(name, value, from, to, document, confirmed());
    }

    /** With the confirmation of the one that said the same, for as long or longer; with none when there was none. */
    Parameter confirmedAs(List<Parameter> before) {
      return before.stream().filter(old -> old.confirmed() && saysNoMoreThan(old)).findFirst()
          .map(old -> new Parameter(name, from, to, value, old.document, old.confirmedBy, old.confirmedAt)).orElse(new Parameter(name, from, to, value, document, null, null));
    }

    private boolean saysNoMoreThan(Parameter other) {
      boolean within = other.to == null || to != null && !to.isAfter(other.to);
      return name.equals(other.name) && from.equals(other.from) && within && value.equals(other.value);
    }
  }

  /** Whether it is for that month, whatever it is worth. */
  public boolean covers(YearMonth month) {
    return !month.isBefore(from) && (until == null || !month.isAfter(until));
  }

  /** That month where it is for it, else the one of its months that is nearest. */
  YearMonth nearest(YearMonth month) {
    if (month.isBefore(from)) return from;
    return until != null && month.isAfter(until) ? until : month;
  }

  /** Whether any of its parameters awaits confirmation. */
  public boolean unconfirmed() {
    return parameters.stream().anyMatch(parameter -> !parameter.confirmed());
  }

  ProgrammeText text() {
    return new ProgrammeText(programme, dmn, parameters.stream().map(Parameter::line).toList(), examples);
  }
}
