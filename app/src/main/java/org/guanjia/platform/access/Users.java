package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.guanjia.platform.access.OneTimeLinks.Purpose;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.database.TownMemory;
import org.guanjia.platform.db.tables.records.AppUserRecord;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The members of staff of the current town. Users are never deleted, for the history names them; they are disabled. */
@Component
public class Users {

  private static final int WORKING_MAX = 500;
  private static final int REMEMBERED_MAX = 2000;

  /** Rows of one page of the list. */
  public static final int PAGE_SIZE = 50;

  private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,59}");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}");
  private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}._-]{1,40}");

  private final DSLContext sql;
  private final OneTimeLinks links;
  private final Passwords passwords;
  private final SecondFactor secondFactor;
  private final Sessions sessions;
  private final KnownDevices devices;
  private final Audit audit;
  private final AccessSettings settings;
  private final Clock clock;
  private final TownMemory<List<UserCard>> colleagues;

  Users(
      DSLContext sql, OneTimeLinks links, Passwords passwords, SecondFactor secondFactor, Sessions sessions,
      KnownDevices devices, Audit audit, AccessSettings settings, Clock clock) {
    this.sql = sql;
    this.links = links;
    this.passwords = passwords;
    this.secondFactor = secondFactor;
    this.sessions = sessions;
    this.devices = devices;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
    this.colleagues = new TownMemory<>(clock, this::read);
  }

  /**
   * A member of staff as the administrator enters them.
   *
   * @param username by which they log in; one over all towns of the installation
   * @param areas codes of villages or grids; empty for the whole town
   * @param department code; needed for department officers
   * @param email for log-in by the town's log-in service; null without
   * @param allTowns an administrator who may switch towns
   */
  public record Profile(
      String username, String name, Role role, List<String> areas, @Nullable String department,
      @Nullable String email, boolean allTowns) {

    /** Somebody of the whole town, or of these areas, without department. */
    public static Profile of(String username, String name, Role role, String... areas) {
      return new Profile(username, name, role, List.of(areas), null, null, false);
    }

    public Profile in(String ownDepartment) {
      return new Profile(username, name, role, areas, ownDepartment, email, allTowns);
    }
  }

  /**
   * A member of staff as lists and other modules see them.
   *
   * @param invited whether the invitation is not accepted yet
   * @param version for changes: a change made from an older one is refused
   */
  public record UserCard(
      String id, String town, Profile profile, boolean enabled, boolean invited, boolean secondFactor,
      @Nullable Instant lastLogInAt, int version) {

    public String name() {
      return profile.name();
    }

    public Role role() {
      return profile.role();
    }
  }

  /**
   * A new user with the link that lets them choose a password.
   *
   * @param path of the link, to be sent to them and to nobody else; shown this once
   */
  public record Invited(String userId, String path, Instant expiresAt) {}

  /** Somebody else changed the user meanwhile. */
  @ResponseStatus(HttpStatus.CONFLICT)
  public static final class StaleUser extends RuntimeException {
    StaleUser() {
      super("changed by somebody else");
    }
  }

  /**
   * Adds a user and makes the link by which they choose their password.
   *
   * @throws InvalidInput when a field is wrong or the user name is taken
   */
  @Transactional
  public Invited invite(Profile profile) {
    UUID id = insert(profile, null);
    audit.record("user.invited", "user", id.toString(), describe(profile));
    return link(id, Purpose.INVITATION);
  }

  /**
   * Adds a user whose password is known already: for demo data and set-ups by program. Nobody but the person should
   * know it.
   *
   * @return the user's id
   */
  @Transactional
  public String addWithPassword(Profile profile, String password) {
    UUID id = insert(profile, passwords.hash(password));
    audit.record("user.added", "user", id.toString(), describe(profile));
    return id.toString();
  }

  /** A new link for somebody who lost theirs, or who forgot the password. Former links are good no more. */
  @Transactional
  public Invited newLink(String userId) {
    Account account = account(userId);
    audit.record("user.link.made", "user", userId);
    return link(account.id(), account.passwordHash() == null ? Purpose.INVITATION : Purpose.NEW_PASSWORD);
  }

  /**
   * Changes a user.
   *
   * @param version the one that was shown to whoever changes it
   * @throws StaleUser when somebody else changed the user meanwhile
   * @throws InvalidInput when a field is wrong, or the town would have no administrator left
   */
  @Transactional
  public void change(String userId, Profile profile, int version) {
    Account before = account(userId);
    check(profile);
    if (before.role() == Role.ADMINISTRATOR && profile.role() != Role.ADMINISTRATOR) refuseWithoutAdministrator(before);
    int changed = duplicatesNamed(
        () ->
            sql.update(APP_USER)
                .set(columns(profile))
                .set(APP_USER.VERSION, version + 1)
                .where(APP_USER.TOWN.eq(before.town()))
                .and(APP_USER.ID.eq(before.id()))
                .and(APP_USER.VERSION.eq(version))
                .execute());
    if (changed == 0) throw new StaleUser();
    audit.record("user.changed", "user", userId, describe(profile));
    changed();
  }

  /** Lets a user log in no more, ends their sessions and links. */
  @Transactional
  public void disable(String userId) {
    Account account = account(userId);
    refuseWithoutAdministrator(account);
    setEnabled(account, false);
    links.revoke(account.town(), account.id());
    sessions.endAll(account.town(), account.id(), null);
    audit.record("user.disabled", "user", userId);
  }

  @Transactional
  public void enable(String userId) {
    Account account = account(userId);
    setEnabled(account, true);
    audit.record("user.enabled", "user", userId);
  }

  /** For somebody who lost both phone and paper; they set up a new one at their next log-in. */
  @Transactional
  public void removeSecondFactor(String userId) {
    secondFactor.remove(account(userId));
    sessions.refresh();
  }

  @Transactional
  public int endSessions(String userId) {
    Account account = account(userId);
    int ended = sessions.endAll(account.town(), account.id(), null);
    audit.record("user.sessions.ended", "user", userId, Map.of("count", ended));
    return ended;
  }

  @Transactional(readOnly = true)
  public Optional<UserCard> find(String userId) {
    return parse(userId)
        .flatMap(id -> sql.selectFrom(APP_USER).where(inTown()).and(APP_USER.ID.eq(id)).fetchOptional(Users::card));
  }

  /**
   * Users of the town by user name, {@value #PAGE_SIZE} at a time.
   *
   * @param seek part of the name or user name; null for all
   * @param after user name of the last one shown; null for the beginning
   */
  @Transactional(readOnly = true)
  public List<UserCard> list(@Nullable String seek, @Nullable Role role, @Nullable String after) {
    Condition wanted = inTown();
    if (seek != null && !seek.isBlank()) {
      String part = seek.strip().toLowerCase(Locale.ROOT);
      wanted = wanted.and(APP_USER.USERNAME.contains(part).or(APP_USER.NAME.containsIgnoreCase(part)));
    }
    if (role != null) wanted = wanted.and(APP_USER.ROLE.eq(role.name()));
    if (after != null) wanted = wanted.and(APP_USER.USERNAME.gt(after));
    return sql.selectFrom(APP_USER).where(wanted).orderBy(APP_USER.USERNAME).limit(PAGE_SIZE + 1).fetch(Users::card);
  }

  /** Users of this role who can work, by user name; at most 500. */
  @Transactional(readOnly = true)
  public List<UserCard> working(Role role) {
    return sql.selectFrom(APP_USER)
        .where(inTown())
        .and(APP_USER.ROLE.eq(role.name()))
        .and(APP_USER.ENABLED)
        .orderBy(APP_USER.USERNAME)
        .limit(WORKING_MAX)
        .fetch(Users::card);
  }

  /** Users of these roles who can work, by role and user name; at most 500. */
  @Transactional(readOnly = true)
  public List<UserCard> working(Collection<Role> roles) {
    return sql.selectFrom(APP_USER)
        .where(inTown())
        .and(APP_USER.ROLE.in(roles.stream().map(Role::name).toList()))
        .and(APP_USER.ENABLED)
        .orderBy(APP_USER.ROLE, APP_USER.USERNAME)
        .limit(WORKING_MAX)
        .fetch(Users::card);
  }

  /** The same from memory, for pages that offer them as choices: a change made on another copy of the application may be missing for some seconds. */
  @Transactional(readOnly = true)
  public List<UserCard> colleagues(Collection<Role> roles) {
    return colleagues.get().stream().filter(user -> roles.contains(user.role())).limit(WORKING_MAX).toList();
  }

  /** The user of the town who logs in by this name. */
  @Transactional(readOnly = true)
  public Optional<UserCard> byUsername(String username) {
    return sql.selectFrom(APP_USER)
        .where(inTown())
        .and(APP_USER.USERNAME.eq(Accounts.normal(username)))
        .fetchOptional(Users::card);
  }

  /** Names by id; "resident", "system" and ids nobody has are not in the answer. Of those who work, from memory as in {@link #colleagues}. */
  @Transactional(readOnly = true)
  public Map<String, String> names(Collection<String> userIds) {
    Set<String> wanted = new LinkedHashSet<>(userIds);
    Map<String, String> names = new LinkedHashMap<>();
    for (UserCard user : wanted.isEmpty() ? List.<UserCard>of() : colleagues.get()) if (wanted.remove(user.id())) names.put(user.id(), user.name());
    List<UUID> ids = wanted.stream().map(Users::parse).flatMap(Optional::stream).toList();
    if (ids.isEmpty()) return names;
    sql.select(APP_USER.ID, APP_USER.NAME)
        .from(APP_USER)
        .where(APP_USER.ID.in(ids))
        .forEach(row -> names.put(row.value1().toString(), row.value2()));
    return names;
  }

  /** Sets a password that the rules have taken; every other session ends and every browser is a stranger again. */
  void setPassword(Account account, String password, @Nullable UUID ownSession) {
    String hash = passwords.hash(password);
    sql.update(APP_USER)
        .set(APP_USER.PASSWORD_HASH, hash)
        .set(APP_USER.PASSWORD_CHANGED_AT, clock.instant())
        .where(APP_USER.TOWN.eq(account.town()))
        .and(APP_USER.ID.eq(account.id()))
        .execute();
    links.revoke(account.town(), account.id());
    devices.forgetAll(account);
    sessions.endAll(account.town(), account.id(), ownSession);
    audit.record("user.password.set", "user", account.id().toString());
  }

  /**
   * The account behind an id of this town.
   *
   * @throws NoSuchUser when there is none
   */
  Account account(String userId) {
    return parse(userId)
        .flatMap(id -> sql.selectFrom(APP_USER).where(inTown()).and(APP_USER.ID.eq(id)).forUpdate().fetchOptional(Account::of))
        .orElseThrow(NoSuchUser::new);
  }

  UUID insert(Profile profile, @Nullable String passwordHash) {
    check(profile);
    UUID id = duplicatesNamed(
        () ->
            sql.insertInto(APP_USER)
                .set(columns(profile))
                .set(APP_USER.TOWN, TownContext.required().town())
                .set(APP_USER.PASSWORD_HASH, passwordHash)
                .set(APP_USER.CREATED_AT, clock.instant())
                .returning(APP_USER.ID)
                .fetchSingle()
                .getId());
    colleagues.forget();
    return id;
  }

  /** Forgets who works; in tests that exchange the database under the application. */
  public void forget() {
    colleagues.forget();
  }

  private void changed() {
    colleagues.forget();
    sessions.refresh();
  }

  private List<UserCard> read() {
    return sql.selectFrom(APP_USER).where(inTown()).and(APP_USER.ENABLED).orderBy(APP_USER.ROLE, APP_USER.USERNAME).limit(REMEMBERED_MAX).fetch(Users::card);
  }

  private Invited link(UUID userId, Purpose purpose) {
    TownContext context = TownContext.required();
    String token = links.create(context.town(), purpose, userId, context.actor(), settings.linkValid());
    return new Invited(userId.toString(), OneTimeLinks.path(token), clock.instant().plus(settings.linkValid()));
  }

  private void setEnabled(Account account, boolean enabled) {
    sql.update(APP_USER)
        .set(APP_USER.ENABLED, enabled)
        .set(APP_USER.VERSION, APP_USER.VERSION.plus(1))
        .where(APP_USER.TOWN.eq(account.town()))
        .and(APP_USER.ID.eq(account.id()))
        .execute();
    changed();
  }

  private void refuseWithoutAdministrator(Account leaving) {
    if (leaving.role() != Role.ADMINISTRATOR || !leaving.enabled()) return;
    boolean another =
        sql.selectFrom(APP_USER)
            .where(inTown())
            .and(APP_USER.ROLE.eq(Role.ADMINISTRATOR.name()))
            .and(APP_USER.ENABLED)
            .forUpdate()
            .stream()
            .anyMatch(row -> !row.getId().equals(leaving.id()));
    if (!another) throw new InvalidInput("role", "access.error.lastAdministrator");
  }

  private static void check(Profile profile) {
    List<FieldError> errors = new ArrayList<>();
    if (!USERNAME.matcher(Accounts.normal(profile.username())).matches()) errors.add(FieldError.of("username", "access.error.username"));
    String name = profile.name().strip();
    if (name.isEmpty() || name.length() > 60) errors.add(FieldError.of("name", "access.error.name"));
    if (profile.role() == Role.OTHER_SYSTEM) errors.add(FieldError.of("role", "access.error.role"));
    if (profile.role() == Role.DEPARTMENT_OFFICER && profile.department() == null) {
      errors.add(FieldError.of("department", "access.error.department"));
    }
    if (profile.department() != null && !CODE.matcher(profile.department()).matches()) {
      errors.add(FieldError.of("department", "access.error.department"));
    }
    if (profile.areas().size() > 50 || !profile.areas().stream().allMatch(area -> CODE.matcher(area).matches())) {
      errors.add(FieldError.of("areas", "access.error.areas"));
    }
    if (profile.email() != null && !EMAIL.matcher(profile.email()).matches()) errors.add(FieldError.of("email", "access.error.email"));
    if (profile.allTowns() && profile.role() != Role.ADMINISTRATOR) errors.add(FieldError.of("allTowns", "access.error.allTowns"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static Map<Field<?>, @Nullable Object> columns(Profile profile) {
    Map<Field<?>, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put(APP_USER.USERNAME, Accounts.normal(profile.username()));
    columns.put(APP_USER.NAME, profile.name().strip());
    columns.put(APP_USER.ROLE, profile.role().name());
    columns.put(APP_USER.AREAS, profile.areas().stream().distinct().toArray(String[]::new));
    columns.put(APP_USER.DEPARTMENT, profile.department());
    columns.put(APP_USER.EMAIL, profile.email() == null ? null : profile.email().toLowerCase(Locale.ROOT));
    columns.put(APP_USER.ALL_TOWNS, profile.allTowns());
    return columns;
  }

  private static <T> T duplicatesNamed(Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException | org.jooq.exception.IntegrityConstraintViolationException e) {
      String message = String.valueOf(e.getMessage());
      throw message.contains("app_user_email")
          ? new InvalidInput("email", "access.error.emailTaken")
          : new InvalidInput("username", "access.error.usernameTaken");
    }
  }

  private static Map<String, Object> describe(Profile profile) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("role", profile.role());
    if (!profile.areas().isEmpty()) details.put("areas", profile.areas());
    if (profile.department() != null) details.put("department", profile.department());
    if (profile.allTowns()) details.put("allTowns", true);
    return details;
  }

  /** Row-level security holds this too; said here so that the index is used. */
  private static Condition inTown() {
    return APP_USER.TOWN.eq(TownContext.required().town());
  }

  private static Optional<UUID> parse(String userId) {
    try {
      return Optional.of(UUID.fromString(userId));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static UserCard card(AppUserRecord row) {
    Profile profile =
        new Profile(
            row.getUsername(), row.getName(), Role.valueOf(row.getRole()), List.of(row.getAreas()), row.getDepartment(),
            row.getEmail(), row.getAllTowns());
    boolean invited = row.getPasswordHash() == null && row.getOidcSubject() == null;
    return new UserCard(
        row.getId().toString(), row.getTown(), profile, row.getEnabled(), invited, row.getTotpSecret() != null,
        row.getLastLogInAt(), row.getVersion());
  }
}
