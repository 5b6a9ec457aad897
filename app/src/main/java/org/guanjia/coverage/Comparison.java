package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.LIST_ABSENT;
import static org.guanjia.coverage.db.Tables.LIST_ITEM;
import static org.guanjia.coverage.db.Tables.OUTSIDE_LIST;
import static org.guanjia.coverage.db.Tables.STANDING;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.awards.Award;
import org.guanjia.awards.AwardState;
import org.guanjia.awards.Awards;
import org.guanjia.benefits.RegisterOutcomes;
import org.guanjia.benefits.RegisterOutcomes.Share;
import org.guanjia.coverage.ListItem.Standing;
import org.guanjia.coverage.db.tables.records.OutsideListRecord;
import org.guanjia.payments.PaidMonths;
import org.guanjia.people.PersonPlaces;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.BulkInsert;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Compares outside lists with the register, the determinations and the awards, by name, in the month that findings are of. */
@Component
@Transactional
class Comparison {

  private static final int CHUNK = 2_000;
  private static final List<Field<?>> COLUMNS = List.of(LIST_ITEM.TOWN, LIST_ITEM.ID, LIST_ITEM.STANDING, LIST_ITEM.PAID, LIST_ITEM.MEMBER);

  private final DSLContext sql;
  private final Recounting recounting;
  private final RegisterOutcomes outcomes;
  private final Awards awards;
  private final PaidMonths money;
  private final BulkInsert bulk;
  private final Audit audit;
  private final Clock clock;

  Comparison(DSLContext sql, Recounting recounting, RegisterOutcomes outcomes, Awards awards, PaidMonths money, BulkInsert bulk, Audit audit, Clock clock) {
    this.sql = sql;
    this.recounting = recounting;
    this.outcomes = outcomes;
    this.awards = awards;
    this.money = money;
    this.bulk = bulk;
    this.audit = audit;
    this.clock = clock;
  }

  private record Item(long id, long person) {}

  /** Compares the latest list of each office and purpose anew. */
  void compareLatest() {
    sql.select(OUTSIDE_LIST.ID).distinctOn(OUTSIDE_LIST.SOURCE, OUTSIDE_LIST.PROGRAMME, OUTSIDE_LIST.SPECIAL_GROUP, OUTSIDE_LIST.ELSEWHERE).from(OUTSIDE_LIST)
        .where(OUTSIDE_LIST.TOWN.eq(CoverageRows.town()))
        .orderBy(OUTSIDE_LIST.SOURCE, OUTSIDE_LIST.PROGRAMME, OUTSIDE_LIST.SPECIAL_GROUP, OUTSIDE_LIST.ELSEWHERE, OUTSIDE_LIST.AS_OF.desc(), OUTSIDE_LIST.ID.desc())
        .fetch(OUTSIDE_LIST.ID).forEach(this::compare);
  }

