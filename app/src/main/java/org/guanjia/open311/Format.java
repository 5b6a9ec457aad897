package org.guanjia.open311;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** How an answer is written. Both say the same: XML is made from the JSON's tree, by the names of {@link Xml}. */
enum Format {
  XML("text/xml; charset=utf-8"),
  JSON("application/json; charset=utf-8");

  private static final JsonMapper MAPPER = new JsonMapper();

  /** To the letter as the specification has it. */
  final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  /** The one that the address ends in; XML, which everybody must read, for every other. */
  static Format of(String path) {
    return path.endsWith(".json") ? JSON : XML;
  }

  byte[] write(Answer answer) {
    return this == XML ? Xml.of(answer).getBytes(StandardCharsets.UTF_8) : MAPPER.writeValueAsBytes(answer.body());
  }
}
