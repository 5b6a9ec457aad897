package org.guanjia.open311;

import java.util.List;
import java.util.Locale;
import org.guanjia.requests.Catalogue.Category;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A category as a service that clients can ask for. */
record OfferedService(Category category, @Nullable Category group, List<Attribute> attributes) {

  String code() {
    return category.code();
  }

  /** As the list of services has it. */
  ObjectNode listed(Locale locale) {
    String examples = Answer.text(category.examples());
    return Answer.NODES.objectNode()
        .put("service_code", category.code())
        .put("service_name", Answer.text(category.nameIn(locale)))
        .put("description", examples)
        .put("metadata", !attributes.isEmpty())
        .put("type", "realtime")
        .put("keywords", examples == null ? null : String.join(", ", examples.split("[、，；;,]\\s*")))
        .put("group", group == null ? null : Answer.text(group.nameIn(locale)));
  }

  /** As its definition has it, with what it asks. */
  ObjectNode defined(Locale locale) {
    var asked = Answer.NODES.arrayNode();
    for (Attribute attribute : attributes) asked.add(defined(attribute, asked.size() + 1, locale));
    ObjectNode definition = Answer.NODES.objectNode().put("service_code", category.code());
    definition.set("attributes", asked);
    return definition;
  }

  private static ObjectNode defined(Attribute attribute, int order, Locale locale) {
    ObjectNode node =
        Answer.NODES.objectNode()
            .put("variable", attribute.variable())
            .put("code", attribute.code())
            .put("datatype", attribute.datatype().external())
            .put("required", attribute.required())
            .put("datatype_description", Answer.text(attribute.hint()))
            .put("order", order)
            .put("description", Answer.text(Attribute.in(locale, attribute.description(), attribute.descriptionEn())));
    if (attribute.datatype().isList()) node.set("values", attribute.values().stream().map(value -> defined(value, locale)).collect(Answer.array()));
    return node;
  }

  private static ObjectNode defined(Attribute.Value value, Locale locale) {
    return Answer.NODES.objectNode().put("key", value.key()).put("name", Answer.text(Attribute.in(locale, value.name(), value.nameEn())));
  }
}
