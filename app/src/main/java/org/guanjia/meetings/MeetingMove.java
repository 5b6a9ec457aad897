package org.guanjia.meetings;

import static org.guanjia.meetings.MeetingState.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life cycle of a meeting as one graph: each move with the states it may start from and the states it may lead to.
 * Moves that leave the state as it is are {@code from == to}.
 */
public enum MeetingMove {
  /** Put on the calendar; the only move from nowhere. */
  PLAN,
  /** Day, place, chair or members changed. */
  CHANGE,
  /** The agenda put together anew. */
  ARRANGE,
  /** The agenda fixed and the members invited. */
  CONVENE,
  /** The agenda opened again, to be sent out once more. */
  REOPEN,
  /** Called off with a reason. */
  CALL_OFF,
  /** The meeting has sat. */
  HOLD,
  /** Attendance written down. */
  ATTEND,
  /** An item decided. */
  DECIDE,
  /** Something given to somebody to do. */
  FOLLOW,
  /** Minutes written. */
  WRITE,
  /** Minutes approved by somebody else. */
  APPROVE,
  /** Something added to approved minutes. */
  AMEND;

  private static final Map<MeetingMove, Map<MeetingState, Set<MeetingState>>> GRAPH = new EnumMap<>(MeetingMove.class);

  static {
    edge(CHANGE, EnumSet.of(PLANNED), PLANNED);
    edge(ARRANGE, EnumSet.of(PLANNED), PLANNED);
    edge(CONVENE, EnumSet.of(PLANNED), CONVENED);
    edge(REOPEN, EnumSet.of(CONVENED), PLANNED);
    edge(CALL_OFF, EnumSet.of(PLANNED, CONVENED), CALLED_OFF);
    edge(HOLD, EnumSet.of(CONVENED), HELD);
    edge(ATTEND, EnumSet.of(HELD), HELD);
    edge(DECIDE, EnumSet.of(HELD), HELD);
    edge(FOLLOW, EnumSet.of(HELD), HELD);
    edge(WRITE, EnumSet.of(HELD), HELD);
    edge(APPROVE, EnumSet.of(HELD), APPROVED);
    edge(AMEND, EnumSet.of(APPROVED), APPROVED);
  }

  /** The states the move may start from; empty for {@link #PLAN}. */
  public Set<MeetingState> from() {
    return GRAPH.getOrDefault(this, Map.of()).keySet();
  }

  /** The states the move may lead to from that one; empty when it is illegal there. */
  public Set<MeetingState> to(MeetingState from) {
    return Collections.unmodifiableSet(GRAPH.getOrDefault(this, Map.of()).getOrDefault(from, Set.of()));
  }

  private static void edge(MeetingMove move, Set<MeetingState> from, MeetingState to) {
    var targets = new EnumMap<MeetingState, Set<MeetingState>>(MeetingState.class);
    for (MeetingState state : from) targets.put(state, EnumSet.of(to));
    GRAPH.put(move, targets);
  }
}
