package org.guanjia.platform.crypto;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.guanjia.platform.crypto.DataKey.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * {@code platform.data_key}, by connections of the owner's: the role by which the application works cannot even read it, and a key made in the
 * middle of somebody's transaction is kept although that one fails.
 */
class KeyTable {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final DataSource owner;

  KeyTable(DataSource owner) {
    this.owner = owner;
  }

  /** @param wrapped null for the index of before there were data keys, which derives from the installation's first key */
  record Row(int id, String town, Kind kind, int version, Suite suite, byte @Nullable [] wrapped) {

    /** Names the row within what is wrapped. */
    String what() {
      return "Data key %08x (%s %d of town %s, %s)".formatted(id, kind, version, town, suite);
    }

    Row wrapped(byte[] anew) {
      return new Row(id, town, kind, version, suite, anew);
    }
  }

  interface Work<T> {
    T with(Connection owner) throws SQLException;
  }

  /** Does the work in one transaction of the owner. */
  <T> T call(Work<T> work) {
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      T result = work.with(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("The data keys cannot be reached, and without them nothing personal can be read or kept: " + e.getMessage(), e);
    }
  }

  List<Row> all() {
    return call(KeyTable::all);
  }

  static List<Row> all(Connection owner) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (var sql = owner.createStatement(); ResultSet found = sql.executeQuery("select id, town, kind, version, suite, wrapped from platform.data_key order by version, id")) {
      while (found.next()) {
        rows.add(
            new Row(
                found.getInt(1), found.getString(2), Kind.valueOf(found.getString(3)), found.getInt(4), Suite.valueOf(found.getString(5)), found.getBytes(6)));
      }
    }
    return rows;
  }

  /** A new random key, wrapped and not added yet. */
  static Row fresh(MasterKeys masters, String town, Kind kind, int version, Suite suite) {
    byte[] secret = new byte[Keys.KEY_BYTES];
    RANDOM.nextBytes(secret);
    Row row = new Row(RANDOM.nextInt(), town, kind, version, suite, null);
    return row.wrapped(masters.wrap(suite, row.what(), secret));
  }

  /** Adds a key; does nothing when another copy of the program just added one of that version. */
  void add(Row row) {
    call(owner -> {
      add(owner, row);
      return row;
    });
  }

  static void add(Connection owner, Row row) throws SQLException {
    try (PreparedStatement sql =
        owner.prepareStatement("insert into platform.data_key (id, town, kind, version, suite, wrapped) values (?, ?, ?, ?, ?, ?) on conflict do nothing")) {
      sql.setInt(1, row.id());
      sql.setString(2, row.town());
      sql.setString(3, row.kind().name());
      sql.setInt(4, row.version());
      sql.setString(5, row.suite().name());
      sql.setBytes(6, row.wrapped());
      sql.executeUpdate();
    }
  }

  static void rewrap(Connection owner, Row row) throws SQLException {
    try (PreparedStatement sql = owner.prepareStatement("update platform.data_key set wrapped = ? where id = ?")) {
      sql.setBytes(1, Objects.requireNonNull(row.wrapped()));
      sql.setInt(2, row.id());
      sql.executeUpdate();
    }
  }

  /** Nobody adds or wraps keys beside us until the transaction ends. */
  static void lock(Connection owner) throws SQLException {
    try (var sql = owner.createStatement()) {
      sql.execute("lock table platform.data_key in share row exclusive mode");
    }
  }

  static boolean rotationIsUnfinished(Connection owner) throws SQLException {
    try (var sql = owner.createStatement(); ResultSet found = sql.executeQuery("select exists (select from platform.key_rotation where finished_at is null)")) {
      found.next();
      return found.getBoolean(1);
    }
  }

  static void beginRotation(Connection owner) throws SQLException {
    execute(owner, "insert into platform.key_rotation default values");
  }

  static void finishRotation(Connection owner) throws SQLException {
    execute(owner, "update platform.key_rotation set finished_at = now() where finished_at is null");
  }

  /** Towns that have rows in these tables. */
  static Set<String> towns(Connection owner, Iterable<String> tables) throws SQLException {
    Set<String> towns = new TreeSet<>();
    for (String table : tables) {
      try (var sql = owner.createStatement(); ResultSet found = sql.executeQuery("select distinct town from " + table)) {
        while (found.next()) towns.add(found.getString(1));
      }
    }
    return towns;
  }

  private static void execute(Connection owner, String statement) throws SQLException {
    try (var sql = owner.createStatement()) {
      sql.execute(statement);
    }
  }
}
