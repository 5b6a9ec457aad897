package org.guanjia.open311;

import static org.guanjia.open311.db.Tables.KEY_LIMIT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guanjia.platform.access.Guesses;
import org.guanjia.platform.access.Guesses.Limit;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Tokens;
import org.guanjia.platform.access.Tokens.TokenCard;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keys of foreign systems. A key is a token of the platform that may do nothing but bring requests at this door; only how many in a
 * minute is kept here.
 */
@Service
public class ApiKeys {

  public static final int POSTS_PER_MINUTE_DEFAULT = 60;
  static final int POSTS_PER_MINUTE_MAX = 6_000;

  private final DSLContext sql;
  private final Tokens tokens;
  private final Guesses counts;
  private final Audit audit;
  private final TransactionTemplate transactions;

  ApiKeys(DSLContext sql, Tokens tokens, Guesses counts, Audit audit, TransactionTemplate transactions) {
    this.sql = sql;
    this.tokens = tokens;
    this.counts = counts;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** A key as lists show it; never the key itself. */
  public record KeyCard(
      String id, String name, int postsPerMinute, Instant createdAt, Instant expiresAt, @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {

    public boolean good(Instant now) {
      return revokedAt == null && expiresAt.isAfter(now);
    }
  }

  /**
   * A new key.
   *
   * @param apiKey what the system sends as {@code api_key}; shown this once
   */
  public record Created(String id, String apiKey, Instant expiresAt) {}

  /**
   * Makes a key for the current town.
   *
   * @param name of the system; another key of the same name goes on with what that system brought
   * @param days how long it is good, 1 to {@link Tokens#DAYS_MAX}
   * @param postsPerMinute 1 to {@value #POSTS_PER_MINUTE_MAX}
   * @throws InvalidInput naming the field that was refused
   */
  @Transactional
  public Created create(String name, int days, int postsPerMinute) {
    checkLimit(postsPerMinute);
    Tokens.Created token = tokens.create(name, Set.of(Permission.OPEN311_POST), days);
    sql.insertInto(KEY_LIMIT)
        .set(KEY_LIMIT.TOWN, TownContext.required().town())
        .set(KEY_LIMIT.TOKEN, UUID.fromString(token.id()))
        .set(KEY_LIMIT.POSTS_PER_MINUTE, postsPerMinute)
        .execute();
    return new Created(token.id(), token.secret(), token.expiresAt());
  }

  /** The town's keys, newest first. */
  @Transactional(readOnly = true)
  public List<KeyCard> list() {
    List<TokenCard> keys = tokens.list().stream().filter(card -> card.permissions().contains(Permission.OPEN311_POST)).toList();
    Map<UUID, Integer> limits =
        sql.selectFrom(KEY_LIMIT)
            .where(KEY_LIMIT.TOWN.eq(TownContext.required().town()))
            .and(KEY_LIMIT.TOKEN.in(keys.stream().map(card -> UUID.fromString(card.id())).toList()))
            .fetchMap(KEY_LIMIT.TOKEN, KEY_LIMIT.POSTS_PER_MINUTE);
    return keys.stream().map(card -> card(card, limits.getOrDefault(UUID.fromString(card.id()), POSTS_PER_MINUTE_DEFAULT))).toList();
  }

  /** The key of that id, when it has not been revoked. */
  @Transactional(readOnly = true)
  public Optional<KeyCard> find(String id) {
    return list().stream().filter(key -> key.id().equals(id) && key.revokedAt() == null).findFirst();
  }

  /**
   * Changes how many requests a key may bring in a minute; the next one it brings is counted by it.
   *
   * @param was what it was when the form was made; null when that does not matter
   * @return the key as it is now; empty when there is none, or it has been revoked
   * @throws InvalidInput field {@code postsPerMinute}
   * @throws StaleSetting when somebody else changed it since
   */
  @Transactional
  public Optional<KeyCard> limit(String id, @Nullable Integer was, int postsPerMinute) {
    checkLimit(postsPerMinute);
    Optional<KeyCard> key = find(id);
    if (key.isEmpty()) return key;
    String town = TownContext.required().town();
    UUID token = UUID.fromString(id);
    // Where none was kept the usual one holds; the row is written, and so locked, before it is compared.
    sql.insertInto(KEY_LIMIT).values(town, token, POSTS_PER_MINUTE_DEFAULT).onConflictDoNothing().execute();
    int now =
        sql.select(KEY_LIMIT.POSTS_PER_MINUTE).from(KEY_LIMIT).where(KEY_LIMIT.TOWN.eq(town)).and(KEY_LIMIT.TOKEN.eq(token)).forUpdate().fetchSingle(KEY_LIMIT.POSTS_PER_MINUTE);
    if (was != null && was != now) throw new StaleSetting(id);
    sql.update(KEY_LIMIT).set(KEY_LIMIT.POSTS_PER_MINUTE, postsPerMinute).where(KEY_LIMIT.TOWN.eq(town)).and(KEY_LIMIT.TOKEN.eq(token)).execute();
    audit.record("open311.key.limited", "token", id, Map.of("postsPerMinute", postsPerMinute, "before", now));
    return find(id);
  }

  /** @return whether there was one to revoke */
  @Transactional
  public boolean revoke(String id) {
    return list().stream().anyMatch(key -> key.id().equals(id)) && tokens.revoke(id);
  }

  /** Which system calls with this key; nobody when it is unknown, expired, revoked or for something else. */
  Optional<Viewer> holder(String apiKey) {
    return tokens.viewer(apiKey).filter(viewer -> viewer.may(Permission.OPEN311_POST));
  }

  /**
   * Counts one request against the key's minute; in the town of the key.
   *
   * @throws Refused when the minute is used up
   */
  void count(Viewer holder) {
    // Counted apart from any transaction of the request: what is refused later has been tried too.
    int most = Objects.requireNonNull(transactions.execute(status -> postsPerMinute(holder)));
    Duration wait = counts.reserve(List.of(new Limit("open311 " + holder.userId(), most, Duration.ofMinutes(1))));
    if (!wait.isZero()) throw Refused.until(wait, most);
  }

  private int postsPerMinute(Viewer holder) {
    Integer kept =
        sql.select(KEY_LIMIT.POSTS_PER_MINUTE)
            .from(KEY_LIMIT)
            .where(KEY_LIMIT.TOWN.eq(holder.town()))
            .and(KEY_LIMIT.TOKEN.eq(UUID.fromString(holder.userId().substring("token:".length()))))
            .fetchOne(KEY_LIMIT.POSTS_PER_MINUTE);
    return kept == null ? POSTS_PER_MINUTE_DEFAULT : kept;
  }

  private static void checkLimit(int postsPerMinute) {
    if (postsPerMinute < 1 || postsPerMinute > POSTS_PER_MINUTE_MAX) {
      throw new InvalidInput("postsPerMinute", "open311.error.postsPerMinute", POSTS_PER_MINUTE_MAX);
    }
  }

  private static KeyCard card(TokenCard token, int postsPerMinute) {
    return new KeyCard(token.id(), token.name(), postsPerMinute, token.createdAt(), token.expiresAt(), token.lastUsedAt(), token.revokedAt());
  }
}
