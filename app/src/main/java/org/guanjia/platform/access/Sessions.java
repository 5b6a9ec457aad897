package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;
import static org.guanjia.platform.db.Tables.SESSION;
import static org.jooq.impl.DSL.noCondition;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.guanjia.platform.db.tables.records.SessionRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Log-ins that are going on, kept in the database: they can be seen and ended, and outlive a restart.
 *
 * <p>Looked up by the digest of the cookie and remembered for two seconds; ended ones are forgotten at once on this
 * copy of the application and within two seconds on others.
 */
@Component
class Sessions {

  static final int LISTED_MAX = 200;

  private static final Duration REMEMBERED = Duration.ofSeconds(2);
  private static final Duration SEEN_NOTED_EVERY = Duration.ofMinutes(1);
  private static final Duration KEPT_AFTER_END = Duration.ofDays(7);
  private static final int REMEMBERED_MAX = 20_000;

  private final DSLContext sql;
  private final EveryTown everyTown;
  private final AccessSettings settings;
  private final Clock clock;
  private final Map<ByteBuffer, Remembered> remembered = new ConcurrentHashMap<>();

  Sessions(DSLContext sql, EveryTown everyTown, AccessSettings settings, Clock clock) {
    this.sql = sql;
    this.everyTown = everyTown;
    this.settings = settings;
    this.clock = clock;
  }

  /** How far a log-in has come. */
  enum Stage {
    /** The password was right; the second factor's code is awaited. Nothing else is open. */
    CODE,
    /** Logged in, but a second factor must be set up before anything else. */
    ENROL,
    FULL
  }

  /** A session that is going on. */
  record Session(UUID id, Account account, @Nullable String actingTown, Stage stage, Instant lastSeenAt) {
    Viewer viewer() {
      return account.viewer(actingTown);
    }
  }

  /** A session as lists show it. */
  record Listed(
      UUID id, String userId, String username, String name, Role role, String address, String device,
      Instant createdAt, Instant lastSeenAt) {}

  private record Remembered(Session session, long atNanos) {}

  /**
   * Begins a session and ends the one the browser had; a form that was kept there comes along.
   *
   * @return the token for the cookie
   */
  String open(Account account, Stage stage, Client client) {
    String token = Secrets.newToken();
    Instant now = clock.instant();
    everyTown.run(
        () -> {
          Optional<SessionRecord> former = record(client.sessionToken()).filter(row -> row.getUserId().equals(account.id()));
          sql.insertInto(SESSION)
              .set(SESSION.TOWN, account.town())
              .set(SESSION.TOKEN_HASH, Secrets.hash(token))
              .set(SESSION.USER_ID, account.id())
              .set(SESSION.STAGE, stage.name())
              .set(SESSION.ADDRESS, client.address())
              .set(SESSION.DEVICE, client.device())
              .set(SESSION.CREATED_AT, now)
              .set(SESSION.LAST_SEEN_AT, now)
              .set(SESSION.EXPIRES_AT, now.plus(settings.longest()))
              .set(SESSION.KEPT_FORM, former.map(SessionRecord::getKeptForm).orElse(null))
              .execute();
          endByToken(client.sessionToken());
        });
    return token;
  }

  /** The session this cookie stands for, when it is going on. */
  Optional<Session> find(@Nullable String token) {
    if (token == null) return Optional.empty();
    ByteBuffer key = ByteBuffer.wrap(Secrets.hash(token));
    Remembered known = remembered.get(key);
    if (known != null && System.nanoTime() - known.atNanos() < REMEMBERED.toNanos()) {
      return Optional.of(known.session()).filter(this::isFresh);
    }
    Optional<Session> session = everyTown.call(() -> read(key.array()));
    session.ifPresentOrElse(found -> remember(key, found), () -> remembered.remove(key));
    return session;
  }

  void end(@Nullable String token) {
    everyTown.run(() -> endByToken(token));
  }

  /** Ends one session of this user. */
  boolean endOne(String town, UUID userId, UUID sessionId) {
    return end(SESSION.TOWN.eq(town).and(SESSION.USER_ID.eq(userId)).and(SESSION.ID.eq(sessionId))) > 0;
  }

  /** Ends any session of this town: an administrator may. */
  boolean endOne(String town, UUID sessionId) {
    return end(SESSION.TOWN.eq(town).and(SESSION.ID.eq(sessionId))) > 0;
  }

  /** Ends all sessions of a user, except one. */
  int endAll(String town, UUID userId, @Nullable UUID except) {
    Condition others = except == null ? noCondition() : SESSION.ID.ne(except);
    return end(SESSION.TOWN.eq(town).and(SESSION.USER_ID.eq(userId)).and(others));
  }

  /** Forgets what is remembered, because users changed. */
  void refresh() {
    remembered.clear();
  }

  void actIn(UUID sessionId, String town) {
    everyTown.run(() -> sql.update(SESSION).set(SESSION.ACTING_TOWN, town).where(SESSION.ID.eq(sessionId)).execute());
    refresh();
  }

