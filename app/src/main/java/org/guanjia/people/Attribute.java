package org.guanjia.people;

import java.time.LocalDate;
import java.util.List;
import org.guanjia.platform.identity.Sex;

/** What can be said of a person; each has its own history. */
public enum Attribute {
  NAME(String.class),
  SEX(Sex.class),
  BIRTH(LocalDate.class),
  /** Two digits of GB/T 3304. */
  ETHNIC_GROUP(String.class),
  DOCUMENT(Document.class),
  /** Numbers in their normal form, the one to be called first ahead. */
  PHONES(List.class),
  /** Where the person lives. */
  ADDRESS(String.class),
  VILLAGE(String.class),
  GROUP(String.class),
  GRID(String.class),
  /** Of a registered household (户籍) of the town. */
  REGISTERED(Boolean.class),
  /** Lives in the town (常住). */
  RESIDENT(Boolean.class),
  /** For payments: the number of a card or passbook. */
  BANK_ACCOUNT(String.class),
  /** The person who acts for this one. */
  GUARDIAN(Long.class),
  DIED_ON(LocalDate.class);

  private final Class<?> type;

  Attribute(Class<?> type) {
    this.type = type;
  }

  /** Whether a reader sees it only with a purpose that is kept. */
  public boolean guarded() {
    return this == DOCUMENT || this == PHONES || this == ADDRESS || this == BANK_ACCOUNT;
  }

  /** Whether it says who the person is, rather than where they live or how to reach them. */
  public boolean ofIdentity() {
    return this == NAME || this == SEX || this == BIRTH || this == DOCUMENT;
  }

  /** Name in message keys, forms and the API, such as {@code bankAccount}. */
  public String field() {
    return switch (this) {
      case ETHNIC_GROUP -> "ethnicGroup";
      case BANK_ACCOUNT -> "bankAccount";
      case DIED_ON -> "diedOn";
      default -> name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  void mustFit(Object value) {
    if (!type.isInstance(value)) throw new IllegalArgumentException(this + " is a " + type.getSimpleName());
  }
}
