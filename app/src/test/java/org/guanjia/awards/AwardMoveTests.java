package org.guanjia.awards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.awards.AwardState.*;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AwardMoveTests {

  @ParameterizedTest
  @CsvSource({
    "APPLY,PROPOSED,APPLIED", "CHECK,APPLIED,CHECKED", "PUBLISH,CHECKED,PUBLISHED", "APPROVE,CHECKED,IN_PAYMENT", "APPROVE,PUBLISHED,FIRST_APPROVED",
    "APPROVE,FIRST_APPROVED,IN_PAYMENT", "UNDO_APPROVAL,FIRST_APPROVED,PUBLISHED", "REFUSE,CHECKED,REFUSED", "REFUSE,FIRST_APPROVED,REFUSED", "RETURN,PUBLISHED,APPLIED",
    "WITHDRAW,PROPOSED,WITHDRAWN", "SUSPEND,IN_PAYMENT,SUSPENDED", "RESUME,SUSPENDED,IN_PAYMENT", "END,IN_PAYMENT,ENDED", "END,SUSPENDED,ENDED", "REVIVE,ENDED,IN_PAYMENT",
    "GRANT,REFUSED,APPLIED", "GRANT,SUSPENDED,IN_PAYMENT", "GRANT,ENDED,IN_PAYMENT", "APPEAL,REFUSED,REFUSED", "UPHOLD,ENDED,ENDED", "CORRECT_END,ENDED,ENDED"
  })
  void leadsThere(AwardMove move, AwardState from, AwardState to) {
    assertThat(move.to(from)).contains(to);
  }

  @ParameterizedTest
  @CsvSource({
    "CHECK,CHECKED", "CHECK,PROPOSED", "CHECK,IN_PAYMENT", "PUBLISH,APPLIED", "PUBLISH,PUBLISHED", "APPROVE,APPLIED", "APPROVE,IN_PAYMENT", "APPROVE,REFUSED", "REFUSE,APPLIED",
    "REFUSE,IN_PAYMENT", "WITHDRAW,IN_PAYMENT", "WITHDRAW,ENDED", "SUSPEND,SUSPENDED", "SUSPEND,APPLIED", "RESUME,IN_PAYMENT", "END,ENDED", "END,CHECKED", "REVIVE,REFUSED",
    "APPEAL,IN_PAYMENT", "APPEAL,APPLIED", "GRANT,IN_PAYMENT", "OBJECT,CHECKED", "CORRECT,CHECKED", "ADD_EVIDENCE,ENDED", "UNDO_APPROVAL,IN_PAYMENT"
  })
  void doesNotStartThere(AwardMove move, AwardState from) {
    assertThat(move.to(from)).isEmpty();
  }

  @Test
  void nothingIsApprovedButFromTheHandsOfAChecker() {
    Set<AwardState> into = EnumSet.noneOf(AwardState.class);
    for (AwardMove move : AwardMove.values()) for (AwardState from : move.from()) if (move.to(from).contains(IN_PAYMENT) && from.open()) into.add(from);
    assertThat(into).containsExactlyInAnyOrder(CHECKED, PUBLISHED, FIRST_APPROVED);
  }

  @ParameterizedTest
  @EnumSource(AwardState.class)
  void everyStateCanBeReached(AwardState state) {
    boolean begins = state == PROPOSED || state == APPLIED;
    assertThat(begins || EnumSet.allOf(AwardMove.class).stream().anyMatch(move -> move.from().stream().anyMatch(from -> from != state && move.to(from).contains(state)))).isTrue();
  }
}
