package org.guanjia.platform.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What PostgreSQL's catalogue says of our tables, so that no list of them can be forgotten. */
final class Contents {

  private static final String TABLES =
      """
      select n.nspname, c.relname, string_agg(a.attname, ',' order by a.attnum)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relname <> 'flyway_schema_history'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      group by n.nspname, c.relname order by n.nspname, c.relname""";
  private static final String REFERENCES =
      """
      select cn.nspname || '.' || c.relname, pn.nspname || '.' || p.relname
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid join pg_namespace cn on cn.oid = c.relnamespace
      join pg_class p on p.oid = f.confrelid join pg_namespace pn on pn.oid = p.relnamespace
      where f.contype = 'f' and f.conrelid <> f.confrelid""";
  private static final String SEQUENCES =
      "select schemaname, sequencename, last_value from pg_sequences where last_value is not null order by schemaname, sequencename";

  private Contents() {}

  /**
   * @param columns those that are stored; PostgreSQL computes the others
   * @param rows how many were copied; 0 before
   */
  record Table(String schema, String name, List<String> columns, long rows) {

    String path() {
      return schema + "." + name;
    }

    String quoted() {
      return quote(schema) + "." + quote(name);
    }

    String columnList() {
      return String.join(", ", columns.stream().map(Contents::quote).toList());
    }

    Table with(long copied) {
      return new Table(schema, name, columns, copied);
    }
  }

  record Sequence(String schema, String name, long last) {}

  /** Each table after those that it refers to. */
  static List<Table> tables(Connection owner) throws SQLException {
    Map<String, Table> waiting = new LinkedHashMap<>();
    try (var rows = owner.createStatement().executeQuery(TABLES)) {
      while (rows.next()) {
        Table table = new Table(rows.getString(1), rows.getString(2), List.of(rows.getString(3).split(",")), 0);
        waiting.put(table.path(), table);
      }
    }
    Map<String, Set<String>> references = references(owner);
    List<Table> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      List<Table> free =
          waiting.values().stream().filter(table -> references.getOrDefault(table.path(), Set.of()).stream().noneMatch(waiting::containsKey)).toList();
      if (free.isEmpty()) throw new IllegalStateException("tables that refer to each other in a ring: " + waiting.keySet());
      ordered.addAll(free);
      free.forEach(table -> waiting.remove(table.path()));
    }
    return ordered;
  }

  static List<Sequence> sequences(Connection owner) throws SQLException {
    List<Sequence> sequences = new ArrayList<>();
    try (var rows = owner.createStatement().executeQuery(SEQUENCES)) {
      while (rows.next()) sequences.add(new Sequence(rows.getString(1), rows.getString(2), rows.getLong(3)));
    }
    return sequences;
  }

  private static Map<String, Set<String>> references(Connection owner) throws SQLException {
    Map<String, Set<String>> references = new LinkedHashMap<>();
    try (var rows = owner.createStatement().executeQuery(REFERENCES)) {
      while (rows.next()) references.computeIfAbsent(rows.getString(1), from -> new TreeSet<>()).add(rows.getString(2));
    }
    return references;
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
