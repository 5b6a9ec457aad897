package org.guanjia.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The life cycles of runs and recoveries: what is legal stands here once more; everything else is illegal. */
class RunMoveTests {

  @ParameterizedTest
  @CsvSource({
    "RELEASE, PROPOSED, PROPOSED", "TAKE_OUT, PROPOSED, PROPOSED", "PUT_BACK, PROPOSED, PROPOSED", "SUBMIT, PROPOSED, SUBMITTED", "SEND_BACK, SUBMITTED, PROPOSED",
    "APPROVE, SUBMITTED, APPROVED", "APPROVE, SUBMITTED, RETURNED", "WRITE_FILE, APPROVED, APPROVED", "WRITE_FILE, APPROVED, FILED", "WRITE_FILE, APPROVED, RETURNED",
    "TAKE_RETURN, FILED, PARTLY", "TAKE_RETURN, FILED, RETURNED", "TAKE_RETURN, PARTLY, PARTLY", "TAKE_RETURN, PARTLY, RETURNED", "TAKE_RETURN, RETURNED, RETURNED",
    "TAKE_RETURN, CLOSED, CLOSED", "CLOSE, RETURNED, CLOSED", "CANCEL, PROPOSED, CANCELLED", "CANCEL, SUBMITTED, CANCELLED", "CANCEL, APPROVED, CANCELLED"
  })
  void isLegal(RunMove move, RunState from, RunState to) {
    assertThat(move.to(from)).contains(to);
  }

  @ParameterizedTest
  @CsvSource({
    "RELEASE, SUBMITTED", "RELEASE, APPROVED", "TAKE_OUT, APPROVED", "SUBMIT, SUBMITTED", "SUBMIT, APPROVED", "APPROVE, PROPOSED", "APPROVE, APPROVED", "APPROVE, CANCELLED",
    "WRITE_FILE, PROPOSED", "WRITE_FILE, SUBMITTED", "WRITE_FILE, FILED", "TAKE_RETURN, PROPOSED", "TAKE_RETURN, APPROVED", "CLOSE, FILED", "CLOSE, PARTLY", "CLOSE, CLOSED",
    "CANCEL, FILED", "CANCEL, PARTLY", "CANCEL, RETURNED", "CANCEL, CLOSED", "SEND_BACK, PROPOSED", "SEND_BACK, APPROVED"
  })
  void isIllegal(RunMove move, RunState from) {
    assertThat(move.to(from)).isEmpty();
  }

  @Test
  void nothingIsPaidWithoutAnApprovalOnItsWay() {
    assertThat(reached(RunState.PROPOSED, EnumSet.of(RunMove.APPROVE))).containsOnly(RunState.PROPOSED, RunState.SUBMITTED, RunState.CANCELLED);
    assertThat(reached(RunState.PROPOSED, EnumSet.noneOf(RunMove.class))).containsExactlyInAnyOrder(RunState.values());
  }

  @ParameterizedTest
  @EnumSource
  void everyMoveButTheFirstStartsSomewhere(RunMove move) {
    assertThat(move.from().isEmpty()).isEqualTo(move == RunMove.PROPOSE);
  }

  private static Set<RunState> reached(RunState start, Set<RunMove> without) {
    Set<RunState> seen = EnumSet.of(start);
    var ahead = new ArrayDeque<>(List.of(start));
    while (!ahead.isEmpty()) {
      RunState from = ahead.remove();
      Arrays.stream(RunMove.values()).filter(move -> !without.contains(move)).flatMap(move -> move.to(from).stream()).filter(seen::add).forEach(ahead::add);
    }
    return seen;
  }

  @ParameterizedTest
  @CsvSource({
    "AGREE, OPEN, AGREED", "AGREE, AGREED, AGREED", "AGREE, SUSPENDED, AGREED", "SUSPEND, AGREED, SUSPENDED", "RESUME, SUSPENDED, AGREED", "CASH, OPEN, OPEN", "CASH, AGREED, AGREED",
    "DEDUCT, AGREED, AGREED", "ASK_WRITE_OFF, OPEN, WRITE_OFF_ASKED", "REFUSE_WRITE_OFF, WRITE_OFF_ASKED, OPEN", "WRITE_OFF, WRITE_OFF_ASKED, WRITTEN_OFF", "SETTLE, AGREED, SETTLED"
  })
  void isLegalForARecovery(RecoveryMove move, RecoveryState from, RecoveryState to) {
    assertThat(move.to(from)).containsExactly(to);
  }

  @ParameterizedTest
  @CsvSource({
    "SUSPEND, OPEN", "RESUME, AGREED", "DEDUCT, OPEN", "DEDUCT, SUSPENDED", "DEDUCT, WRITE_OFF_ASKED", "WRITE_OFF, OPEN", "WRITE_OFF, AGREED", "CASH, SETTLED", "CASH, WRITE_OFF_ASKED",
    "AGREE, SETTLED", "AGREE, WRITTEN_OFF", "SETTLE, WRITTEN_OFF", "ASK_WRITE_OFF, WRITE_OFF_ASKED"
  })
  void isIllegalForARecovery(RecoveryMove move, RecoveryState from) {
    assertThat(move.to(from)).isEmpty();
  }
}
