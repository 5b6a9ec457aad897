package org.guanjia.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.guanjia.platform.files.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;

/** A form as it came in: what its fields hold, read leniently. A module's own record of a form adds what only it knows. */
public interface SentForm {

  /** Every field as it was typed. */
  MultiValueMap<String, String> typed();

  /**
   * The fields as a record of a form keeps them: line ends are {@code \n}, and there are no invisible characters. PostgreSQL refuses NUL; the characters
   * that turn the direction of writing make a text read as another one.
   */
  static MultiValueMap<String, String> cleaned(MultiValueMap<String, String> typed) {
    var clean = new LinkedMultiValueMap<String, String>();
    typed.forEach(
        (name, values) ->
            values.forEach(value -> clean.add(name, value.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}\\p{Cs}\u202A-\u202E\u2066-\u2069&&[^\n\t]]", ""))));
    return clean;
  }

  /** The text of that field without blanks around it; empty when the form has none. */
  default String text(String field) {
    String text = typed().getFirst(field);
    return text == null ? "" : text.strip();
  }

  /** Null when nothing was typed. */
  default @Nullable String optional(String field) {
    String text = text(field);
    return text.isEmpty() ? null : text;
  }

  /** What a field holds that is sent several times, without blanks. */
  default List<String> all(String field) {
    return typed().getOrDefault(field, List.of()).stream().filter(value -> !value.isBlank()).toList();
  }

  /** Whether a box was ticked. */
  default boolean ticked(String field) {
    return typed().getFirst(field) != null;
  }

  default int number(String field, int otherwise) {
    String text = text(field);
    return text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  /** What the form was made from; a number nothing has when it does not say. */
  default int version() {
    return number("version", -1);
  }

  /** The id chosen; null for none. */
  default @Nullable Long id(String field) {
    return text(field).matches("[0-9]{1,18}") ? Long.valueOf(text(field)) : null;
  }

  default List<Long> ids(String field) {
    return all(field).stream().filter(value -> value.matches("[0-9]{1,18}")).map(Long::valueOf).toList();
  }

  /** The one chosen; null when there is none of that name. */
  default <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field) {
    return Arrays.stream(type.getEnumConstants()).filter(one -> one.name().equals(text(field))).findFirst().orElse(null);
  }

  /**
   * Stores the files of that field before any transaction; those stored by an earlier try of the same form go along. Their ids stay in the
   * form, so that nothing has to be chosen again when it comes back.
   */
  default List<UUID> store(Uploads uploads, HttpServletRequest request, String field, int countMax) {
    List<MultipartFile> chosen = request instanceof MultipartRequest parts ? parts.getFiles(field) : List.of();
    int earlier = stored(field).size();
    uploads.store(chosen, Math.max(0, countMax - earlier)).forEach(id -> typed().add("stored-" + field, id.toString()));
    return stored(field);
  }

  /** Ids of the files that were stored for that field. */
  default List<UUID> stored(String field) {
    return all("stored-" + field).stream().filter(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")).map(UUID::fromString).distinct().toList();
  }
}
