package org.guanjia.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where something that is written down comes from.
 *
 * @param importId null when a clerk decided about a single row
 * @param today in Asia/Shanghai
 */
record Origin(String town, String actor, @Nullable Long importId, Instant now, LocalDate today) {

  /** What the audit log says of it beside the change. */
  Map<String, ?> details() {
    return importId == null ? Map.of() : Map.of("import", importId);
  }
}
