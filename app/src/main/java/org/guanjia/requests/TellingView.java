package org.guanjia.requests;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.requests.Tellings.Way;
import org.jspecify.annotations.Nullable;

/**
 * One page of those who wait to be told.
 *
 * @param way by which; null for those whom staff tell
 * @param paged whether this is not the first page
 * @param next address of the next page; null at the end
 */
public record TellingView(
    List<TellingRow> rows, List<Chip> chips, List<Choice> villages, @Nullable Way way, @Nullable String village, boolean paged, @Nullable String next) {

  public String begin() {
    return address("/tellings", way, village, null);
  }

  /** The address of the whole list as a sheet. */
  public String export(String format) {
    return address("/tellings/export." + format, way, village, null);
  }

  static String address(String path, @Nullable Way way, @Nullable String village, @Nullable String after) {
    String query =
        Stream.of(
                way == null ? "" : "way=" + way.name().toLowerCase(Locale.ROOT), village == null ? "" : "village=" + MatterLists.encode(village),
                after == null ? "" : "after=" + after)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
