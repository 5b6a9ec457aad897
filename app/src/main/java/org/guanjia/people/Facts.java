package org.guanjia.people;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.platform.identity.Sex;
import org.jspecify.annotations.Nullable;

/** Values of some attributes of a person; of the others nothing is said. Immutable. */
public final class Facts {

  public static final Facts NONE = new Facts(new EnumMap<>(Attribute.class));

  private final EnumMap<Attribute, Object> values;

  private Facts(EnumMap<Attribute, Object> values) {
    this.values = values;
  }

  /** These facts with that value besides; a null says nothing and takes nothing away. */
  public Facts with(Attribute attribute, @Nullable Object value) {
    if (value == null) return this;
    attribute.mustFit(value);
    EnumMap<Attribute, Object> more = new EnumMap<>(values);
    more.put(attribute, value instanceof List<?> list ? List.copyOf(list) : value);
    return new Facts(more);
  }

  /** These facts without what they say of some attributes. */
  public Facts without(Collection<Attribute> attributes) {
    EnumMap<Attribute, Object> less = new EnumMap<>(values);
    less.keySet().removeAll(attributes);
    return new Facts(less);
  }

  /** What holds once these have been said after those. */
  public Facts over(Facts earlier) {
    EnumMap<Attribute, Object> both = new EnumMap<>(earlier.values);
    both.putAll(values);
    return new Facts(both);
  }

  /** What these say that those do not say, or say otherwise. */
  public Facts newAgainst(Facts others) {
    EnumMap<Attribute, Object> other = new EnumMap<>(values);
    other.entrySet().removeIf(each -> each.getValue().equals(others.values.get(each.getKey())));
    return new Facts(other);
  }

  public Set<Attribute> attributes() {
    return values.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(values.keySet()));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public @Nullable Object value(Attribute attribute) {
    return values.get(attribute);
  }

  public @Nullable String name() {
    return text(Attribute.NAME);
  }

  public @Nullable Sex sex() {
    return (Sex) values.get(Attribute.SEX);
  }

  public @Nullable LocalDate birth() {
    return (LocalDate) values.get(Attribute.BIRTH);
  }

  public @Nullable String ethnicGroup() {
    return text(Attribute.ETHNIC_GROUP);
  }

  /** {@link Document#NONE} when nothing is said of one. */
  public Document document() {
    return (Document) Objects.requireNonNullElse(values.get(Attribute.DOCUMENT), Document.NONE);
  }

  @SuppressWarnings("unchecked")
  public List<String> phones() {
    return (List<String>) Objects.requireNonNullElse(values.get(Attribute.PHONES), List.of());
  }

  public @Nullable String address() {
    return text(Attribute.ADDRESS);
  }

  public @Nullable String village() {
    return text(Attribute.VILLAGE);
  }

  public @Nullable String group() {
    return text(Attribute.GROUP);
  }

  public @Nullable String grid() {
    return text(Attribute.GRID);
  }

  public boolean registered() {
    return Boolean.TRUE.equals(values.get(Attribute.REGISTERED));
  }

  public boolean resident() {
    return Boolean.TRUE.equals(values.get(Attribute.RESIDENT));
  }

  public @Nullable String bankAccount() {
    return text(Attribute.BANK_ACCOUNT);
  }

  public @Nullable Long guardian() {
    return (Long) values.get(Attribute.GUARDIAN);
  }

  public @Nullable LocalDate diedOn() {
    return (LocalDate) values.get(Attribute.DIED_ON);
  }

  private @Nullable String text(Attribute attribute) {
    return (String) values.get(attribute);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Facts facts && facts.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Which attributes; never their values, which must not slip into a log. */
  @Override
  public String toString() {
    return "Facts" + values.keySet();
  }

  Map<Attribute, Object> asMap() {
    return Collections.unmodifiableMap(values);
  }
}
