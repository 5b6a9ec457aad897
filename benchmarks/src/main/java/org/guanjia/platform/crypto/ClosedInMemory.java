package org.guanjia.platform.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** Personal data closed as the town does, with data keys that lie in no database. */
public final class ClosedInMemory {

  private ClosedInMemory() {}

  /** @param suite as in the setting {@code guanjia.crypto.suite} */
  public static PersonalData of(String suite) {
    return new PersonalData(
        new DataKeys(new MasterKeys(new byte[Keys.KEY_BYTES], List.of()), new Table(), Suite.valueOf(suite.replace('-', '_').toUpperCase(Locale.ROOT))), Set.of());
  }

  private static final class Table extends KeyTable {

    private final List<Row> rows = new ArrayList<>();

    Table() {
      super(new PGSimpleDataSource());
    }

    @Override
    List<Row> all() {
      return List.copyOf(rows);
    }

    @Override
    void add(Row row) {
      rows.add(row);
    }
  }
}
