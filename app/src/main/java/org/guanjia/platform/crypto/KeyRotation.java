package org.guanjia.platform.crypto;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.guanjia.platform.crypto.DataKey.Kind;
import org.guanjia.platform.crypto.KeyTable.Row;

/** Exchange of keys: of the one outside the database by wrapping the data keys anew, of the data keys by closing every value anew. */
public final class KeyRotation {

  /** After this time every copy of the program closes with the newest data keys. */
  public static final Duration LEARNT_AFTER = DataKeys.LEARNT_AFTER;

  private final MasterKeys masters;
  private final KeyTable table;
  private final DataKeys keys;
  private final DataSource owner;
  private final Map<String, List<EncryptedColumn>> columnsByTable;

  KeyRotation(MasterKeys masters, KeyTable table, DataKeys keys, DataSource owner, List<EncryptedColumns> columns) {
    this.masters = masters;
    this.table = table;
    this.keys = keys;
    this.owner = owner;
    columnsByTable =
        columns.stream().flatMap(module -> module.columns().stream()).collect(Collectors.groupingBy(EncryptedColumn::table, TreeMap::new, Collectors.toList()));
  }

  /**
   * What a rotation of the key outside the database did.
   *
   * @param wrapped how many data keys were wrapped anew
   * @param all how many data keys there are
   * @param key name of the key that wraps them now
   * @param dispensable names of keys that can be left out of the settings
   */
  public record Wrapped(int wrapped, int all, String key, List<String> dispensable) {}

  /** What a rotation reports while it goes on; {@code rows} of {@code of} rows of the table are done. */
  public interface Progress {
    /** Until every copy of the program knows the new keys. */
    void waiting(Duration patience);


    void at(String table, long rows, long of);

    /** A value that does not open and stays as it is. */
    void unreadable(String table, String key, String problem);
  }

  /**
   * What a rotation of the data keys did.
   *
   * @param rows how many rows were written anew
   * @param unreadable how many values did not open and stay as they are
   */
  public record Closed(long rows, long unreadable) {}

  /** Columns of closed values and their fingerprints, as {@code schema.table.column}. */
  public Set<String> columns() {
    return columnsByTable.values().stream()
        .flatMap(List::stream)
        .flatMap(column -> ColumnRotation.written(column).stream().map(name -> column.table() + "." + name))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Wraps each data key under the key in use, within one transaction, and takes the older keys of the settings into the database the first time:
   * they still open what was closed before there were data keys, and from the first of them derives what must stay the same for ever.
   *
   * @throws RuntimeException when a data key does not open; then nothing was changed
   */
  public Wrapped rotateMaster() {
    Wrapped done = table.call(connection -> {
      KeyTable.lock(connection);
      List<Row> before = KeyTable.all(connection);
      if (before.stream().noneMatch(row -> row.kind() == Kind.MASTER)) {
        int version = 0;
        for (byte[] older : masters.older()) KeyTable.add(connection, master(++version, older));
      }
      int wrapped = 0;
      List<Row> all = KeyTable.all(connection);
      for (Row row : all) {
        byte[] closed = row.wrapped();
        if (closed == null || MasterKeys.nameOfWrapper(closed).equals(masters.current())) continue;
        KeyTable.rewrap(connection, row.wrapped(masters.wrap(keys.suite(), row.what(), masters.unwrap(row.what(), closed))));
        wrapped++;
      }
      return new Wrapped(wrapped, all.size(), masters.current(), masters.names().stream().filter(name -> !name.equals(masters.current())).toList());
    });
    keys.read();
    return done;
  }

  /** Whether a rotation of data keys was begun and not ended. */
  public boolean isUnfinished() {
    return table.call(KeyTable::rotationIsUnfinished);
  }

  /** Another rotation of the data keys is under way. */
  public static final class UnderWay extends RuntimeException {
    UnderWay() {
      super("Another rotation of the data keys is under way.");
    }
  }

  /**
   * Makes new data keys, unless a rotation waits to be ended, and closes all values with them in batches of {@value ColumnRotation#BATCH_ROWS}
   * rows, each its own transaction. The program may run meanwhile; killed at any moment, the next call goes on.
   *
   * @param patience how long to wait until every copy of the program closes with the new keys
   * @throws UnderWay when another call is at it
   * @throws SQLException when the database went away: the next call goes on
   */
  public Closed rotateData(Duration patience, Progress progress) throws SQLException, InterruptedException {
    try (Connection lock = owner.getConnection(); var sql = lock.createStatement()) {
      try (var got = sql.executeQuery("select pg_try_advisory_lock(hashtextextended('guanjia rotate-keys', 11))")) {
        got.next();
        if (!got.getBoolean(1)) throw new UnderWay();
      }
      begin();
      progress.waiting(patience);
      Thread.sleep(patience);
      return closeAll(progress);
    }
  }

  /** Forgets what was read; for tests that exchange the database under the running application. */
  public void forget() {
    keys.forget();
  }

  /** New keys for each town that has any or has anything closed. */
  private void begin() {
    KeyRing ring = keys.read();
    table.call(connection -> {
      KeyTable.lock(connection);
      if (KeyTable.rotationIsUnfinished(connection)) return false;
      Set<String> towns = KeyTable.towns(connection, columnsByTable.keySet());
      KeyTable.all(connection).stream().filter(row -> row.kind() == Kind.FIELD).map(Row::town).forEach(towns::add);
      KeyTable.beginRotation(connection);
      for (String town : towns) {
        KeyTable.add(connection, next(ring, town, Kind.FIELD));
        if (!town.equals(DataKey.INSTALLATION)) KeyTable.add(connection, next(ring, town, Kind.INDEX));
      }
      return true;
    });
    keys.read();
  }

  private Closed closeAll(Progress progress) throws SQLException, InterruptedException {
    long rows = 0;
    long unreadable = 0;
    for (Map.Entry<String, List<EncryptedColumn>> columns : columnsByTable.entrySet()) {
      try (Connection connection = owner.getConnection()) {
        Closed closed = new ColumnRotation(keys, columns.getKey(), columns.getValue(), progress).close(connection);
        rows += closed.rows();
        unreadable += closed.unreadable();
      }
    }
    table.call(connection -> {
      KeyTable.finishRotation(connection);
      return true;
    });
    return new Closed(rows, unreadable);
  }

  private Row next(KeyRing ring, String town, Kind kind) {
    return KeyTable.fresh(masters, town, kind, ring.newestVersion(town, kind) + 1, keys.suite());
  }

  private Row master(int version, byte[] key) {
    Row row = new Row(MasterKeys.id(key), DataKey.INSTALLATION, Kind.MASTER, version, Suite.AES_256_GCM, null);
    return row.wrapped(masters.wrap(keys.suite(), row.what(), key));
  }
}
