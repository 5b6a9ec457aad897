package org.guanjia.open311;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what a client answered to an attribute. */
final class AttributeAnswer {

  private static final int STRING_LENGTH_MAX = 500;
  private static final int TEXT_LENGTH_MAX = 2_000;

  private AttributeAnswer() {}

  /** The answer as people read it; empty when it is none that the attribute's datatype allows. */
  static Optional<String> of(Attribute attribute, List<String> values) {
    if (attribute.datatype() == Attribute.Datatype.MULTIVALUELIST) return chosen(attribute, values);
    if (values.size() != 1) return Optional.empty();
    String value = values.getFirst();
    return switch (attribute.datatype()) {
      case STRING -> Optional.of(value).filter(text -> text.length() <= STRING_LENGTH_MAX && text.lines().count() == 1);
      case TEXT -> Optional.of(value).filter(text -> text.length() <= TEXT_LENGTH_MAX);
      case NUMBER -> Optional.of(value).filter(text -> text.matches("[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?"));
      case DATETIME -> Moments.parse(value, false).map(moment -> value);
      case SINGLEVALUELIST, MULTIVALUELIST -> chosen(attribute, values);
    };
  }

  private static Optional<String> chosen(Attribute attribute, List<String> keys) {
    if (keys.stream().anyMatch(key -> attribute.value(key).isEmpty())) return Optional.empty();
    return Optional.of(keys.stream().distinct().flatMap(key -> attribute.value(key).stream()).map(Attribute.Value::name).collect(Collectors.joining("、")));
  }
}
