package org.guanjia.publicity;

import org.jspecify.annotations.Nullable;

/**
 * What a reader looks for among what is public.
 *
 * @param q words, or a receipt code
 * @param village code of the village
 * @param category code of the category; of requests alone
 * @param projectKind kind of the project; of projects alone
 * @param year in which it was done
 */
public record PublicFilter(
    PublicationKind kind, String q, @Nullable String village, @Nullable String category, @Nullable String projectKind, @Nullable Integer year) {

  /** Longer searches are cut: nobody types more, and each word costs a look into the index. */
  static final int TYPED_LENGTH_MAX = 100;

  static PublicFilter of(PublicationKind kind, @Nullable String q, @Nullable String village, @Nullable String category, @Nullable String projectKind, @Nullable String year) {
    String typed = q == null ? "" : q.strip();
    return new PublicFilter(
        kind, typed.length() <= TYPED_LENGTH_MAX ? typed : typed.substring(0, TYPED_LENGTH_MAX), code(village), kind == PublicationKind.REQUEST ? code(category) : null,
        kind == PublicationKind.PROJECT ? code(projectKind) : null, year != null && year.matches("20\\d\\d") ? Integer.valueOf(year) : null);
  }

  static PublicFilter all(PublicationKind kind) {
    return new PublicFilter(kind, "", null, null, null, null);
  }

  public boolean narrowed() {
    return !equals(all(kind));
  }

  private static @Nullable String code(@Nullable String typed) {
    return typed != null && typed.matches("[\\w.-]{1,40}") ? typed : null;
  }
}
