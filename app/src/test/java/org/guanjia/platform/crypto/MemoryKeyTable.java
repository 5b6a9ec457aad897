package org.guanjia.platform.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Data keys without a database. */
final class MemoryKeyTable extends KeyTable {

  final List<Row> rows = new ArrayList<>();

  MemoryKeyTable() {
    super(nowhere());
  }

  /** The program with these keys in its settings. */
  PersonalData program(Suite suite, byte[] current, byte[]... older) {
    return new PersonalData(new DataKeys(new MasterKeys(current, List.of(older)), this, suite), Set.of("phone"));
  }

  /** A key of the settings. */
  static byte[] master(int value) {
    byte[] key = new byte[Keys.KEY_BYTES];
    Arrays.fill(key, (byte) value);
    return key;
  }

  @Override
  List<Row> all() {
    return List.copyOf(rows);
  }

  @Override
  void add(Row row) {
    rows.add(row);
  }

  private static DataSource nowhere() {
    return new PGSimpleDataSource();
  }
}
