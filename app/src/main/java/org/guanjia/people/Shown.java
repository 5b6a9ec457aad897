package org.guanjia.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;

/** How the values of attributes are shown: in the reader's language, masked where they are guarded. */
record Shown(Page page, PlaceNames places, Map<Long, PersonLine> people) {

  String value(Attribute attribute, Object value) {
    return switch (attribute) {
      case NAME -> value.toString();
      case SEX -> page.t("people.sex." + value);
      case BIRTH, DIED_ON -> page.date((LocalDate) value);
      case ETHNIC_GROUP -> page.t("people.ethnic." + value);
      case DOCUMENT -> document((Document) value);
      case PHONES -> ((List<?>) value).stream().map(phone -> Mask.phone((String) phone)).collect(Collectors.joining(page.t("register.comma")));
      case ADDRESS -> Mask.address((String) value);
      case VILLAGE -> places.village((String) value);
      case GROUP -> places.group((String) value);
      case GRID -> places.grid((String) value);
      case REGISTERED, RESIDENT -> page.t("register." + attribute.field() + "." + value);
      case BANK_ACCOUNT -> Mask.account((String) value);
      case GUARDIAN -> person((Long) value);
    };
  }

  /** Empty for null. */
  String valueOrNothing(Attribute attribute, @Nullable Object value) {
    return value == null ? "" : value(attribute, value);
  }

  private String document(Document document) {
    String kind = page.t("people.document." + document.kind());
    return document.kind() == DocumentKind.NONE ? kind : kind + " " + Mask.identity(document.number());
  }

  /** A name, or the number alone of somebody whom the viewer does not see. */
  String person(long id) {
    PersonLine line = people.get(id);
    return line == null ? page.t("register.unseen", String.valueOf(id)) : line.name();
  }
}
