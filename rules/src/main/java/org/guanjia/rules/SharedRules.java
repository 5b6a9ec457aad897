package org.guanjia.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.rules.Portfolio.Cap;
import org.guanjia.rules.Portfolio.Exclusion;
import org.guanjia.rules.Portfolio.Take;
import org.guanjia.rules.SharedRule.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The rules across programmes as a file: name, kind (FIRST, HIGHEST, CAP), programmes (codes with spaces between), amount (yuan a month, of a cap), from, to,
 * document, confirmed.
 *
 * @param rules exclusions are taken in this order, then caps
 */
public record SharedRules(List<SharedRule> rules) {

  private static final String FILE = "shared-rules.csv";
  private static final List<String> COLUMNS = List.of("name", "kind", "programmes", "amount", "from", "to", "document", "confirmed");

  public SharedRules {
    rules = List.copyOf(rules);
  }

  /** The rules that come with the library, for the programmes that do. */
  public static SharedRules shipped() {
    return read(ProgrammeFolder.resource(FILE));
  }

  /** @throws IllegalArgumentException naming the line that is torn */
  public static SharedRules read(String csv) {
    List<SharedRule> rules = new ArrayList<>();
    ProgrammeFolder.each(FILE, csv, COLUMNS, row -> rules.add(rule(row)));
    return new SharedRules(rules);
  }

  private static SharedRule rule(Map<String, String> row) {
    String amount = row.get("amount");
    return new SharedRule(row.getOrDefault("name", ""), Kind.valueOf(row.getOrDefault("kind", "")), Arrays.asList(row.getOrDefault("programmes", "").split(" +")),
        amount == null ? null : fen(amount), LocalDate.parse(row.getOrDefault("from", "")),
        row.containsKey("to") ? LocalDate.parse(row.getOrDefault("to", "")) : null,
        row.get("document"), row.getOrDefault("confirmed", "false").equals("true"));
  }

  private static long fen(String yuan) {
    try {
      return new BigDecimal(yuan).movePointRight(2).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("amount " + yuan + " is not a number of yuan to the fen", e);
    }
  }

  /** What {@link #read} reads back. */
  public String csv() {
    List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
    rules.forEach(rule -> rows.add(List.of(rule.name(), rule.kind().name(), String.join(" ", rule.programmes()),
        rule.amountFen() == null ? "" : BigDecimal.valueOf(rule.amountFen(), 2).toPlainString(), rule.from().toString(), text(rule.to()), text(rule.document()),
        String.valueOf(rule.confirmed()))));
    return Csv.write(rows);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** The rules of a month. */
  public List<SharedRule> in(YearMonth month) {
    return rules.stream().filter(rule -> rule.covers(month)).toList();
  }

  /** The names of the rules that decide this month and await confirmation. */
  public List<String> unconfirmed(YearMonth month) {
    return in(month).stream().filter(rule -> !rule.confirmed()).map(SharedRule::name).toList();
  }

  /**
   * The programmes with the rules of their month; a rule is taken for those of its programmes that are there.
   *
   * @throws IllegalArgumentException where two programmes are not of the same month
   */
  public Portfolio over(List<MonthRules> programmes) {
    Set<String> there = new HashSet<>();
    programmes.forEach(rules -> there.add(rules.programme().code()));
    List<Exclusion> exclusions = new ArrayList<>();
    List<Cap> caps = new ArrayList<>();
    for (SharedRule rule : programmes.isEmpty() ? List.<SharedRule>of() : in(programmes.getFirst().month())) {
      List<String> of = rule.programmes().stream().filter(there::contains).toList();
      switch (rule.kind()) {
        case FIRST -> exclusions.add(new Exclusion(rule.name(), of, Take.FIRST));
        case HIGHEST -> exclusions.add(new Exclusion(rule.name(), of, Take.HIGHEST));
        case CAP -> caps.add(new Cap(rule.name(), of, rule.amountFen() == null ? 0 : rule.amountFen()));
      }
    }
    return new Portfolio(programmes, exclusions, caps);
  }
}
