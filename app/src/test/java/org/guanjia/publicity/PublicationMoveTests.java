package org.guanjia.publicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.publicity.PublicationState.KEPT_BACK;
import static org.guanjia.publicity.PublicationState.PROPOSED;
import static org.guanjia.publicity.PublicationState.PUBLISHED;
import static org.guanjia.publicity.PublicationState.WITHDRAWN;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicationMoveTests {

  private static final Map<PublicationMove, Set<PublicationState>> LEGAL =
      Map.of(
          PublicationMove.PROPOSE, Set.of(KEPT_BACK, WITHDRAWN), PublicationMove.REFRESH, Set.of(PROPOSED), PublicationMove.PUBLISH, Set.of(PROPOSED, PUBLISHED),
          PublicationMove.KEEP_BACK, Set.of(PROPOSED), PublicationMove.WITHDRAW, Set.of(PUBLISHED), PublicationMove.FLAG, Set.of(PUBLISHED));

  @Test
  void theGraphAllowsTheseMovesAndNoOthers() {
    for (PublicationMove move : PublicationMove.values()) {
      for (PublicationState from : PublicationState.values()) {
        assertThat(move.possible(from)).as(move + " from " + from).isEqualTo(LEGAL.get(move).contains(from));
      }
      assertThat(move.possible(null)).isEqualTo(move == PublicationMove.PROPOSE);
    }
  }
}
