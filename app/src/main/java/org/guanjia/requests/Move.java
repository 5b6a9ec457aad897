package org.guanjia.requests;

import static org.guanjia.requests.State.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life cycle of a request as one graph: each move with the states it may start from and the states it may lead to.
 * Moves that leave the state as it is (a question, an added fact) are {@code from == to}.
 */
public enum Move {
  /** Taken down; the only move from nowhere. */
  RECEIVE,
  /** The desk decides the outcome and keeps the matter to answer it. */
  TRIAGE,
  /** The desk gives the matter to departments. */
  HAND_OVER,
  /** A department takes the matter on. */
  ACCEPT,
  /** The lead refuses with reason: back to the desk. Another department refuses: the matter stays where it is. */
  REFUSE,
  /** One department of several has done its part. */
  REPORT,
  /** The work is done and the answer drafted. */
  FINISH,
  /** What was answered before has come to something since, and a further answer is drafted. */
  ANSWER_AGAIN,
  /** The drafted answer goes back with a reason. */
  RETURN,
  /** The drafted answer is approved. */
  APPROVE,
  /** The last reporter has been told. */
  FEED_BACK,
  /** The reporter rates; a dissatisfied rating leads to a review. */
  RATE,
  /** The review finds that the answer stands. */
  UPHOLD,
  /** The review finds that the matter must be done again. */
  REDO,
  /** The reporter reopens, once, with a reason. */
  REOPEN,
  /** Recognised as a duplicate of another matter. */
  MERGE,
  /** The merge was a mistake. */
  UNMERGE,
  /** Taken back by the reporter. */
  WITHDRAW,
  /** A question to the reporter; the clock stands. */
  ASK,
  /** The reporter answered, or the desk goes on without; the clock runs again. */
  RESUME,
  /** Facts or pictures added. */
  ADD,
  /** Category, place or title corrected. */
  CORRECT,
  /** Given to a member of staff. */
  ASSIGN,
  /** The deadline extended, once, by a supervisor with a reason. */
  EXTEND,
  /** Overdue: laid before the next person up. */
  ESCALATE,
  /** Why it is overdue, for the supervision list. */
  EXPLAIN;

  private static final Set<State> OPEN = EnumSet.of(RECEIVED, TRIAGED, IN_DEPARTMENT, DONE, ANSWERED, UNDER_REVIEW);
  private static final Set<State> WORKING = EnumSet.of(RECEIVED, TRIAGED, IN_DEPARTMENT);
  private static final Map<Move, Map<State, Set<State>>> GRAPH = new EnumMap<>(Move.class);

  static {
    edge(TRIAGE, EnumSet.of(RECEIVED, TRIAGED), TRIAGED);
    edge(HAND_OVER, EnumSet.of(RECEIVED, TRIAGED, IN_DEPARTMENT), IN_DEPARTMENT);
    edge(ACCEPT, EnumSet.of(IN_DEPARTMENT), IN_DEPARTMENT);
    edge(REFUSE, EnumSet.of(IN_DEPARTMENT), RECEIVED, IN_DEPARTMENT);
    edge(REPORT, EnumSet.of(IN_DEPARTMENT), IN_DEPARTMENT);
    edge(FINISH, EnumSet.of(TRIAGED, IN_DEPARTMENT), DONE);
    edge(ANSWER_AGAIN, EnumSet.of(FED_BACK, RATED), DONE);
    edge(RETURN, EnumSet.of(DONE), TRIAGED, IN_DEPARTMENT);
    edge(APPROVE, EnumSet.of(DONE), ANSWERED);
    edge(FEED_BACK, EnumSet.of(ANSWERED), FED_BACK);
    edge(RATE, EnumSet.of(FED_BACK), RATED, UNDER_REVIEW);
    edges(RATE).put(RATED, EnumSet.of(UNDER_REVIEW)); // another of its reporters is dissatisfied
    edge(UPHOLD, EnumSet.of(UNDER_REVIEW), RATED);
    edge(REDO, EnumSet.of(UNDER_REVIEW), RECEIVED);
    edge(REOPEN, EnumSet.of(FED_BACK, RATED), RECEIVED);
    edge(MERGE, WORKING, MERGED);
    edge(UNMERGE, EnumSet.of(MERGED), RECEIVED, TRIAGED, IN_DEPARTMENT);
    edge(WITHDRAW, WORKING, WITHDRAWN);
    stay(ASK, WORKING);
    stay(RESUME, WORKING);
    stay(ADD, EnumSet.complementOf(EnumSet.of(WITHDRAWN)));
    stay(CORRECT, OPEN);
    stay(ASSIGN, OPEN);
    stay(EXTEND, EnumSet.of(TRIAGED, IN_DEPARTMENT));
    stay(ESCALATE, OPEN);
    stay(EXPLAIN, OPEN);
  }

  /** The states the move may start from; empty for {@link #RECEIVE}. */
  public Set<State> from() {
    return GRAPH.getOrDefault(this, Map.of()).keySet();
  }

  /** The states the move may lead to from that one; empty when it is illegal there. */
  public Set<State> to(State from) {
    return Collections.unmodifiableSet(GRAPH.getOrDefault(this, Map.of()).getOrDefault(from, Set.of()));
  }

  private static void edge(Move move, Set<State> from, State first, State... more) {
    var targets = new EnumMap<State, Set<State>>(State.class);
    for (State state : from) targets.put(state, EnumSet.of(first, more));
    GRAPH.put(move, targets);
  }

  private static Map<State, Set<State>> edges(Move move) {
    return GRAPH.computeIfAbsent(move, any -> new EnumMap<>(State.class));
  }

  private static void stay(Move move, Set<State> states) {
    var targets = new EnumMap<State, Set<State>>(State.class);
    for (State state : states) targets.put(state, EnumSet.of(state));
    GRAPH.put(move, targets);
  }
}
