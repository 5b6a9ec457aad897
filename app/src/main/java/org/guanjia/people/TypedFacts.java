package org.guanjia.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.platform.identity.OtherDocument;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads facts as people type them. In the form of a change, what is guarded is not shown, so an empty field of it says nothing; of the others,
 * what differs from what the form showed is said.
 */
@Component
class TypedFacts {

  /** Before the name of a field, what the form showed in it. */
  static final String WAS = "was.";

  /** Before the name of a guarded field: there is none any more. */
  static final String NONE = "none.";

  /** What a form asks for; a death is an event. */
  static final List<Attribute> ASKED = Arrays.stream(Attribute.values()).filter(attribute -> attribute != Attribute.DIED_ON).toList();

  private final PersonNumbers numbers;

  TypedFacts(PersonNumbers numbers) {
    this.numbers = numbers;
  }

  /** What a change says anew, and what it takes away. */
  record Change(Facts facts, Set<Attribute> cleared) {
    boolean nothing() {
      return facts.isEmpty() && cleared.isEmpty();
    }
  }

  /** All that a form for a new person says; birth and sex come from the resident identity number where they are not typed. */
  Facts all(PersonSent sent, LocalDate today) {
    Facts facts = Facts.NONE;
    for (Attribute attribute : ASKED) facts = facts.with(attribute, value(sent, attribute, today));
    return completed(facts, today);
  }

  Change changed(PersonSent sent, LocalDate today) {
    Facts facts = Facts.NONE;
    Set<Attribute> cleared = EnumSet.noneOf(Attribute.class);
    for (Attribute attribute : ASKED) {
      String typed = sent.text(attribute.field());
      boolean differs = attribute.guarded() ? given(sent, attribute) : !typed.equals(sent.text(WAS + attribute.field()));
      if (differs && (given(sent, attribute))) facts = facts.with(attribute, value(sent, attribute, today));
      else if (attribute.guarded() ? sent.ticked(NONE + attribute.field()) : differs) cleared.add(attribute);
    }
    return new Change(facts, cleared);
  }

  /** Birth and sex as the resident identity number says, where nothing else is said. */
  static Facts completed(Facts facts, LocalDate today) {
    Document document = facts.document();
    if (document.kind() != DocumentKind.RESIDENT_ID) return facts;
    ResidentId id = ResidentId.parse(document.number(), today);
    return id.valid() ? facts.over(Facts.NONE.with(Attribute.BIRTH, id.birth()).with(Attribute.SEX, id.sex())) : facts;
  }

  /** Whether the form says something of the attribute. */
  static boolean given(PersonSent sent, Attribute attribute) {
    return !sent.text(attribute.field()).isEmpty() || attribute == Attribute.DOCUMENT && sent.text("documentKind").equals(DocumentKind.NONE.name());
  }

  private @Nullable Object value(PersonSent sent, Attribute attribute, LocalDate today) {
    String text = sent.text(attribute.field());
    return switch (attribute) {
      case NAME, ETHNIC_GROUP, ADDRESS, VILLAGE, GROUP, GRID -> sent.optional(attribute.field());
      case SEX -> sent.oneOf(Sex.class, attribute.field());
      case BIRTH, DIED_ON -> sent.date(attribute.field());
      case DOCUMENT -> document(sent, today);
      case PHONES -> phones(text);
      case REGISTERED, RESIDENT -> sent.yesOrNo(attribute.field());
      case BANK_ACCOUNT -> text.isEmpty() ? null : BankCard.parse(text).normal();
      case GUARDIAN -> guardian(sent, text);
    };
  }

  private static @Nullable Document document(PersonSent sent, LocalDate today) {
    String number = sent.text(Attribute.DOCUMENT.field());
    DocumentKind kind = sent.oneOf(DocumentKind.class, "documentKind");
    if (number.isEmpty()) {
      if (kind != null && kind != DocumentKind.NONE && sent.text(WAS + "name").isEmpty()) sent.error(Attribute.DOCUMENT.field(), "register.error.document");
      return kind == DocumentKind.NONE ? Document.NONE : null;
    }
    return document(kind == null || kind == DocumentKind.NONE ? DocumentKind.RESIDENT_ID : kind, number, today);
  }

  /** In its normal form; whether it is valid the register says. */
  static Document document(DocumentKind kind, String number, LocalDate today) {
    String normal = kind == DocumentKind.RESIDENT_ID ? ResidentId.parse(number, today).normal() : OtherDocument.parse(OtherDocument.Kind.valueOf(kind.name()), number).normal();
    return normal.isEmpty() ? Document.NONE : new Document(kind, normal);
  }

  static @Nullable List<String> phones(String typed) {
    List<String> phones = new ArrayList<>();
    for (String one : typed.split("[\\n,，;；、]+")) {
      String normal = Phones.normal(one);
      if (!one.isBlank()) phones.add(normal.isEmpty() ? one.strip() : normal);
    }
    return phones.isEmpty() ? null : phones.stream().distinct().toList();
  }

  private @Nullable Long guardian(PersonSent sent, String typed) {
    if (typed.isEmpty()) return null;
    Optional<Long> person = numbers.person(typed);
    if (person.isEmpty()) sent.error(Attribute.GUARDIAN.field(), "register.error.person");
    return person.orElse(null);
  }
}
