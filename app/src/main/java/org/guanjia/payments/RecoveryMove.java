package org.guanjia.payments;

import static org.guanjia.payments.RecoveryState.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The life cycle of a recovery as one graph: each move with the states it may start from and the one it leads to. */
public enum RecoveryMove {
  /** Found by a run that recognised less than was paid; the only move from nowhere. */
  FIND,
  /** Instalments agreed with the person, or agreed anew. */
  AGREE,
  SUSPEND,
  RESUME,
  /** Brought back in cash, all or some of it. */
  CASH,
  /** Kept back from a payment. */
  DEDUCT,
  ASK_WRITE_OFF,
  REFUSE_WRITE_OFF,
  WRITE_OFF,
  /** Nothing is left of it. */
  SETTLE;

  private static final Map<RecoveryMove, Map<RecoveryState, RecoveryState>> GRAPH = new EnumMap<>(RecoveryMove.class);

  static {
    edge(AGREE, EnumSet.of(OPEN, AGREED, SUSPENDED), AGREED);
    edge(SUSPEND, EnumSet.of(AGREED), SUSPENDED);
    edge(RESUME, EnumSet.of(SUSPENDED), AGREED);
    edge(ASK_WRITE_OFF, EnumSet.of(OPEN, AGREED, SUSPENDED), WRITE_OFF_ASKED);
    edge(REFUSE_WRITE_OFF, EnumSet.of(WRITE_OFF_ASKED), OPEN);
    edge(WRITE_OFF, EnumSet.of(WRITE_OFF_ASKED), WRITTEN_OFF);
    edge(SETTLE, EnumSet.of(OPEN, AGREED, SUSPENDED, WRITE_OFF_ASKED), SETTLED);
    stay(CASH, EnumSet.of(OPEN, AGREED, SUSPENDED));
    stay(DEDUCT, EnumSet.of(AGREED));
  }

  /** The states the move may start from; empty for {@link #FIND}. */
  public Set<RecoveryState> from() {
    return Collections.unmodifiableSet(GRAPH.getOrDefault(this, Map.of()).keySet());
  }

  /** Where the move leads to from that state; empty when it is illegal there. */
  public Set<RecoveryState> to(RecoveryState from) {
    RecoveryState to = GRAPH.getOrDefault(this, Map.of()).get(from);
    return to == null ? Set.of() : Set.of(to);
  }

  private static void edge(RecoveryMove move, Set<RecoveryState> from, RecoveryState to) {
    var targets = new EnumMap<RecoveryState, RecoveryState>(RecoveryState.class);
    for (RecoveryState state : from) targets.put(state, to);
    GRAPH.put(move, targets);
  }

  private static void stay(RecoveryMove move, Set<RecoveryState> states) {
    var targets = new EnumMap<RecoveryState, RecoveryState>(RecoveryState.class);
    for (RecoveryState state : states) targets.put(state, state);
    GRAPH.put(move, targets);
  }
}
