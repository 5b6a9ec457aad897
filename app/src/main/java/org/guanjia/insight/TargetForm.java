package org.guanjia.insight;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * A target as it is typed; what was typed stays in the form, also when it cannot be read.
 *
 * @param id 0 for a new one
 */
public record TargetForm(long id, Map<String, String> values) {

  static TargetForm blank(int year) {
    return new TargetForm(0, Map.of("year", String.valueOf(year), "dueOn", LocalDate.of(year, 12, 31).toString(), "unit", "件"));
  }

  static TargetForm of(Target target) {
    var values = new HashMap<String, String>();
    values.put("year", String.valueOf(target.year()));
    values.put("title", target.title());
    values.put("measure", target.measure().name());
    values.put("channel", target.channel() == null ? "" : target.channel());
    values.put("amount", target.amount().stripTrailingZeros().toPlainString());
    values.put("unit", target.unit());
    values.put("dueOn", target.dueOn().toString());
    values.put("source", target.source());
    values.put("village", target.village() == null ? "" : target.village());
    if (!target.active()) values.put("inactive", "true");
    values.put("version", String.valueOf(target.version()));
    return new TargetForm(target.id(), values);
  }

  public String get(String name) {
    return values.getOrDefault(name, "").strip();
  }

  public boolean ticked(String name) {
    return values.containsKey(name);
  }

  /** The same words on top of a newer version. */
  TargetForm onTopOf(Target current) {
    var copy = new HashMap<>(values);
    copy.put("version", String.valueOf(current.version()));
    return new TargetForm(id, copy);
  }

  /** @throws InvalidInput naming each field that cannot be read */
  Target target() {
    var errors = new ArrayList<FieldError>();
    int year = get("year").matches("[0-9]{4}") ? Integer.parseInt(get("year")) : 0;
    if (year < Targets.YEAR_MIN || year > Targets.YEAR_MAX) errors.add(FieldError.of("year", "targets.error.year", String.valueOf(Targets.YEAR_MIN), String.valueOf(Targets.YEAR_MAX)));
    Measure measure = Measure.promisable().stream().filter(each -> each.name().equals(get("measure"))).findFirst().orElse(null);
    if (measure == null) errors.add(FieldError.of("measure", "targets.error.measure"));
    BigDecimal amount = number(get("amount"));
    if (amount == null) errors.add(FieldError.of("amount", "targets.error.amount"));
    LocalDate dueOn = day(get("dueOn"));
    if (dueOn == null) errors.add(FieldError.of("dueOn", "targets.error.dueOn", String.valueOf(year)));
    if (measure == null || amount == null || dueOn == null || !errors.isEmpty()) throw new InvalidInput(errors);
    int version = get("version").matches("[0-9]{1,9}") ? Integer.parseInt(get("version")) : 0;
    return new Target(
        id, version, year, get("title"), measure, measure == Measure.CHANNEL_SHARE ? get("channel") : null, amount, get("unit"), dueOn, get("source"), orNull(get("village")),
        !ticked("inactive"));
  }

  /** A number as people type it, thousands separators allowed; null when it is none, or beyond all bounds. */
  static @Nullable BigDecimal number(String typed) {
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).replace(",", "").replace("%", "").strip();
    return plain.matches("[0-9]{1,15}(\\.[0-9]{1,6})?") ? new BigDecimal(plain) : null;
  }

  static @Nullable LocalDate day(String typed) {
    try {
      return typed.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? LocalDate.parse(typed) : null;
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Names of the fields, in the order of the form. */
  static List<String> fields() {
    return List.of("year", "title", "measure", "channel", "amount", "unit", "dueOn", "source", "village");
  }
}
