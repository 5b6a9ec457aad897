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
import org.guanjia.awards.Awards;
import org.guanjia.coverage.FoundRows.Found;
import org.guanjia.payments.PaidMonths;
import org.guanjia.people.Payees;
import org.guanjia.people.SuspectedDoubles;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Doubles that show only when two persons, or two towns, are looked at together. */
@Component
@Transactional(readOnly = true, propagation = Propagation.MANDATORY)
class TownDoubles {

  private final DSLContext sql;
  private final Awards awards;
  private final PaidMonths money;
  private final SuspectedDoubles suspected;
  private final Payees payees;

  TownDoubles(DSLContext sql, Awards awards, PaidMonths money, SuspectedDoubles suspected, Payees payees) {
    this.sql = sql;
    this.awards = awards;
    this.money = money;
    this.suspected = suspected;
    this.payees = payees;
  }

  /** What a month is paid to somebody; without an award where it was paid without one. */
  private record Paid(long fen, @Nullable Long award) {}

  void find(YearMonth month, Collection<String> programmes, FoundRows rows) {
    records(month, programmes, rows);
    towns(month, programmes, rows);
    accounts(rows);
  }

  /** Records that may be of one person, both paid by one programme; found at the one with the lower number. */
  private void records(YearMonth month, Collection<String> programmes, FoundRows rows) {
    List<SuspectedDoubles.Pair> pairs = suspected.open();
    Set<Long> persons = new HashSet<>();
    pairs.forEach(pair -> persons.addAll(List.of(pair.one(), pair.other())));
    Map<Long, Map<String, Paid>> paid = paid(persons, programmes, month);
    Set<String> once = new HashSet<>();
    for (SuspectedDoubles.Pair pair : pairs) {
      Map<String, Paid> theirs = paid.getOrDefault(pair.other(), Map.of());
      paid.getOrDefault(pair.one(), Map.of()).forEach((programme, own) -> {
        Paid other = theirs.get(programme);
        if (other == null || !once.add(pair.one() + " " + pair.other() + " " + programme)) return;
        rows.add(new Found(FindingKind.DOUBLE_RECORD, pair.one(), programme, pair.other(), List.of(programme), 0, false, own.fen(), other.fen(), own.award()));
      });
    }
  }

  /** Whom a list says another town pays, and whom this town pays by the same programme. */
  private void towns(YearMonth month, Collection<String> programmes, FoundRows rows) {
    Map<Long, Set<String>> listed = new HashMap<>();
    sql.selectDistinct(LIST_ITEM.PERSON_ID, DSL.coalesce(OUTSIDE_LIST.PROGRAMME, DSL.inline("")))
        .from(LIST_ITEM).join(OUTSIDE_LIST).on(OUTSIDE_LIST.TOWN.eq(LIST_ITEM.TOWN), OUTSIDE_LIST.ID.eq(LIST_ITEM.LIST_ID))
        .where(LIST_ITEM.TOWN.eq(CoverageRows.town()), DSL.condition(OUTSIDE_LIST.ELSEWHERE), LIST_ITEM.PERSON_ID.isNotNull())
        .forEach(row -> listed.computeIfAbsent(row.value1(), any -> new HashSet<>()).add(row.value2()));
    paid(listed.keySet(), programmes, month).forEach((person, byProgramme) -> byProgramme.forEach((programme, own) -> {
      Set<String> named = listed.getOrDefault(person, Set.of());
      if (named.contains("") || named.contains(programme)) rows.add(Found.of(FindingKind.DOUBLE_TOWN, person, programme, own.fen(), own.fen(), own.award()));
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

  /** What is paid, by person and programme: by an award, or, as it was paid last, without one. */
  private Map<Long, Map<String, Paid>> paid(Collection<Long> persons, Collection<String> programmes, YearMonth month) {
    Map<Long, Map<String, Paid>> paid = new HashMap<>();
    for (List<Long> some : chunks(persons)) {
      try (PaidCursors came = new PaidCursors(money, programmes, month, some);
          AwardCursors own = AwardCursors.of(awards, some, month, came.last())) {
        for (long person : some) {
          for (String programme : programmes) {
            AwardCursors.Done done = own.of(person, programme);
            PaidCursors.Money of = came.of(person, programme);
            if (done.paid(of)) paid.computeIfAbsent(person, any -> new HashMap<>()).put(programme, new Paid(done.fen(of), done.award()));
          }
        }
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
}
