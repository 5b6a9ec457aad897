package org.guanjia.platform.spreadsheets;

import java.util.List;

/**
 * A row with at least one cell that is not blank.
 *
 * @param number row number as the spreadsheet program shows it, from 1
 * @param cells cells from column A on; cells beyond the last are blank
 */
public record SheetRow(int number, List<SheetCell> cells) {

  /** The cell in a column counted from 0; blank when the row is shorter. */
  public SheetCell cell(int column) {
    return column >= 0 && column < cells.size() ? cells.get(column) : SheetCell.BLANK;
  }

  /** What a person sees, cell by cell. */
  public List<String> texts() {
    return cells.stream().map(SheetCell::text).toList();
  }

  /** Column letter as spreadsheet programs show it: 0 is A, 26 is AA. */
  public static String letter(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters.append((char) ('A' + rest % 26));
    }
    return letters.reverse().toString();
  }
}
