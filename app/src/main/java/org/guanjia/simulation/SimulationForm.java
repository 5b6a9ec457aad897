package org.guanjia.simulation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a simulation's form sent and what was wrong with it.
 *
 * @param tried values such as {@code old-age/3}
 * @param errors by field, in the reader's language
 */
public record SimulationForm(List<String> tried, String month, String moves, Map<String, String> errors) {

  static SimulationForm of(List<String> tried, String month) {
    return new SimulationForm(tried, month, "0", Map.of());
  }

  static SimulationForm typed(MultiValueMap<String, String> sent) {
    return new SimulationForm(
        Objects.requireNonNullElse(sent.get("tried"), List.of()), Objects.requireNonNullElse(sent.getFirst("month"), ""), Objects.requireNonNullElse(sent.getFirst("moves"), ""), Map.of());
  }

  SimulationForm refused(InvalidInput wrong, Page page) {
    return new SimulationForm(tried, month, moves, told(wrong, page));
  }

  /** @throws InvalidInput naming what cannot be read */
  NewSimulation read() {
    List<FieldError> errors = new ArrayList<>();
    List<NewSimulation.Tried> versions = new ArrayList<>();
    for (String each : tried) {
      if (each.matches("[a-z][a-z0-9-]{1,39}/[0-9]{1,6}")) versions.add(new NewSimulation.Tried(each.substring(0, each.indexOf('/')), Integer.parseInt(each.substring(each.indexOf('/') + 1))));
      else errors.add(FieldError.of("tried", "simulation.error.version", each.substring(0, Math.min(each.length(), 60)), ""));
    }
    YearMonth wanted = month.isBlank() ? null : month(month);
    if (!month.isBlank() && wanted == null) errors.add(FieldError.of("month", "simulation.error.month", 3, Simulations.YEARS_MAX));
    BigDecimal rate = moves.isBlank() ? BigDecimal.ZERO : rate(moves);
    if (rate == null) errors.add(FieldError.of("moves", "simulation.error.moves", Simulations.MOVES_MAX.toPlainString()));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    return new NewSimulation(versions, wanted, rate);
  }

  static @Nullable YearMonth month(String typed) {
    if (!typed.strip().matches("(19|20|21)[0-9]{2}-[0-9]{2}")) return null;
    try {
      return YearMonth.parse(typed.strip());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal rate(String typed) {
    String plain = typed.strip().replace("−", "-");
    return plain.matches("[+-]?[0-9]{1,3}(\\.[0-9])?") ? new BigDecimal(plain) : null;
  }

  /** All that is wrong with a field, one after the other. */
  static Map<String, String> told(InvalidInput wrong, Page page) {
    Map<String, String> told = new LinkedHashMap<>();
    wrong.errors().forEach(error -> told.merge(error.field(), page.t(error.key(), error.arguments().toArray()), (one, more) -> one + " " + more));
    return told;
  }
}
