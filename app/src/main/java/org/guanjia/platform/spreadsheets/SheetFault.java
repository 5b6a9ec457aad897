package org.guanjia.platform.spreadsheets;

import java.util.List;

/** A file that cannot be read as a whole: what is wrong and where, as a message key with its arguments, so that each person gets it in their language. */
public final class SheetFault extends RuntimeException {
  private final String key;
  private final List<String> args;

  SheetFault(String key, Object... args) {
    super(key + List.of(args));
    this.key = "sheets.fault." + key;
    this.args = List.of(args).stream().map(String::valueOf).toList();
  }

  SheetFault(Throwable cause, String key, Object... args) {
    this(key, args);
    initCause(cause);
  }

  /** Message key, {@code sheets.fault.…}. */
  public String key() {
    return key;
  }

  /** Arguments of the message: positions, names and limits, already as text. */
  public List<String> args() {
    return args;
  }
}
