package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.LIST_ITEM;
import static org.guanjia.coverage.db.Tables.OUTSIDE_LIST;
import static org.guanjia.coverage.db.Tables.STOOD;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.awards.Award;
import org.guanjia.awards.AwardState;
import org.guanjia.awards.Awards;
import org.guanjia.coverage.FoundRows.Found;
import org.guanjia.people.Payees;
import org.guanjia.people.SuspectedDoubles;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Doubles that show only when two persons, or two towns, are looked at together. */
@Component
@Transactional(readOnly = true, propagation = Propagation.MANDATORY)
class TownDoubles {

  private final DSLContext sql;
  private final Awards awards;
  private final SuspectedDoubles suspected;
  private final Payees payees;

  TownDoubles(DSLContext sql, Awards awards, SuspectedDoubles suspected, Payees payees) {
    this.sql = sql;
    this.awards = awards;
    this.suspected = suspected;
    this.payees = payees;
  }

  void find(YearMonth month, FoundRows rows) {
    records(month, rows);
    towns(month, rows);
    accounts(rows);
  }

  /** Records that may be of one person, both paid by one programme; found at the one with the lower number. */
  private void records(YearMonth month, FoundRows rows) {
    List<SuspectedDoubles.Pair> pairs = suspected.open();
    Set<Long> persons = new HashSet<>();
    pairs.forEach(pair -> persons.addAll(List.of(pair.one(), pair.other())));
    Map<Long, Map<String, Award>> paid = paid(persons, month);
    Set<String> once = new HashSet<>();
    for (SuspectedDoubles.Pair pair : pairs) {
      Map<String, Award> theirs = paid.getOrDefault(pair.other(), Map.of());
      paid.getOrDefault(pair.one(), Map.of()).forEach((programme, award) -> {
        Award other = theirs.get(programme);
        if (other == null || !once.add(pair.one() + " " + pair.other() + " " + programme)) return;
        rows.add(new Found(FindingKind.DOUBLE_RECORD, pair.one(), programme, pair.other(), List.of(programme), 0, false, fen(award), fen(other), award.id()));
      });
    }
  }

  /** Whom a list says another town pays, and whom this town pays by the same programme. */
  private void towns(YearMonth month, FoundRows rows) {
    Map<Long, Set<String>> listed = new HashMap<>();
    sql.selectDistinct(LIST_ITEM.PERSON_ID, DSL.coalesce(OUTSIDE_LIST.PROGRAMME, DSL.inline("")))
        .from(LIST_ITEM).join(OUTSIDE_LIST).on(OUTSIDE_LIST.TOWN.eq(LIST_ITEM.TOWN), OUTSIDE_LIST.ID.eq(LIST_ITEM.LIST_ID))
        .where(LIST_ITEM.TOWN.eq(CoverageRows.town()), DSL.condition(OUTSIDE_LIST.ELSEWHERE), LIST_ITEM.PERSON_ID.isNotNull())
        .forEach(row -> listed.computeIfAbsent(row.value1(), any -> new HashSet<>()).add(row.value2()));
    paid(listed.keySet(), month).forEach((person, byProgramme) -> byProgramme.forEach((programme, award) -> {
      Set<String> named = listed.getOrDefault(person, Set.of());
      if (named.contains("") || named.contains(programme)) rows.add(Found.of(FindingKind.DOUBLE_TOWN, person, programme, fen(award), fen(award), award.id()));
    }));
  }

  /** Who are paid to one account; found at the one with the lowest number, once for each other. */
  private void accounts(FoundRows rows) {
    Map<ByteBuffer, Long> firstOf = new HashMap<>();
    long after = 0;
    for (Map<Long, String[]> some = paidTo(rows.round(), after); !some.isEmpty(); some = paidTo(rows.round(), after)) {
      after = some.keySet().stream().max(Long::compare).orElseThrow();
      Map<Long, Payees.Account> accounts = payees.accounts(some.keySet());
      for (var each : some.entrySet()) {
        Payees.Account account = accounts.get(each.getKey());
        Long first = account == null ? null : firstOf.putIfAbsent(ByteBuffer.wrap(account.key()), each.getKey());
        if (first != null) rows.add(new Found(FindingKind.DOUBLE_ACCOUNT, first, "", each.getKey(), List.of(each.getValue()), 0, false, 0, 0, null));
      }
    }
  }

  /** Some of those whom this pass found paid, in the order of their numbers, with their programmes. */
  private Map<Long, String[]> paidTo(long round, long after) {
    Map<Long, String[]> some = new LinkedHashMap<>();
    sql.select(STOOD.PERSON_ID, DSL.arrayAgg(STOOD.PROGRAMME).orderBy(STOOD.PROGRAMME)).from(STOOD)
        .where(STOOD.TOWN.eq(CoverageRows.town()), STOOD.ROUND.eq(round), DSL.condition(STOOD.PAID), STOOD.PERSON_ID.gt(after))
        .groupBy(STOOD.PERSON_ID).orderBy(STOOD.PERSON_ID).limit(5_000)
        .forEach(row -> some.put(row.value1(), row.value2()));
    return some;
  }

  /** The awards that pay the month, by person and programme. */
  private Map<Long, Map<String, Award>> paid(Collection<Long> persons, YearMonth month) {
    Map<Long, Map<String, Award>> paid = new HashMap<>();
    for (List<Long> some : chunks(persons)) {
      for (Award award : awards.of(some)) {
        boolean pays = (award.state() == AwardState.IN_PAYMENT || award.state() == AwardState.ENDED) && award.covers(month);
        if (pays) paid.computeIfAbsent(award.personId(), any -> new HashMap<>()).putIfAbsent(award.programme(), award);
      }
    }
    return paid;
  }

  private static List<List<Long>> chunks(Collection<Long> persons) {
    List<Long> all = persons.stream().sorted().toList();
    List<List<Long>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += 5_000) chunks.add(all.subList(from, Math.min(all.size(), from + 5_000)));
    return chunks;
  }

  private static long fen(Award award) {
    return award.monthlyFen() == null ? 0 : award.monthlyFen();
  }
}
