package org.guanjia.platform.audit;

import static org.guanjia.platform.db.Tables.AUDIT_ENTRY;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.tables.records.AuditEntryRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the current town's entries, newest first, page by page. */
@Component
class AuditReader {

  static final int PAGE_SIZE = 50;

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int ACTIONS_MAX = 200;

  private final DSLContext sql;
  private final Users users;

  AuditReader(DSLContext sql, Users users) {
    this.sql = sql;
    this.users = users;
  }

  /** Where a page ends, as the address carries it: microseconds since 1970 and the entry's id. */
  record Cursor(long micros, long id) {
    static @Nullable Cursor parse(@Nullable String text) {
      if (text == null || !text.matches("[0-9]{1,18}-[0-9]{1,18}")) return null;
      String[] parts = text.split("-");
      return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    static Cursor after(AuditRow row) {
      return new Cursor(row.at().getEpochSecond() * 1_000_000 + row.at().getNano() / 1_000, row.id());
    }

    Instant at() {
      return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    @Override
    public String toString() {
      return micros + "-" + id;
    }
  }

  /** Entries that fit, after the cursor, at most {@code limit}. */
  @Transactional(readOnly = true)
  List<AuditRow> list(AuditFilter filter, @Nullable Cursor after, int limit) {
    Optional<Condition> wanted = condition(filter);
    if (wanted.isEmpty()) return List.of();
    Condition page = after == null ? wanted.get() : wanted.get().and(row(AUDIT_ENTRY.AT, AUDIT_ENTRY.ID).lt(after.at(), after.id()));
    List<AuditEntryRecord> found =
        sql.selectFrom(AUDIT_ENTRY).where(page).orderBy(AUDIT_ENTRY.AT.desc(), AUDIT_ENTRY.ID.desc()).limit(limit).fetch();
    Map<String, String> names = users.names(found.stream().map(AuditEntryRecord::getActor).toList());
    return found.stream().map(entry -> auditRow(entry, names.get(entry.getActor()))).toList();
  }

  /** All actions that occur, found by skipping along the index from one to the next. */
  @Transactional(readOnly = true)
  List<String> actions() {
    String town = TownContext.required().town();
    Field<String> action = field(name("step", "action"), SQLDataType.CLOB);
    var first = select(min(AUDIT_ENTRY.ACTION).as("action")).from(AUDIT_ENTRY).where(AUDIT_ENTRY.TOWN.eq(town));
    var next =
        select(field(select(min(AUDIT_ENTRY.ACTION)).from(AUDIT_ENTRY).where(AUDIT_ENTRY.TOWN.eq(town)).and(AUDIT_ENTRY.ACTION.gt(action))))
            .from(table(name("step")))
            .where(action.isNotNull());
    return sql.withRecursive(name("step").fields("action").as(first.unionAll(next)))
        .select(action)
        .from(table(name("step")))
        .where(action.isNotNull())
        .limit(inline(ACTIONS_MAX))
        .fetch(action);
  }

  /** Nothing when the filter names somebody who does not exist. */
  private Optional<Condition> condition(AuditFilter filter) {
    List<Condition> all = new ArrayList<>(List.of(AUDIT_ENTRY.TOWN.eq(TownContext.required().town())));
    if (!filter.who().isEmpty()) {
      Optional<String> actor = actor(filter.who());
      if (actor.isEmpty()) return Optional.empty();
      all.add(AUDIT_ENTRY.ACTOR.eq(actor.get()));
    }
    if (!filter.action().isEmpty()) all.add(AUDIT_ENTRY.ACTION.eq(filter.action()));
    if (!filter.subjectType().isEmpty()) all.add(AUDIT_ENTRY.SUBJECT_TYPE.eq(filter.subjectType()));
    if (!filter.subject().isEmpty()) all.add(AUDIT_ENTRY.SUBJECT_ID.eq(filter.subject()));
    if (filter.from() != null) all.add(AUDIT_ENTRY.AT.ge(filter.from().atStartOfDay(ZONE).toInstant()));
    if (filter.to() != null) all.add(AUDIT_ENTRY.AT.lt(filter.to().plusDays(1).atStartOfDay(ZONE).toInstant()));
    return Optional.of(all.stream().reduce(Condition::and).orElseThrow());
  }

  private Optional<String> actor(String who) {
    return who.equals("system") || who.equals("resident") || who.startsWith("token:")
        ? Optional.of(who)
        : users.byUsername(who).map(UserCard::id);
  }

  private static AuditRow auditRow(AuditEntryRecord entry, @Nullable String actorName) {
    return new AuditRow(
        entry.getId(), entry.getAt(), entry.getActor(), actorName, entry.getAction(), entry.getSubjectType(),
        entry.getSubjectId(), entry.getDetails().data());
  }
}
