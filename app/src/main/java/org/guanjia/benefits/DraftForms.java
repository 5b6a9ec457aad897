package org.guanjia.benefits;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.money.Money;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Example;
import org.guanjia.rules.Fact;
import org.jspecify.annotations.Nullable;

/** Reads the forms of a draft: tables row by row, parameters and examples line by line, and what a row's own button asks for. */
final class DraftForms {

  private static final int ROWS_MAX = 300;
  /** What {@link #literal} reads as something else is no name. */
  private static final String NAME = "(?!(?:yes|no|true|false|null)$)[A-Za-z_][A-Za-z0-9_]{0,99}";

  private DraftForms() {}

  /**
   * The tables as they were typed, after what the pressed button asks: {@code add:table:row}, {@code remove:table:row} or {@code up:table:row}.
   *
   * @param standing the tables as they are kept, for their columns
   */
  static List<DmnTable> tables(BenefitsSent sent, List<DmnTable> standing) {
    List<DmnTable> tables = new ArrayList<>();
    for (int t = 0; t < standing.size(); t++) {
      DmnTable table = standing.get(t);
      List<DmnTable.Row> rows = new ArrayList<>();
      int count = Math.clamp(sent.number("rows." + t, table.rows().size()), 0, ROWS_MAX);
      for (int r = 0; r < count; r++) {
        String at = t + "." + r + ".";
        List<String> tests = new ArrayList<>();
        for (int i = 0; i < table.inputs().size(); i++) tests.add(literal(sent.text("i." + at + i)));
        List<String> values = new ArrayList<>();
        for (int o = 0; o < table.outputs().size(); o++) values.add(literal(sent.text("o." + at + o)));
        rows.add(new DmnTable.Row(tests, values, sent.text("n." + at)));
      }
      tables.add(pressed(sent.text("do"), t, table.withRows(rows)));
    }
    return tables;
  }

  private static DmnTable pressed(String button, int at, DmnTable table) {
    String[] parts = button.split(":");
    if (parts.length != 3 || !parts[1].equals(String.valueOf(at)) || !parts[2].matches("-?[0-9]{1,4}")) return table;
    int row = Integer.parseInt(parts[2]);
    return switch (parts[0]) {
      case "add" -> table.withBlankBehind(row);
      case "remove" -> table.without(row);
      case "up" -> table.movedUp(row);
      case "down" -> table.movedUp(row + 1);
      default -> table;
    };
  }

  /**
   * A line without a name and a value is left out; what is wrong with another is told at its field. The button {@code split:line} ends a line with the
   * day before and begins another behind it.
   *
   * @param first the draft's first day
   */
  static List<Version.Parameter> parameters(BenefitsSent sent, LocalDate first) {
    List<Version.Parameter> lines = new ArrayList<>();
    int count = Math.clamp(sent.number("lines", 0), 0, Versions.PARAMETERS_MAX + 20);
    for (int i = 0; i < count; i++) {
      String name = sent.text("name." + i);
      String value = literal(sent.text("value." + i));
      if (name.isEmpty() && value.isEmpty() || sent.text("do").equals("remove:" + i)) continue;
      LocalDate from = sent.day("from." + i);
      LocalDate to = sent.day("to." + i);
      if (!name.matches(NAME)) sent.error("name." + i, "benefits.error.parameter.name", name);
      else if (value.isEmpty() || value.length() > 1000) sent.error("value." + i, "benefits.error.parameter.value", name);
      else if (from == null) sent.error("from." + i, "benefits.error.parameter.from", name);
      else if (to != null && to.isBefore(from)) sent.error("to." + i, "benefits.error.to");
      else if (sent.text("document." + i).length() > 200) sent.error("document." + i, "benefits.error.long", 200);
      else if (sent.text("do").equals("split:" + i) && from.isBefore(first)) {
        lines.add(new Version.Parameter(name, from, first.minusDays(1), value, sent.optional("document." + i), null, null));
        lines.add(new Version.Parameter(name, first, to == null || to.isBefore(first) ? null : to, value, null, null, null));
      } else lines.add(new Version.Parameter(name, from, to, value, sent.optional("document." + i), null, null));
    }
    return lines;
  }

  /** FEEL for what {@link ProgrammeWords#value} shows; what is FEEL already stays as it is. */
  private static String literal(String typed) {
    if (typed.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) return "date(\"" + typed + "\")";
    return FactLiteral.yesNo(typed).map(String::valueOf).orElse(typed);
  }

  /** Where the new line of a split one stands on the page; empty when none was split. */
  static String splitAt(BenefitsSent sent) {
    String button = sent.text("do");
    return button.matches("split:[0-9]{1,3}") ? "#f-value." + (Integer.parseInt(button.substring("split:".length())) + 1) : "";
  }

  /** A line without a name is left out. Facts are asked for by their codes; an empty one is unknown. */
  static List<Example> examples(BenefitsSent sent) {
    List<Example> lines = new ArrayList<>();
    int count = Math.clamp(sent.number("lines", 0), 0, Versions.EXAMPLES_MAX + 20);
    for (int i = 0; i < count; i++) {
      String name = sent.text("name." + i);
      if (name.isEmpty() || sent.text("do").equals("remove:" + i)) continue;
      YearMonth month = sent.month("month." + i);
      Answer answer = oneOf(sent.text("answer." + i));
      Long fen = fen(sent, "amount." + i);
      Map<String, String> facts = facts(sent, i);
      if (name.length() > 200) sent.error("name." + i, "benefits.error.long", 200);
      else if (month == null && sent.text("month." + i).isEmpty()) sent.error("month." + i, "benefits.error.month");
      else if (answer == null) sent.error("answer." + i, "benefits.error.answer");
      else if (month != null) lines.add(new Example(name, facts, month, answer, fen));
    }
    return lines;
  }

  private static Map<String, String> facts(BenefitsSent sent, int line) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Fact fact : SheetMaker.VOCABULARY.raw()) {
      String field = "f." + line + "." + fact.code();
      String typed = sent.text(field);
      if (typed.isEmpty()) continue;
      String literal = FactLiteral.held(fact, typed).map(held -> FactLiteral.of(fact, held)).orElse(null);
      if (literal == null) sent.error(field, "benefits.error.value", typed);
      else facts.put(fact.code(), literal);
    }
    return facts;
  }

  private static @Nullable Long fen(BenefitsSent sent, String field) {
    if (sent.text(field).isEmpty()) return null;
    Long fen = Money.parseYuan(sent.text(field)).map(Money::fen).orElse(null);
    if (fen == null) sent.error(field, "benefits.error.amount", sent.text(field));
    return fen;
  }

  private static @Nullable Answer oneOf(String typed) {
    for (Answer answer : Answer.values()) if (answer.name().equals(typed)) return answer;
    return null;
  }
}
