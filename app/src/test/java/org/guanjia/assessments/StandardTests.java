package org.guanjia.assessments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardTests {

  /** A sheet of so many points: the first items lose theirs. */
  static Sheet.Finding points(int score, boolean coma, boolean dementia, boolean mental, int riskEvents) {
    int lose = Standard.SCORE_MAX - score;
    List<Integer> scores = new ArrayList<>();
    for (Standard.Item item : Standard.ITEMS) {
      int lost = Math.min(lose, item.most());
      scores.add(item.most() - lost);
      lose -= lost;
    }
    return new Sheet.Finding(scores, coma, dementia, mental, riskEvents);
  }

  @Test
  void twentySixItemsOfNinetyPoints() {
    assertThat(Standard.ITEMS).hasSize(26);
    assertThat(Standard.SCORE_MAX).isEqualTo(90);
    assertThat(Standard.items(Standard.Domain.SELF_CARE)).hasSize(8).allMatch(item -> item.most() == 4);
    assertThat(Standard.items(Standard.Domain.MOBILITY).stream().map(Standard.Item::most)).containsExactly(4, 4, 4, 3);
    assertThat(Standard.items(Standard.Domain.MENTAL).stream().map(Standard.Item::most)).containsExactly(4, 4, 4, 4, 4, 4, 1, 1, 2);
    assertThat(Standard.items(Standard.Domain.SOCIETY).stream().map(Standard.Item::most)).containsExactly(2, 2, 4, 3, 4);
  }

  @ParameterizedTest
  @CsvSource({"90,0", "89,1", "66,1", "65,2", "46,2", "45,3", "30,3", "29,4", "0,4"})
  void pointsGiveTheLevel(int score, int level) {
    assertThat(Standard.result(points(score, false, false, false, 0))).isEqualTo(new Standard.Result(score, level, level));
  }

  @ParameterizedTest
  @CsvSource({
    "90,false,true,false,0,1", "70,false,false,true,0,2", "50,false,false,false,2,3", "50,false,false,false,1,2", "50,false,true,true,5,3", "10,false,true,false,0,4",
    "90,true,false,false,0,4", "40,true,true,false,3,4"
  })
  void diagnosesAndEventsWorsenItByOneAndAComaIsFour(int score, boolean coma, boolean dementia, boolean mental, int events, int level) {
    assertThat(Standard.result(points(score, coma, dementia, mental, events)).level()).isEqualTo(level);
  }

  @Test
  void whatIsNotFilledInGivesNothing() {
    List<Integer> open = new ArrayList<>(points(90, false, false, false, 0).scores());
    open.set(3, Sheet.OPEN);
    assertThatThrownBy(() -> Standard.result(new Sheet.Finding(open, false, false, false, 0))).isInstanceOf(IllegalArgumentException.class);
  }
}
