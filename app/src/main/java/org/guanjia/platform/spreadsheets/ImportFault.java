package org.guanjia.platform.spreadsheets;

import java.util.List;

/** Something asked of an import that cannot be done as it stands: message key and arguments. */
public final class ImportFault extends RuntimeException {
  private final String key;
  private final List<String> args;

  ImportFault(String key, Object... args) {
    super(key + List.of(args));
    this.key = "sheets.import.fault." + key;
    this.args = List.of(args).stream().map(String::valueOf).toList();
  }

  /** Message key, {@code sheets.import.fault.…}. */
  public String key() {
    return key;
  }

  /** Arguments of the message. */
  public List<String> args() {
    return args;
  }
}
