package org.guanjia.people;

import org.jspecify.annotations.Nullable;

/** Takes what a list has to say about its rows. */
interface RowRemarks {

  /**
   * The row is taken, but for that.
   *
   * @param field that it concerns; null when it is the row as a whole
   */
  void remark(PersonRow row, @Nullable String field, String key, Object... args);

  /** The row is refused; nothing of it has been written. */
  void refuse(PersonRow row, @Nullable String field, String key, Object... args);
}
