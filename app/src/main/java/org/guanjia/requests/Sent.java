package org.guanjia.requests;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.guanjia.platform.files.Uploads;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;

/**
 * A form of a matter's page as it came in.
 *
 * @param code the matter's receipt code as written in the address
 */
record Sent(Page page, HttpServletResponse response, String code, MultiValueMap<String, String> typed) {

  private static final String STORED = "stored-";

  Sent {
    typed = new LinkedMultiValueMap<>(typed);
  }

  /** What the form was made from; a number no matter has when it does not say. */
  int version() {
    return number("version", -1);
  }

  /** The text of that field; empty when the form has none. */
  String text(String field) {
    String text = typed.getFirst(field);
    return text == null ? "" : text.strip();
  }

  /** Null when nothing was typed. */
  @Nullable String optional(String field) {
    String text = text(field);
    return text.isEmpty() ? null : text;
  }

  List<String> all(String field) {
    return typed.getOrDefault(field, List.of()).stream().filter(value -> !value.isBlank()).toList();
  }

  int number(String field, int otherwise) {
    String text = text(field);
    return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  List<Long> ids(String field) {
    return all(field).stream().filter(value -> value.matches("[0-9]{1,18}")).map(Long::parseLong).toList();
  }

  /**
   * Stores the files of that field before any transaction; those stored by an earlier try of the same form go along.
   * Their ids stay in the form, so that nothing has to be chosen again when it comes back.
   */
  List<UUID> store(Uploads uploads, HttpServletRequest request, String field, int countMax) {
    List<MultipartFile> chosen = request instanceof MultipartRequest parts ? parts.getFiles(field) : List.of();
    int earlier = stored(field).size();
    uploads.store(chosen, Math.max(0, countMax - earlier)).forEach(id -> typed.add(STORED + field, id.toString()));
    return stored(field);
  }

  List<UUID> stored(String field) {
    return all(STORED + field).stream().filter(id -> id.matches("[0-9a-f-]{36}")).map(UUID::fromString).distinct().toList();
  }
}
