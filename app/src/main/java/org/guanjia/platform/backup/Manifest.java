package org.guanjia.platform.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a backup's database file says of itself.
 *
 * @param format of the file, {@value #FORMAT}
 * @param schema version of the tables, as Flyway counts
 * @param key name of the key that was in use; the key itself is never in a backup
 */
record Manifest(int format, Instant madeAt, String schema, String key, List<Contents.Table> tables, List<Contents.Sequence> sequences) {

  static final int FORMAT = 1;
  static final String ENTRY = "manifest.json";

  long rows() {
    return tables.stream().mapToLong(Contents.Table::rows).sum();
  }
}
