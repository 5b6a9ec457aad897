package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guanjia.benefits.db.tables.records.ProgrammeVersionRecord;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.NoParameters;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.Population;
import org.guanjia.rules.Programme;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the town pays or gives by rules: the programmes, their versions, and which of these decides in which month. */
@Service
@Transactional(readOnly = true)
public class Programmes {

  private final ProgrammeStore store;
  private final Rulebooks rulebooks;
  private final Compiler compiler;

  Programmes(ProgrammeStore store, Rulebooks rulebooks, Compiler compiler) {
    this.store = store;
    this.rulebooks = rulebooks;
    this.compiler = compiler;
  }

  /**
   * The rules of a month.
   *
   * @param rules to be asked; with that month's parameters
   */
  public record RulesOf(String programme, int version, String hash, MonthRules rules, YearMonth month) {}

  /** All programmes, in the order in which they were set up. */
  public List<ProgrammeLine> all() {
    YearMonth now = store.thisMonth();
    Map<String, Version> inForce = new HashMap<>();
    store.inForce(now).forEach(version -> inForce.put(version.programme(), version));
    Map<String, Integer> pending = new HashMap<>();
    for (ProgrammeVersionRecord row : store.rows()) {
      VersionState state = VersionState.valueOf(row.getState());
      if (state == VersionState.DRAFT || state == VersionState.PROPOSED) pending.put(row.getProgramme(), row.getNumber());
    }
    return store.programmes().stream().map(row -> {
      Version version = inForce.get(row.getCode());
      return new ProgrammeLine(
          row.getCode(), row.getOrdinal(), row.getName(), row.getNameEn(), row.getSummary(), row.getSummaryEn(), version == null ? null : version.number(),
          version != null && !unconfirmed(version, now).isEmpty(), pending.get(row.getCode()));
    }).toList();
  }

  /** Names by code, in that language. */
  public Map<String, String> names(Locale locale) {
    Map<String, String> names = new LinkedHashMap<>();
    store.programmes().forEach(row -> names.put(row.getCode(), locale.getLanguage().equals("en") ? row.getNameEn() : row.getName()));
    return names;
  }

  public Optional<ProgrammeLine> find(String code) {
    return all().stream().filter(programme -> programme.code().equals(code)).findFirst();
  }

  /** Versions of a programme, the latest first; at most 200. */
  public List<Version> versions(String code) {
    return store.versions(code);
  }

  public Optional<Version> version(String code, int number) {
    return store.version(code, number);
  }

  /** The version that decides that month; empty when none does. */
  public Optional<Version> inForce(String code, YearMonth month) {
    return store.inForce(month).stream().filter(version -> version.programme().equals(code)).findFirst();
  }

  /** The rules that decide that month; empty when no version does, or its parameters have no value for it. */
  public Optional<RulesOf> rules(String code, YearMonth month) {
    return inForce(code, month).flatMap(version -> rules(version, month));
  }

  /** A version's rules in a month, whatever its state; empty when its parameters have no value for it. @throws IllegalStateException when they are no programme */
  public Optional<RulesOf> rules(Version version, YearMonth month) {
    try {
      Programme read = compiler.read(version);
      return Optional.of(new RulesOf(version.programme(), version.number(), read.hash(), read.in(month), month));
    } catch (NoParameters without) {
      return Optional.empty();
    } catch (NotAProgramme broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** What all programmes together say of some persons in a month; with other versions in the place of what is in force, to try them out. */
  public Trial tryOut(YearMonth month, List<Version> instead) {
    return new Trial(rulebooks.with(month, instead));
  }

  /** The same for so many months, one after the other. */
  public List<Trial> tryOut(YearMonth first, int months, List<Version> instead) {
    return rulebooks.with(first, months, instead).stream().map(Trial::new).toList();
  }

  /** All rules of a month, ready to be asked of many; kept nowhere. Safe to share between threads. */
  public static final class Trial {
    private final Rulebook book;

    private Trial(Rulebook book) {
      this.book = book;
    }

    /** Codes of the programmes in force, in the order of the answers. */
    public List<String> programmes() {
      return book.programmes();
    }

    /** The rules of each of them. */
    public List<MonthRules> rules() {
      return book.rules();
    }

    /** What binds programmes together; equal to another month's when the same does. */
    public Object binding() {
      return book.joint();
    }

    /** Answers by programme, after what excludes or caps them; without reasons. */
    public List<org.guanjia.rules.Outcomes> decide(Population people) {
      return book.decide(people, false).outcomes();
    }
  }

  /** Names of the parameters that decide that month and await confirmation (待核实); empty when all are confirmed, and when no version decides. */
  public List<String> unconfirmed(String code, YearMonth month) {
    return inForce(code, month).map(version -> unconfirmed(version, month)).orElse(List.of());
  }

  /** Whether a value that decides that month awaits confirmation: outside the demo nothing may be paid on it. */
  public boolean isUnconfirmed(String code, YearMonth month) {
    return !unconfirmed(code, month).isEmpty();
  }

  private List<String> unconfirmed(Version version, YearMonth month) {
    Set<String> needed = needed(version);
    List<String> names = new ArrayList<>();
    for (Version.Parameter each : version.parameters()) {
      boolean covers = !each.from().isAfter(month.atDay(1)) && (each.to() == null || !each.to().isBefore(month.atDay(1)));
      if (covers && !each.confirmed() && needed.contains(each.name())) names.add(each.name());
    }
    return names;
  }

  private Set<String> needed(Version version) {
    try {
      return compiler.read(version).needs();
    } catch (NotAProgramme broken) {
      throw new IllegalStateException(broken);
    }
  }
}
