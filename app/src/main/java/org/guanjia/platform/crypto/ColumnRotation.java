package org.guanjia.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.crypto.EncryptedColumn.BlindIndex;
import org.guanjia.platform.crypto.KeyRotation.Closed;
import org.guanjia.platform.crypto.KeyRotation.Progress;
import org.guanjia.platform.crypto.PersonalData.UnreadableData;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;

/**
 * Closes the values of one table with the newest keys. What is done shows in the values themselves, so that nothing else has to be remembered to go
 * on after a stop; rows that somebody holds are passed over and come up again, so that nobody waits for us while we wait for them.
 */
final class ColumnRotation {

  static final int BATCH_ROWS = 1_000;

  private static final long HELD_ROWS_MILLIS = 200;

  private final DataKeys keys;
  private final PersonalData personal;
  private final String table;
  private final List<EncryptedColumn> columns;
  private final List<String> keyColumns;
  private final List<String> written;
  private final Set<String> reported = new TreeSet<>();
  private final Progress progress;
  private long rows;

  /** @param columns all of this table */
  ColumnRotation(DataKeys keys, String table, List<EncryptedColumn> columns, Progress progress) {
    this.keys = keys;
    this.personal = new PersonalData(keys, Set.of());
    this.table = table;
    this.columns = columns;
    this.progress = progress;
    keyColumns = columns.getFirst().keyColumns();
    written = columns.stream().flatMap(column -> written(column).stream()).toList();
  }

  /** A column and its fingerprints. */
  static List<String> written(EncryptedColumn column) {
    return Stream.concat(Stream.of(column.column()), column.indexes().stream().map(BlindIndex::column)).toList();
  }

  /** Goes through the table until every value is closed with a newest key, or does not open. */
  Closed close(Connection owner) throws SQLException, InterruptedException {
    owner.setAutoCommit(false);
    Array newest = newest(owner);
    long of = waiting(owner, newest);
    while (of > 0) {
      passThrough(owner, newest, of);
      if (waiting(owner, newest) <= reported.size()) break;
      Thread.sleep(HELD_ROWS_MILLIS);
    }
    owner.commit();
    return new Closed(rows, reported.size());
  }

  private void passThrough(Connection owner, Array newest, long of) throws SQLException {
    List<Object> last = List.of();
    do {
      last = batch(owner, newest, last);
      owner.commit();
      progress.at(table, rows, Math.max(of, rows));
    } while (!last.isEmpty());
  }

  /** @return the key of the batch's last row; nothing after the table's end */
  private List<Object> batch(Connection owner, Array newest, List<Object> after) throws SQLException {
    List<Object> last = List.of();
    int taken = 0;
    try (PreparedStatement select = owner.prepareStatement(select(!after.isEmpty())); PreparedStatement update = owner.prepareStatement(update())) {
      int at = 1;
      for (Object part : after) select.setObject(at++, part);
      for (int i = 0; i < columns.size(); i++) select.setArray(at++, newest);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          last = key(found);
          taken++;
          if (closeRow(found, last, update)) rows++;
        }
      }
      update.executeBatch();
    }
    return taken < BATCH_ROWS ? List.of() : last;
  }

  private boolean closeRow(ResultSet found, List<Object> key, PreparedStatement update) throws SQLException {
    String town = found.getString("town");
    byte[][] values = new byte[written.size()][];
    for (int i = 0; i < values.length; i++) values[i] = found.getBytes(written.get(i));
    boolean changed = false;
    for (EncryptedColumn column : columns) {
      changed |= TownContext.system(town).call(() -> closeValue(column, values, written.indexOf(column.column()), key));
    }
    if (!changed) return false;
    int parameter = 1;
    for (byte[] value : values) update.setBytes(parameter++, value);
    for (Object part : key) update.setObject(parameter++, part);
    update.addBatch();
    return true;
  }

  /** In the row's town. */
  private boolean closeValue(EncryptedColumn column, byte[] @Nullable [] values, int at, List<Object> key) {
    byte[] closed = values[at];
    if (closed == null) return false;
    try {
      byte[] plain = personal.decryptBytes(column.purpose(), closed);
      DataKey newest = keys.field(townOf(closed));
      if (Sealed.isLongEnough(closed) && Sealed.keyId(closed) == newest.id()) return false;
      values[at] = newest.close(column.purpose(), plain);
      for (int i = 0; i < column.indexes().size(); i++) {
        BlindIndex index = column.indexes().get(i);
        String normal = index.normal().apply(new String(plain, StandardCharsets.UTF_8));
        values[at + 1 + i] = normal == null ? null : newestIndex().fingerprint(index.kind(), normal.getBytes(StandardCharsets.UTF_8));
      }
      return true;
    } catch (UnreadableData e) {
      if (reported.add(key + " " + column.column())) progress.unreadable(table, key + " " + column.column(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private DataKey newestIndex() {
    return keys.indexes(TownContext.required().town()).getFirst();
  }

  /** What was closed for no town stays so. */
  private String townOf(byte[] closed) {
    DataKey key = keys.byId(Sealed.keyId(closed), table);
    boolean ofNoTown = key.kind() == DataKey.Kind.FIELD && key.town().equals(DataKey.INSTALLATION);
    return ofNoTown ? DataKey.INSTALLATION : TownContext.required().town();
  }

  /** First bytes of values that are closed as they should be. */
  private Array newest(Connection owner) throws SQLException {
    Set<String> towns = KeyTable.towns(owner, List.of(table));
    List<byte[]> headers = towns.stream().map(keys::field).map(Sealed::header).collect(Collectors.toCollection(ArrayList::new));
    DataKey ofNoTown = keys.ring().field(DataKey.INSTALLATION, keys.suite());
    if (ofNoTown != null) headers.add(Sealed.header(ofNoTown));
    return owner.createArrayOf("bytea", headers.toArray(byte[][]::new));
  }

  private long waiting(Connection owner, Array newest) throws SQLException {
    try (PreparedStatement count = owner.prepareStatement("select count(*) from %s where %s".formatted(table, outdated()))) {
      for (int i = 1; i <= columns.size(); i++) count.setArray(i, newest);
      try (ResultSet found = count.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  private List<Object> key(ResultSet found) throws SQLException {
    Object[] key = new Object[keyColumns.size()];
    for (int i = 0; i < key.length; i++) key[i] = found.getObject(keyColumns.get(i));
    return Arrays.asList(key);
  }

  private String select(boolean after) {
    String key = String.join(", ", keyColumns);
    String places = keyColumns.stream().map(column -> "?").collect(Collectors.joining(", "));
    String names = Stream.of(Stream.of("town"), keyColumns.stream(), written.stream()).flatMap(part -> part).distinct().collect(Collectors.joining(", "));
    return "select %s from %s where %s(%s) order by %s limit %d for update skip locked"
        .formatted(names, table, after ? "(%s) > (%s) and ".formatted(key, places) : "", outdated(), key, BATCH_ROWS);
  }

  private String outdated() {
    return columns.stream()
        .map(column -> "%s is not null and substring(%s from 1 for %d) <> all (?)".formatted(column.column(), column.column(), Sealed.HEADER_BYTES))
        .collect(Collectors.joining(" or "));
  }

  private String update() {
    return "update %s set %s where %s"
        .formatted(
            table, written.stream().map(column -> column + " = ?").collect(Collectors.joining(", ")),
            keyColumns.stream().map(column -> column + " = ?").collect(Collectors.joining(" and ")));
  }
}
