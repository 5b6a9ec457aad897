package org.guanjia.simulation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.NoParameters;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.ParameterLine;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeFolder;
import org.guanjia.rules.ProgrammeText;
import org.guanjia.rules.Vocabulary;

/** Registers and rules for tests that need no database. */
final class SimulatedTown {

  static final Vocabulary VOCABULARY = Vocabulary.PERSON_MONTH;
  static final YearMonth MAY = YearMonth.of(2026, 5);
  /** Nobody dies. */
  static final LifeTable IMMORTAL = LifeTable.read("age,male,female\n0,0,0\n85,0,0\n");

  private SimulatedTown() {}

  static long[] aPerson(String birth) {
    long[] raw = VOCABULARY.nobody();
    set(raw, "birth", LocalDate.parse(birth).toEpochDay());
    set(raw, "sex", 0);
    set(raw, "registered", 1);
    set(raw, "resident", 1);
    set(raw, "died_on", Facts.NONE);
    set(raw, "moved_out_on", Facts.NONE);
    return raw;
  }

  static void set(long[] raw, String code, long held) {
    raw[place(code)] = held;
  }

  static int place(String code) {
    return VOCABULARY.fact(code).orElseThrow().place();
  }

  /** Anybody: known and unknown, living and dead, some of whom the rules say nothing. */
  static long[] anybody(Random random) {
    long[] raw = VOCABULARY.nobody();
    for (Fact fact : VOCABULARY.raw()) {
      if (random.nextInt(5) == 0) continue;
      raw[fact.place()] = switch (fact.kind()) {
        case BOOLEAN -> random.nextInt(3) == 0 ? 0 : 1;
        case TEXT -> random.nextInt(fact.values().size());
        case NUMBER -> fact.least() + (long) (random.nextDouble() * Math.min(fact.most() - fact.least() + 1, 200_000));
        case DATE -> fact.mayBeNone() && random.nextInt(4) > 0 ? Facts.NONE : LocalDate.of(2026, 1, 1).toEpochDay() - random.nextInt(400) + 150;
      };
    }
    if (raw[place("birth")] != Facts.UNKNOWN) raw[place("birth")] = LocalDate.of(2025, 1, 1).toEpochDay() - random.nextInt(38_000);
    return raw;
  }

  static RegisterColumns register(List<long[]> persons) {
    RegisterColumns.Builder builder = new RegisterColumns.Builder(MAY);
    for (int i = 0; i < persons.size(); i++) builder.add(i + 1L, i % 4 == 0 ? null : "44190010320" + i % 4, i + 100L, persons.get(i));
    return builder.build();
  }

  static List<long[]> people(long seed, int size) {
    Random random = new Random(seed);
    List<long[]> people = new ArrayList<>();
    for (int i = 0; i < size; i++) people.add(anybody(random));
    return people;
  }

  /** All programmes that come with the rules. */
  static List<Programme> shipped() {
    return ProgrammeFolder.shipped().stream().map(code -> read(ProgrammeFolder.shipped(code))).toList();
  }

  /** The old-age allowance with another value of a parameter from a day on. */
  static Programme oldAge(String parameter, String value, LocalDate from) {
    ProgrammeText text = ProgrammeFolder.shipped("old-age");
    List<ParameterLine> lines = new ArrayList<>();
    for (ParameterLine line : text.parameters()) {
      boolean open = line.name().equals(parameter) && line.to() == null;
      if (!open || from.isAfter(line.from())) lines.add(open ? new ParameterLine(line.name(), line.value(), line.from(), from.minusDays(1), null, false) : line);
      if (open) lines.add(new ParameterLine(parameter, value, from, null, null, false));
    }
    return read(new ProgrammeText(text.code(), text.dmn(), lines, text.examples()));
  }

  static Programme read(ProgrammeText text) {
    try {
      return Programme.read(text, VOCABULARY);
    } catch (NotAProgramme broken) {
      throw new AssertionError(broken.problems().toString(), broken);
    }
  }

  static Function<YearMonth, Side> sides(List<Programme> programmes) {
    return month -> Side.of(programmes.stream().flatMap(programme -> in(programme, month)).toList());
  }

  static Function<YearMonth, Side> sides(Programme... programmes) {
    return sides(Arrays.asList(programmes));
  }

  private static java.util.stream.Stream<MonthRules> in(Programme programme, YearMonth month) {
    try {
      return java.util.stream.Stream.of(programme.in(month));
    } catch (NoParameters e) {
      return java.util.stream.Stream.empty();
    }
  }
}
