package org.guanjia.people;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.identity.Sex;

/** Facts as plain texts by attribute, and back: how a row waits at the review desk. Whoever keeps them closes them first. */
final class FactsText {

  private FactsText() {}

  static Map<String, String> of(Facts facts) {
    Map<String, String> texts = new LinkedHashMap<>();
    facts.asMap().forEach((attribute, value) -> texts.put(attribute.name(), text(value)));
    return texts;
  }

  static Facts read(Map<String, String> texts) {
    Facts facts = Facts.NONE;
    for (Map.Entry<String, String> each : texts.entrySet()) {
      Attribute attribute = Attribute.valueOf(each.getKey());
      facts = facts.with(attribute, value(attribute, each.getValue()));
    }
    return facts;
  }

  private static String text(Object value) {
    return switch (value) {
      case Document document -> document.kind() + " " + document.number();
      case List<?> phones -> String.join("\n", phones.stream().map(String::valueOf).toList());
      default -> value.toString();
    };
  }

  private static Object value(Attribute attribute, String text) {
    return switch (attribute) {
      case SEX -> Sex.valueOf(text);
      case BIRTH, DIED_ON -> LocalDate.parse(text);
      case DOCUMENT -> document(text);
      case PHONES -> text.isEmpty() ? List.of() : List.of(text.split("\n"));
      case REGISTERED, RESIDENT -> Boolean.valueOf(text);
      case GUARDIAN -> Long.valueOf(text);
      default -> text;
    };
  }

  private static Document document(String text) {
    int blank = text.indexOf(' ');
    return new Document(DocumentKind.valueOf(text.substring(0, blank)), text.substring(blank + 1));
  }
}
