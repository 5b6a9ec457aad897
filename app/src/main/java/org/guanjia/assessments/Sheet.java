package org.guanjia.assessments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one assessor found.
 *
 * @param assessor user id
 * @param words what else is to be said; null for nothing
 * @param signedAt null while not signed
 */
public record Sheet(String assessor, int version, Finding found, @Nullable String words, Instant savedAt, @Nullable Instant signedAt) {

  public static final int WORDS_LENGTH_MAX = 4000;
  public static final int RISK_EVENTS_MAX = 99;
  public static final int OPEN = -1;

  /**
   * What both have to find alike.
   *
   * @param scores points in the order of {@link Standard#items()}; {@value #OPEN} where nothing is filled in
   * @param dementia diagnosed
   * @param mental another mental disorder, diagnosed by a psychiatrist
   * @param riskEvents within {@value Standard#RISK_DAYS} days
   */
  public record Finding(List<Integer> scores, boolean coma, boolean dementia, boolean mental, int riskEvents) {

    public Finding {
      scores = List.copyOf(scores);
    }

    public boolean complete() {
      return scores.size() == Standard.ITEMS.size() && scores.stream().noneMatch(score -> score == OPEN);
    }

    /** How many items are filled in. */
    public long filled() {
      return scores.stream().filter(score -> score != OPEN).count();
    }
  }

  public boolean signed() {
    return signedAt != null;
  }
}
