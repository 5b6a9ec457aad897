package org.guanjia.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values by RFC 4180, as little as the files of a programme need. */
final class Csv {

  private Csv() {
  }

  /** Rows of fields; rows without any text are left out. @throws IllegalArgumentException for a quote without its end */
  static List<List<String>> read(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    String source = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < source.length() && source.charAt(i + 1) == '"') {
          field.append(source.charAt(++i));
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        row.add(field.toString().strip());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote without its end");
    }
    row.add(field.toString().strip());
    rows.add(row);
    rows.removeIf(one -> one.stream().allMatch(String::isEmpty));
    return rows;
  }

  static String write(List<List<String>> rows) {
    return rows.stream().map(row -> row.stream().map(Csv::field).collect(Collectors.joining(","))).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String field(String value) {
    return value.matches("[^\",\\r\\n]*") && value.equals(value.strip()) ? value : "\"" + value.replace("\"", "\"\"") + "\"";
  }
}
