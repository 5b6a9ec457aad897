package org.guanjia.awards;

import static org.guanjia.awards.AwardState.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life cycle of an award as one graph: each move with the states it may start from and the states it may lead to. Moves that leave the
 * state as it is (a paper, an objection) are {@code from == to}.
 */
public enum AwardMove {
  /** Found entitled by the system; from nowhere. */
  PROPOSE,
  /** Asked for, on paper, by phone or at a visit; from nowhere, or what was proposed is taken up. */
  APPLY,
  /** What is in payment already when the town begins; from nowhere. */
  IMPORT,
  /** A paper was brought, or taken out again. */
  ADD_EVIDENCE,
  /** The person was told which papers are missing. */
  ASK_PAPERS,
  /** First month or applicant corrected. */
  CORRECT,
  /** An officer compared it with register and determination. */
  CHECK,
  /** Back to be checked again, with a reason. */
  RETURN,
  /** On the public list for the days of the programme. */
  PUBLISH,
  /** Somebody objects. */
  OBJECT,
  /** The objection is answered. */
  ANSWER_OBJECTION,
  /** Somebody else than the checker approves; above the limit a second approves after that. */
  APPROVE,
  /** The first of two takes the approval back. */
  UNDO_APPROVAL,
  REFUSE,
  /** Taken back by whoever asked. */
  WITHDRAW,
  SUSPEND,
  /** The reason of a suspension or the day to look again is another. */
  PROLONG,
  RESUME,
  END,
  /** The last month turns out to be another. */
  CORRECT_END,
  /** What ended it was told wrong. */
  REVIVE,
  /** The person appeals against a decision. */
  APPEAL,
  /** The appeal finds that the decision stands. */
  UPHOLD,
  /** The appeal finds that it does not: what was refused is checked anew, what was suspended or ended is paid on. */
  GRANT,
  /** Two records of one person were put together, or parted again. */
  MOVE_RECORD;

  private static final Set<AwardState> ALL = EnumSet.allOf(AwardState.class);
  private static final Map<AwardMove, Map<AwardState, Set<AwardState>>> GRAPH = new EnumMap<>(AwardMove.class);

  static {
    edge(APPLY, EnumSet.of(PROPOSED), APPLIED);
    stay(ADD_EVIDENCE, EnumSet.complementOf(EnumSet.of(ENDED, WITHDRAWN)));
    stay(ASK_PAPERS, EnumSet.of(PROPOSED, APPLIED));
    stay(CORRECT, EnumSet.of(PROPOSED, APPLIED));
    edge(CHECK, EnumSet.of(APPLIED), CHECKED);
    edge(RETURN, EnumSet.of(CHECKED, PUBLISHED, FIRST_APPROVED), APPLIED);
    edge(PUBLISH, EnumSet.of(CHECKED), PUBLISHED);
    stay(OBJECT, EnumSet.of(PUBLISHED));
    stay(ANSWER_OBJECTION, EnumSet.of(PUBLISHED));
    edge(APPROVE, EnumSet.of(CHECKED, PUBLISHED), FIRST_APPROVED, IN_PAYMENT);
    edges(APPROVE).put(FIRST_APPROVED, EnumSet.of(IN_PAYMENT));
    edge(UNDO_APPROVAL, EnumSet.of(FIRST_APPROVED), CHECKED, PUBLISHED);
    edge(REFUSE, EnumSet.of(CHECKED, PUBLISHED, FIRST_APPROVED), REFUSED);
    edge(WITHDRAW, EnumSet.of(PROPOSED, APPLIED, CHECKED, PUBLISHED, FIRST_APPROVED), WITHDRAWN);
    edge(SUSPEND, EnumSet.of(IN_PAYMENT), SUSPENDED);
    stay(PROLONG, EnumSet.of(SUSPENDED));
    edge(RESUME, EnumSet.of(SUSPENDED), IN_PAYMENT);
    edge(END, EnumSet.of(IN_PAYMENT, SUSPENDED), ENDED);
    stay(CORRECT_END, EnumSet.of(ENDED));
    edge(REVIVE, EnumSet.of(ENDED), IN_PAYMENT);
    stay(APPEAL, EnumSet.of(REFUSED, SUSPENDED, ENDED));
    stay(UPHOLD, EnumSet.of(REFUSED, SUSPENDED, ENDED));
    edge(GRANT, EnumSet.of(SUSPENDED, ENDED), IN_PAYMENT);
    edges(GRANT).put(REFUSED, EnumSet.of(APPLIED));
    stay(MOVE_RECORD, ALL);
  }

  /** The states the move may start from; none for those that come from nowhere. */
  public Set<AwardState> from() {
    return GRAPH.getOrDefault(this, Map.of()).keySet();
  }

  /** The states the move may lead to from that one; empty when it is illegal there. */
  public Set<AwardState> to(AwardState from) {
    return Collections.unmodifiableSet(GRAPH.getOrDefault(this, Map.of()).getOrDefault(from, Set.of()));
  }

  private static void edge(AwardMove move, Set<AwardState> from, AwardState first, AwardState... more) {
    for (AwardState state : from) edges(move).put(state, EnumSet.of(first, more));
  }

  private static Map<AwardState, Set<AwardState>> edges(AwardMove move) {
    return GRAPH.computeIfAbsent(move, any -> new EnumMap<>(AwardState.class));
  }

  private static void stay(AwardMove move, Set<AwardState> states) {
    for (AwardState state : states) edges(move).put(state, EnumSet.of(state));
  }
}
