package org.guanjia.benefits;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A decision table of a programme's document, as the office sees it.
 *
 * @param decision its name
 * @param hitPolicy as written; UNIQUE where nothing is
 * @param inputs the columns that are asked
 * @param outputs the columns that say what comes out
 */
public record DmnTable(String decision, String hitPolicy, List<Column> inputs, List<Column> outputs, List<Row> rows) {

  /**
   * A column.
   *
   * @param label what people read; the expression where there is none
   * @param expression FEEL of an input, the name of an output
   */
  public record Column(String label, String expression) {}

  /** A row: a test for each input ({@code -} for any), a value for each output, and a remark. */
  public record Row(List<String> tests, List<String> values, String note) {

    /** The names that its cells speak of: parameters, facts, other decisions. */
    Set<String> names() {
      return Stream.concat(tests.stream(), values.stream()).flatMap(cell -> NAME.matcher(cell.replaceAll("\"[^\"]*\"", "")).results()).map(MatchResult::group)
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** The decision that says who gets how much. */
  public static final String ENTITLEMENT = "entitlement";

  DmnTable withRows(List<Row> others) {
    return new DmnTable(decision, hitPolicy, inputs, outputs, others);
  }

  /** A row that asks nothing and gives nobody anything. */
  Row blank() {
    return new Row(inputs.stream().map(any -> "-").toList(), outputs.stream().map(DmnTable::nothing).toList(), "");
  }

  private static String nothing(Column output) {
    return switch (output.expression()) {
      case "entitled" -> "false";
      case "amount" -> "0";
      default -> "";
    };
  }

  /** With a row moved up by one; the first stays. */
  DmnTable movedUp(int row) {
    if (row <= 0 || row >= rows.size()) return this;
    List<Row> others = new ArrayList<>(rows);
    others.add(row - 1, others.remove(row));
    return withRows(others);
  }

  DmnTable without(int row) {
    if (row < 0 || row >= rows.size()) return this;
    List<Row> others = new ArrayList<>(rows);
    others.remove(row);
    return withRows(others);
  }

  /** With a blank row behind that one; -1 for ahead of all. */
  DmnTable withBlankBehind(int row) {
    List<Row> others = new ArrayList<>(rows);
    others.add(Math.clamp(row + 1, 0, rows.size()), blank());
    return withRows(others);
  }
}
