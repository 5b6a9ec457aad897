package org.guanjia.people;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.guanjia.people.db.Tables.HOUSEHOLD;
import static org.guanjia.people.db.Tables.HOUSEHOLD_MEMBER;
import static org.guanjia.people.db.Tables.PERSON;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.people.db.tables.records.HouseholdMemberRecord;
import org.guanjia.people.db.tables.records.HouseholdRecord;
import org.guanjia.platform.crypto.Mask;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Households and their members in the database; a membership is ended or taken back, never changed. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class HouseholdStore {

  private static final int MEMBERS_MAX = 200;
  private static final int HOUSEHOLDS_MAX = 20;

  private final DSLContext sql;
  private final PersonalData personal;

  HouseholdStore(DSLContext sql, PersonalData personal) {
    this.sql = sql;
    this.personal = personal;
  }

  /** The households that these records belong to or once belonged to, the latest first. */
  List<Household> ofPersons(Collection<Long> records) {
    List<Long> ids = sql.select(HOUSEHOLD_MEMBER.HOUSEHOLD_ID).from(HOUSEHOLD_MEMBER)
        .where(HOUSEHOLD_MEMBER.TOWN.eq(town()), HOUSEHOLD_MEMBER.PERSON_ID.eq(StatementStore.any(records)), HOUSEHOLD_MEMBER.RETRACTED_AT.isNull())
        .orderBy(HOUSEHOLD_MEMBER.VALID_FROM.desc(), HOUSEHOLD_MEMBER.ID.desc()).limit(MEMBERS_MAX).fetch(row -> row.value1()).stream().distinct().limit(HOUSEHOLDS_MAX).toList();
    return of(ids);
  }

  /** As far as the viewer sees them, in the order given; two statements. */
  List<Household> of(List<Long> ids) {
    if (ids.isEmpty()) return List.of();
    Map<Long, HouseholdRecord> rows = sql.selectFrom(HOUSEHOLD).where(HOUSEHOLD.TOWN.eq(town()), HOUSEHOLD.ID.eq(StatementStore.any(ids))).fetchMap(HOUSEHOLD.ID);
    Map<Long, List<Household.Member>> members = members(rows.keySet());
    return ids.stream().filter(rows::containsKey).map(id -> household(Objects.requireNonNull(rows.get(id)), members.getOrDefault(id, List.of()))).toList();
  }

  private Map<Long, List<Household.Member>> members(Collection<Long> ids) {
    return sql.select(HOUSEHOLD_MEMBER.asterisk(), PERSON.ROOT, PERSON.NAME, PERSON.BIRTH, PERSON.DIED_ON)
        .from(HOUSEHOLD_MEMBER)
        .join(PERSON).on(PERSON.TOWN.eq(HOUSEHOLD_MEMBER.TOWN), PERSON.ID.eq(HOUSEHOLD_MEMBER.PERSON_ID))
        .where(HOUSEHOLD_MEMBER.TOWN.eq(town()), HOUSEHOLD_MEMBER.HOUSEHOLD_ID.eq(StatementStore.any(ids)), HOUSEHOLD_MEMBER.RETRACTED_AT.isNull())
        .orderBy(HOUSEHOLD_MEMBER.VALID_TO.desc().nullsFirst(), HOUSEHOLD_MEMBER.RELATION, HOUSEHOLD_MEMBER.ID).limit(MEMBERS_MAX * HOUSEHOLDS_MAX)
        .stream().collect(groupingBy(row -> row.get(HOUSEHOLD_MEMBER.HOUSEHOLD_ID), mapping(HouseholdStore::member, toList())));
  }

  private static Household.Member member(Record row) {
    return new Household.Member(
        row.get(HOUSEHOLD_MEMBER.ID), row.get(PERSON.ROOT), row.get(PERSON.NAME), row.get(PERSON.BIRTH), row.get(PERSON.DIED_ON) != null, row.get(HOUSEHOLD_MEMBER.RELATION),
        row.get(HOUSEHOLD_MEMBER.VALID_FROM), row.get(HOUSEHOLD_MEMBER.VALID_TO), row.get(HOUSEHOLD_MEMBER.SOURCE));
  }

  private Household household(HouseholdRecord row, List<Household.Member> members) {
    String address = personal.decryptOrNull(PersonColumns.ADDRESS, row.getAddress());
    return new Household(
        row.getId(), Household.Kind.valueOf(row.getKind()), row.getNumber(), address == null ? null : Mask.address(address), row.getVillage(), row.getVillageGroup(),
        row.getVersion(), members.stream().limit(MEMBERS_MAX).toList());
  }

  /** Kept from others until the transaction ends; null when the viewer sees none of that number. */
  @Nullable HouseholdRecord locked(long id) {
    return sql.selectFrom(HOUSEHOLD).where(HOUSEHOLD.TOWN.eq(town()), HOUSEHOLD.ID.eq(id)).forUpdate().fetchOne();
  }

  /** The open memberships of a person. */
  List<HouseholdMemberRecord> open(long person) {
    return sql.selectFrom(HOUSEHOLD_MEMBER)
        .where(HOUSEHOLD_MEMBER.TOWN.eq(town()), HOUSEHOLD_MEMBER.PERSON_ID.eq(person), HOUSEHOLD_MEMBER.VALID_TO.isNull(), HOUSEHOLD_MEMBER.RETRACTED_AT.isNull()).fetch();
  }

  /** The number of a household of that kind that the person belongs to now; null for none. */
  @Nullable Long householdOf(long person, Household.Kind kind) {
    return sql.select(HOUSEHOLD_MEMBER.HOUSEHOLD_ID).from(HOUSEHOLD_MEMBER)
        .join(HOUSEHOLD).on(HOUSEHOLD.TOWN.eq(HOUSEHOLD_MEMBER.TOWN), HOUSEHOLD.ID.eq(HOUSEHOLD_MEMBER.HOUSEHOLD_ID))
        .where(HOUSEHOLD_MEMBER.TOWN.eq(town()), HOUSEHOLD_MEMBER.PERSON_ID.eq(person), HOUSEHOLD.KIND.eq(kind.name()))
        .and(HOUSEHOLD_MEMBER.VALID_TO.isNull()).and(HOUSEHOLD_MEMBER.RETRACTED_AT.isNull()).limit(1).fetchOne(HOUSEHOLD_MEMBER.HOUSEHOLD_ID);
  }

  void insert(long id, NewHousehold made, Instant at, String by) {
    sql.insertInto(HOUSEHOLD)
        .set(HOUSEHOLD.TOWN, town()).set(HOUSEHOLD.ID, id).set(HOUSEHOLD.KIND, Objects.requireNonNull(made.kind()).name()).set(HOUSEHOLD.NUMBER, made.number())
        .set(HOUSEHOLD.ADDRESS, personal.encryptOrNull(PersonColumns.ADDRESS, made.address())).set(HOUSEHOLD.VILLAGE, made.village()).set(HOUSEHOLD.VILLAGE_GROUP, made.group())
        .set(HOUSEHOLD.RECORDED_AT, at).set(HOUSEHOLD.RECORDED_BY, by).execute();
  }

  boolean numberKnown(Household.Kind kind, String number) {
    return sql.fetchExists(HOUSEHOLD, HOUSEHOLD.TOWN.eq(town()).and(HOUSEHOLD.KIND.eq(kind.name())).and(HOUSEHOLD.NUMBER.eq(number)));
  }

  void join(long household, long person, String relation, LocalDate from, String source, Instant at, String by) {
    sql.insertInto(HOUSEHOLD_MEMBER)
        .set(HOUSEHOLD_MEMBER.TOWN, town()).set(HOUSEHOLD_MEMBER.HOUSEHOLD_ID, household).set(HOUSEHOLD_MEMBER.PERSON_ID, person).set(HOUSEHOLD_MEMBER.RELATION, relation)
        .set(HOUSEHOLD_MEMBER.VALID_FROM, from).set(HOUSEHOLD_MEMBER.SOURCE, source).set(HOUSEHOLD_MEMBER.RECORDED_AT, at).set(HOUSEHOLD_MEMBER.RECORDED_BY, by).execute();
  }

  /** From that day on it does not hold; one that then never held at all is taken back. */
  void leave(long row, LocalDate from, LocalDate to, @Nullable String reason, Instant at, String by) {
    var update = to.isAfter(from)
        ? sql.update(HOUSEHOLD_MEMBER).set(HOUSEHOLD_MEMBER.VALID_TO, to).set(HOUSEHOLD_MEMBER.ENDED_AT, at).set(HOUSEHOLD_MEMBER.ENDED_BY, by).set(HOUSEHOLD_MEMBER.END_REASON, reason)
        : sql.update(HOUSEHOLD_MEMBER).set(HOUSEHOLD_MEMBER.RETRACTED_AT, at).set(HOUSEHOLD_MEMBER.RETRACTED_BY, by).set(HOUSEHOLD_MEMBER.END_REASON, reason);
    update.where(HOUSEHOLD_MEMBER.TOWN.eq(town()), HOUSEHOLD_MEMBER.ID.eq(row)).execute();
  }

  /** Memberships that ended for that reason hold on, as if they had not; returns their households. */
  List<Long> reopen(long person, String reason) {
    return sql.update(HOUSEHOLD_MEMBER)
        .setNull(HOUSEHOLD_MEMBER.VALID_TO).setNull(HOUSEHOLD_MEMBER.ENDED_AT).setNull(HOUSEHOLD_MEMBER.ENDED_BY).setNull(HOUSEHOLD_MEMBER.END_REASON)
        .setNull(HOUSEHOLD_MEMBER.RETRACTED_AT).setNull(HOUSEHOLD_MEMBER.RETRACTED_BY)
        .where(HOUSEHOLD_MEMBER.TOWN.eq(town()), HOUSEHOLD_MEMBER.PERSON_ID.eq(person), HOUSEHOLD_MEMBER.END_REASON.eq(reason))
        .returning(HOUSEHOLD_MEMBER.HOUSEHOLD_ID).fetch(HOUSEHOLD_MEMBER.HOUSEHOLD_ID);
  }

  void raise(Collection<Long> households) {
    sql.update(HOUSEHOLD).set(HOUSEHOLD.VERSION, HOUSEHOLD.VERSION.plus(1)).where(HOUSEHOLD.TOWN.eq(town()), HOUSEHOLD.ID.eq(StatementStore.any(households))).execute();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
