package org.guanjia.platform.calendar;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The years that come with the program, by region: resources calendar/notices.csv and calendar/days.csv. */
final class BuiltInCalendar {

  private static final Map<String, Map<Integer, CalendarYear>> REGIONS = load();

  private BuiltInCalendar() {}

  /** Years by number; empty for a region that nothing is known of. */
  static Map<Integer, CalendarYear> years(String region) {
    return REGIONS.getOrDefault(region, Map.of());
  }

  /**
   * The region whose holidays a town keeps: the country of an ISO 3166-2 code such as US-STL, else China, whose division
   * codes (GB/T 2260) are all digits.
   */
  static String regionOf(String town) {
    return town.matches("[A-Z]{2}-.*") ? town.substring(0, 2) : "CN";
  }

  private static Map<String, Map<Integer, CalendarYear>> load() {
    Map<String, List<NamedCsvRecord>> days =
        read("days.csv").stream().collect(Collectors.groupingBy(BuiltInCalendar::regionAndYear));
    return read("notices.csv").stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getField("region"),
                Collectors.toMap(
                    row -> Integer.valueOf(row.getField("year")),
                    row -> year(row, days.getOrDefault(regionAndYear(row), List.of())),
                    (a, b) -> {
                      throw new IllegalStateException("year twice: " + a.year());
                    },
                    TreeMap::new)));
  }

  private static String regionAndYear(NamedCsvRecord row) {
    return row.getField("region") + row.getField("year");
  }

  private static CalendarYear year(NamedCsvRecord notice, List<NamedCsvRecord> days) {
    String published = notice.getField("published_on");
    return new CalendarYear(
        Integer.parseInt(notice.getField("year")),
        notice.getField("notice"),
        published.isEmpty() ? null : LocalDate.parse(published),
        notice.getField("address"),
        days.stream().map(BuiltInCalendar::period).toList(),
        false);
  }

  private static CalendarPeriod period(NamedCsvRecord row) {
    return new CalendarPeriod(
        LocalDate.parse(row.getField("first")),
        LocalDate.parse(row.getField("last")),
        DayKind.valueOf(row.getField("kind")),
        row.getField("name"));
  }

  private static List<NamedCsvRecord> read(String name) {
    try (Reader reader = new InputStreamReader(resource(name), StandardCharsets.UTF_8);
        var csv = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(reader)) {
      return csv.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(BuiltInCalendar.class.getResourceAsStream("/calendar/" + name), name);
  }
}
