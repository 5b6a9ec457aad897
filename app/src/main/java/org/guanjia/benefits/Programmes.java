package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final JointRules joint;
  private final Compiler compiler;

  Programmes(ProgrammeStore store, Rulebooks rulebooks, JointRules joint, Compiler compiler) {
    this.store = store;
    this.rulebooks = rulebooks;
    this.joint = joint;
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
    List<JointRules.Line> awaiting = joint.approved().stream().filter(rule -> rule.covers(now) && rule.confirmedBy() == null).toList();
    return store.programmes().stream().map(row -> {
      boolean bound = awaiting.stream().anyMatch(rule -> rule.binds(Set.of(row.getCode()), inForce.keySet()));
      Version version = inForce.get(row.getCode());
      return new ProgrammeLine(
          row.getCode(), row.getOrdinal(), row.getName(), row.getNameEn(), row.getSummary(), row.getSummaryEn(), version == null ? null : version.number(),
          version != null && (bound || !unconfirmed(version, now).isEmpty()), pending.get(row.getCode()));
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

  /**
   * Rules that bind one of these programmes with another in that month and await confirmation (待核实): the names that were given to them, or what they bind.
   *
   * @param locale of the programmes' names
   */
  public List<String> unconfirmedJoint(Collection<String> codes, YearMonth month, Locale locale) {
    Set<String> inForce = store.inForce(month).stream().map(Version::programme).collect(Collectors.toSet());
    Map<String, String> names = names(locale);
    return joint.approved().stream().filter(rule -> rule.covers(month) && rule.confirmedBy() == null && rule.binds(codes, inForce))
        .map(rule -> rule.note().isEmpty() ? String.join("、", rule.programmes().stream().map(code -> names.getOrDefault(code, code)).toList()) : rule.note()).toList();
  }

  /** By code, the programmes of which only one may be had together with it in that month, in the order of the rules; those without any are left out. */
  public Map<String, Set<String>> excluding(YearMonth month) {
    Map<String, Set<String>> excluding = new LinkedHashMap<>();
    for (Joint.Rule rule : joint.in(month).rules()) {
      if (rule.kind() == Joint.Kind.CAP) continue;
      for (String code : rule.programmes()) excluding.computeIfAbsent(code, any -> new LinkedHashSet<>()).addAll(rule.programmes());
    }
    excluding.forEach((code, others) -> others.remove(code));
    return excluding;
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
