package org.guanjia.platform.spreadsheets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An import as it stands.
 *
 * @param id number within the town
 * @param target name of the {@link ImportTarget}
 * @param source where the file comes from, in the person's words; may be empty
 * @param charset charset of a text file; null for a workbook
 * @param sheets names of the sheets, and {@code sheet} the one that is read
 * @param headingRow number of the row with the headings
 * @param columns columns, counted from 0, by the field they fill
 * @param whole whether all rows are to be taken or none
 * @param position number of the last row dealt with
 * @param rowsTotal rows with content below the headings
 * @param rowsRead rows dealt with: always {@code rowsTaken + rowsRefused + rowsSkipped}
 * @param warnings remarks on rows taken
 * @param faultKey message key of what stopped it; null when nothing did
 * @param fileRemoved whether the file and the list of problems have been removed after their time
 */
public record ImportJob(
    long id,
    String target,
    String source,
    String fileName,
    long fileBytes,
    SheetFormat format,
    @Nullable String charset,
    List<String> sheets,
    int sheet,
    int headingRow,
    List<String> headings,
    Map<String, Integer> columns,
    DateOrder dateOrder,
    Set<String> options,
    boolean whole,
    ImportState state,
    int position,
    int rowsTotal,
    int rowsRead,
    int rowsTaken,
    int rowsRefused,
    int rowsSkipped,
    int warnings,
    boolean cancelAsked,
    @Nullable String faultKey,
    List<String> faultArgs,
    String userId,
    String userName,
    @Nullable List<String> areas,
    @Nullable String department,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    boolean fileRemoved) {

  /** How much of the file has been dealt with, 0 to 100. */
  public int percent() {
    return rowsTotal == 0 ? 100 : (int) Math.min(100, 100L * rowsRead / rowsTotal);
  }

  /** Whether it reads as it should: every row below the headings is taken, refused or skipped. */
  public boolean addsUp() {
    return rowsRead == rowsTaken + rowsRefused + rowsSkipped && (state != ImportState.DONE || rowsRead == rowsTotal);
  }
}
