package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.API_TOKEN;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.tables.records.ApiTokenRecord;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keys by which other systems call the API: of one town, for named permissions, for a time. Looked up by digest and
 * remembered for two seconds; a revoked one is refused at once here and within two seconds by other copies.
 */
@Component
public class Tokens {

  static final String PREFIX = "gj_";
  public static final int DAYS_MAX = 366;

  private static final int LISTED_MAX = 200;
  private static final int REMEMBERED_MAX = 5_000;
  private static final Duration REMEMBERED = Duration.ofSeconds(2);
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  private final DSLContext sql;
  private final EveryTown everyTown;
  private final Audit audit;
  private final Clock clock;
  private final Map<ByteBuffer, Remembered> remembered = new ConcurrentHashMap<>();

  Tokens(DSLContext sql, EveryTown everyTown, Audit audit, Clock clock) {
    this.sql = sql;
    this.everyTown = everyTown;
    this.audit = audit;
    this.clock = clock;
  }

  /** A token as lists show it. */
  public record TokenCard(
      String id, String name, Set<Permission> permissions, Instant createdAt, Instant expiresAt,
      @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {

    public boolean good(Instant now) {
      return revokedAt == null && expiresAt.isAfter(now);
    }
  }

  /**
   * A new token.
   *
   * @param secret what the other system sends as bearer; shown this once
   */
  public record Created(String id, String secret, Instant expiresAt) {}

  private record Remembered(@Nullable Viewer viewer, Instant expiresAt, long atNanos) {}

  /**
   * Makes a token for the current town.
   *
   * @param days how long it is good, 1 to {@value #DAYS_MAX}
   * @throws InvalidInput when a field is wrong, or a permission is none that other systems may have
   */
  @Transactional
  public Created create(String name, Set<Permission> permissions, int days) {
    check(name, permissions, days);
    String secret = PREFIX + Secrets.newToken();
    Instant now = clock.instant();
    TownContext context = TownContext.required();
    Instant expiresAt = now.plus(Duration.ofDays(days));
    UUID id =
        sql.insertInto(API_TOKEN)
            .set(API_TOKEN.TOWN, context.town())
            .set(API_TOKEN.NAME, name.strip())
            .set(API_TOKEN.TOKEN_HASH, Secrets.hash(secret))
            .set(API_TOKEN.PERMISSIONS, permissions.stream().map(Permission::name).sorted().toArray(String[]::new))
            .set(API_TOKEN.CREATED_BY, context.actor())
            .set(API_TOKEN.CREATED_AT, now)
            .set(API_TOKEN.EXPIRES_AT, expiresAt)
            .returning(API_TOKEN.ID)
            .fetchSingle()
            .getId();
    audit.record("token.created", "token", id.toString(), Map.of("permissions", permissions, "days", days));
    return new Created(id.toString(), secret, expiresAt);
  }

  /** @return whether there was one to revoke */
  @Transactional
  public boolean revoke(String id) {
    int revoked =
        sql.update(API_TOKEN)
            .set(API_TOKEN.REVOKED_AT, clock.instant())
            .where(API_TOKEN.TOWN.eq(TownContext.required().town()))
            .and(API_TOKEN.ID.cast(String.class).eq(id))
            .and(API_TOKEN.REVOKED_AT.isNull())
            .execute();
    if (revoked == 1) audit.record("token.revoked", "token", id);
    remembered.clear();
    return revoked == 1;
  }

  /** The town's tokens, newest first, at most {@value #LISTED_MAX}. */
  @Transactional(readOnly = true)
  public List<TokenCard> list() {
    return sql.selectFrom(API_TOKEN)
        .where(API_TOKEN.TOWN.eq(TownContext.required().town()))
        .orderBy(API_TOKEN.CREATED_AT.desc(), API_TOKEN.ID)
        .limit(LISTED_MAX)
        .fetch(Tokens::card);
  }

  /** Who calls with this secret; nobody when it is unknown, expired or revoked. */
  public Optional<Viewer> viewer(String secret) {
    if (!secret.startsWith(PREFIX) || secret.length() > 100) return Optional.empty();
    ByteBuffer key = ByteBuffer.wrap(Secrets.hash(secret));
    Remembered known = remembered.get(key);
    if (known == null || System.nanoTime() - known.atNanos() > REMEMBERED.toNanos()) {
      known = everyTown.call(() -> read(key.array()));
      if (remembered.size() >= REMEMBERED_MAX) remembered.clear();
      remembered.put(key, known);
    }
    return known.expiresAt().isAfter(clock.instant()) ? Optional.ofNullable(known.viewer()) : Optional.empty();
  }

  private Remembered read(byte[] hash) {
    Instant now = clock.instant();
    ApiTokenRecord row =
        sql.selectFrom(API_TOKEN)
            .where(API_TOKEN.TOKEN_HASH.eq(hash))
            .and(API_TOKEN.REVOKED_AT.isNull())
            .and(API_TOKEN.EXPIRES_AT.gt(now))
            .fetchOne();
    if (row == null) return new Remembered(null, now, System.nanoTime());
    noteUse(row, now);
    return new Remembered(viewer(row), row.getExpiresAt(), System.nanoTime());
  }

  private void noteUse(ApiTokenRecord row, Instant now) {
    Instant last = row.getLastUsedAt();
    if (last != null && last.plus(USE_NOTED_EVERY).isAfter(now)) return;
    sql.update(API_TOKEN).set(API_TOKEN.LAST_USED_AT, now).where(API_TOKEN.TOWN.eq(row.getTown())).and(API_TOKEN.ID.eq(row.getId())).execute();
  }

  private static void check(String name, Set<Permission> permissions, int days) {
    List<FieldError> errors = new ArrayList<>();
    if (name.isBlank() || name.strip().length() > 60) errors.add(FieldError.of("name", "access.error.name"));
    if (permissions.isEmpty() || !AccessTable.of(Role.OTHER_SYSTEM).containsAll(permissions)) {
      errors.add(FieldError.of("permissions", "access.error.permissions"));
    }
    if (days < 1 || days > DAYS_MAX) errors.add(FieldError.of("days", "access.error.days", DAYS_MAX));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static Viewer viewer(ApiTokenRecord row) {
    // What the table grants to no system any more, an older token has no more either.
    Set<Permission> permissions = permissions(row);
    permissions.retainAll(AccessTable.of(Role.OTHER_SYSTEM));
    return new Viewer(
        "token:" + row.getId(), row.getTown(), row.getName(), row.getName(), Role.OTHER_SYSTEM, null, null, permissions);
  }

  private static Set<Permission> permissions(ApiTokenRecord row) {
    Set<String> names = Set.of(row.getPermissions());
    return Arrays.stream(Permission.values())
        .filter(permission -> names.contains(permission.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
  }

  private static TokenCard card(ApiTokenRecord row) {
    return new TokenCard(
        row.getId().toString(), row.getName(), permissions(row), row.getCreatedAt(), row.getExpiresAt(),
        row.getLastUsedAt(), row.getRevokedAt());
  }
}
