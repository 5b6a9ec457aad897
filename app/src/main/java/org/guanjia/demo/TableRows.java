package org.guanjia.demo;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows on their way into a table, in the text format of PostgreSQL's COPY. They are copied into a temporary table first
 * and inserted from there, because PostgreSQL does not copy into a table with row-level security; so the demo's rows pass
 * every check that the application's own rows pass.
 */
final class TableRows {

  private final StringBuilder text = new StringBuilder();
  private int count = 0;

  int count() {
    return count;
  }

  /** Adds a row; the values are in the order of the columns named in {@link #insert}. */
  void add(@Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) text.append('\t');
      append(values[i]);
    }
    text.append('\n');
    count++;
  }

  /**
   * @param create makes the temporary table
   * @param copy copies into it from STDIN
   * @param insert inserts from it
   */
  void insert(Connection connection, String create, String copy, String insert) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(create);
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(text.toString()));
      statement.execute(insert);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(@Nullable Object value) {
    switch (value) {
      case null -> text.append("\\N");
      case byte[] bytes -> text.append("\\\\x").append(HexFormat.of().formatHex(bytes));
      case int[] numbers -> append(numbers);
      case Collection<?> items -> escaped(array(items));
      default -> escaped(value.toString());
    }
  }

  private void append(int[] numbers) {
    text.append('{');
    for (int i = 0; i < numbers.length; i++) {
      if (i > 0) text.append(',');
      text.append(numbers[i]);
    }
    text.append('}');
  }

  private static String array(Collection<?> items) {
    return items.stream()
        .map(item -> '"' + item.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private void escaped(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }
}