  /** Compares one list; read and written a chunk at a time. */
  void compare(long id) {
    OutsideListRecord row = sql.selectFrom(OUTSIDE_LIST).where(OUTSIDE_LIST.TOWN.eq(CoverageRows.town()), OUTSIDE_LIST.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchList(id);
    OutsideList list = OutsideLists.list(row);
    Optional<YearMonth> month = recounting.month();
    long after = 0;
    for (List<Item> items = items(id, after); !items.isEmpty(); items = items(id, after)) {
      after = items.getLast().id();
      stand(list, items, month);
    }
    members(list);
    absent(list, month);
    row.setComparedAt(clock.instant());
    row.setComparedIn(month.map(of -> of.atDay(1)).orElse(null));
    row.update();
    audit.record("coverage.list-compared", "outside-list", String.valueOf(id));
  }

  private List<Item> items(long list, long after) {
    return sql.select(LIST_ITEM.ID, LIST_ITEM.PERSON_ID).from(LIST_ITEM)
        .where(LIST_ITEM.TOWN.eq(CoverageRows.town()), LIST_ITEM.LIST_ID.eq(list), LIST_ITEM.PERSON_ID.isNotNull(), LIST_ITEM.ID.gt(after)).orderBy(LIST_ITEM.ID).limit(CHUNK)
        .fetch(each -> new Item(each.value1(), Objects.requireNonNull(each.value2())));
  }

  private void stand(OutsideList list, List<Item> items, Optional<YearMonth> month) {
    String programme = list.programme();
    if (programme == null) return;
    List<Long> persons = items.stream().map(Item::person).distinct().toList();
    Map<Long, Share> shares = new HashMap<>();
    month.ifPresent(of -> outcomes.of(persons, of).forEach(each -> {
      Share share = each.share(programme);
      if (share != null) shares.put(each.personId(), share);
    }));
    Map<Long, List<Award>> theirs = awards.of(persons).stream().filter(award -> award.programme().equals(programme)).collect(Collectors.groupingBy(Award::personId));
    Set<Long> receiving = month.isEmpty() ? Set.of() : receiving(programme, persons, month.get());
    List<@Nullable Object[]> written = new ArrayList<>();
    for (Item item : items) {
      List<Award> own = theirs.getOrDefault(item.person(), List.of());
      boolean paid = receiving.contains(item.person());
      boolean asked = own.stream().anyMatch(award -> award.state().standing() && award.state() != AwardState.PROPOSED);
      written.add(new @Nullable Object[] {CoverageRows.town(), item.id(), standing(shares.get(item.person()), paid, asked), paid, false});
    }
    bulk.update(LIST_ITEM, List.of(LIST_ITEM.TOWN, LIST_ITEM.ID), COLUMNS, written);
  }

  /** Who is paid by an award, or was paid last without one. */
  private Set<Long> receiving(String programme, List<Long> persons, YearMonth month) {
    Set<Long> receiving = new HashSet<>();
    try (PaidCursors came = new PaidCursors(money, List.of(programme), month, persons);
        AwardCursors own = AwardCursors.of(awards, persons, month, came.last())) {
      for (long person : persons.stream().sorted().toList()) if (own.of(person, programme).paid(came.of(person, programme))) receiving.add(person);
    }
    return receiving;
  }

  /** Whoever is paid stands as paid, also where the rules say otherwise: that is a finding of its own. */
  private static Standing standing(@Nullable Share share, boolean paid, boolean asked) {
    if (paid) return Standing.PAID;
    if (share == null) return Standing.UNDETERMINED;
    return switch (share.answer()) {
      case YES -> asked ? Standing.ASKED : Standing.FORGOTTEN;
      case NO -> Standing.NOT_ENTITLED;
      case UNKNOWN -> Standing.UNKNOWN;
    };
  }

  /** Whom the register has in the group, among those on the list; of a list without a programme that is how they stand. */
  private void members(OutsideList list) {
    SpecialGroup group = list.group();
    if (group == null) return;
    Condition known = LIST_ITEM.TOWN.eq(CoverageRows.town()).and(LIST_ITEM.LIST_ID.eq(list.id())).and(LIST_ITEM.PERSON_ID.isNotNull());
    sql.update(LIST_ITEM).set(LIST_ITEM.MEMBER, DSL.field(LIST_ITEM.PERSON_ID.in(PersonPlaces.ofGroup(group, list.asOf())))).where(known).execute();
    if (list.programme() != null) return;
    sql.update(LIST_ITEM).set(LIST_ITEM.STANDING, DSL.when(DSL.condition(LIST_ITEM.MEMBER), Standing.MEMBER.name()).otherwise(Standing.NOT_MEMBER.name())).where(known).execute();
  }

  /** Who is paid, or in the group by the register, and not on the list. */
  private void absent(OutsideList list, Optional<YearMonth> month) {
    sql.deleteFrom(LIST_ABSENT).where(LIST_ABSENT.TOWN.eq(CoverageRows.town()), LIST_ABSENT.LIST_ID.eq(list.id())).execute();
    if (list.elsewhere()) return;
    if (list.programme() != null && month.isPresent()) absentPaid(list);
    if (list.group() != null) absentMembers(list, list.group());
  }

  private void absentPaid(OutsideList list) {
    sql.insertInto(LIST_ABSENT, LIST_ABSENT.TOWN, LIST_ABSENT.LIST_ID, LIST_ABSENT.PERSON_ID, LIST_ABSENT.VILLAGE, LIST_ABSENT.PAID, LIST_ABSENT.MEMBER)
        .select(DSL.select(STANDING.TOWN, DSL.val(list.id()), STANDING.PERSON_ID, STANDING.VILLAGE, DSL.inline(true), DSL.inline(false)).from(STANDING)
            .where(STANDING.TOWN.eq(CoverageRows.town()), STANDING.PROGRAMME.eq(list.programme()), DSL.condition(STANDING.PAID)).andNotExists(listed(list, STANDING.PERSON_ID)))
        .execute();
  }

  private void absentMembers(OutsideList list, SpecialGroup group) {
    var member = PersonPlaces.ofGroup(group, list.asOf()).asTable("member", "person_id");
    Field<Long> person = Objects.requireNonNull(member.field("person_id", Long.class));
    Field<String> town = DSL.val(CoverageRows.town());
    sql.insertInto(LIST_ABSENT, LIST_ABSENT.TOWN, LIST_ABSENT.LIST_ID, LIST_ABSENT.PERSON_ID, LIST_ABSENT.VILLAGE, LIST_ABSENT.PAID, LIST_ABSENT.MEMBER)
        .select(DSL.select(town, DSL.val(list.id()), person, PersonPlaces.village(town, person), DSL.inline(false), DSL.inline(true)).from(member).where(DSL.notExists(listed(list, person))))
        .onConflict(LIST_ABSENT.TOWN, LIST_ABSENT.LIST_ID, LIST_ABSENT.PERSON_ID).doUpdate().set(LIST_ABSENT.MEMBER, true)
        .execute();
  }

  private static org.jooq.Select<?> listed(OutsideList list, Field<Long> person) {
    return DSL.selectOne().from(LIST_ITEM).where(LIST_ITEM.TOWN.eq(CoverageRows.town()), LIST_ITEM.LIST_ID.eq(list.id()), LIST_ITEM.PERSON_ID.eq(person));
  }

  /** Two records were put together: what the merged one's number stood for, the survivor's stands for. */
  void moved(long merged, long survivor) {
    sql.update(LIST_ITEM).set(LIST_ITEM.PERSON_ID, survivor).where(LIST_ITEM.TOWN.eq(CoverageRows.town()), LIST_ITEM.PERSON_ID.eq(merged)).execute();
  }
}
