package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.KNOWN_DEVICE;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Browsers and networks from which a user has logged in before: there, others' failed attempts do not count. */
@Component
class KnownDevices {

  private static final Duration KNOWN_FOR = Duration.ofDays(180);

  private final DSLContext sql;
  private final Clock clock;

  KnownDevices(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  boolean knowsBrowser(UUID userId, Client client) {
    String token = client.deviceToken();
    return token != null && exists(userId, KNOWN_DEVICE.TOKEN_HASH.eq(Secrets.hash(token)));
  }

  boolean knowsNetwork(UUID userId, Client client) {
    return exists(userId, KNOWN_DEVICE.NETWORK.eq(client.network()));
  }

  /** Notes the browser after a log-in and gives the token it is to keep. */
  String remember(Account account, Client client) {
    String former = client.deviceToken();
    String token = former == null ? Secrets.newToken() : former;
    sql.insertInto(KNOWN_DEVICE)
        .set(KNOWN_DEVICE.TOWN, account.town())
        .set(KNOWN_DEVICE.USER_ID, account.id())
        .set(KNOWN_DEVICE.TOKEN_HASH, Secrets.hash(token))
        .set(KNOWN_DEVICE.NETWORK, client.network())
        .set(KNOWN_DEVICE.LAST_USED_AT, clock.instant())
        .onConflict(KNOWN_DEVICE.TOWN, KNOWN_DEVICE.USER_ID, KNOWN_DEVICE.TOKEN_HASH)
        .doUpdate()
        .set(KNOWN_DEVICE.NETWORK, client.network())
        .set(KNOWN_DEVICE.LAST_USED_AT, clock.instant())
        .execute();
    forgetOld(account);
    return token;
  }

  /** After a new password every browser is a stranger again. */
  void forgetAll(Account account) {
    sql.deleteFrom(KNOWN_DEVICE).where(KNOWN_DEVICE.TOWN.eq(account.town())).and(KNOWN_DEVICE.USER_ID.eq(account.id())).execute();
  }

  private void forgetOld(Account account) {
    sql.deleteFrom(KNOWN_DEVICE)
        .where(KNOWN_DEVICE.TOWN.eq(account.town()))
        .and(KNOWN_DEVICE.USER_ID.eq(account.id()))
        .and(KNOWN_DEVICE.LAST_USED_AT.lt(clock.instant().minus(KNOWN_FOR)))
        .execute();
  }

  private boolean exists(UUID userId, Condition condition) {
    return sql.fetchExists(
        sql.select(DSL.one())
            .from(KNOWN_DEVICE)
            .where(KNOWN_DEVICE.USER_ID.eq(userId))
            .and(condition)
            .and(KNOWN_DEVICE.LAST_USED_AT.gt(clock.instant().minus(KNOWN_FOR))));
  }
}
