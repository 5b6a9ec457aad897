package org.guanjia.platform.spreadsheets;

/**
 * What a spreadsheet may weigh. Everything is bounded, so that no file, however made, can take the server's memory or time.
 *
 * @param fileBytesMax bytes of the file as it was uploaded
 * @param inflatedBytesMax bytes that may come out of the compressed parts of one workbook, together
 * @param inflationRatioMax how many times larger a compressed part may become (only looked at past 4 MiB; honest workbooks stay under 100)
 * @param sharedCharsMax characters in a workbook's table of shared texts, which is the one part that has to be held in memory
 * @param rowsMax rows with content
 * @param columnsMax columns
 * @param cellCharsMax characters in one cell; Excel itself allows 32,767
 */
public record SheetLimits(
    long fileBytesMax,
    long inflatedBytesMax,
    int inflationRatioMax,
    long sharedCharsMax,
    int rowsMax,
    int columnsMax,
    int cellCharsMax) {

  /** 64 MiB, a million rows, 200 columns: more than a town's office holds in one file, and little enough for a heap of 512 MiB. */
  public static final SheetLimits OFFICE =
      new SheetLimits(64L << 20, 768L << 20, 200, 24L << 20, 1_000_000, 200, 32_767);

  SheetLimits withRowsMax(int rows) {
    return new SheetLimits(fileBytesMax, inflatedBytesMax, inflationRatioMax, sharedCharsMax, rows, columnsMax, cellCharsMax);
  }
}
