package org.guanjia.people;

import static org.guanjia.people.db.Sequences.HOUSEHOLD_ID;
import static org.guanjia.people.db.Tables.HOUSEHOLD;
import static org.guanjia.people.db.Tables.HOUSEHOLDS_NUMBERED;
import static org.guanjia.people.db.Tables.HOUSEHOLD_MEMBER;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Households by their numbers, and who is of which since when. */
@Component
class HouseholdRows implements RowFollowUp {

  static final String NUMBER = "household";
  static final String KIND = "householdKind";
  static final String RELATION = "relation";
  /** Resident number of the guardian; it becomes an attribute of the person. */
  static final String GUARDIAN = "guardian";

  static final String REGISTERED = "REGISTERED";
  static final String LIVING = "LIVING";
  /** GB/T 4761: other. */
  private static final String RELATION_NOT_TOLD = "80";

  static final String ADDRESS = PersonColumns.ADDRESS;

  private static final int NUMBER_LENGTH_MAX = 40;
  private static final int OWN_NUMBER_LENGTH_MAX = 5;

  private static final List<Field<?>> HOUSEHOLD_COLUMNS = List.of(
      HOUSEHOLD.TOWN, HOUSEHOLD.ID, HOUSEHOLD.KIND, HOUSEHOLD.NUMBER, HOUSEHOLD.ADDRESS, HOUSEHOLD.VILLAGE, HOUSEHOLD.VILLAGE_GROUP, HOUSEHOLD.GRID,
      HOUSEHOLD.RECORDED_AT, HOUSEHOLD.RECORDED_BY);
  private static final List<Field<?>> MEMBER_COLUMNS = List.of(
      HOUSEHOLD_MEMBER.TOWN, HOUSEHOLD_MEMBER.HOUSEHOLD_ID, HOUSEHOLD_MEMBER.PERSON_ID, HOUSEHOLD_MEMBER.RELATION, HOUSEHOLD_MEMBER.VALID_FROM,
      HOUSEHOLD_MEMBER.SOURCE, HOUSEHOLD_MEMBER.RECORDED_AT, HOUSEHOLD_MEMBER.RECORDED_BY);
  private static final List<Field<?>> END_COLUMNS = List.of(HOUSEHOLD_MEMBER.TOWN, HOUSEHOLD_MEMBER.ID, HOUSEHOLD_MEMBER.VALID_TO);

  private record Place(long household, String kind, String relation, LocalDate since, @Nullable Long member) {}

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Ids ids;
  private final PersonalData personal;
  private final Audit audit;

  HouseholdRows(DSLContext sql, BulkInsert bulk, Ids ids, PersonalData personal, Audit audit) {
    this.sql = sql;
    this.bulk = bulk;
    this.ids = ids;
    this.personal = personal;
    this.audit = audit;
  }

  @Override
  public String target() {
    return PeopleTarget.NAME;
  }

  @Override
  public Set<Integer> follow(Origin origin, List<Row> all, RowRemarks told) {
    List<Row> rows = all.stream().filter(each -> each.row().extra(NUMBER) != null).toList();
    if (rows.isEmpty()) return Set.of();
    Map<String, Long> households = households(origin, rows);
    Map<String, Place> places = places(rows);
    HouseholdAges ages = HouseholdAges.of(sql, households.values());
    List<@Nullable Object[]> members = new ArrayList<>();
    List<@Nullable Object[]> ended = new ArrayList<>();
    Set<Integer> news = new HashSet<>();
    for (Row each : rows) {
      String kind = kind(each);
      long household = Objects.requireNonNull(households.get(kind + " " + number(each)));
      Place before = places.get(each.personId() + " " + kind);
      String relation = Objects.requireNonNullElse(each.row().extra(RELATION), before != null && before.household() == household ? before.relation() : RELATION_NOT_TOLD);
      if (before != null && before.household() == household && before.relation().equals(relation)) continue;
      LocalDate since = each.row().validFrom();
      if (before != null && !before.since().isBefore(since)) {
        told.remark(each.row(), NUMBER, "people.import.household.later", before.since());
        continue;
      }
      Optional<String> other = ages.contradiction(household, each.personId(), relation, each.row().facts().birth());
      if (other.isPresent()) {
        told.remark(each.row(), RELATION, "people.import.household.ages", other.get(), Relations.GENERATION_YEARS_MIN);
        continue;
      }
      ages.joined(household, each.personId(), relation, each.row().facts());
      if (before != null && before.member() != null) ended.add(new @Nullable Object[] {origin.town(), before.member(), since});
      members.add(new @Nullable Object[] {origin.town(), household, each.personId(), relation, since, each.row().source(), origin.now(), origin.actor()});
      places.put(each.personId() + " " + kind, new Place(household, kind, relation, since, null));
      news.add(each.row().number());
    }
    bulk.update(HOUSEHOLD_MEMBER, List.of(HOUSEHOLD_MEMBER.TOWN, HOUSEHOLD_MEMBER.ID), END_COLUMNS, ended);
    bulk.insert(HOUSEHOLD_MEMBER, MEMBER_COLUMNS, members);
    return news;
  }

