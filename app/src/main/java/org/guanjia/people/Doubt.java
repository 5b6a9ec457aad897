package org.guanjia.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A doubt as the work list shows it.
 *
 * @param target list that the row came for, such as {@code people}
 * @param importId number of the import; null of two records
 * @param row of its file; null of two records
 * @param candidates how many persons may be meant
 * @param person whose it was found to be; null while it is open, or when it is nobody's
 */
public record Doubt(
    long id, Kind kind, DoubtReason reason, String target, @Nullable Long importId, @Nullable Integer row, String source, String name, @Nullable String village,
    int candidates, Instant recordedAt, DoubtState state, int version, @Nullable Long person, @Nullable String decidedBy, @Nullable Instant decidedAt, @Nullable String decision) {

  /** What is to be decided. */
  public enum Kind {
    /** Whose a row is. */
    ROW,
    /** Whether a person is another than was known. */
    IDENTITY,
    /** Whether two records are of one person. */
    DOUBLES
  }

  /** What can be decided of it. */
  public boolean canBecome(DoubtState next) {
    return state.canBecome(next) && (next != DoubtState.NEW || kind == Kind.ROW);
  }
}
