package org.guanjia.open311;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guanjia.open311.Refused.Fault;
import org.guanjia.requests.Outlines;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are asked for.
 *
 * @param ids these and nothing else, whatever the rest says; empty to go by the rest
 * @param skip how many to leave out at the beginning
 * @param size how many at most
 */
record RequestsQuery(List<String> ids, Outlines.Range range, int skip, int size) {

  static final Duration SPAN_MAX = Duration.ofDays(90);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /**
   * Reads the parameters. {@code page} (from 1) and {@code page_size} are not in the specification, but commonly used.
   *
   * @throws Refused with everything that cannot be read
   */
  static RequestsQuery of(HttpServletRequest request, Instant now) {
    List<String> ids = Parameters.list(request, "service_request_id");
    if (ids.size() > Outlines.MOST) throw new Refused(Fault.of(Refused.BAD, "open311.error.tooManyIds", Outlines.MOST));
    if (!ids.isEmpty()) return new RequestsQuery(ids, new Outlines.Range(now, now, List.of(), null), 0, Outlines.MOST);
    var faults = new ArrayList<Fault>();
    Instant start = moment(request, "start_date", false, faults);
    Instant end = moment(request, "end_date", true, faults);
    if (start != null && end != null && end.isBefore(start)) faults.add(Fault.of(Refused.BAD, "open311.error.datesTurned"));
    if (start != null && end != null && Duration.between(start, end).compareTo(SPAN_MAX) > 0) {
      faults.add(Fault.of(Refused.BAD, "open311.error.span", SPAN_MAX.toDays()));
    }
    Boolean open = open(request, faults);
    int size = number(request, "page_size", Outlines.MOST, faults);
    int page = number(request, "page", Outlines.MOST, faults);
    if (page == 0) page = 1;
    if (size == 0) size = page > 1 ? 50 : Outlines.MOST;
    if ((long) page * size > Outlines.MOST) faults.add(Fault.of(Refused.BAD, "open311.error.pages", Outlines.MOST));
    if (!faults.isEmpty()) throw new Refused(faults);
    Instant until = end != null ? end : start == null || start.plus(SPAN_MAX).isAfter(now) ? now : start.plus(SPAN_MAX);
    Instant from = start != null ? start : until.minus(SPAN_MAX);
    return new RequestsQuery(ids, new Outlines.Range(from, until, Parameters.list(request, "service_code"), open), (page - 1) * size, size);
  }

  private static @Nullable Instant moment(HttpServletRequest request, String name, boolean endOfDay, List<Fault> faults) {
    String typed = Parameters.one(request, name);
    if (typed == null) return null;
    Instant read = Moments.parse(typed, endOfDay).filter(moment -> moment.isAfter(EARLIEST) && moment.isBefore(EARLIEST.plus(Duration.ofDays(36_500)))).orElse(null);
    if (read == null) faults.add(Fault.of(Refused.BAD, "open311.error.date", name));
    return read;
  }

  /** Open, closed, or both: null. */
  private static @Nullable Boolean open(HttpServletRequest request, List<Fault> faults) {
    List<String> wanted = Parameters.list(request, "status").stream().map(status -> status.toLowerCase(Locale.ROOT)).distinct().toList();
    if (!List.of("open", "closed").containsAll(wanted)) faults.add(Fault.of(Refused.BAD, "open311.error.status"));
    return wanted.size() == 1 ? Boolean.valueOf(wanted.getFirst().equals("open")) : null;
  }

  private static int number(HttpServletRequest request, String name, int most, List<Fault> faults) {
    String typed = Parameters.one(request, name);
    if (typed == null) return 0;
    int number = typed.matches("[0-9]{1,6}") ? Integer.parseInt(typed) : 0;
    if (number < 1 || number > most) faults.add(Fault.of(Refused.BAD, "open311.error.number", name, most));
    return Math.clamp(number, 1, most);
  }
}
