package org.guanjia.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChartTests {

  private static final Chart STACKED =
      Chart.of(
          "每周收到", List.of("一", "二"), List.of(new Chart.Series("办结", List.of(30L, 10L)), new Chart.Series("在办", List.of(10L, 0L))));

  @Test
  void theLongestBarTakesTheWholeWidth() {
    assertThat(STACKED.barWidth(0, 0)).isEqualTo("75.00%");
    assertThat(STACKED.barStart(1, 0)).isEqualTo("75.00%");
    assertThat(STACKED.barWidth(1, 0)).isEqualTo("25.00%");
    assertThat(STACKED.barWidth(0, 1)).isEqualTo("25.00%");
  }

  @Test
  void onlyZerosAreDrawnAsNothing() {
    Chart chart = Chart.of("无", List.of("一"), "件", List.of(0L));
    assertThat(chart.barWidth(0, 0)).isEqualTo("0.00%");
    assertThat(chart.columnHeight(0, 0)).isZero();
    assertThat(chart.lineTop(0, 0)).isEqualTo(Chart.HEIGHT);
  }

  @Test
  void seriesAndLabelsMustMatch() {
    assertThatIllegalArgumentException().isThrownBy(() -> Chart.of("x", List.of("一", "二"), "件", List.of(1L)));
    assertThatIllegalArgumentException().isThrownBy(() -> Chart.of("x", List.of("一"), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chart.of("x", List.of("一"), "件", List.of(1L)).linked(List.of("/a", "/b")));
  }

  @Property
  void columnsStayInsideTheDrawingAndStandOnEachOther(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 1_000_000) Long> first) {
    List<Long> second = LongStream.rangeClosed(1, first.size()).boxed().toList();
    List<String> labels = IntStream.range(0, first.size()).mapToObj(Integer::toString).toList();
    Chart chart = Chart.of("x", labels, List.of(new Chart.Series("a", first), new Chart.Series("b", second)));
    for (int label = 0; label < first.size(); label++) {
      assertThat(chart.columnTop(1, label)).isBetween(0L, (long) Chart.HEIGHT);
      assertThat(chart.columnTop(0, label) + chart.columnHeight(0, label)).isEqualTo(Chart.HEIGHT);
      assertThat(chart.columnTop(1, label) + chart.columnHeight(1, label)).isEqualTo(chart.columnTop(0, label));
    }
    assertThat(IntStream.range(0, first.size()).filter(chart::labelled)).hasSizeBetween(1, 12);
  }
}
