package org.guanjia.rules;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guanjia.rules.Fact.Kind;

/** The facts that programmes may ask for: raw ones, which an office states, and derived ones, computed for the month from one raw fact each. */
public final class Vocabulary {

  /** Of one person in one month. The order is the order of {@link Population}'s columns and of the bits in {@link Outcomes}; it only ever grows. */
  public static final Vocabulary PERSON_MONTH = new Builder()
      .date("birth", false)
      .text("sex", "MALE", "FEMALE")
      .yesNo("registered", "resident")
      .date("died_on", true)
      .date("moved_out_on", true)
      .date("registered_since", true)
      .yesNo("extreme_hardship", "subsistence", "borderline", "expenditure_hardship", "orphan", "child_in_difficulty", "lost_only_child", "serious_illness",
          "veteran", "preferential_treatment", "living_alone", "empty_nest")
      .text("disability_category", "NONE", "1", "2", "3", "4", "5", "6", "7")
      .number("disability_grade", 0, 0, 4)
      .number("ability_level", 0, 0, 4)
      .yesNo("in_institution")
      .number("household_income", 2, 0, 100_000_000_00L)
      .text("preferential_category", "NONE", "RED_ARMY", "DISABLED_SOLDIER", "MARTYR_FAMILY", "KILLED_IN_DUTY_FAMILY", "DIED_OF_ILLNESS_FAMILY",
          "DEMOBILISED", "ILL_VETERAN", "WAR_VETERAN", "NUCLEAR_TEST_VETERAN", "RETIRED_SOLDIER_60", "OTHER")
      .derived("age", Kind.NUMBER, Facts.AGE_MOST, "birth", "birthday_month_counts", Facts::age)
      .derived("alive", Kind.BOOLEAN, 1, "died_on", "death_month_counts", Facts::before)
      .derived("in_town", Kind.BOOLEAN, 1, "moved_out_on", "move_month_counts", Facts::before)
      .build();

  /** A derived fact: of one raw fact, and monotone in it, by a dated parameter that says whether the month of the day itself counts. */
  record Derivation(Fact fact, Fact of, String parameter, Rule rule) {

    long of(long held, YearMonth month, boolean monthCounts) {
      return rule.of(held, month, monthCounts);
    }
  }

  /** How a derived fact follows from the held form of its raw fact. */
  interface Rule {
    long of(long held, YearMonth month, boolean monthCounts);
  }

  private final List<Fact> raw;
  private final List<Derivation> derivations;
  private final Map<String, Fact> byCode = new LinkedHashMap<>();

  private Vocabulary(List<Fact> raw, List<Derivation> derivations) {
    this.raw = List.copyOf(raw);
    this.derivations = List.copyOf(derivations);
    raw.forEach(fact -> byCode.put(fact.code(), fact));
    derivations.forEach(derivation -> byCode.put(derivation.fact().code(), derivation.fact()));
  }

  /** What an office states, in the order of the columns; at most 63. */
  public List<Fact> raw() {
    return raw;
  }

  /** What is computed for the month. */
  public List<Fact> derived() {
    return derivations.stream().map(Derivation::fact).toList();
  }

  /** The fact of that code, raw or derived. */
  public Optional<Fact> fact(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** The raw fact that settles this one: itself, or the one it is derived from. */
  public Fact settledBy(Fact fact) {
    return fact.derived() ? derivation(fact).of() : fact;
  }

  /** A person of whom nothing is known. */
  public long[] nobody() {
    return IntStream.range(0, raw.size()).mapToLong(i -> Facts.UNKNOWN).toArray();
  }

  List<Derivation> derivations() {
    return derivations;
  }

  Derivation derivation(Fact derived) {
    return derivations.get(derived.place() - raw.size());
  }

  private static final class Builder {
    private final List<Fact> raw = new ArrayList<>();
    private final List<Derivation> derivations = new ArrayList<>();

    Builder date(String code, boolean mayBeNone) {
      return add(code, Kind.DATE, 0, Cuts.FIRST_DAY, Cuts.LAST_DAY, List.of(), mayBeNone);
    }

    Builder text(String code, String... values) {
      return add(code, Kind.TEXT, 0, 0, values.length - 1, List.of(values), false);
    }

    Builder number(String code, int scale, long least, long most) {
      return add(code, Kind.NUMBER, scale, least, most, List.of(), false);
    }

    Builder yesNo(String... codes) {
      for (String code : codes) {
        add(code, Kind.BOOLEAN, 0, 0, 1, List.of(), false);
      }
      return this;
    }

    Builder derived(String code, Kind kind, long most, String of, String parameter, Rule rule) {
      Fact source = raw.stream().filter(fact -> fact.code().equals(of)).findFirst().orElseThrow();
      derivations.add(new Derivation(new Fact(code, kind, 0, 0, most, List.of(), false, true, raw.size() + derivations.size()), source, parameter, rule));
      return this;
    }

    Vocabulary build() {
      return new Vocabulary(raw, derivations);
    }

    private Builder add(String code, Kind kind, int scale, long least, long most, List<String> values, boolean mayBeNone) {
      raw.add(new Fact(code, kind, scale, least, most, values, mayBeNone, false, raw.size()));
      return this;
    }
  }
}
