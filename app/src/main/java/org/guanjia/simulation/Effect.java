package org.guanjia.simulation;

import io.swagger.v3.oas.annotations.media.Schema;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What comes out otherwise for a person in a programme, in the simulated month.
 *
 * @param fenBefore fen a month by today's rules; 0 unless the answer is YES
 * @param village code; null for none
 * @param age completed years at the month's end; -1 for unknown
 * @param sex MALE or FEMALE; null for unknown
 */
@Schema(name = "SimulationEffect")
public record Effect(
    long personId, String programme, Kind kind, Answer before, Answer after, long fenBefore, long fenAfter, @Nullable String village, int age, @Nullable String sex) {

  /** How it comes out. */
  @Schema(name = "SimulationEffectKind")
  public enum Kind {
    GAINS,
    LOSES,
    /** One of the two answers is unknown. */
    UNKNOWN;

    /** Null when nothing differs. */
    static @Nullable Kind of(Answer before, Answer after, long fenBefore, long fenAfter) {
      if (before == after && fenBefore == fenAfter) return null;
      if (before == Answer.UNKNOWN || after == Answer.UNKNOWN) return UNKNOWN;
      if (fenBefore == fenAfter) return after == Answer.YES ? GAINS : LOSES;
      return fenAfter > fenBefore ? GAINS : LOSES;
    }
  }
}
