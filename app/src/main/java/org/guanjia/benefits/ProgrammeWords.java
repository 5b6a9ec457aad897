package org.guanjia.benefits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.web.Page;
import org.guanjia.rules.Condition;
import org.guanjia.rules.Decision;
import org.guanjia.rules.ExampleResult;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Problem;
import org.jspecify.annotations.Nullable;

/** A version's tables, parameters, examples and problems in the reader's language. */
public final class ProgrammeWords {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Page page;
  private final Map<String, String> parameters = new TreeMap<>();

  /** With a version's parameters, whose values of today, or of its month that is nearest to today, stand in brackets. */
  ProgrammeWords(Page page, Version version, java.time.YearMonth today) {
    this.page = page;
    java.time.YearMonth month = version.nearest(today);
    version.parameters().stream().sorted(Comparator.comparing(Version.Parameter::from)).forEach(each -> {
      boolean covers = !each.from().isAfter(month.atDay(1)) && (each.to() == null || !each.to().isBefore(month.atDay(1)));
      if (covers || !parameters.containsKey(each.name())) parameters.put(each.name(), each.value());
    });
  }

  /** A cell in words: comparisons spelt out, parameters by their name with the value, facts by theirs. */
  public String cell(String feel) {
    return cell(page, feel, parameters);
  }

  private static String cell(Page page, String feel, Map<String, String> parameters) {
    String asked = FactWords.asked(page, feel);
    Matcher names = NAME.matcher(asked);
    StringBuilder words = new StringBuilder();
    while (names.find()) names.appendReplacement(words, Matcher.quoteReplacement(word(page, names.group(), parameters)));
    names.appendTail(words);
    return words.toString();
  }

  private static String word(Page page, String name, Map<String, String> parameters) {
    String value = parameters.get(name);
    if (value != null) return page.t("benefits.cell.parameter", page.tOr("benefits.parameter." + name, name), value);
    return SheetMaker.VOCABULARY.fact(name).map(fact -> FactWords.name(page, fact)).orElseGet(() -> page.tOr("benefits.parameter." + name, name));
  }

  /** A column's heading: its label, which is in the office's language; to others the fact's name. */
  public String column(DmnTable.Column column) {
    return column(page, column);
  }

  private static String column(Page page, DmnTable.Column column) {
    boolean labelled = !column.label().equals(column.expression());
    if (labelled && page.locale().getLanguage().equals("zh")) return column.label();
    return page.tOr("benefits.output." + column.expression(), SheetMaker.VOCABULARY.fact(column.expression()).map(fact -> FactWords.name(page, fact)).orElse(column.label()));
  }

  public String parameter(String name) {
    return page.tOr("benefits.parameter." + name, name);
  }

  /** A parameter's value as it is typed: yes and no in words, a day without {@code date("…")}. */
  public String value(String literal) {
    return FactWords.literal(page, literal);
  }

  /** An example's facts, one after the other. */
  public String facts(Map<String, String> facts) {
    List<String> said = new ArrayList<>();
    for (Fact fact : SheetMaker.VOCABULARY.raw()) {
      String literal = facts.get(fact.code());
      if (literal == null) continue;
      String value = FactLiteral.held(fact, literal).map(held -> FactWords.value(page, fact, held)).orElse(literal);
      said.add(page.t("benefits.example.fact", FactWords.name(page, fact), value));
    }
    return String.join(page.t("benefits.comma"), said);
  }

  /** What an example came to, where that is not what was expected; null when it is. */
  public @Nullable String failure(ExampleResult result) {
    if (result.passed()) return null;
    Decision decision = result.decision();
    if (decision == null) return page.t("benefits.example.fault", String.valueOf(result.fault()));
    return page.t("benefits.example.otherwise", page.t("benefits.answer." + decision.answer()), page.money(decision.amountFen()), because(decision));
  }

  private String because(Decision decision) {
    List<Condition> why = decision.failed().isEmpty() ? decision.satisfied() : decision.failed();
    return String.join(page.t("benefits.comma"), why.stream().map(condition -> condition.label() + " " + condition.test()).toList());
  }

