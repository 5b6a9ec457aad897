package org.guanjia.platform.crypto;

import java.util.List;

/** A module's columns of closed values: each module that has any contributes one bean. */
public record EncryptedColumns(List<EncryptedColumn> columns) {

  public EncryptedColumns(EncryptedColumn... columns) {
    this(List.of(columns));
  }
}
