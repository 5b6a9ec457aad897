package org.guanjia.platform.spreadsheets;

/** Turns a cell that is not blank into a value. */
@FunctionalInterface
public interface CellParser<T> {

  /**
   * The cell's value.
   *
   * @throws CellFault when it has none, saying what to write instead
   */
  T parse(SheetCell cell, DateOrder order) throws CellFault;
}
