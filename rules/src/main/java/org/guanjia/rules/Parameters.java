package org.guanjia.rules;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The dated parameters of a programme: their values read, their dates checked. */
final class Parameters {

  private record Dated(ParameterLine line, Object value) {
  }

  private final Map<String, List<Dated>> byName = new LinkedHashMap<>();

  private Parameters() {
  }

  static Parameters read(List<ParameterLine> lines, List<Problem> problems) {
    Parameters parameters = new Parameters();
    for (ParameterLine line : lines) {
      parameters.read(line, problems);
    }
    parameters.byName.forEach((name, dated) -> checkDates(name, dated, problems));
    return parameters;
  }

  private void read(ParameterLine line, List<Problem> problems) {
    if (line.to() != null && line.to().isBefore(line.from())) {
      problems.add(Problem.of(Problem.Kind.PARAMETER, line.name(), "ends on " + line.to() + " before it begins on " + line.from()));
    }
    try {
      Object value = literal(line.value());
      if (value == null || value instanceof Env.Function) {
        problems.add(Problem.of(Problem.Kind.PARAMETER, line.name(), line.value() + " is no value"));
      } else {
        byName.computeIfAbsent(line.name(), name -> new ArrayList<>()).add(new Dated(line, value));
      }
    } catch (FeelException e) {
      problems.add(Problem.of(Problem.Kind.PARAMETER, line.name(), line.value() + ": " + e.detail()));
    }
  }

  /** The value of a FEEL text in which no names are in scope. @throws FeelException when it is not one */
  static @Nullable Object literal(String text) {
    return Interpreter.value(FeelParser.expression(text, Set.of()), Env.literal());
  }

  private static void checkDates(String name, List<Dated> dated, List<Problem> problems) {
    dated.sort(Comparator.comparing(one -> one.line().from()));
    for (int i = 1; i < dated.size(); i++) {
      LocalDate end = dated.get(i - 1).line().to();
      LocalDate from = dated.get(i).line().from();
      if (end == null || !end.isBefore(from)) {
        problems.add(Problem.of(Problem.Kind.PARAMETER_OVERLAP, name, "two values on " + from + ": " + dated.get(i - 1).line().value() + " and "
            + dated.get(i).line().value()));
      } else if (end.plusDays(1).isBefore(from)) {
        problems.add(Problem.of(Problem.Kind.PARAMETER_GAP, name, "no value from " + end.plusDays(1) + " to " + from.minusDays(1)));
      }
    }
  }

  Set<String> names() {
    return byName.keySet();
  }

  @Nullable Object value(String name, YearMonth month) {
    return byName.getOrDefault(name, List.of()).stream().filter(one -> one.line().covers(month)).map(Dated::value).findFirst().orElse(null);
  }

  @Nullable ParameterLine line(String name, YearMonth month) {
    return byName.getOrDefault(name, List.of()).stream().map(Dated::line).filter(line -> line.covers(month)).findFirst().orElse(null);
  }

  /** All values a parameter has in the course of time. */
  List<Object> values(String name) {
    return byName.getOrDefault(name, List.of()).stream().map(Dated::value).toList();
  }

  /** The months from which on one of those parameters may have another value than in the month before. */
  List<YearMonth> turns(Set<String> names) {
    TreeSet<YearMonth> turns = new TreeSet<>();
    for (String name : names) {
      for (Dated one : byName.getOrDefault(name, List.of())) {
        turns.add(monthFrom(one.line().from()));
        if (one.line().to() != null) {
          turns.add(monthFrom(one.line().to().plusDays(1)));
        }
      }
    }
    return List.copyOf(turns);
  }

  private static YearMonth monthFrom(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return day.getDayOfMonth() == 1 ? month : month.plusMonths(1);
  }
}