  void advance(UUID sessionId, Stage stage) {
    everyTown.run(() -> sql.update(SESSION).set(SESSION.STAGE, stage.name()).where(SESSION.ID.eq(sessionId)).execute());
    refresh();
  }

  /** Sessions going on, last seen first; of one user or, with null, of the whole town. */
  List<Listed> list(String town, @Nullable UUID userId) {
    Condition whose = userId == null ? noCondition() : SESSION.USER_ID.eq(userId);
    return everyTown.call(
        () ->
            sql.select(SESSION, APP_USER)
                .from(SESSION)
                .join(APP_USER)
                .on(APP_USER.TOWN.eq(SESSION.TOWN).and(APP_USER.ID.eq(SESSION.USER_ID)))
                .where(SESSION.TOWN.eq(town).and(whose).and(goingOn()))
                .orderBy(SESSION.LAST_SEEN_AT.desc(), SESSION.ID)
                .limit(LISTED_MAX)
                .fetch(row -> listed(row.value1(), Account.of(row.value2()))));
  }

  /** Keeps a form in the row of the session it was typed in, going on or expired. */
  boolean keepForm(String token, byte[] closedForm) {
    return everyTown.call(
            () ->
                sql.update(SESSION)
                    .set(SESSION.KEPT_FORM, closedForm)
                    .where(SESSION.TOKEN_HASH.eq(Secrets.hash(token)))
                    .execute())
        > 0;
  }

  byte @Nullable [] keptForm(UUID sessionId) {
    return everyTown
        .call(() -> Optional.ofNullable(sql.select(SESSION.KEPT_FORM).from(SESSION).where(SESSION.ID.eq(sessionId)).fetchOne(SESSION.KEPT_FORM)))
        .orElse(null);
  }

  void dropForm(UUID sessionId) {
    everyTown.run(() -> sql.update(SESSION).setNull(SESSION.KEPT_FORM).where(SESSION.ID.eq(sessionId)).execute());
  }

  @Scheduled(fixedDelay = 60, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
  void forgetOld() {
    Instant before = clock.instant().minus(KEPT_AFTER_END);
    everyTown.run(
        () -> sql.deleteFrom(SESSION).where(SESSION.EXPIRES_AT.lt(before).or(SESSION.ENDED_AT.lt(before))).execute());
  }

  private Optional<Session> read(byte[] tokenHash) {
    Instant now = clock.instant();
    return sql.select(SESSION, APP_USER)
        .from(SESSION)
        .join(APP_USER)
        .on(APP_USER.TOWN.eq(SESSION.TOWN).and(APP_USER.ID.eq(SESSION.USER_ID)))
        .where(SESSION.TOKEN_HASH.eq(tokenHash))
        .and(goingOn())
        .and(APP_USER.ENABLED)
        .fetchOptional(row -> session(noteSeen(row.value1(), now), Account.of(row.value2())));
  }

  private SessionRecord noteSeen(SessionRecord row, Instant now) {
    if (row.getLastSeenAt().plus(SEEN_NOTED_EVERY).isBefore(now)) {
      sql.update(SESSION).set(SESSION.LAST_SEEN_AT, now).where(SESSION.TOKEN_HASH.eq(row.getTokenHash())).execute();
      row.setLastSeenAt(now);
    }
    return row;
  }

  private Condition goingOn() {
    Instant now = clock.instant();
    return SESSION.ENDED_AT
        .isNull()
        .and(SESSION.EXPIRES_AT.gt(now))
        .and(SESSION.LAST_SEEN_AT.gt(now.minus(settings.idle())));
  }

  private boolean isFresh(Session session) {
    return session.lastSeenAt().isAfter(clock.instant().minus(settings.idle()));
  }

  private void remember(ByteBuffer key, Session session) {
    if (remembered.size() >= REMEMBERED_MAX) remembered.clear();
    remembered.put(key, new Remembered(session, System.nanoTime()));
  }

  private Optional<SessionRecord> record(@Nullable String token) {
    return token == null
        ? Optional.empty()
        : sql.selectFrom(SESSION).where(SESSION.TOKEN_HASH.eq(Secrets.hash(token))).fetchOptional();
  }

  private void endByToken(@Nullable String token) {
    if (token != null) end(SESSION.TOKEN_HASH.eq(Secrets.hash(token)));
  }

  private int end(Condition which) {
    int ended =
        everyTown.call(
            () ->
                sql.update(SESSION)
                    .set(SESSION.ENDED_AT, clock.instant())
                    .where(which)
                    .and(SESSION.ENDED_AT.isNull())
                    .execute());
    refresh();
    return ended;
  }

  private static Session session(SessionRecord row, Account account) {
    return new Session(row.getId(), account, row.getActingTown(), Stage.valueOf(row.getStage()), row.getLastSeenAt());
  }

  private static Listed listed(SessionRecord row, Account account) {
    return new Listed(
        row.getId(), account.id().toString(), account.username(), account.name(), account.role(), row.getAddress(),
        row.getDevice(), row.getCreatedAt(), row.getLastSeenAt());
  }
}
