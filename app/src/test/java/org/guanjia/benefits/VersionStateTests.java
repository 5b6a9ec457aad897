package org.guanjia.benefits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.guanjia.benefits.VersionState.Move;
import org.junit.jupiter.api.Test;

class VersionStateTests {

  private static final Map<VersionState, Set<Move>> LEGAL = Map.of(
      VersionState.DRAFT, Set.of(Move.PROPOSE, Move.WITHDRAW), VersionState.PROPOSED, Set.of(Move.RETURN, Move.RELEASE, Move.WITHDRAW),
      VersionState.RELEASED, Set.of(Move.SUPERSEDE, Move.WITHDRAW), VersionState.SUPERSEDED, Set.of(), VersionState.WITHDRAWN, Set.of());

  @Test
  void eachMoveIsLegalWhereTheGraphSaysSoAndNowhereElse() {
    for (VersionState state : VersionState.values()) {
      assertThat(state.moves()).as(state.name()).isEqualTo(LEGAL.get(state));
      for (Move move : Move.values()) {
        if (LEGAL.get(state).contains(move)) assertThat(state.after(move)).isNotEqualTo(state);
        else assertThatThrownBy(() -> state.after(move)).isInstanceOf(IllegalVersionMove.class);
      }
    }
  }
}
