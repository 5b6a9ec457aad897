package org.guanjia.benefits;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.guanjia.platform.ui.Tone;

/** Where a version of a programme stands; the one graph of its life. */
public enum VersionState {
  /** Being written; tried out, never decided by. */
  DRAFT(Tone.NEUTRAL),
  /** Laid before somebody else for release. */
  PROPOSED(Tone.WARNING),
  /** Decides, in its months. */
  RELEASED(Tone.SUCCESS),
  /** A later one took over all of its months. */
  SUPERSEDED(Tone.NEUTRAL),
  /** Given up before its release, or taken back after it. */
  WITHDRAWN(Tone.NEUTRAL);

  /** What may be done with a version. */
  public enum Move {
    /** Lays it before somebody else; everything checks out. */
    PROPOSE,
    /** Gives it back to be written on. */
    RETURN,
    /** Puts it in force: by somebody else than who proposed it. */
    RELEASE,
    /** A later one takes over; follows from that one's release alone. */
    SUPERSEDE,
    /** Gives it up, or takes it back. */
    WITHDRAW
  }

  private static final Map<VersionState, Map<Move, VersionState>> GRAPH = new EnumMap<>(VersionState.class);

  static {
    edge(DRAFT, Move.PROPOSE, PROPOSED);
    edge(DRAFT, Move.WITHDRAW, WITHDRAWN);
    edge(PROPOSED, Move.RETURN, DRAFT);
    edge(PROPOSED, Move.RELEASE, RELEASED);
    edge(PROPOSED, Move.WITHDRAW, WITHDRAWN);
    edge(RELEASED, Move.SUPERSEDE, SUPERSEDED);
    edge(RELEASED, Move.WITHDRAW, WITHDRAWN);
  }

  private final Tone tone;

  VersionState(Tone tone) {
    this.tone = tone;
  }

  private static void edge(VersionState from, Move move, VersionState to) {
    GRAPH.computeIfAbsent(from, any -> new EnumMap<>(Move.class)).put(move, to);
  }

  /** What may be done with a version that stands here. */
  public Set<Move> moves() {
    Map<Move, VersionState> edges = GRAPH.getOrDefault(this, Map.of());
    return edges.isEmpty() ? EnumSet.noneOf(Move.class) : EnumSet.copyOf(edges.keySet());
  }

  public boolean allows(Move move) {
    return GRAPH.getOrDefault(this, Map.of()).containsKey(move);
  }

  /** @throws IllegalVersionMove when the graph has no such edge */
  VersionState after(Move move) {
    VersionState to = GRAPH.getOrDefault(this, Map.of()).get(move);
    if (to == null) throw new IllegalVersionMove(this, move);
    return to;
  }

  public Tone tone() {
    return tone;
  }
}
