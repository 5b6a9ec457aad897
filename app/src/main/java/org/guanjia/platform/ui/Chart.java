package org.guanjia.platform.ui;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers to be drawn and, below the drawing, to be read as a table. Horizontal places are percent of the width, so that
 * a drawing fits any screen while its type keeps its size; vertical places are pixels.
 *
 * @param title says what is counted, and over what time
 * @param labels one for each place on the axis
 * @param series at most four; each as long as the labels
 * @param links the list each label was counted from; empty for none
 */
public record Chart(String title, List<String> labels, List<Series> series, List<String> links) {

  /** Height of the drawing area of columns and lines, in pixels. */
  public static final int HEIGHT = 180;

  private static final int SERIES_MAX = 4;

  /** One row of numbers, none negative. */
  public record Series(String name, List<Long> values) {}

  public Chart {
    if (series.isEmpty() || series.size() > SERIES_MAX) throw new IllegalArgumentException("1 to 4 series");
    for (Series one : series)
      if (one.values().size() != labels.size()) throw new IllegalArgumentException("values do not match labels");
    if (!links.isEmpty() && links.size() != labels.size()) throw new IllegalArgumentException("links do not match labels");
  }

  public static Chart of(String title, List<String> labels, String name, List<Long> values) {
    return new Chart(title, labels, List.of(new Series(name, values)), List.of());
  }

  public static Chart of(String title, List<String> labels, List<Series> series) {
    return new Chart(title, labels, series, List.of());
  }

  public Chart linked(List<String> links) {
    return new Chart(title, labels, series, links);
  }

  public long value(int row, int label) {
    return series.get(row).values().get(label);
  }

  public long total(int label) {
    return series.stream().mapToLong(one -> one.values().get(label)).sum();
  }

  public @Nullable String link(int label) {
    return links.isEmpty() ? null : links.get(label);
  }

  /** Width of a bar in percent, of the longest bar when bars are stacked. */
  public String barWidth(int row, int label) {
    return percent(100.0 * value(row, label) / stackedMax());
  }

  /** Where a stacked bar's part begins, in percent. */
  public String barStart(int row, int label) {
    return percent(100.0 * below(row, label) / stackedMax());
  }

  /** Middle of a label's place on the axis, in percent. */
  public String centre(int label) {
    return percent(100.0 * (label + 0.5) / labels.size());
  }

  /** Left edge of a column, in percent. */
  public String columnStart(int label) {
    return percent(100.0 * (label + 0.18) / labels.size());
  }

  public String columnWidth() {
    return percent(100.0 * 0.64 / labels.size());
  }

  /** Top of a column's part, in pixels. */
  public long columnTop(int row, int label) {
    return HEIGHT - Math.round((double) HEIGHT * (below(row, label) + value(row, label)) / stackedMax());
  }

  public long columnHeight(int row, int label) {
    return HEIGHT - Math.round((double) HEIGHT * below(row, label) / stackedMax()) - columnTop(row, label);
  }

  /** Height of a line's point, in pixels from the top. */
  public long lineTop(int row, int label) {
    return HEIGHT - Math.round((double) HEIGHT * value(row, label) / lineMax());
  }

  /** Whether there is room for a label: at most about a dozen are written. */
  public boolean labelled(int label) {
    int every = Math.ceilDiv(labels.size(), 12);
    return label % every == 0;
  }

  private long below(int row, int label) {
    return IntStream.range(0, row).mapToLong(under -> value(under, label)).sum();
  }

  private long stackedMax() {
    return atLeastOne(IntStream.range(0, labels.size()).mapToLong(this::total));
  }

  private long lineMax() {
    return atLeastOne(series.stream().flatMap(one -> one.values().stream()).mapToLong(Long::longValue));
  }

  private static long atLeastOne(LongStream values) {
    return Math.max(1, values.max().orElse(1));
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
