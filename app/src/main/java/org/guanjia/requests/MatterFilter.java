package org.guanjia.requests;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which matters a list shows; null or blank asks for nothing in particular.
 *
 * @param q a receipt code, a phone number, or words of the matter
 * @param standing which of them by how they stand
 * @param state one state alone
 * @param receivedFrom first day of receipt, in Asia/Shanghai
 * @param receivedUntil last day of receipt
 */
public record MatterFilter(
    String q,
    Standing standing,
    @Nullable State state,
    @Nullable String category,
    @Nullable String village,
    @Nullable String department,
    @Nullable Channel channel,
    @Nullable String assignee,
    @Nullable LocalDate receivedFrom,
    @Nullable LocalDate receivedUntil) {

  /** How matters stand. */
  public enum Standing {
    /** Somebody still owes something; in the order of their deadlines. */
    OPEN,
    /** Open, past the deadline, the clock not standing; in the order of their deadlines. */
    LATE,
    /** Nobody owes anything any more; the latest received first. */
    CLOSED,
    /** All; the latest received first. */
    ALL;

    boolean byDeadline() {
      return this == OPEN || this == LATE;
    }
  }

  /** Every open matter. */
  public static final MatterFilter OPEN = new MatterFilter("", Standing.OPEN, null, null, null, null, null, null, null, null);

  public MatterFilter in(State state) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil);
  }

  public MatterFilter standing(Standing other) {
    return new MatterFilter(q, other, state, category, village, department, channel, assignee, receivedFrom, receivedUntil);
  }

  public MatterFilter assignedTo(@Nullable String userId) {
    return new MatterFilter(q, standing, state, category, village, department, channel, userId, receivedFrom, receivedUntil);
  }

  public MatterFilter of(@Nullable String department) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil);
  }
}
