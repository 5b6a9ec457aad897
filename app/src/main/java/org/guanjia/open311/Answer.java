package org.guanjia.open311;

import java.util.List;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call is answered.
 *
 * @param root name of the XML root; JSON has none, its lists are bare arrays
 */
record Answer(String root, JsonNode body) {

  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static Answer list(String root, List<ObjectNode> items) {
    return new Answer(root, items.stream().collect(array()));
  }

  static Collector<JsonNode, ArrayNode, ArrayNode> array() {
    return Collector.of(NODES::arrayNode, ArrayNode::add, ArrayNode::addAll);
  }

  /**
   * A text as both formats can hold it: characters that XML 1.0 has no place for (§ 2.2) become U+FFFD, and line ends are LF, as
   * every XML parser makes them. Null and blank are null.
   */
  static @Nullable String text(@Nullable String text) {
    if (text == null || text.isBlank()) return null;
    var clean = new StringBuilder(text.length());
    text.replace("\r\n", "\n").replace('\r', '\n').codePoints().forEach(c -> clean.appendCodePoint(isCharacter(c) ? c : 0xFFFD));
    return clean.toString();
  }

  private static boolean isCharacter(int c) {
    return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
