package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.access.Sessions.Session;
import org.guanjia.platform.access.Sessions.Stage;
import org.guanjia.platform.access.Throttle.Limit;
import org.guanjia.platform.audit.Audit;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * The steps of a log-in: password, then code. What a wrong password, a wrong name and a disabled account answer is the
 * same in words and in time.
 *
 * <p>Failed attempts slow strangers down, never the person: a browser that has logged in as this user before has an
 * allowance of its own, and so has a network. See docs/adr/0031-throttling-log-ins.md.
 */
@Component
class LogIn {

  static final int KNOWN_BROWSER_MAX = 10;
  static final int PAIR_MAX = 10;
  static final int NETWORK_MAX = 100;
  static final int STRANGERS_MAX = 50;
  static final int CODE_MAX = 6;

  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final UUID NOBODY = new UUID(0, 0);

  private final Accounts accounts;
  private final Passwords passwords;
  private final SecondFactor secondFactor;
  private final KnownDevices devices;
  private final Sessions sessions;
  private final Throttle throttle;
  private final EveryTown everyTown;
  private final Audit audit;
  private final AccessSettings settings;
  private final boolean demo;
  private final DSLContext sql;
  private final Clock clock;

  LogIn(
      Accounts accounts, Passwords passwords, SecondFactor secondFactor, KnownDevices devices, Sessions sessions,
      Throttle throttle, EveryTown everyTown, Audit audit, AccessSettings settings, Environment environment,
      DSLContext sql, Clock clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.secondFactor = secondFactor;
    this.devices = devices;
    this.sessions = sessions;
    this.throttle = throttle;
    this.everyTown = everyTown;
    this.audit = audit;
    this.settings = settings;
    this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    this.sql = sql;
    this.clock = clock;
  }

  /** How an attempt ended. */
  sealed interface Outcome {}

  /** Name and password, or the code, do not fit. */
  record Refused() implements Outcome {}

  /** Too many attempts; the password was not even looked at. */
  record Wait(Duration duration) implements Outcome {}

  /**
   * @param sessionToken for the cookie
   * @param deviceToken for the cookie that makes the browser known; null until the log-in is complete
   */
  record Entered(String sessionToken, @Nullable String deviceToken, Stage stage) implements Outcome {}

  /**
   * First step.
   *
   * @throws Passwords.Busy when too many log in at the same time
   */
  Outcome withPassword(@Nullable String typedName, String password, Client client) {
    String username = Accounts.normal(typedName);
    Optional<Account> account = everyTown.call(() -> accounts.byUsername(username));
    List<Limit> limits = limits("password", username, account.map(Account::id).orElse(NOBODY), client);
    Duration wait = throttle.reserve(limits);
    if (!wait.isZero()) return new Wait(wait);
    String hash = account.map(Account::passwordHash).orElse(null);
    boolean fits = passwords.matches(password, hash);
    if (account.isEmpty() || !fits || !account.get().enabled()) return refuse("log-in.refused", account);
    throttle.refund(limits);
    if (hash != null && passwords.isOutdated(hash)) renewHash(account.get(), password);
    return enter(account.get(), client);
  }

  /** Second step: the code of the app or of the paper, in a session that awaits it. */
  Outcome withCode(Session session, String code, Client client) {
    Account account = session.account();
    List<Limit> limits = codeLimits(account, client);
    Duration wait = throttle.reserve(limits);
    if (!wait.isZero()) return new Wait(wait);
    if (!secondFactor.accept(account, code)) return refuse("log-in.code.refused", Optional.of(account));
    throttle.refund(limits);
    return complete(account, Stage.FULL, client);
  }

  /** The password, or a link, or the town's log-in service has shown who this is: what comes next? */
  Outcome enter(Account account, Client client) {
    if (account.hasSecondFactor()) return new Entered(sessions.open(account, Stage.CODE, client), null, Stage.CODE);
    return complete(account, mustEnrol(account) ? Stage.ENROL : Stage.FULL, client);
  }

  /** Whether somebody who is already logged in knows their password; throttled like a log-in. */
  boolean confirms(Account account, String password, Client client) {
    List<Limit> limits = List.of(new Limit("confirm " + account.id(), KNOWN_BROWSER_MAX, QUARTER));
    if (!throttle.reserve(limits).isZero() || !passwords.matches(password, account.passwordHash())) return false;
    throttle.refund(limits);
    return true;
  }

  boolean mustEnrol(Account account) {
    return !demo && settings.secondFactor().contains(account.role()) && !account.hasSecondFactor();
  }

  /** Whether a second factor may be taken off again. */
  boolean secondFactorIsRequired(Role role) {
    return !demo && settings.secondFactor().contains(role);
  }

  private Outcome complete(Account account, Stage stage, Client client) {
    String deviceToken =
        everyTown.call(
            () -> {
              sql.update(APP_USER).set(APP_USER.LAST_LOG_IN_AT, clock.instant()).where(APP_USER.ID.eq(account.id())).execute();
              return devices.remember(account, client);
            });
    String sessionToken = sessions.open(account, stage, client);
    record("log-in", account);
    return new Entered(sessionToken, deviceToken, stage);
  }

  private Outcome refuse(String action, Optional<Account> account) {
    if (account.isPresent()) record(action, account.get());
    else everyTown.run(() -> audit.record(action, "user", "unknown"));
    return new Refused();
  }

  private void record(String action, Account account) {
    everyTown.as(
        account,
        () -> {
          audit.record(action, "user", account.id().toString());
          return true;
        });
  }

  private void renewHash(Account account, String password) {
    String hash = passwords.hash(password);
    everyTown.run(() -> sql.update(APP_USER).set(APP_USER.PASSWORD_HASH, hash).where(APP_USER.ID.eq(account.id())).execute());
  }

  /**
   * What an attempt counts against. A known browser answers for itself alone; a known network still shares the pair's
   * allowance, but neither pays for what strangers did to the account or to the address.
   */
  private List<Limit> limits(String step, String username, UUID id, Client client) {
    boolean browser = everyTown.call(() -> devices.knowsBrowser(id, client));
    boolean network = everyTown.call(() -> devices.knowsNetwork(id, client));
    if (browser) return List.of(new Limit(step + " browser " + username + " " + client.deviceToken(), KNOWN_BROWSER_MAX, QUARTER));
    Limit pair = new Limit(step + " pair " + username + " " + client.network(), PAIR_MAX, QUARTER);
    Limit all = new Limit(step + " network " + client.network(), NETWORK_MAX, QUARTER);
    if (network) return List.of(pair, all);
    return List.of(pair, all, new Limit(step + " strangers " + username, STRANGERS_MAX, HOUR));
  }

  /** Whoever comes this far knows the password; six tries of a million codes, then the rightful browser's own six. */
  private List<Limit> codeLimits(Account account, Client client) {
    boolean browser = everyTown.call(() -> devices.knowsBrowser(account.id(), client));
    String who = browser ? "browser " + client.deviceToken() : "strangers";
    return List.of(new Limit("code " + account.id() + " " + who, CODE_MAX, QUARTER));
  }
}
