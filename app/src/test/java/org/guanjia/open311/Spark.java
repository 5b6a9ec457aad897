package org.guanjia.open311;

import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The mapping of XML to JSON that the specification names: lists are the elements it marks as such, texts that are numbers or truths are those. */
final class Spark {

  private static final Set<String> LISTS = Set.of("services", "service_requests", "errors", "attributes", "values", "endpoints", "formats");
  private static final Set<String> TRUTHS = Set.of("metadata", "variable", "required");
  private static final Set<String> NUMBERS = Set.of("lat", "long", "order");
  private static final JsonMapper JSON = new JsonMapper();

  private Spark() {}

  static JsonNode json(Element element) {
    List<Element> children = ForeignClient.children(element, "*");
    if (LISTS.contains(element.getTagName())) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      children.forEach(child -> list.add(json(child)));
      return list;
    }
    if (!children.isEmpty()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      children.forEach(child -> object.set(child.getTagName(), json(child)));
      return object;
    }
    String text = element.getTextContent();
    if (text.isEmpty()) return JsonNodeFactory.instance.nullNode();
    boolean bare = TRUTHS.contains(element.getTagName()) || NUMBERS.contains(element.getTagName()) || isErrorCode(element);
    return bare ? JSON.readTree(text) : JsonNodeFactory.instance.stringNode(text);
  }

  private static boolean isErrorCode(Element element) {
    return element.getTagName().equals("code") && ((Element) element.getParentNode()).getTagName().equals("error");
  }
}
