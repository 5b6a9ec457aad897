package org.guanjia.people;

import static org.guanjia.people.db.Tables.MEMBERSHIP;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.people.db.tables.records.MembershipRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Memberships of special groups from lists: a new one, one that ended, or one whose grade is another now. */
@Component
class MembershipRows implements RowFollowUp {

  static final String KIND = "kind";
  static final String CATEGORY = "category";
  static final String GRADE = "grade";
  static final String SINCE = "since";
  static final String UNTIL = "until";
  static final String REVIEW_ON = "reviewOn";
  static final String EVIDENCE = "evidence";
  /** Kept as the reason of an end that nobody typed. */
  static final String ENDED_BY_LIST = "LIST";
  static final String REPLACED_BY_LIST = "LIST_CHANGED";

  private static final List<Field<?>> COLUMNS = List.of(
      MEMBERSHIP.TOWN, MEMBERSHIP.PERSON_ID, MEMBERSHIP.KIND, MEMBERSHIP.CATEGORY, MEMBERSHIP.GRADE, MEMBERSHIP.SINCE, MEMBERSHIP.UNTIL, MEMBERSHIP.REVIEW_ON,
      MEMBERSHIP.EVIDENCE, MEMBERSHIP.SOURCE, MEMBERSHIP.RECORDED_AT, MEMBERSHIP.RECORDED_BY, MEMBERSHIP.IMPORT_ID);
  private static final List<Field<?>> END_COLUMNS = List.of(
      MEMBERSHIP.TOWN, MEMBERSHIP.ID, MEMBERSHIP.UNTIL, MEMBERSHIP.ENDED_AT, MEMBERSHIP.ENDED_BY, MEMBERSHIP.END_REASON, MEMBERSHIP.VERSION);

  private record Held(@Nullable Long id, int version, @Nullable String category, @Nullable String grade, LocalDate since) {}

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  MembershipRows(DSLContext sql, BulkInsert bulk, Audit audit, ApplicationEventPublisher events) {
    this.sql = sql;
    this.bulk = bulk;
    this.audit = audit;
    this.events = events;
  }

  @Override
  public String target() {
    return MembershipsTarget.NAME;
  }

  @Override
  public Set<Integer> follow(Origin origin, List<Row> rows, RowRemarks told) {
    if (rows.isEmpty()) return Set.of();
    Map<String, Held> open = open(rows);
    List<@Nullable Object[]> made = new ArrayList<>();
    List<@Nullable Object[]> ended = new ArrayList<>();
    Set<Integer> news = new HashSet<>();
    Set<Long> persons = new LinkedHashSet<>();
    for (Row each : rows) {
      PersonRow row = each.row();
      String key = each.personId() + " " + row.extra(KIND) + " " + row.source();
      Held held = open.get(key);
      LocalDate since = Objects.requireNonNullElse(day(row, SINCE), row.validFrom());
      LocalDate until = day(row, UNTIL);
      boolean same = held != null && says(row, CATEGORY, held.category()) && says(row, GRADE, held.grade());
      if (held == null || !same) {
        if (held != null && held.since().isAfter(since)) {
          told.remark(row, SINCE, "groups.import.later", held.since());
          continue;
        }
        if (held != null && held.id() != null) ended.add(end(origin, held, since, REPLACED_BY_LIST));
        if (until != null && until.isBefore(since)) until = since;
        made.add(new @Nullable Object[] {
          origin.town(), each.personId(), row.extra(KIND), row.extra(CATEGORY), row.extra(GRADE), since, until, day(row, REVIEW_ON), row.extra(EVIDENCE), row.source(), origin.now(),
          origin.actor(), origin.importId()
        });
        open.put(key, new Held(null, 1, row.extra(CATEGORY), row.extra(GRADE), since));
      } else if (until != null && held.id() != null) {
        ended.add(end(origin, held, until.isBefore(held.since()) ? held.since() : until, ENDED_BY_LIST));
        open.remove(key);
      } else {
        continue;
      }
      news.add(row.number());
      persons.add(each.personId());
    }
    bulk.update(MEMBERSHIP, List.of(MEMBERSHIP.TOWN, MEMBERSHIP.ID), END_COLUMNS, ended);
    bulk.insert(MEMBERSHIP, COLUMNS, made);
    if (persons.isEmpty()) return news;
    audit.recordAll("people.membership.listed", Register.SUBJECT, persons.stream().map(String::valueOf).toList(), origin.details());
    events.publishEvent(new MembershipsListed(origin.town(), Set.copyOf(persons)));
    return news;
  }

  /** What holds of these persons by kind and source. */
  private Map<String, Held> open(List<Row> rows) {
    Set<Long> persons = rows.stream().filter(each -> !each.registeredByIt()).map(Row::personId).collect(Collectors.toSet());
    Map<String, Held> open = new HashMap<>();
    if (persons.isEmpty()) return open;
    for (MembershipRecord row : sql.selectFrom(MEMBERSHIP)
        .where(MEMBERSHIP.TOWN.eq(TownContext.required().town()), MEMBERSHIP.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))), MEMBERSHIP.UNTIL.isNull())
        .orderBy(MEMBERSHIP.ID).forUpdate().fetch()) {
      open.put(row.getPersonId() + " " + row.getKind() + " " + row.getSource(), new Held(row.getId(), row.getVersion(), row.getCategory(), row.getGrade(), row.getSince()));
    }
    return open;
  }

  private static @Nullable Object[] end(Origin origin, Held held, LocalDate until, String reason) {
    return new @Nullable Object[] {origin.town(), held.id(), until, origin.now(), origin.actor(), reason, held.version() + 1};
  }

  /** Whether the row says the same of it, or nothing. */
  private static boolean says(PersonRow row, String field, @Nullable String held) {
    return row.extra(field) == null || Objects.equals(row.extra(field), held);
  }

  private static @Nullable LocalDate day(PersonRow row, String field) {
    String text = row.extra(field);
    return text == null ? null : LocalDate.parse(text);
  }
}
