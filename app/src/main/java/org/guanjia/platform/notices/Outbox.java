package org.guanjia.platform.notices;

import static org.guanjia.platform.db.Tables.NOTICE;
import static org.guanjia.platform.db.Tables.NOTICE_TOWNS_DUE;
import static org.guanjia.platform.db.Tables.NOTICE_TOWNS_ENDED;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.db.tables.records.NoticeRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The table of notices and its moves; every method runs in the caller's transaction. */
@Component
class Outbox {

  private final DSLContext sql;

  Outbox(DSLContext sql) {
    this.sql = sql;
  }

  /** False when this event was already put there for this recipient and channel. */
  boolean add(NoticeRecord notice) {
    return sql.insertInto(NOTICE)
            .set(notice)
            .onConflict(NOTICE.TOWN, NOTICE.EVENT, NOTICE.RECIPIENT, NOTICE.CHANNEL)
            .doNothing()
            .execute()
        == 1;
  }

  List<String> townsDue(Instant now) {
    return sql.selectFrom(NOTICE_TOWNS_DUE(now)).fetch(row -> String.valueOf(row.get(0)));
  }

  List<String> townsEnded(Instant before) {
    return sql.selectFrom(NOTICE_TOWNS_ENDED(before)).fetch(row -> String.valueOf(row.get(0)));
  }

  /** Takes due notices for this lease; other copies of the program pass over them. */
  List<NoticeRecord> claim(String town, UUID lease, Instant now, Instant until, boolean quiet, int max) {
    Condition awake = quiet ? NOTICE.URGENT.isTrue().or(NOTICE.CHANNEL.ne(NoticeChannel.SMS.name())) : DSL.noCondition();
    List<NoticeRecord> due =
        sql.selectFrom(NOTICE)
            .where(NOTICE.TOWN.eq(town))
            .and(NOTICE.STATUS.eq(NoticeStatus.WAITING.name()))
            .and(NOTICE.NEXT_AT.le(now))
            .and(awake)
            .orderBy(NOTICE.URGENT.desc(), NOTICE.NEXT_AT, NOTICE.ID)
            .limit(max)
            .forUpdate()
            .skipLocked()
            .fetch();
    for (NoticeRecord notice : due) {
      notice.setStatus(NoticeStatus.SENDING.name());
      notice.setAttempts(notice.getAttempts() + 1);
      notice.setLease(lease);
      notice.setLeaseUntil(until);
      notice.update();
    }
    return due;
  }

  /** Notices whose sender died between sending and writing down what came of it. */
  List<NoticeRecord> abandoned(String town, Instant now, int max) {
    return sql.selectFrom(NOTICE)
        .where(NOTICE.TOWN.eq(town))
        .and(NOTICE.STATUS.eq(NoticeStatus.SENDING.name()))
        .and(NOTICE.LEASE_UNTIL.lt(now))
        .limit(max)
        .forUpdate()
        .skipLocked()
        .fetch();
  }

  /** The notice, locked, if the lease still holds it. */
  Optional<NoticeRecord> held(String town, long id, UUID lease) {
    return sql.selectFrom(NOTICE)
        .where(NOTICE.TOWN.eq(town))
        .and(NOTICE.ID.eq(id))
        .and(NOTICE.LEASE.eq(lease))
        .and(NOTICE.STATUS.eq(NoticeStatus.SENDING.name()))
        .forUpdate()
        .fetchOptional();
  }

  Optional<NoticeRecord> locked(String town, long id) {
    return sql.selectFrom(NOTICE).where(NOTICE.TOWN.eq(town)).and(NOTICE.ID.eq(id)).forUpdate().fetchOptional();
  }

  /** Newest first, before the given id. */
  List<NoticeRecord> list(String town, Collection<NoticeStatus> statuses, @Nullable Long before, int max) {
    return sql.selectFrom(NOTICE)
        .where(NOTICE.TOWN.eq(town))
        .and(NOTICE.CHANNEL.ne(NoticeChannel.INBOX.name()))
        .and(NOTICE.STATUS.in(statuses.stream().map(Enum::name).toList()))
        .and(before == null ? DSL.noCondition() : NOTICE.ID.lt(before))
        .orderBy(NOTICE.ID.desc())
        .limit(max)
        .fetch();
  }

  List<NoticeRecord> inbox(String town, String recipient, @Nullable Long before, int max) {
    return sql.selectFrom(NOTICE)
        .where(NOTICE.TOWN.eq(town))
        .and(NOTICE.CHANNEL.eq(NoticeChannel.INBOX.name()))
        .and(NOTICE.RECIPIENT.eq(recipient))
        .and(before == null ? DSL.noCondition() : NOTICE.ID.lt(before))
        .orderBy(NOTICE.ID.desc())
        .limit(max)
        .fetch();
  }

  /** At most so many are counted: the page says "99+". */
  int count(String town, NoticeStatus status, int max) {
    return sql.fetchCount(
        sql.selectOne()
            .from(NOTICE)
            .where(NOTICE.TOWN.eq(town))
            .and(NOTICE.CHANNEL.ne(NoticeChannel.INBOX.name()))
            .and(NOTICE.STATUS.eq(status.name()))
            .limit(max));
  }

  int unread(String town, String recipient, int max) {
    return sql.fetchCount(
        sql.selectOne()
            .from(NOTICE)
            .where(NOTICE.TOWN.eq(town))
            .and(NOTICE.CHANNEL.eq(NoticeChannel.INBOX.name()))
            .and(NOTICE.RECIPIENT.eq(recipient))
            .and(NOTICE.READ_AT.isNull())
            .limit(max));
  }

  void read(String town, String recipient, long upToId, Instant now) {
    sql.update(NOTICE)
        .set(NOTICE.READ_AT, now)
        .where(NOTICE.TOWN.eq(town))
        .and(NOTICE.CHANNEL.eq(NoticeChannel.INBOX.name()))
        .and(NOTICE.RECIPIENT.eq(recipient))
        .and(NOTICE.ID.le(upToId))
        .and(NOTICE.READ_AT.isNull())
        .execute();
  }

  /** Removes numbers and texts of notices that ended long ago; that they were sent stays known. */
  int forget(String town, Instant before) {
    return sql.update(NOTICE)
        .setNull(NOTICE.ADDRESS)
        .setNull(NOTICE.CONTENT)
        .where(NOTICE.TOWN.eq(town))
        .and(NOTICE.CONTENT.isNotNull())
        .and(NOTICE.ENDED_AT.lt(before))
        .execute();
  }
}
