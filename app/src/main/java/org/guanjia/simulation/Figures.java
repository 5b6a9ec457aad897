package org.guanjia.simulation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What a simulation came to.
 *
 * @param persons in the register's fact sheets
 * @param all everybody once
 * @param programmes by code; a person counts in each programme
 * @param villages by code, "" for none; each person once, all programmes taken together. So {@code ages} (by {@link AgeGroup}) and {@code sexes} (MALE, FEMALE, "" unknown)
 * @param costs by programme, cohort and year, from January of the simulated month's year
 * @param rest of that first year, from the simulated month to December
 */
@Schema(name = "SimulationFigures")
public record Figures(int persons, Tally all, List<Tally> programmes, List<Tally> villages, List<Tally> ages, List<Tally> sexes, List<Cost> costs, List<Cost> rest) {

  /**
   * Who gains and loses in the simulated month. What comes after less what came before is {@code fenGains − fenLoses + fenUnknown}, to the fen.
   *
   * @param before entitled by today's rules; of a programme to it, else to any
   * @param fenBefore fen a month
   * @param gains persons who get more, or begin to
   * @param fenGains by how much, in fen a month
   * @param loses persons who get less, or nothing any more
   * @param fenLoses by how much, in fen a month; positive
   * @param unknown persons of whom something comes out otherwise, but one of the two answers is unknown
   * @param fenUnknown their sums after less before, in fen a month
   * @param openBefore persons of whom some answer is unknown by today's rules; {@code openAfter} by those tried
   */
  @Schema(name = "SimulationTally")
  public record Tally(
      String key, int before, int after, long fenBefore, long fenAfter, int gains, long fenGains, int loses, long fenLoses, int unknown, long fenUnknown, int openBefore,
      int openAfter) {

    public boolean changed() {
      return gains + loses + unknown > 0;
    }
  }

  /**
   * An expected cost, rounded half up to the fen from the exact sum; sums of several are sums of these.
   *
   * @param cohort the first of five years of birth; 0 for unknown
   * @param monthsBefore expected person-months paid by today's rules, rounded half up
   */
  @Schema(name = "SimulationCost")
  public record Cost(String programme, int cohort, int year, long fenBefore, long fenAfter, long monthsBefore, long monthsAfter) {

    public long difference() {
      return fenAfter - fenBefore;
    }
  }

  public long fenBefore(int year) {
    return costs.stream().filter(cost -> cost.year() == year).mapToLong(Cost::fenBefore).sum();
  }

  public long fenAfter(int year) {
    return costs.stream().filter(cost -> cost.year() == year).mapToLong(Cost::fenAfter).sum();
  }
}
