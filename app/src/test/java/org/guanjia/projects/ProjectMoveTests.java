package org.guanjia.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The life cycle's legal and illegal moves (DOMAIN.md, "Life cycles"). */
class ProjectMoveTests {

  @ParameterizedTest
  @CsvSource({
    "PROPOSED, SURVEY, SURVEYED", "SURVEYED, LAY, BEFORE_MEETING", "BEFORE_MEETING, APPROVE, APPROVED", "BEFORE_MEETING, DEFER, DEFERRED",
    "BEFORE_MEETING, REFUSE, REFUSED", "DEFERRED, LAY, BEFORE_MEETING", "DEFERRED, SURVEY, SURVEYED", "APPROVED, BEGIN, UNDER_WAY", "UNDER_WAY, ACCEPT, ACCEPTED",
    "UNDER_WAY, REWORK, UNDER_WAY", "ACCEPTED, CLOSE, CLOSED", "PROPOSED, WITHDRAW, WITHDRAWN", "UNDER_WAY, WITHDRAW, WITHDRAWN", "UNDER_WAY, CARRY_OVER, UNDER_WAY",
    "ACCEPTED, PAY, ACCEPTED", "CLOSED, PAY, CLOSED"
  })
  void legal(ProjectState from, ProjectMove move, ProjectState to) {
    assertThat(move.to(from)).containsExactly(to);
  }

  @ParameterizedTest
  @CsvSource({
    "PROPOSED, LAY", "PROPOSED, APPROVE", "SURVEYED, APPROVE", "WITHDRAWN, APPROVE", "WITHDRAWN, DEFER", "WITHDRAWN, REFUSE", "REFUSED, LAY", "REFUSED, APPROVE",
    "DEFERRED, APPROVE", "APPROVED, APPROVE", "APPROVED, ACCEPT", "APPROVED, REACH", "UNDER_WAY, CLOSE", "ACCEPTED, WITHDRAW", "ACCEPTED, SHOW", "CLOSED, WITHDRAW",
    "CLOSED, CARRY_OVER", "REFUSED, CARRY_OVER", "BEFORE_MEETING, PAY", "APPROVED, CORRECT", "APPROVED, SCORE", "CLOSED, SHOW"
  })
  void illegal(ProjectState from, ProjectMove move) {
    assertThat(move.to(from)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ProjectState.class)
  void everyStateCanBeReachedAndEveryOpenOneLeft(ProjectState state) {
    Set<ProjectState> reached = new HashSet<>(Set.of(ProjectState.PROPOSED));
    for (int i = 0; i < ProjectState.values().length; i++) {
      for (ProjectState from : Set.copyOf(reached)) for (ProjectMove move : ProjectMove.values()) reached.addAll(move.to(from));
    }
    assertThat(reached).contains(state);
    boolean leaves = EnumSet.allOf(ProjectMove.class).stream().anyMatch(move -> move.to(state).stream().anyMatch(to -> to != state));
    assertThat(leaves).isEqualTo(state.open());
  }

  @Test
  void nothingIsClosedThatWasNotAcceptedNorBuiltThatWasNotApproved() {
    for (ProjectMove move : ProjectMove.values()) {
      for (ProjectState from : ProjectState.values()) {
        if (from != ProjectState.CLOSED && move.to(from).contains(ProjectState.CLOSED)) assertThat(from).isEqualTo(ProjectState.ACCEPTED);
        if (from != ProjectState.UNDER_WAY && move.to(from).contains(ProjectState.UNDER_WAY)) assertThat(from).isEqualTo(ProjectState.APPROVED);
        if (from != ProjectState.APPROVED && move.to(from).contains(ProjectState.APPROVED)) assertThat(from).isEqualTo(ProjectState.BEFORE_MEETING);
      }
    }
  }
}
