package org.guanjia.requests;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.requests.MatterFilter.Standing;
import org.jspecify.annotations.Nullable;

/** Reads what a program asks a list for; each parameter that cannot be read is named, none is passed over. */
final class ListQuery {

  private static final Set<String> NAMES =
      Set.of("q", "state", "category", "village", "department", "channel", "assignee", "receivedFrom", "receivedUntil", "trait", "limit", "after");
  private static final int CODE_LENGTH_MAX = 60;

  private final List<FieldError> errors = new ArrayList<>();

  void onlyKnown(Set<String> given) {
    for (String name : new TreeSet<>(given)) {
      if (!NAMES.contains(name)) errors.add(FieldError.of(name, "api.error.unknownParameter", String.join(", ", new TreeSet<>(NAMES))));
    }
  }

  MatterFilter filter(
      String q, String state, @Nullable String category, @Nullable String village, @Nullable String department, @Nullable String channel,
      @Nullable String assignee, @Nullable String receivedFrom, @Nullable String receivedUntil, @Nullable String trait) {
    if (q.length() > QueueSearch.TYPED_LENGTH_MAX) {
      errors.add(FieldError.of("q", "requests.error.tooLong", QueueSearch.TYPED_LENGTH_MAX, q.length()));
    }
    State one = named("state", state, State.values(), standings());
    return new MatterFilter(
        q, one == null ? standing(state) : Standing.ALL, one, code("category", category), code("village", village), code("department", department),
        channel == null ? null : named("channel", channel, Channel.values(), List.of()), code("assignee", assignee),
        day("receivedFrom", receivedFrom), day("receivedUntil", receivedUntil), null,
        trait == null ? null : named("trait", trait, MatterFilter.Trait.values(), List.of()));
  }

  /** 1 to {@value Matters#PAGE_SIZE_MAX}. */
  int limit(String typed) {
    if (typed.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(typed);
      if (limit >= 1 && limit <= Matters.PAGE_SIZE_MAX) return limit;
    }
    errors.add(FieldError.of("limit", "api.error.limit", Matters.PAGE_SIZE_MAX));
    return 1;
  }

  void cursor(@Nullable String after, MatterFilter filter) {
    if (after != null && !Matters.isCursor(after, filter)) errors.add(FieldError.of("after", "api.error.after"));
  }

  void refuseWhatWasWrong() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static Standing standing(String typed) {
    return Arrays.stream(Standing.values()).filter(one -> one.name().equalsIgnoreCase(typed)).findFirst().orElse(Standing.OPEN);
  }

  private static List<String> standings() {
    return Arrays.stream(Standing.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** The value of that name; null for one of the other words that may stand there. */
  private <E extends Enum<E>> @Nullable E named(String parameter, String typed, E[] values, List<String> others) {
    for (E value : values) if (value.name().equalsIgnoreCase(typed)) return value;
    if (!others.contains(typed.toLowerCase(Locale.ROOT))) {
      var known = new ArrayList<>(others);
      for (E value : values) known.add(value.name());
      errors.add(FieldError.of(parameter, "api.error.oneOf", String.join(", ", known)));
    }
    return null;
  }

  private @Nullable String code(String parameter, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    if (typed.length() > CODE_LENGTH_MAX) errors.add(FieldError.of(parameter, "requests.error.tooLong", CODE_LENGTH_MAX, typed.length()));
    return typed.strip();
  }

  private @Nullable LocalDate day(String parameter, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    try {
      LocalDate day = LocalDate.parse(typed.strip());
      if (day.getYear() >= 1900 && day.getYear() <= 9999) return day;
    } catch (DateTimeException e) {
      // Told below, as a year out of range is.
    }
    errors.add(FieldError.of(parameter, "api.error.day"));
    return null;
  }
}
