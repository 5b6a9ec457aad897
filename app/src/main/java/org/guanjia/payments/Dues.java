package org.guanjia.payments;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.guanjia.awards.Award;
import org.guanjia.awards.Awards;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Entitlement;
import org.guanjia.benefits.ProgrammeLine;
import org.guanjia.benefits.Programmes;
import org.guanjia.platform.web.Messages;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is due: what was awarded, at the amount that was determined last. */
@Component
class Dues {

  private final Awards awards;
  private final Determinations determinations;
  private final Programmes programmes;
  private final Messages messages;

  Dues(Awards awards, Determinations determinations, Programmes programmes, Messages messages) {
    this.messages = messages;
    this.awards = awards;
    this.determinations = determinations;
    this.programmes = programmes;
  }

  /** Whoever is to be paid by an award in one of the months, with what the month comes to; within the caller's transaction. */
  List<Due> of(String programme, YearMonth since, YearMonth month) {
    Map<YearMonth, Map<Long, Long>> awarded = new HashMap<>();
    Set<Long> persons = new TreeSet<>();
    for (YearMonth each = since; !each.isAfter(month); each = each.plusMonths(1)) {
      try (var payable = awards.payable(programme, each)) {
        awarded.put(each, payable.collect(Collectors.toMap(Award::personId, Award::id, (first, second) -> first)));
      }
      persons.addAll(awarded.getOrDefault(each, Map.of()).keySet());
    }
    Map<Determinations.PersonMonth, Entitlement> entitlements = determinations.latest(persons, programme, since, month);
    List<Due> dues = new ArrayList<>();
    awarded.forEach((of, byPerson) -> byPerson.forEach((person, award) -> dues.add(due(person, programme, of, award, entitlements.get(new Determinations.PersonMonth(person, of))))));
    return dues;
  }

  /** What is due today of these persons' months. */
  Map<EarlierPayments.MonthKey, Due> now(Collection<EarlierPayments.MonthKey> keys) {
    Map<EarlierPayments.MonthKey, Due> now = new HashMap<>();
    byMonth(keys).forEach((which, persons) -> {
      String programme = which.getKey();
      YearMonth month = which.getValue();
      Map<Long, Long> awarded = awards.payable(programme, month, persons).stream().collect(Collectors.toMap(Award::personId, Award::id, (first, second) -> first));
      Map<Determinations.PersonMonth, Entitlement> entitlements = determinations.latest(awarded.keySet(), programme, month, month);
      for (long person : persons) {
        Long award = awarded.get(person);
        Due due = award == null ? Due.withoutAward(person, programme, month)
            : due(person, programme, month, award, entitlements.get(new Determinations.PersonMonth(person, month)));
        now.put(new EarlierPayments.MonthKey(person, programme, month), due);
      }
    });
    return now;
  }

  /** Of these months those in which another programme takes this one's place, with nothing due of them. */
  Map<EarlierPayments.MonthKey, Due> excluded(Collection<EarlierPayments.MonthKey> keys) {
    Map<EarlierPayments.MonthKey, Due> excluded = new HashMap<>();
    byMonth(keys).forEach((which, persons) -> determinations.latest(persons, which.getKey(), which.getValue(), which.getValue()).forEach((of, entitlement) -> {
      if (entitlement.answer() != Answer.NO || !entitlement.bound()) return;
      excluded.put(
          new EarlierPayments.MonthKey(of.personId(), which.getKey(), of.month()), due(of.personId(), which.getKey(), of.month(), null, entitlement));
    }));
    return excluded;
  }

  /** By programme, those of which a person receives only one together with it in that month. */
  Map<String, Set<String>> excluding(YearMonth month) {
    return programmes.excluding(month);
  }

  private static Map<Map.Entry<String, YearMonth>, Set<Long>> byMonth(Collection<EarlierPayments.MonthKey> keys) {
    return keys.stream()
        .collect(Collectors.groupingBy(key -> Map.entry(key.programme(), key.month()), Collectors.mapping(EarlierPayments.MonthKey::person, Collectors.toSet())));
  }

  /** What was never determined is not known. */
  private static Due due(long person, String programme, YearMonth month, @Nullable Long award, @Nullable Entitlement entitlement) {
    if (entitlement == null) return new Due(person, programme, month, award, Due.Answer.UNKNOWN, 0, -1, null, null, null, null);
    Due.Answer answer = switch (entitlement.answer()) {
      case YES -> Due.Answer.YES;
      case NO -> Due.Answer.NO;
      case UNKNOWN -> Due.Answer.UNKNOWN;
    };
    long fen = answer == Due.Answer.YES ? entitlement.amountFen() : 0;
    return new Due(person, programme, month, award, answer, fen, entitlement.row(), entitlement.id(), entitlement.sheet(), entitlement.rulesHash(), entitlement.decidedAt());
  }

  /** Whether everybody's entitlements of a month stand. */
  boolean determined(YearMonth month) {
    return determinations.determined(month);
  }

  /**
   * Decides about everybody of whom the register learnt something up to now; by a transaction of its own, so that no lock of it is held while
   * the caller waits for one.
   *
   * @return whether nobody waits any more; a round of the whole register that is under way has to end first
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  boolean caughtUp() {
    determinations.catchUp();
    return !determinations.waiting();
  }

  /** Codes. */
  Set<String> programmes() {
    return programmes.all().stream().map(ProgrammeLine::code).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Names by code. */
  Map<String, String> names(Locale locale) {
    return programmes.all().stream().collect(Collectors.toMap(ProgrammeLine::code, programme -> programme.name(locale), (first, second) -> first, LinkedHashMap::new));
  }

  /** Parameters, and rules across programmes, without a document behind them by which one of the months is paid: the programme's name with the parameter's, or the rule's. */
  List<String> unconfirmed(List<String> codes, YearMonth since, YearMonth month) {
    Set<String> found = new LinkedHashSet<>();
    Map<String, String> names = names(Locale.SIMPLIFIED_CHINESE);
    for (String code : codes) {
      for (YearMonth each = since; !each.isAfter(month); each = each.plusMonths(1)) {
        programmes.unconfirmed(code, each).forEach(
            name -> found.add(names.getOrDefault(code, code) + " " + messages.textOr(Locale.SIMPLIFIED_CHINESE, "benefits.parameter." + name, name)));
      }
    }
    for (YearMonth each = since; !each.isAfter(month); each = each.plusMonths(1)) found.addAll(programmes.unconfirmedJoint(codes, each, Locale.SIMPLIFIED_CHINESE));
    return List.copyOf(found);
  }
}
