package org.guanjia.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.guanjia.people.PersonFilter.Standing;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;

/** Reads what a program asks a list for; each parameter that cannot be read is named, none is passed over. */
final class PeopleQuery {

  private static final int CODE_LENGTH_MAX = 60;

  private final List<FieldError> errors = new ArrayList<>();

  PersonFilter filter(
      String q, @Nullable String village, @Nullable String group, @Nullable String special, @Nullable String standing, @Nullable String ageFrom, @Nullable String ageTo,
      @Nullable LocalDate day) {
    if (q.length() > Ways.TYPED_LENGTH_MAX) errors.add(FieldError.of("q", "register.error.long", Ways.TYPED_LENGTH_MAX));
    Standing stands = oneOf(Standing.class, "standing", standing);
    return new PersonFilter(
        q.replace('\0', ' ').strip(), code("village", village), code("group", group), oneOf(SpecialGroup.class, "special", special),
        Objects.requireNonNullElse(stands, Standing.ALL), age("ageFrom", ageFrom), age("ageTo", ageTo), day);
  }

  @Nullable LocalDate day(String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    LocalDate day = PersonLists.day(typed.strip());
    if (day == null) errors.add(FieldError.of(field, "register.error.date"));
    return day;
  }

  <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    E one = PersonLists.oneOf(type, typed);
    if (one == null) errors.add(FieldError.of(field, "register.error.oneOf", names(type)));
    return one;
  }

  static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
  }

  @Nullable String code(String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    if (typed.length() > CODE_LENGTH_MAX || typed.indexOf('\0') >= 0) errors.add(FieldError.of(field, "register.error.long", CODE_LENGTH_MAX));
    return typed.strip();
  }

  private @Nullable Integer age(String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    if (typed.strip().matches("[0-9]{1,3}") && Integer.parseInt(typed.strip()) <= PersonFilter.AGE_MAX) return Integer.valueOf(typed.strip());
    errors.add(FieldError.of(field, "register.error.age"));
    return null;
  }

  int limit(@Nullable String typed, int otherwise, int most) {
    if (typed == null || typed.isBlank()) return otherwise;
    if (typed.matches("[0-9]{1,3}") && Integer.parseInt(typed) >= 1 && Integer.parseInt(typed) <= most) return Integer.parseInt(typed);
    errors.add(FieldError.of("limit", "register.error.limit", most));
    return otherwise;
  }

  void cursor(boolean readable) {
    if (!readable) errors.add(FieldError.of("after", "register.error.cursor"));
  }

  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }
}
