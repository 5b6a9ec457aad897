package org.guanjia.platform.crypto;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of closed values, told so that a rotation of keys finds it.
 *
 * @param table with its schema, {@code "requests.request"}; it has a column {@code town}
 * @param keyColumns its primary key, in the order of its index
 * @param column of type bytea, as {@link PersonalData#encrypt} made it, or null
 * @param purpose by which it is closed
 * @param indexes fingerprints in the same row that follow from the value
 */
public record EncryptedColumn(String table, List<String> keyColumns, String column, String purpose, List<BlindIndex> indexes) {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");

  /**
   * A column of fingerprints, made by {@link PersonalData#blindIndex}.
   *
   * @param column of type bytea
   * @param kind by which values are comparable; every column of a kind is declared, or a rotation tears them apart
   * @param normal the fingerprinted form of the opened value; null when it has none
   */
  public record BlindIndex(String column, String kind, Function<String, @Nullable String> normal) {}

  /** @throws IllegalArgumentException when a name is none of SQL's plain ones */
  public EncryptedColumn {
    Stream.of(Stream.of(table, column), keyColumns.stream(), indexes.stream().map(BlindIndex::column)).flatMap(names -> names).forEach(
        name -> {
          if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("not a plain name: " + name);
        });
  }

  public EncryptedColumn(String table, List<String> keyColumns, String column, String purpose, BlindIndex... indexes) {
    this(table, keyColumns, column, purpose, List.of(indexes));
  }
}
