package org.guanjia.simulation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.guanjia.rules.Facts;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.NoParameters;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.ParameterLine;
import org.guanjia.rules.Population;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.guanjia.synthetic.SyntheticGroup;
import org.guanjia.synthetic.SyntheticPerson;
import org.guanjia.synthetic.TownPlan;

/** A synthetic town as columns of facts, all programmes that come with the rules, and a draft that changes one of them: what a simulation reckons with, without a database. */
public final class SyntheticColumns {

  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final Map<String, String> YES_NO = Map.ofEntries(
      Map.entry("EXTREME_HARDSHIP", "extreme_hardship"), Map.entry("SUBSISTENCE", "subsistence"), Map.entry("BORDERLINE", "borderline"),
      Map.entry("EXPENDITURE_HARDSHIP", "expenditure_hardship"), Map.entry("ORPHAN", "orphan"), Map.entry("CHILD_IN_DIFFICULTY", "child_in_difficulty"),
      Map.entry("LOST_ONLY_CHILD", "lost_only_child"), Map.entry("SERIOUS_ILLNESS", "serious_illness"), Map.entry("VETERAN", "veteran"),
      Map.entry("PREFERENTIAL_TREATMENT", "preferential_treatment"), Map.entry("LIVING_ALONE", "living_alone"), Map.entry("EMPTY_NEST", "empty_nest"));

  private final RegisterColumns register;
  private final Population unpacked;
  private final List<Programme> today = ProgrammeFolder.shipped().stream().map(code -> read(ProgrammeFolder.shipped(code))).toList();
  private final List<Programme> tried = today.stream().map(programme -> programme.code().equals("old-age") ? raised(programme.text()) : programme).toList();

  /** @param people residents of the plan; those who died or left come beside */
  public SyntheticColumns(int people, long seed) {
    RegisterColumns.Builder builder = new RegisterColumns.Builder(MONTH);
    TownPlan plan = TownPlan.chashan(people, seed, LocalDate.of(2026, 11, 26));
    org.guanjia.synthetic.Population.generate(plan, household -> household.members().forEach(person -> builder.add(person.serial(), household.village(), person.serial(), raw(person))));
    this.register = builder.build();
    this.unpacked = register.population();
  }

  private static long[] raw(SyntheticPerson person) {
    long[] raw = RegisterColumns.VOCABULARY.nobody();
    YES_NO.values().forEach(code -> set(raw, code, 0));
    set(raw, "birth", person.birth().toEpochDay());
    set(raw, "sex", person.sex().ordinal());
    set(raw, "registered", person.registered() ? 1 : 0);
    set(raw, "resident", person.livesHere() ? 1 : 0);
    set(raw, "died_on", person.died() == null ? Facts.NONE : person.died().toEpochDay());
    set(raw, "moved_out_on", person.movedOut() == null ? Facts.NONE : person.movedOut().toEpochDay());
    set(raw, "disability_category", 0);
    set(raw, "disability_grade", 0);
    person.groups().forEach(group -> take(raw, group));
    return raw;
  }

  private static void take(long[] raw, SyntheticGroup group) {
    String code = YES_NO.get(group.kind());
    if (code != null) set(raw, code, 1);
    if (group.kind().equals("DISABLED") && group.category() != null && group.grade() != null) {
      set(raw, "disability_category", Long.parseLong(group.category()));
      set(raw, "disability_grade", Long.parseLong(group.grade()));
    }
    if (group.kind().equals("INCAPACITATED") && group.grade() != null) set(raw, "ability_level", Long.parseLong(group.grade()));
  }

  private static void set(long[] raw, String code, long held) {
    raw[RegisterColumns.VOCABULARY.fact(code).orElseThrow().place()] = held;
  }

  private static Programme read(ProgrammeText text) {
    try {
      return Programme.read(text, RegisterColumns.VOCABULARY);
    } catch (NotAProgramme broken) {
      throw new IllegalStateException(broken.problems().toString(), broken);
    }
  }

  /** Half as much again for those of 80 to 89, from next month on. */
  private static Programme raised(ProgrammeText text) {
    LocalDate from = MONTH.atDay(1);
    List<ParameterLine> lines = new ArrayList<>();
    for (ParameterLine line : text.parameters()) {
      boolean open = line.name().equals("amount_80") && line.to() == null;
      lines.add(open ? new ParameterLine(line.name(), line.value(), line.from(), from.minusDays(1), null, false) : line);
      if (open) lines.add(new ParameterLine(line.name(), "150", from, null, null, false));
    }
    return read(new ProgrammeText(text.code(), text.dmn(), lines, text.examples()));
  }

  private static Function<YearMonth, Side> sides(List<Programme> programmes) {
    return month -> Side.of(rules(programmes, month));
  }

  private static List<MonthRules> rules(List<Programme> programmes, YearMonth month) {
    List<MonthRules> rules = new ArrayList<>();
    for (Programme programme : programmes) {
      try {
        rules.add(programme.in(month));
      } catch (NoParameters without) {
        continue;
      }
    }
    return rules;
  }

  public int persons() {
    return register.size();
  }

  public int programmes() {
    return today.size();
  }

  public long bytes() {
    return register.bytes();
  }

  /** A whole simulation but for reading facts and writing what came out. @return a word about it */
  public String simulate() {
    Reckoning.Result result = Reckoning.of(register, MONTH, sides(today), sides(tried), LifeTables.shipped().table(), BigDecimal.ZERO, done -> {});
    return "%,d different persons, %,d gain, %d months".formatted(result.groups(), result.figures().all().gains(), Reckoning.MONTHS);
  }

  /** The bare rules: both sides asked once about everybody, over the same columns, without reasons, nothing kept. @return a sum, so that nothing is left out */
  public long bare() {
    long fen = 0;
    for (List<Programme> side : List.of(today, tried)) {
      for (MonthRules rules : rules(side, MONTH)) {
        Outcomes out = new Outcomes(unpacked.size());
        rules.decide(unpacked, 0, unpacked.size(), out, false);
        for (long amount : out.amountFen()) fen += amount;
      }
    }
    return fen;
  }
}
