package org.guanjia.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life cycle of a meeting: each legal move, and that there are no others. */
class MeetingMoveTests {

  private static final List<String> LEGAL =
      List.of(
          "CHANGE PLANNED PLANNED", "ARRANGE PLANNED PLANNED", "CONVENE PLANNED CONVENED", "REOPEN CONVENED PLANNED", "CALL_OFF PLANNED CALLED_OFF",
          "CALL_OFF CONVENED CALLED_OFF", "HOLD CONVENED HELD", "ATTEND HELD HELD", "DECIDE HELD HELD", "FOLLOW HELD HELD", "WRITE HELD HELD",
          "APPROVE HELD APPROVED", "AMEND APPROVED APPROVED");

  @Test
  void theseMovesAreLegalAndNoOthers() {
    var found = new ArrayList<String>();
    for (MeetingMove move : MeetingMove.values()) {
      for (MeetingState from : MeetingState.values()) {
        for (MeetingState to : MeetingState.values()) if (move.to(from).contains(to)) found.add(move + " " + from + " " + to);
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(LEGAL);
    assertThat(MeetingMove.PLAN.from()).isEmpty();
  }

  @Test
  void nothingButAnAdditionHappensAfterTheApprovalOrTheCallingOff() {
    for (MeetingMove move : MeetingMove.values()) {
      assertThat(move.to(MeetingState.CALLED_OFF)).as(move.name()).isEmpty();
      if (move != MeetingMove.AMEND) assertThat(move.to(MeetingState.APPROVED)).as(move.name()).isEmpty();
    }
  }

  @Test
  void headingsCountInChinese() {
    assertThat(List.of(1, 9, 10, 11, 20, 34, 100, 101, 110, 112, 120, 199).stream().map(MinutesPaper::chinese).toList())
        .containsExactly("一", "九", "十", "十一", "二十", "三十四", "一百", "一百零一", "一百一十", "一百一十二", "一百二十", "一百九十九");
  }
}
