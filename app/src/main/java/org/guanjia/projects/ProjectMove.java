package org.guanjia.projects;

import static org.guanjia.projects.ProjectState.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life cycle of a project as one graph: each move with the states it may start from and the states it may lead to.
 * Moves that leave the state as it is are {@code from == to}.
 */
public enum ProjectMove {
  /** Entered into the library; the only move from nowhere. */
  PROPOSE,
  /** Corrected, while no money is approved for it. */
  CORRECT,
  /** A further request joined to it. */
  JOIN,
  /** Looked at on the spot. */
  SURVEY,
  /** Departments asked for their views. */
  ASK,
  /** A department gave its view. */
  ANSWER,
  /** Scored by somebody on the year's sheet. */
  SCORE,
  /** Laid before the joint meeting. */
  LAY,
  /** Approved by the joint meeting, with a budget by source. */
  APPROVE,
  /** Put off by the joint meeting. */
  DEFER,
  /** Refused by the joint meeting, with a reason. */
  REFUSE,
  /** Builder, person responsible and milestones laid down. */
  PLAN,
  /** Begun. */
  BEGIN,
  /** A milestone reached. */
  REACH,
  /** Pictures put into a milestone's slot. */
  SHOW,
  /** A change of the budget proposed. */
  PROPOSE_CHANGE,
  /** The change approved by another person. */
  APPROVE_CHANGE,
  /** The change turned down by another person. */
  REJECT_CHANGE,
  /** Money paid. */
  PAY,
  /** Inspected and found done, by another than who builds. */
  ACCEPT,
  /** Inspected and found wanting. */
  REWORK,
  /** Finished, shown before and after. */
  CLOSE,
  /** Taken back. */
  WITHDRAW,
  /** Moved to the next year's library, by decision. */
  CARRY_OVER;

  private static final Set<ProjectState> UNDECIDED = EnumSet.of(PROPOSED, SURVEYED, BEFORE_MEETING, DEFERRED);
  private static final Map<ProjectMove, Map<ProjectState, Set<ProjectState>>> GRAPH = new EnumMap<>(ProjectMove.class);

  static {
    stay(CORRECT, UNDECIDED);
    stay(JOIN, EnumSet.of(PROPOSED, SURVEYED, BEFORE_MEETING, DEFERRED, APPROVED, UNDER_WAY));
    edge(SURVEY, EnumSet.of(PROPOSED, SURVEYED, DEFERRED), SURVEYED);
    stay(ASK, EnumSet.of(PROPOSED, SURVEYED, DEFERRED));
    stay(ANSWER, UNDECIDED);
    stay(SCORE, EnumSet.of(SURVEYED, BEFORE_MEETING, DEFERRED));
    edge(LAY, EnumSet.of(SURVEYED, DEFERRED), BEFORE_MEETING);
    edge(APPROVE, EnumSet.of(BEFORE_MEETING), APPROVED);
    edge(DEFER, EnumSet.of(BEFORE_MEETING), DEFERRED);
    edge(REFUSE, EnumSet.of(BEFORE_MEETING), REFUSED);
    stay(PLAN, EnumSet.of(APPROVED, UNDER_WAY));
    edge(BEGIN, EnumSet.of(APPROVED), UNDER_WAY);
    stay(REACH, EnumSet.of(UNDER_WAY));
    stay(SHOW, EnumSet.of(APPROVED, UNDER_WAY));
    stay(PROPOSE_CHANGE, EnumSet.of(APPROVED, UNDER_WAY));
    stay(APPROVE_CHANGE, EnumSet.of(APPROVED, UNDER_WAY));
    stay(REJECT_CHANGE, EnumSet.of(APPROVED, UNDER_WAY));
    stay(PAY, EnumSet.of(APPROVED, UNDER_WAY, ACCEPTED, CLOSED)); // what is held back as warranty is paid a year later
    edge(ACCEPT, EnumSet.of(UNDER_WAY), ACCEPTED);
    stay(REWORK, EnumSet.of(UNDER_WAY));
    edge(CLOSE, EnumSet.of(ACCEPTED), CLOSED);
    edge(WITHDRAW, EnumSet.of(PROPOSED, SURVEYED, BEFORE_MEETING, DEFERRED, APPROVED, UNDER_WAY), WITHDRAWN);
    stay(CARRY_OVER, EnumSet.of(PROPOSED, SURVEYED, BEFORE_MEETING, DEFERRED, APPROVED, UNDER_WAY));
  }

  /** The states the move may start from; empty for {@link #PROPOSE}. */
  public Set<ProjectState> from() {
    return GRAPH.getOrDefault(this, Map.of()).keySet();
  }

  /** The states the move may lead to from that one; empty when it is illegal there. */
  public Set<ProjectState> to(ProjectState from) {
    return Collections.unmodifiableSet(GRAPH.getOrDefault(this, Map.of()).getOrDefault(from, Set.of()));
  }

  private static void edge(ProjectMove move, Set<ProjectState> from, ProjectState to) {
    var targets = new EnumMap<ProjectState, Set<ProjectState>>(ProjectState.class);
    for (ProjectState state : from) targets.put(state, EnumSet.of(to));
    GRAPH.put(move, targets);
  }

  private static void stay(ProjectMove move, Set<ProjectState> states) {
    var targets = new EnumMap<ProjectState, Set<ProjectState>>(ProjectState.class);
    for (ProjectState state : states) targets.put(state, EnumSet.of(state));
    GRAPH.put(move, targets);
  }
}
