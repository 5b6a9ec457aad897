package org.guanjia.requests;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which matters a list shows; null or blank asks for nothing in particular.
 *
 * @param q a receipt code, a phone number, or words of the matter
 * @param standing which of them by how they stand
 * @param state one state alone
 * @param assignee id of the member of staff who has it, {@link #ME} or {@link #NOBODY}
 * @param receivedFrom first day of receipt, in Asia/Shanghai
 * @param receivedUntil last day of receipt
 * @param task only what waits for the viewer to do this
 * @param trait only those that a figure of the board counts
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
    @Nullable LocalDate receivedUntil,
    @Nullable Task task,
    @Nullable Trait trait) {

  /** As assignee: whoever looks at the list. */
  public static final String ME = "me";

  /** As assignee: matters that nobody has. */
  public static final String NOBODY = "nobody";

  /** How matters stand. */
  public enum Standing {
    /** Somebody still owes something; in the order of their deadlines. */
    OPEN,
    /** Open, past the deadline, the clock not standing; in the order of their deadlines. */
    LATE,
    /** Open, with the deadline today, the clock not standing. */
    DUE,
    /** Nobody owes anything any more; the latest received first. */
    CLOSED,
    /** All; the latest received first. */
    ALL;

    boolean byDeadline() {
      return this != CLOSED && this != ALL;
    }
  }

  /** What a matter may wait for the viewer to do. */
  public enum Task {
    /** Approve the drafted answer, which somebody else drafted. */
    APPROVE,
    /** Look again at the matter of a dissatisfied reporter, whose answers were others'. */
    REVIEW,
    /** Take on or refuse what is offered to the viewer's department. */
    OFFERED,
    /** Work on what the viewer's department took on. */
    WORKING,
    /** See to an overdue matter that was laid before the viewer. */
    ESCALATED,
    /** Follow what the viewer took down. */
    RECORDED,
    /** Have it explained why it is overdue. */
    UNEXPLAINED
  }

  /** What became of matters, as figures count it. */
  public enum Trait {
    /** The reporter has been told the answer. */
    TOLD,
    /** Told with no deadline missed on the way: closed by its deadline and never laid before a superior as overdue. */
    IN_TIME,
    /** Rated by the reporter. */
    RATED,
    /** Rated 4 or 5 of 5. */
    SATISFIED,
    /** Laid before a superior as overdue, at least once. */
    ESCALATED
  }

  /** Every open matter. */
  public static final MatterFilter OPEN = new MatterFilter("", Standing.OPEN, null, null, null, null, null, null, null, null, null, null);

  public MatterFilter in(@Nullable State state) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, task, trait);
  }

  public MatterFilter standing(Standing other) {
    return new MatterFilter(q, other, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, task, trait);
  }

  public MatterFilter at(@Nullable String village) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, task, trait);
  }

  public MatterFilter assignedTo(@Nullable String userId) {
    return new MatterFilter(q, standing, state, category, village, department, channel, userId, receivedFrom, receivedUntil, task, trait);
  }

  public MatterFilter of(@Nullable String department) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, task, trait);
  }

  public MatterFilter received(@Nullable LocalDate from, @Nullable LocalDate until) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, from, until, task, trait);
  }

  public MatterFilter waitingFor(@Nullable Task task) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, task, trait);
  }

  public MatterFilter having(@Nullable Trait trait) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, task, trait);
  }

  public MatterFilter about(@Nullable String category) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, task, trait);
  }

  public MatterFilter by(@Nullable Channel channel) {
    return new MatterFilter(q, standing, state, category, village, department, channel, assignee, receivedFrom, receivedUntil, task, trait);
  }

  /** Whether anything but the standing is asked for. */
  boolean narrowed() {
    return !equals(OPEN.standing(standing));
  }
}