  /** A problem: what is wrong, where, and what shows it. */
  public String problem(Problem problem) {
    String where = problem.rows().isEmpty() ? "" : page.t("benefits.problem.rows", String.join("、", problem.rows().stream().map(row -> String.valueOf(row + 1)).toList()));
    String column = problem.column() < 0 ? "" : page.t("benefits.problem.column", problem.column() + 1);
    String in = problem.decision() == null ? "" : page.t("benefits.problem.in", page.tOr("benefits.table." + problem.decision(), page.tOr("benefits.parameter." + problem.decision(), problem.decision())));
    String shown = problem.example().isEmpty() ? "" : page.t("benefits.problem.shown", box(problem.example()));
    String exact = problem.kind() == Problem.Kind.GAP || problem.kind() == Problem.Kind.OVERLAP ? "" : problem.detail();
    return page.t("benefits.problem." + problem.kind(), in, where, column, exact, shown).replaceAll("\\s+", " ").strip();
  }

  /** The persons that no row, or more than one, is for. */
  private String box(Map<String, String> example) {
    List<String> said = new ArrayList<>();
    example.forEach((name, value) -> said.add(page.t("benefits.example.fact", named(name), value(name, value))));
    return String.join(page.t("benefits.comma"), said);
  }

  private String named(String name) {
    return SheetMaker.VOCABULARY.fact(name).map(fact -> FactWords.name(page, fact)).orElse(page.tOr("benefits.parameter." + name, name));
  }

  private String value(String name, String value) {
    Fact fact = SheetMaker.VOCABULARY.fact(name).orElse(null);
    if (fact == null || fact.derived()) return FactWords.asked(page, value);
    return FactLiteral.held(fact, value).map(held -> FactWords.value(page, fact, held)).orElse(FactWords.asked(page, value));
  }

  /** What two versions say differently: months, rows of their tables, parameters. */
  public static List<Difference> differences(Page page, Version one, Version other) {
    List<Difference> all = new ArrayList<>();
    all.add(new Difference(page.t("benefits.field.months"), MonthWords.span(page, one.from(), one.until()), MonthWords.span(page, other.from(), other.until())));
    tables(page, one.dmn(), other.dmn(), all);
    Map<String, String[]> values = new TreeMap<>();
    put(page, values, one, 0);
    put(page, values, other, 1);
    values.forEach((name, pair) -> all.add(new Difference(name, pair[0], pair[1])));
    return all.stream().filter(Difference::differs).toList();
  }

  /** Row by row what two documents say differently. */
  static void tables(Page page, String one, String other, List<Difference> all) {
    Map<String, String> left = rows(page, one);
    Map<String, String> right = rows(page, other);
    left.forEach((name, text) -> all.add(new Difference(name, text, right.get(name))));
    right.forEach((name, text) -> {
      if (!left.containsKey(name)) all.add(new Difference(name, null, text));
    });
  }

  private static Map<String, String> rows(Page page, String dmn) {
    Map<String, String> rows = new java.util.LinkedHashMap<>();
    DmnDocument.read(dmn).ifPresent(document -> document.tables().forEach(table -> {
      for (int i = 0; i < table.rows().size(); i++) {
        DmnTable.Row row = table.rows().get(i);
        rows.put(page.t("benefits.row", page.tOr("benefits.table." + table.decision(), table.decision()), i + 1),
            cells(page, table.inputs(), row.tests()) + " → " + cells(page, table.outputs(), row.values()) + (row.note().isEmpty() ? "" : " (" + row.note() + ")"));
      }
    }));
    return rows;
  }

  /** What a row asks or gives, column by column; what it leaves open is left out. */
  private static String cells(Page page, List<DmnTable.Column> columns, List<String> cells) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < columns.size() && i < cells.size(); i++) {
      if (!cells.get(i).equals("-")) said.add(page.t("benefits.example.fact", column(page, columns.get(i)), cell(page, cells.get(i), Map.of())));
    }
    return String.join(page.t("benefits.comma"), said);
  }

  private static void put(Page page, Map<String, String[]> values, Version version, int side) {
    for (Version.Parameter each : version.parameters()) {
      String name = page.t("benefits.parameter.since", page.tOr("benefits.parameter." + each.name(), each.name()), page.date(each.from()));
      String value = FactWords.literal(page, each.value());
      values.computeIfAbsent(name, any -> new String[2])[side] = each.to() == null ? value : page.t("benefits.parameter.until", value, page.date(each.to()));
    }
  }
}
