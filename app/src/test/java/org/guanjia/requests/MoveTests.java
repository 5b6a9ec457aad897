package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The life cycle's legal and illegal moves (DOMAIN.md, "Life cycles"). */
class MoveTests {

  @ParameterizedTest
  @CsvSource({
    "RECEIVED, TRIAGE, TRIAGED",
    "RECEIVED, HAND_OVER, IN_DEPARTMENT",
    "IN_DEPARTMENT, REFUSE, RECEIVED",
    "IN_DEPARTMENT, FINISH, DONE",
    "TRIAGED, FINISH, DONE",
    "DONE, RETURN, IN_DEPARTMENT",
    "DONE, APPROVE, ANSWERED",
    "ANSWERED, FEED_BACK, FED_BACK",
    "FED_BACK, RATE, RATED",
    "FED_BACK, RATE, UNDER_REVIEW",
    "UNDER_REVIEW, REDO, RECEIVED",
    "RATED, REOPEN, RECEIVED",
    "RECEIVED, MERGE, MERGED",
    "MERGED, UNMERGE, RECEIVED",
    "RECEIVED, WITHDRAW, WITHDRAWN"
  })
  void legal(State from, Move move, State to) {
    assertThat(move.to(from)).contains(to);
  }

  @ParameterizedTest
  @CsvSource({
    "RECEIVED, APPROVE",
    "RECEIVED, FINISH",
    "RECEIVED, RATE",
    "IN_DEPARTMENT, APPROVE",
    "DONE, FEED_BACK",
    "DONE, WITHDRAW",
    "ANSWERED, RATE",
    "FED_BACK, APPROVE",
    "MERGED, TRIAGE",
    "WITHDRAWN, REOPEN",
    "WITHDRAWN, ADD",
    "DONE, EXTEND",
    "RECEIVED, EXTEND"
  })
  void illegal(State from, Move move) {
    assertThat(move.to(from)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateCanBeReachedAndEveryOpenOneLeft(State state) {
    Set<State> reached = new HashSet<>(Set.of(State.RECEIVED));
    for (int i = 0; i < State.values().length; i++) {
      for (State from : Set.copyOf(reached)) {
        for (Move move : Move.values()) reached.addAll(move.to(from));
      }
    }
    assertThat(reached).contains(state);
    boolean leaves = EnumSet.allOf(Move.class).stream().anyMatch(move -> move.to(state).stream().anyMatch(to -> to != state));
    assertThat(leaves || !state.open()).isTrue();
  }

  @Test
  void noMoveClosesAMatterBeforeItsReportersAreTold() {
    for (Move move : Move.values()) {
      for (State from : State.values()) {
        if (from != State.FED_BACK && move.to(from).contains(State.FED_BACK)) assertThat(move).isEqualTo(Move.FEED_BACK);
      }
    }
    assertThat(Move.FEED_BACK.from()).containsExactly(State.ANSWERED);
  }
}
