package org.guanjia.platform.crypto;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A module's columns of closed values: each module that has any contributes one bean. */
public record EncryptedColumns(List<EncryptedColumn> columns) {

  public EncryptedColumns(EncryptedColumn... columns) {
    this(List.of(columns));
  }

  Set<String> indexKinds() {
    return columns.stream().flatMap(column -> column.indexes().stream()).map(EncryptedColumn.BlindIndex::kind).collect(Collectors.toUnmodifiableSet());
  }
}
