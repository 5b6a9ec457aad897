package org.guanjia.meetings;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Optional;

/**
 * An item as an agenda is put together from: what it is about, and no more.
 *
 * @param ref a project's or request's code, or a follow-up's id
 */
@Schema(name = "AgendaEntry")
public record Entry(ItemKind kind, String ref) {

  private static final int REF_LENGTH_MAX = 40;

  /** As forms name it: {@code PROJECT:P2026-003}; empty when it is no such name. */
  static Optional<Entry> parse(String key) {
    int colon = key.indexOf(':');
    if (colon < 0 || key.length() > REF_LENGTH_MAX + 12 || colon == key.length() - 1) return Optional.empty();
    return Arrays.stream(ItemKind.values()).filter(kind -> kind.name().equals(key.substring(0, colon))).findFirst().map(kind -> new Entry(kind, key.substring(colon + 1)));
  }

  public String key() {
    return kind + ":" + ref;
  }
}
