package org.guanjia.platform.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The working days of one town: Monday to Friday, without holidays, with worked weekends (调休). Immutable; each question
 * costs a few binary searches, however far apart the dates.
 *
 * <p>Periods are counted as the Civil Code (民法典) articles 201 to 203 say: the day on which something begins is not
 * counted, the period ends with the last day at 24:00. So a matter received on a Friday, at whatever hour, and due
 * within one working day, is due until the end of Monday.
 */
public final class WorkingDays {

  /** Dates of law are dates here. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final int COUNT_MAX = 100_000;

  private final Set<Integer> years = new HashSet<>();
  private final Map<LocalDate, CalendarPeriod> named = new HashMap<>();
  private final long[] holidaysOnWeekdays;
  private final long[] workedWeekends;

  /** Where two years name the same day, the later year has the last word. */
  public WorkingDays(Collection<CalendarYear> known) {
    known.stream().sorted((a, b) -> Integer.compare(a.year(), b.year())).forEach(this::put);
    holidaysOnWeekdays = sorted(DayKind.HOLIDAY);
    workedWeekends = sorted(DayKind.WORKED);
  }

  /**
   * When something is due.
   *
   * @param day the last day on which it can still be done in time
   * @param provisional true when the count went through a year whose holidays are not published yet: they may move it
   */
  public record Deadline(LocalDate day, boolean provisional) {

    /** The first moment at which it is late: 24:00 of the day. */
    public Instant end() {
      return endOf(day);
    }
  }

  public boolean isWorkingDay(LocalDate day) {
    CalendarPeriod period = named.get(day);
    return period == null ? !CalendarYear.isWeekend(day) : period.kind() == DayKind.WORKED;
  }

  /** What the holiday notice says of that day; null for an ordinary one. */
  public @Nullable CalendarPeriod named(LocalDate day) {
    return named.get(day);
  }

  /** Whether the holidays of that year are known. */
  public boolean isPublished(int year) {
    return years.contains(year);
  }

  /**
   * The n-th working day after the given day, which itself is not counted; the day itself for n = 0, and for a negative
   * n the n-th working day before it.
   */
  public LocalDate addWorkingDays(LocalDate from, int n) {
    if (Math.abs(n) > COUNT_MAX) throw new IllegalArgumentException("at most " + COUNT_MAX + " working days");
    if (n == 0) return from;
    return first(from, n > 0 ? countUntil(from) + n : countUntil(from.minusDays(1)) + n + 1);
  }

  /**
   * Working days after {@code from} up to and including {@code to}; negative when {@code to} is the earlier one. So
   * {@code workingDaysBetween(d, addWorkingDays(d, n)) == n} for every n from 0 up.
   */
  public int workingDaysBetween(LocalDate from, LocalDate to) {
    return (int) (countUntil(to) - countUntil(from));
  }

  /** When something that began on a day is due within so many working days. */
  public Deadline deadline(LocalDate from, int workingDays) {
    LocalDate day = addWorkingDays(from, workingDays);
    boolean provisional = false;
    for (int year = from.getYear(); year <= day.getYear(); year++) provisional |= !isPublished(year);
    return new Deadline(day, provisional);
  }

  /** When something that began at a moment is due within so many working days. */
  public Deadline deadline(Instant from, int workingDays) {
    return deadline(dayOf(from), workingDays);
  }

  /** The date of law at a moment. */
  public static LocalDate dayOf(Instant moment) {
    return moment.atZone(ZONE).toLocalDate();
  }

  /** 24:00 of that day. */
  public static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZONE).toInstant();
  }

  private void put(CalendarYear year) {
    years.add(year.year());
    year.periods().forEach(period -> period.days().forEach(day -> named.put(day, period)));
  }

  private long[] sorted(DayKind kind) {
    return named.entrySet().stream()
        .filter(entry -> entry.getValue().kind() == kind)
        .filter(entry -> CalendarYear.isWeekend(entry.getKey()) == (kind == DayKind.WORKED))
        .mapToLong(entry -> entry.getKey().toEpochDay())
        .sorted()
        .toArray();
  }

  /** The first day by which so many working days have passed since the beginning of the count, sought from a day near it. */
  private LocalDate first(LocalDate near, long count) {
    long low = near.toEpochDay();
    long high = low;
    for (long step = 8; countUntil(low) >= count; step *= 2) low -= step;
    for (long step = 8; countUntil(high) < count; step *= 2) high += step;
    while (low + 1 < high) {
      long middle = low + (high - low) / 2;
      if (countUntil(middle) < count) low = middle;
      else high = middle;
    }
    return LocalDate.ofEpochDay(high);
  }

  /** Working days from a fixed Monday long ago up to and including that day. */
  private long countUntil(LocalDate day) {
    return countUntil(day.toEpochDay());
  }

  private long countUntil(long epochDay) {
    return weekdaysUntil(epochDay) - countUntil(holidaysOnWeekdays, epochDay) + countUntil(workedWeekends, epochDay);
  }

  /** Day -3 of the epoch, 29 December 1969, is a Monday. */
  private static long weekdaysUntil(long epochDay) {
    long days = epochDay + 4;
    return Math.floorDiv(days, 7) * 5 + Math.min(Math.floorMod(days, 7), 5);
  }

  private static long countUntil(long[] sorted, long epochDay) {
    int index = Arrays.binarySearch(sorted, epochDay);
    return index >= 0 ? index + 1 : -index - 1;
  }
}
