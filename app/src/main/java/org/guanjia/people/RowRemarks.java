package org.guanjia.people;

import org.jspecify.annotations.Nullable;

/** Takes what is to be said about a row. */
@FunctionalInterface
interface RowRemarks {

  /** @param field that it concerns; null when it is the row as a whole */
  void remark(PersonRow row, @Nullable String field, String key, Object... args);
}
