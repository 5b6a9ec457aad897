package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.chrono.ChronoPeriod;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.impl.FEELBuilder;
import org.kie.dmn.feel.lang.types.impl.ComparablePeriod;
import org.kie.dmn.feel.runtime.Range.RangeBoundary;

/** Single expressions of FEEL, read by Drools; what it answers, as values of ours. */
final class DroolsFeel {

  private final FEEL feel = FEELBuilder.builder().build();

  /** null where it finds an error, too. */
  @Nullable Object value(String expression, Map<String, ?> names) {
    Map<String, Object> given = new HashMap<>();
    names.forEach((name, value) -> given.put(name, theirs(value)));
    try {
      return ours(feel.evaluate(expression, given));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Object theirs(@Nullable Object value) {
    return switch (value) {
      case Period period -> new ComparablePeriod(period);
      case List<?> list -> each(list, true);
      case Map<?, ?> map -> entries(map, true);
      case null, default -> value;
    };
  }

  private static @Nullable Object ours(@Nullable Object value) {
    return switch (value) {
      case BigDecimal number when Values.bounded(number) == null -> "a number that decimal128 does not hold";
      case Number number -> number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
      case ChronoPeriod period -> Period.ofMonths((int) ComparablePeriod.toTotalMonths(period));
      case OffsetDateTime time -> time.toZonedDateTime();
      case Temporal time when time.getClass().getSimpleName().equals("ZoneTime") -> LocalTime.from(time).atOffset(
          java.time.ZoneOffset.ofTotalSeconds(time.get(ChronoField.OFFSET_SECONDS)));
      case org.kie.dmn.feel.runtime.Range range -> new Range(range.getLowBoundary() == RangeBoundary.CLOSED, ours(range.getLowEndPoint()),
          ours(range.getHighEndPoint()), range.getHighBoundary() == RangeBoundary.CLOSED, range.getLowEndPoint() == null, range.getHighEndPoint() == null);
      case List<?> list -> each(list, false);
      case Map<?, ?> map -> entries(map, false);
      case Boolean yes -> yes;
      case String text -> text;
      case LocalDate date -> date;
      case LocalTime time -> time;
      case OffsetTime time -> time;
      case Duration duration -> duration;
      case Temporal temporal -> temporal;
      case null -> null;
      default -> "a " + value.getClass().getSimpleName();
    };
  }

  private static List<@Nullable Object> each(List<?> list, boolean theirs) {
    List<@Nullable Object> all = new ArrayList<>();
    list.forEach(item -> all.add(theirs ? theirs(item) : ours(item)));
    return all;
  }

  private static Map<Object, @Nullable Object> entries(Map<?, ?> map, boolean theirs) {
    Map<Object, @Nullable Object> all = new LinkedHashMap<>();
    map.forEach((key, value) -> all.put(key, theirs ? theirs(value) : ours(value)));
    return all;
  }
}
