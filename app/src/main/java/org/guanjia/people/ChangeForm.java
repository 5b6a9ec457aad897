package org.guanjia.people;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.identity.Sex;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a change begins with: what stands, as it is sent back; of what is guarded, only what a reader may see of it.
 *
 * @param raw by attribute; nothing for those that are guarded
 * @param masked by guarded attribute
 */
public record ChangeForm(long id, int version, String name, Map<Attribute, String> raw, Map<Attribute, String> masked) {

  static ChangeForm of(WholePerson whole, Facts now, Shown shown) {
    Map<Attribute, String> raw = new EnumMap<>(Attribute.class);
    Map<Attribute, String> masked = new EnumMap<>(Attribute.class);
    for (Attribute attribute : TypedFacts.ASKED) {
      Object value = now.value(attribute);
      if (!attribute.guarded()) raw.put(attribute, raw(now, attribute));
      else if (value != null) masked.put(attribute, shown.value(attribute, value));
    }
    return new ChangeForm(whole.id(), whole.version(), Objects.requireNonNullElse(now.name(), ""), raw, masked);
  }

  public String was(String field) {
    return raw.entrySet().stream().filter(entry -> entry.getKey().field().equals(field)).map(Map.Entry::getValue).findFirst().orElse("");
  }

  /** Null when there is none. */
  public @Nullable String masked(String field) {
    return masked.entrySet().stream().filter(entry -> entry.getKey().field().equals(field)).map(Map.Entry::getValue).findFirst().orElse(null);
  }

  /** As a form sends it; empty for nothing. */
  static String raw(Facts facts, Attribute attribute) {
    Object value = facts.value(attribute);
    return value == null ? "" : value.toString();
  }

  /** What somebody typed, as it would be shown. */
  static String said(Attribute attribute, String typed, Shown shown) {
    if (typed.isBlank()) return "";
    return switch (attribute) {
      case SEX -> java.util.Arrays.stream(Sex.values()).filter(sex -> sex.name().equals(typed)).findFirst().map(sex -> shown.value(attribute, sex)).orElse(typed);
      case ETHNIC_GROUP -> PersonChecks.ethnicGroup(typed) ? shown.value(attribute, typed) : typed;
      case VILLAGE, GROUP, GRID -> shown.value(attribute, typed);
      case REGISTERED, RESIDENT -> shown.value(attribute, Boolean.valueOf(typed));
      default -> typed;
    };
  }
}
