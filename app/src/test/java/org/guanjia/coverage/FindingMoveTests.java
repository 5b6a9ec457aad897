package org.guanjia.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life cycle of a finding: every edge that is there, and no other. */
class FindingMoveTests {

  private static final Set<String> LEGAL = Set.of(
      "FOUND ASSIGN ASSIGNED", "ASSIGNED ASSIGN ASSIGNED", "CONTACTED ASSIGN CONTACTED", "ASSIGNED UNASSIGN FOUND", "CONTACTED UNASSIGN CONTACTED", "FOUND CONTACT CONTACTED",
      "ASSIGNED CONTACT CONTACTED", "CONTACTED CONTACT CONTACTED", "FOUND RESOLVE RESOLVED", "ASSIGNED RESOLVE RESOLVED", "CONTACTED RESOLVE RESOLVED", "CONTACTED SETTLE RESOLVED",
      "RESOLVED REOPEN FOUND", "FOUND VANISH GONE", "ASSIGNED VANISH GONE", "CONTACTED VANISH GONE", "GONE REAPPEAR FOUND", "RESOLVED REAPPEAR FOUND", "RESOLVED ASK_AGAIN FOUND");

  @Test
  void theGraphIsWhatItIs() {
    Set<String> edges = new TreeSet<>();
    for (FindingMove move : FindingMove.values()) move.from().forEach(from -> edges.add(from + " " + move + " " + move.to(from)));
    assertThat(edges).isEqualTo(new TreeSet<>(LEGAL));
  }

  @ParameterizedTest
  @EnumSource(FindingMove.class)
  void anythingElseIsRefused(FindingMove move) {
    for (FindingState state : FindingState.values()) {
      if (move.from().contains(state)) continue;
      assertThatThrownBy(() -> move.to(state)).isInstanceOfSatisfying(IllegalFindingMove.class, refused -> {
        assertThat(refused.move()).isEqualTo(move);
        assertThat(refused.from()).isEqualTo(state);
      });
    }
  }

  @ParameterizedTest
  @EnumSource(FindingKind.class)
  void ofEachKindSomethingCanCome(FindingKind kind) {
    assertThat(ContactResult.values()).anySatisfy(result -> assertThat(result.of(kind) && result.resolves()).isTrue());
    assertThat(ContactResult.NOT_REACHED.of(kind)).isTrue();
  }
}
