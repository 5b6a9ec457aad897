package org.guanjia.open311;

import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * The XML of an answer. A list's elements are called as GeoReport v2 and Service Discovery call them; what is null is an empty element.
 * There is no namespace and no attribute, as the specification asks.
 */
final class Xml {

  private static final Map<String, String> ITEMS =
      Map.of(
          "services", "service", "service_requests", "request", "errors", "error", "attributes", "attribute", "values", "value",
          "endpoints", "endpoint", "formats", "format");

  private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");

  private Xml() {}

  static String of(Answer answer) {
    var xml = new Xml();
    xml.element(answer.root(), answer.body());
    return xml.out.toString();
  }

  private void element(String name, JsonNode node) {
    if (node.isNull() || (node.isContainer() && node.isEmpty())) {
      out.append('<').append(name).append("/>");
      return;
    }
    out.append('<').append(name).append('>');
    if (node.isArray()) node.forEach(item -> element(Objects.requireNonNull(ITEMS.get(name)), item));
    else if (node.isObject()) node.properties().forEach(field -> element(field.getKey(), field.getValue()));
    else escape(node.asString());
    out.append("</").append(name).append('>');
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c);
      }
    }
  }
}
