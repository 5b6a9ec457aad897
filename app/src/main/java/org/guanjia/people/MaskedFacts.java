package org.guanjia.people;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.guanjia.platform.crypto.Mask;

/** Facts as plain texts that may be seen by whoever may see the person: codes stay codes, guarded ones are masked. */
final class MaskedFacts {

  private MaskedFacts() {}

  static Map<Attribute, String> of(Facts facts) {
    Map<Attribute, String> texts = new EnumMap<>(Attribute.class);
    facts.asMap().forEach((attribute, value) -> {
      String text = text(attribute, facts, value);
      if (!text.isEmpty()) texts.put(attribute, text);
    });
    return texts;
  }

  private static String text(Attribute attribute, Facts facts, Object value) {
    return switch (attribute) {
      case DOCUMENT -> facts.document().kind() == DocumentKind.NONE ? "" : Mask.identity(facts.document().number());
      case PHONES -> facts.phones().stream().map(Mask::phone).collect(Collectors.joining("、"));
      case ADDRESS -> Mask.address(facts.address());
      case BANK_ACCOUNT -> Mask.identity(facts.bankAccount());
      default -> value.toString();
    };
  }
}
