package org.guanjia.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.rules.Problem.Kind;

/**
 * Looks, with the parameters of a month, for rows of a table that overlap and for persons no row applies to. Exact where the columns can be tabulated;
 * a column that reckons is taken for itself, as if it were independent of the others, which may see an overlap that no person has but misses none.
 * A table that compares a birth with a day beside an age is checked for the month only; should another month open a gap, the answer there is unknown.
 */
final class TableCheck {

  static final int ROWS_MAX = 60;
  static final int COLUMNS_MAX = 60;

  private final MonthRules rules;
  private final List<Problem> problems;
  /** By decision, the rows that decide for somebody. */
  private final Map<String, Long> reached;
  private final Budget budget;

  TableCheck(MonthRules rules, List<Problem> problems, Map<String, Long> reached, Budget budget) {
    this.rules = rules;
    this.problems = problems;
    this.reached = reached;
    this.budget = budget;
  }

  void check() {
    Set<String> behind = behindEntitlement();
    for (Model.Node node : rules.programme().model().nodes().values()) {
      if (!behind.contains(node.name())) {
        continue;
      } else if (node.logic() instanceof Expr.Table(DecisionTable table) && node.parameters() == null) {
        check(node.name(), table);
      } else if (Expr.names(node.logic(), Expr.Table.class)) {
        problems.add(Problem.of(Kind.UNSUPPORTED_DMN, node.name(), "a table within another expression cannot be checked; make it a decision of its own"));
      }
    }
    checkAmounts();
  }

  private Set<String> behindEntitlement() {
    Set<String> found = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(List.of(Programme.ENTITLEMENT));
    while (!open.isEmpty()) {
      Model.Node node = rules.programme().model().nodes().get(open.removeLast());
      if (node != null && found.add(node.name())) {
        open.addAll(node.requires());
      }
    }
    return found;
  }

  private void check(String decision, DecisionTable table) {
    if (table.rows().size() > ROWS_MAX || table.inputs().size() > COLUMNS_MAX || table.rows().isEmpty()) {
      problems.add(Problem.of(Kind.TOO_COMPLEX, decision, table.rows().size() + " rows and " + table.inputs().size() + " columns; from 1 to " + ROWS_MAX
          + " rows and up to " + COLUMNS_MAX + " columns are checked"));
      return;
    }
    try {
      search(decision, table);
    } catch (FeelException e) {
      problems.add(Problem.of(e.kind(), decision, e.detail()));
    }
  }

  private void search(String decision, DecisionTable table) {
    int before = problems.size();
    List<Column> columns = new ArrayList<>();
    for (int column = 0; column < table.inputs().size(); column++) {
      columns.add(Column.of(rules, table, column, problems, decision, budget));
    }
    checkSheetTypes(decision, table);
    if (problems.size() == before) {
      long rowsReached = new TableSearch(rules, decision, table, columns, problems, budget).search();
      reached.merge(decision, rowsReached, (a, b) -> a | b);
    }
  }

  /** A text that no fact can have is a row that waits for nobody: named here, for a column that is a fact itself. */
  private void checkSheetTypes(String decision, DecisionTable table) {
    for (int column = 0; column < table.inputs().size(); column++) {
      int place = column;
      if (table.inputs().get(column).expression() instanceof Expr.Name(String name)) {
        rules.programme().vocabulary().fact(name).filter(fact -> fact.kind() == Fact.Kind.TEXT).ifPresent(fact -> checkTexts(decision, table, place, fact));
      }
    }
  }

  private void checkTexts(String decision, DecisionTable table, int column, Fact fact) {
    for (int row = 0; row < table.rows().size(); row++) {
      for (String text : texts(table.rows().get(row).tests().get(column))) {
        if (!fact.values().contains(text)) {
          problems.add(Problem.at(Kind.UNREACHABLE, decision, row, column, fact.code() + " is never \"" + text + "\" but one of " + fact.values()));
        }
      }
    }
  }

  private static List<String> texts(Expr expr) {
    List<String> texts = new ArrayList<>();
    if (expr instanceof Expr.Literal(String text)) {
      texts.add(text);
    }
    Expr.parts(expr).forEach(part -> texts.addAll(texts(part)));
    return texts;
  }

  /** Each amount of an entitling row is whole fen, not negative, or says how it is rounded. */
  private void checkAmounts() {
    DecisionTable table = rules.programme().entitlement();
    Cuts constants = new Cuts(rules);
    for (int row = 0; row < table.rows().size(); row++) {
      List<Expr> outputs = table.rows().get(row).outputs();
      if (!Boolean.TRUE.equals(constants.value(outputs.get(0)))) {
        continue;
      }
      String wrong = constants.constant(outputs.get(1)) ? Amounts.wrong(constants.value(outputs.get(1)))
          : Amounts.rounded(outputs.get(1)) ? "" : "may be finer than a fen; write round half up(..., 2)";
      if (!wrong.isEmpty()) {
        problems.add(Problem.at(Kind.AMOUNT, Programme.ENTITLEMENT, row, table.inputs().size() + 1, table.rows().get(row).outputTexts().get(1) + " " + wrong));
      }
    }
  }

  /** The rows that decide for nobody in any of the months looked at. */
  static List<Problem> unreached(Model model, Map<String, Long> reached) {
    List<Problem> problems = new ArrayList<>();
    new HashMap<>(reached).forEach((decision, rows) -> {
      if (model.nodes().get(decision) instanceof Model.Node node && node.logic() instanceof Expr.Table(DecisionTable table)) {
        for (int row = 0; row < table.rows().size(); row++) {
          if ((rows >>> row & 1) == 0) {
            problems.add(Problem.at(Kind.UNREACHABLE, decision, row, -1, "decides for nobody"));
          }
        }
      }
    });
    return problems;
  }
}
