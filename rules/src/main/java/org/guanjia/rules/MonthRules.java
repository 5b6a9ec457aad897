package org.guanjia.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A programme's rules of one month, its parameters put in. Immutable, safe to share between threads. */
public final class MonthRules {

  private final Programme programme;
  private final YearMonth month;
  private final Map<String, Object> parameters;
  private final Supplier<Bulk> bulk = new Once<>(() -> new Bulk(this));

  MonthRules(Programme programme, YearMonth month, Map<String, Object> parameters) {
    this.programme = programme;
    this.month = month;
    this.parameters = Map.copyOf(parameters);
  }

  /** The programme. */
  public Programme programme() {
    return programme;
  }

  /** The month. */
  public YearMonth month() {
    return month;
  }

  /** The names of the parameters that decide this month and await confirmation. */
  public List<String> unconfirmed() {
    return programme.needs().stream().filter(name -> programme.parameter(name, month) instanceof ParameterLine line && !line.confirmed()).sorted().toList();
  }

  /** The parameters that decide this month, as written. */
  public List<ParameterLine> parameters() {
    return programme.needs().stream().map(name -> programme.parameter(name, month)).filter(java.util.Objects::nonNull).toList();
  }

  /** One person, with reasons. @param raw by the place of the vocabulary's raw facts */
  public Decision decide(long[] raw) {
    return new Asked(this, raw).decision();
  }

  /** The held form of a raw or derived fact of that person, {@link Facts#UNKNOWN} where it hangs on an unknown one. */
  public long held(Fact fact, long[] raw) {
    if (!fact.derived()) {
      return raw[fact.place()];
    }
    Vocabulary.Derivation derivation = programme.vocabulary().derivation(fact);
    return derivation.of(raw[derivation.of().place()], month, Boolean.TRUE.equals(parameters.get(derivation.parameter())));
  }

  /** The parameters, and the facts of that person as FEEL sees them. */
  Map<String, @Nullable Object> given(long[] raw) {
    return given(raw, programme.asks());
  }

  Map<String, @Nullable Object> given(long[] raw, Collection<Fact> facts) {
    Map<String, @Nullable Object> given = new HashMap<>(parameters);
    for (Fact fact : facts) {
      long held = held(fact, raw);
      given.put(fact.code(), held == Facts.UNKNOWN ? new Unknown(1L << programme.vocabulary().settledBy(fact).place()) : fact.value(held));
    }
    return given;
  }

  /** Many persons: those from {@code from} (inclusive) to {@code to} (exclusive), into the same places of {@code out}. */
  public void decide(Population people, int from, int to, Outcomes out, boolean reasons) {
    bulk.get().decide(people, from, to, out, reasons);
  }

  Map<String, Object> values() {
    return parameters;
  }

  /** Yuan as fen; what is finer than a fen is rounded half up (a release allows only amounts that say how they are rounded). */
  static long fen(@Nullable Object amount) {
    return amount instanceof BigDecimal yuan ? yuan.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact() : 0;
  }

  static List<Fact> facts(Vocabulary vocabulary, long bits) {
    List<Fact> facts = new ArrayList<>();
    for (Fact fact : vocabulary.raw()) {
      if ((bits >>> fact.place() & 1) != 0) {
        facts.add(fact);
      }
    }
    return facts;
  }
}