  /** The households of these numbers, made where there are none. A household lies where its head does. */
  private Map<String, Long> households(Origin origin, List<Row> rows) {
    Map<String, Row> wanted = new LinkedHashMap<>();
    for (Row each : rows) {
      String key = kind(each) + " " + number(each);
      if (Relations.HEAD.equals(each.row().extra(RELATION))) wanted.put(key, each);
      else wanted.putIfAbsent(key, each);
    }
    Map<String, Long> known = new HashMap<>();
    for (String kind : List.of(REGISTERED, LIVING)) {
      String[] numbers = wanted.values().stream().filter(each -> kind(each).equals(kind)).map(HouseholdRows::number).toArray(String[]::new);
      if (numbers.length > 0) sql.selectFrom(HOUSEHOLDS_NUMBERED(kind, numbers)).forEach(row -> known.put(kind + " " + row.getNumber(), row.getId()));
    }
    List<@Nullable Object[]> made = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    wanted.forEach((key, each) -> {
      if (known.containsKey(key)) return;
      Facts facts = each.row().facts();
      long id = ids.next(HOUSEHOLD_ID);
      known.put(key, id);
      numbers.add(String.valueOf(id));
      made.add(new @Nullable Object[] {
        origin.town(), id, kind(each), number(each), personal.encryptOrNull(ADDRESS, facts.address()), facts.village(), facts.group(), facts.grid(), origin.now(), origin.actor()
      });
    });
    bulk.insert(HOUSEHOLD, HOUSEHOLD_COLUMNS, made);
    if (!numbers.isEmpty()) audit.recordAll("people.household.added", "household", numbers, origin.details());
    return known;
  }

  /** Of which household of each kind a person is now. */
  private Map<String, Place> places(List<Row> rows) {
    Set<Long> persons = rows.stream().filter(each -> !each.registeredByIt()).map(Row::personId).collect(Collectors.toSet());
    Map<String, Place> places = new HashMap<>();
    if (persons.isEmpty()) return places;
    sql.select(HOUSEHOLD_MEMBER.ID, HOUSEHOLD_MEMBER.HOUSEHOLD_ID, HOUSEHOLD_MEMBER.PERSON_ID, HOUSEHOLD_MEMBER.RELATION, HOUSEHOLD_MEMBER.VALID_FROM, HOUSEHOLD.KIND)
        .from(HOUSEHOLD_MEMBER)
        .join(HOUSEHOLD).on(HOUSEHOLD.TOWN.eq(HOUSEHOLD_MEMBER.TOWN), HOUSEHOLD.ID.eq(HOUSEHOLD_MEMBER.HOUSEHOLD_ID))
        .where(
            HOUSEHOLD_MEMBER.TOWN.eq(TownContext.required().town()), HOUSEHOLD_MEMBER.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))),
            HOUSEHOLD_MEMBER.VALID_TO.isNull(), HOUSEHOLD_MEMBER.RETRACTED_AT.isNull())
        .forEach(row -> places.put(
            row.value3() + " " + row.value6(), new Place(row.value2(), row.value6(), row.value4(), row.value5(), row.value1())));
    return places;
  }

  /** A short number is one that each village, or each office, counts for itself. */
  private static String number(Row each) {
    String typed = Objects.requireNonNull(each.row().extra(NUMBER));
    if (typed.length() > OWN_NUMBER_LENGTH_MAX) return typed;
    String whose = Objects.requireNonNullElse(each.row().facts().village(), each.row().source());
    return whose.substring(0, Math.min(whose.length(), NUMBER_LENGTH_MAX - OWN_NUMBER_LENGTH_MAX - 1)) + "-" + typed;
  }

  private static String kind(Row each) {
    return Objects.requireNonNullElse(each.row().extra(KIND), REGISTERED);
  }
}
