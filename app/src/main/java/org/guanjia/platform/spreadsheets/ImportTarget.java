package org.guanjia.platform.spreadsheets;

import java.util.List;
import org.guanjia.platform.access.Permission;

/**
 * What a list must say about itself to be fed by spreadsheets; a Spring bean of this type is enough to appear among the imports.
 *
 * <p>Messages: {@code NAME.import.title}, {@code NAME.import.field.FIELD}, {@code NAME.import.option.OPTION}.
 */
public interface ImportTarget {

  int BATCH_ROWS = 5_000;

  /** Name in addresses and message keys, such as {@code places}. */
  String name();

  /** Who may feed it, beside the permission to import at all. */
  Permission permission();

  /** The fields a file can fill, in the order of a form. */
  List<ImportField<?>> fields();

  /** What a person may tick for one import. */
  default List<String> options() {
    return List.of();
  }

  /** How many rows are taken in one transaction; it should be over in some seconds. */
  default int batchRows() {
    return BATCH_ROWS;
  }

  /**
   * Checks rows and writes those that stand, all in the current transaction and in a number of statements that does not depend on the
   * number of rows. Rows it does not {@linkplain ImportBatch#refuse refuse} or {@linkplain ImportBatch#skip skip} count as taken. It is
   * also called for the preview, in a transaction that is rolled back: it must change nothing outside the database.
   */
  void take(ImportBatch batch);

  /** Called after rows have been committed, to forget what was remembered of the list. */
  default void taken() {}
}
