package org.guanjia.payments;

import static org.guanjia.payments.RunState.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life cycle of a run as one graph: each move with the states it may start from and those it may lead to. Moves that leave the state as it is
 * are {@code from == to}.
 */
public enum RunMove {
  /** Computed; the only move from nowhere. */
  PROPOSE,
  /** A held payment let go, with a reason. */
  RELEASE,
  /** A payment taken out of the run, with a reason; what is owed stays owed. */
  TAKE_OUT,
  /** A payment that was taken out put back. */
  PUT_BACK,
  /** Handed to whoever approves. */
  SUBMIT,
  /** Given back by whoever approves, with a reason. */
  SEND_BACK,
  /** Approved by another person. */
  APPROVE,
  /** A file written for the bank. */
  WRITE_FILE,
  /** The bank's answer taken in. */
  TAKE_RETURN,
  CLOSE,
  /** Given up before any file was written. */
  CANCEL;

  private static final Map<RunMove, Map<RunState, Set<RunState>>> GRAPH = new EnumMap<>(RunMove.class);

  static {
    edge(RELEASE, EnumSet.of(PROPOSED), PROPOSED);
    edge(TAKE_OUT, EnumSet.of(PROPOSED), PROPOSED);
    edge(PUT_BACK, EnumSet.of(PROPOSED), PROPOSED);
    edge(SUBMIT, EnumSet.of(PROPOSED), SUBMITTED);
    edge(SEND_BACK, EnumSet.of(SUBMITTED), PROPOSED);
    edge(APPROVE, EnumSet.of(SUBMITTED), APPROVED, RETURNED); // RETURNED: all of it was kept back for recoveries, no bank is asked
    edge(WRITE_FILE, EnumSet.of(APPROVED), APPROVED, FILED, RETURNED); // APPROVED: the rest waits for another bank's file; RETURNED: every account had changed
    edge(TAKE_RETURN, EnumSet.of(FILED, PARTLY, RETURNED, CLOSED), PARTLY, RETURNED, CLOSED); // CLOSED: banks give back weeks later what they had paid
    edge(CLOSE, EnumSet.of(RETURNED), CLOSED);
    edge(CANCEL, EnumSet.of(PROPOSED, SUBMITTED, APPROVED), CANCELLED); // approved: as long as no file was written, which is asked beside
  }

  /** The states the move may start from; empty for {@link #PROPOSE}. */
  public Set<RunState> from() {
    return GRAPH.getOrDefault(this, Map.of()).keySet();
  }

  /** The states the move may lead to from that one; empty when it is illegal there. */
  public Set<RunState> to(RunState from) {
    return Collections.unmodifiableSet(GRAPH.getOrDefault(this, Map.of()).getOrDefault(from, Set.of()));
  }

  private static void edge(RunMove move, Set<RunState> from, RunState first, RunState... further) {
    var targets = new EnumMap<RunState, Set<RunState>>(RunState.class);
    for (RunState state : from) targets.put(state, EnumSet.of(first, further));
    GRAPH.put(move, targets);
  }
}
