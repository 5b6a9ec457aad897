package org.guanjia.simulation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be simulated, as it was typed.
 *
 * @param tried versions of programmes, drafted or proposed; one of each programme at most
 * @param month null for the first month of the first of them, or this month when that is later
 * @param movesPermille null for 0: nobody moves here or away
 */
public record NewSimulation(List<Tried> tried, @Nullable YearMonth month, @Nullable BigDecimal movesPermille) {

  /** A version of a programme. */
  @Schema(name = "SimulationTried")
  public record Tried(String programme, int version) {}
}
