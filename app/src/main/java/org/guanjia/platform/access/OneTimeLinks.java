package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.ONE_TIME_LINK;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.db.tables.records.OneTimeLinkRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Links that open something once and for a while; the database keeps their digests only. */
@Component
class OneTimeLinks {

  private final DSLContext sql;
  private final Clock clock;

  OneTimeLinks(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  enum Purpose {
    INVITATION,
    NEW_PASSWORD,
    FIRST_ADMINISTRATOR
  }

  /** A link that is still good. */
  record Link(UUID id, String town, Purpose purpose, @Nullable UUID userId) {}

  /** The path of a link. */
  static String path(String token) {
    return "/invitations/" + token;
  }

  /** Makes a link; former ones of the same user, or for the first administrator, are good no more. */
  String create(String town, Purpose purpose, @Nullable UUID userId, String createdBy, Duration valid) {
    String token = Secrets.newToken();
    Instant now = clock.instant();
    revoke(town, userId);
    sql.insertInto(ONE_TIME_LINK)
        .set(ONE_TIME_LINK.TOWN, town)
        .set(ONE_TIME_LINK.TOKEN_HASH, Secrets.hash(token))
        .set(ONE_TIME_LINK.PURPOSE, purpose.name())
        .set(ONE_TIME_LINK.USER_ID, userId)
        .set(ONE_TIME_LINK.CREATED_BY, createdBy)
        .set(ONE_TIME_LINK.CREATED_AT, now)
        .set(ONE_TIME_LINK.EXPIRES_AT, now.plus(valid))
        .execute();
    return token;
  }

  /** What a token opens, without using it up; within {@link EveryTown}. */
  Optional<Link> find(String token) {
    return sql.selectFrom(ONE_TIME_LINK).where(good(token)).fetchOptional(OneTimeLinks::link);
  }

  /** Uses a link up; of two at the same moment one gets it. Within {@link EveryTown}. */
  Optional<Link> use(String token) {
    return sql.update(ONE_TIME_LINK)
        .set(ONE_TIME_LINK.USED_AT, clock.instant())
        .where(good(token))
        .returning()
        .fetchOptional(OneTimeLinks::link);
  }

  void revoke(String town, @Nullable UUID userId) {
    Condition whose = userId == null ? ONE_TIME_LINK.USER_ID.isNull() : ONE_TIME_LINK.USER_ID.eq(userId);
    sql.update(ONE_TIME_LINK)
        .set(ONE_TIME_LINK.EXPIRES_AT, clock.instant())
        .where(ONE_TIME_LINK.TOWN.eq(town).and(whose))
        .and(ONE_TIME_LINK.USED_AT.isNull())
        .and(ONE_TIME_LINK.EXPIRES_AT.gt(clock.instant()))
        .execute();
  }

  private Condition good(String token) {
    return ONE_TIME_LINK.TOKEN_HASH
        .eq(Secrets.hash(token))
        .and(ONE_TIME_LINK.USED_AT.isNull())
        .and(ONE_TIME_LINK.EXPIRES_AT.gt(clock.instant()));
  }

  private static Link link(OneTimeLinkRecord row) {
    return new Link(row.getId(), row.getTown(), Purpose.valueOf(row.getPurpose()), row.getUserId());
  }
}
