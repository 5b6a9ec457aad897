package org.guanjia.simulation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.guanjia.benefits.Version;
import org.jspecify.annotations.Nullable;

/**
 * A draft tried out against the rules in force.
 *
 * @param version what a form was made from
 * @param title of a report; else empty
 * @param note of a report; null for none
 * @param month in which it is told who gains and who loses
 * @param factsMonth of which month the register's facts are; null before it was reckoned
 * @param factsHash SHA-256 over persons and versions of their facts
 * @param factsKnownAt as of when the latest of them were read
 * @param movesPermille by how many of 1,000 the register is taken to grow a year by people moving
 * @param lifeTable number of the life table; null for the one that comes with the program
 * @param changes what was tried, beside what is in force
 * @param rules of all programmes in the month, by which it can be repeated
 * @param millis how long it took
 * @param repeats the simulation that this one repeats; null for none
 * @param fault why it failed; null unless it did
 */
public record Simulation(
    long id, int version, SimulationState state, String title, @Nullable String note, YearMonth month, @Nullable YearMonth factsMonth, @Nullable String factsHash,
    @Nullable Instant factsKnownAt, BigDecimal movesPermille, @Nullable Long lifeTable, List<Change> changes, List<RulesUsed> rules, @Nullable Figures figures, @Nullable Integer millis,
    @Nullable Long repeats, String startedBy, Instant startedAt, @Nullable Instant finishedAt, @Nullable String fault) {

  /** What was tried in the place of what. @param before null where nothing is in force */
  @Schema(name = "SimulationChange")
  public record Change(@Nullable Version before, Version after) {}

  /** The rules of a programme on both sides; null where there were none. */
  @Schema(name = "SimulationRules")
  public record RulesUsed(String programme, @Nullable Integer before, @Nullable String hashBefore, @Nullable Integer after, @Nullable String hashAfter) {}

  /** Which facts of the register it stood on. */
  record Facts(YearMonth month, String hash, Instant knownAt) {}

  /** One in the list. @param fenDifference fen a month, after less before; null before it was reckoned */
  @Schema(name = "SimulationLine")
  public record Line(
      long id, SimulationState state, String title, YearMonth month, List<String> programmes, @Nullable Integer gains, @Nullable Integer loses, @Nullable Long fenDifference,
      String startedBy, Instant startedAt) {}

  /** Whether it stood on the very facts of another one. */
  public boolean sameFacts(Simulation other) {
    return factsHash != null && factsHash.equals(other.factsHash);
  }
}
