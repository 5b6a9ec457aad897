package org.guanjia.platform.spreadsheets;

import java.util.List;

/** A cell whose content does not fit its field: message key and arguments. Carries no stack trace, since a dirty file raises very many. */
public final class CellFault extends Exception {
  private final String key;
  private final List<String> args;

  /**
   * A fault of a cell.
   *
   * @param key full message key; the message says what is wrong and what to do
   * @param args its arguments
   */
  public CellFault(String key, Object... args) {
    super(key, null, false, false);
    this.key = key;
    this.args = List.of(args).stream().map(String::valueOf).toList();
  }

  String key() {
    return key;
  }

  List<String> args() {
    return args;
  }
}
