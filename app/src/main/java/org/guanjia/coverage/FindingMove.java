package org.guanjia.coverage;

import static org.guanjia.coverage.FindingState.ASSIGNED;
import static org.guanjia.coverage.FindingState.CONTACTED;
import static org.guanjia.coverage.FindingState.FOUND;
import static org.guanjia.coverage.FindingState.GONE;
import static org.guanjia.coverage.FindingState.RESOLVED;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The life cycle of a finding as one graph: each move with the states it may start from, and where it leads from each. */
public enum FindingMove {
  /** Given to somebody, or to somebody else. */
  ASSIGN(Map.of(FOUND, ASSIGNED, ASSIGNED, ASSIGNED, CONTACTED, CONTACTED)),
  /** Taken back from whoever had it. */
  UNASSIGN(Map.of(ASSIGNED, FOUND, CONTACTED, CONTACTED)),
  /** Tried; it is not settled by that. */
  CONTACT(Map.of(FOUND, CONTACTED, ASSIGNED, CONTACTED, CONTACTED, CONTACTED)),
  /** Settled by what the person, or the office, said. */
  RESOLVE(Map.of(FOUND, RESOLVED, ASSIGNED, RESOLVED, CONTACTED, RESOLVED)),
  /** Settled by the facts, after somebody had brought them. */
  SETTLE(Map.of(CONTACTED, RESOLVED)),
  /** The outcome was wrong; the finding is open again. */
  REOPEN(Map.of(RESOLVED, FOUND)),
  /** The facts no longer say so. */
  VANISH(Map.of(FOUND, GONE, ASSIGNED, GONE, CONTACTED, GONE)),
  /** The facts say so once more. */
  REAPPEAR(Map.of(GONE, FOUND, RESOLVED, FOUND)),
  /** Whoever declined is asked again, for the day has come. */
  ASK_AGAIN(Map.of(RESOLVED, FOUND));

  private final Map<FindingState, FindingState> edges;

  FindingMove(Map<FindingState, FindingState> edges) {
    this.edges = new EnumMap<>(edges);
  }

  public Set<FindingState> from() {
    return Set.copyOf(edges.keySet());
  }

  /**
   * Where it leads.
   *
   * @throws IllegalFindingMove when it is illegal there
   */
  public FindingState to(FindingState from) {
    FindingState to = edges.get(from);
    if (to == null) throw new IllegalFindingMove(this, from);
    return to;
  }

  /** Names of the states it may start from. */
  List<String> fromNames() {
    return Arrays.stream(FindingState.values()).filter(edges::containsKey).map(Enum::name).toList();
  }
}
