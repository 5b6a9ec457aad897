package org.guanjia.platform.database;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Many rows at once, by PostgreSQL's COPY.
 *
 * <p>COPY into a table under row-level security is refused by PostgreSQL, so the rows are copied into a temporary table and moved from
 * there by one INSERT, to which every policy, constraint and default applies as to any other.
 */
@Component
public class BulkInsert {
  private static final int BUFFER_CHARS = 1 << 16;

  private final DSLContext sql;

  BulkInsert(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * Inserts rows in the current transaction.
   *
   * @param columns columns that are filled; the others get their default
   * @param rows values in the order of the columns: null, text, numbers, booleans, dates, instants, UUIDs, enums, JSONB, bytes, or arrays of text, int or long
   * @return how many rows were inserted
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public <R extends Record> int insert(Table<R> table, List<? extends Field<?>> columns, Iterable<@Nullable Object[]> rows) {
    Table<?> stage = DSL.table(stage(table, columns));
    sql.execute("create temp table if not exists {0} on commit drop as select {1} from {2} with no data", stage, DSL.list(columns), table);
    long copied = copy(sql.render(DSL.sql("copy {0} from stdin", stage)), rows);
    List<Field<?>> staged = columns.stream().<Field<?>>map(column -> DSL.field(column.getUnqualifiedName(), column.getDataType())).toList();
    int inserted = copied == 0 ? 0 : sql.insertInto(table, columns).select(DSL.select(staged).from(stage)).execute();
    sql.execute("truncate {0}", stage);
    return inserted;
  }

  /**
   * Updates rows in the current transaction.
   *
   * @param key columns that tell which row, as they stand in the table
   * @param columns all columns given, the key among them; the others of them are set
   * @param rows values in the order of the columns, as for {@link #insert}
   * @return how many rows were updated
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public <R extends Record> int update(Table<R> table, List<? extends Field<?>> key, List<? extends Field<?>> columns, Iterable<@Nullable Object[]> rows) {
    Table<?> stage = DSL.table(stage(table, columns));
    sql.execute("create temp table if not exists {0} on commit drop as select {1} from {2} with no data", stage, DSL.list(columns), table);
    long copied = copy(sql.render(DSL.sql("copy {0} from stdin", stage)), rows);
    if (copied == 0) return 0;
    Map<Field<?>, Field<?>> set = new LinkedHashMap<>();
    columns.stream().filter(column -> !key.contains(column)).forEach(column -> set.put(column, staged(stage, column)));
    List<Condition> same = key.stream().map(column -> DSL.condition("{0} = {1}", column, staged(stage, column))).toList();
    int updated = sql.update(table).set(set).from(stage).where(same).execute();
    sql.execute("truncate {0}", stage);
    return updated;
  }

  private static <T> Field<T> staged(Table<?> stage, Field<T> column) {
    return DSL.field(DSL.name(stage.getUnqualifiedName(), column.getUnqualifiedName()), column.getDataType());
  }

  private static Name stage(Table<?> table, List<? extends Field<?>> columns) {
    return DSL.name("stage_%s_%08x".formatted(table.getName(), columns.hashCode()));
  }

  private long copy(String statement, Iterable<@Nullable Object[]> rows) {
    Long copied = sql.connectionResult(connection -> {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
      try {
        StringBuilder text = new StringBuilder(BUFFER_CHARS + 4096);
        for (@Nullable Object[] row : rows) {
          CopyText.append(text, row);
          if (text.length() >= BUFFER_CHARS) send(copy, text);
        }
        send(copy, text);
        return copy.endCopy();
      } finally {
        if (copy.isActive()) copy.cancelCopy();
      }
    });
    return copied == null ? 0 : copied;
  }

  private static void send(CopyIn copy, StringBuilder text) throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }

  /** COPY's text format (PostgreSQL manual, COPY, "Text Format"). */
  static final class CopyText {
    private CopyText() {}

    static void append(StringBuilder out, @Nullable Object[] row) {
      for (int i = 0; i < row.length; i++) {
        if (i > 0) out.append('\t');
        value(out, row[i]);
      }
      out.append('\n');
    }

    private static void value(StringBuilder out, @Nullable Object value) {
      switch (value) {
        case null -> out.append("\\N");
        case byte[] bytes -> hex(out.append("\\\\x"), bytes);
        case String[] texts -> array(out, texts);
        case int[] numbers -> array(out, Arrays.stream(numbers).asLongStream());
        case long[] numbers -> array(out, Arrays.stream(numbers));
        case JSONB json -> escaped(out, json.data());
        case Enum<?> constant -> out.append(constant.name());
        case Boolean truth -> out.append(truth ? 't' : 'f');
        default -> escaped(out, value.toString());
      }
    }

    private static void escaped(StringBuilder out, String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '\\' -> out.append("\\\\");
          case '\n' -> out.append("\\n");
          case '\r' -> out.append("\\r");
          case '\t' -> out.append("\\t");
          default -> out.append(c);
        }
      }
    }

    private static void array(StringBuilder out, String[] texts) {
      out.append('{');
      for (int i = 0; i < texts.length; i++) {
        out.append(i > 0 ? ",\"" : "\"");
        escaped(out, texts[i].replace("\\", "\\\\").replace("\"", "\\\""));
        out.append('"');
      }
      out.append('}');
    }

    private static void array(StringBuilder out, LongStream numbers) {
      out.append(numbers.mapToObj(Long::toString).collect(Collectors.joining(",", "{", "}")));
    }

    private static void hex(StringBuilder out, byte[] bytes) {
      for (byte b : bytes) {
        out.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
      }
    }
  }
}
