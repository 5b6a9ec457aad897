package org.guanjia.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.platform.access.Staff.PASSWORD;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.OneTimeLinks.Purpose;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@TownTest
class AccessTests {

  private static final String NEW_PASSWORD = "七只猫在巷口等下雨天";
  private static final Pattern LINK = Pattern.compile("/invitations/([A-Za-z0-9_-]{43})");
  private static final Pattern SECRET = Pattern.compile("<p class=\"code\">([A-Z2-7 ]{32,})</p>");
  private static final Pattern RECOVERY = Pattern.compile("<span class=\"code\">([a-z0-9-]{19})</span>");

  @LocalServerPort int port;
  @Autowired Users users;
  @Autowired Accounts accounts;
  @Autowired Sessions sessions;
  @Autowired Tokens tokens;
  @Autowired OneTimeLinks links;
  @Autowired Administrators administrators;
  @Autowired EveryTown everyTown;
  @Autowired HikariDataSource applicationPool;

  private final TimeCodes codes = new TimeCodes();
  private String name;

  @BeforeEach
  void noAttemptsYet() throws SQLException {
    owner("delete from platform.attempt");
    name = "u" + System.nanoTime();
  }

  @Test
  void theFirstAdministratorComesInByALinkThatWorksOnce() throws SQLException {
    owner("update platform.app_user set role = 'LEADER' where role = 'ADMINISTRATOR'");
    assertThat(everyTown.call(administrators::exist)).isFalse();
    String token = everyTown.call(() -> links.create(Staff.TOWN, Purpose.FIRST_ADMINISTRATOR, null, "system", java.time.Duration.ofHours(1)));
    try (Visitor visitor = Visitor.at(port); Visitor late = Visitor.at(port)) {
      assertThat(visitor.get("/invitations/" + token).body()).contains("第一位管理员");
      Answer weak = visitor.post("/invitations/" + token, "username", name, "name", "李管理", "newPassword", "12345678901", "repeated", "12345678901");
      assertThat(weak.status()).isEqualTo(422);
      assertThat(weak.body()).contains("很容易被猜到").contains(name);
      Answer entered = visitor.post("/invitations/" + token, "username", name, "name", "李管理", "newPassword", NEW_PASSWORD, "repeated", NEW_PASSWORD);
      assertThat(entered.location()).isEqualTo("/account/second-factor");
      assertThat(late.get("/invitations/" + token).status()).isEqualTo(410);
      assertThat(late.post("/invitations/" + token, "username", "x" + name, "name", "坏人", "newPassword", NEW_PASSWORD, "repeated", NEW_PASSWORD).status()).isEqualTo(410);
    }
    assertThat(everyTown.call(administrators::exist)).isTrue();
    assertThat(everyTown.call(() -> accounts.byUsername(name)).orElseThrow().allTowns()).isTrue();
  }

  @Test
  void anInvitedPersonChoosesThePassword() {
    try (Visitor administrator = administrator(); Visitor invited = Visitor.at(port)) {
      Answer link = administrator.post("/admin/users", "username", name, "name", "陈小梅", "role", "VILLAGE_CLERK", "areas", "001 002");
      assertThat(link.status()).isEqualTo(201);
      assertThat(link.header("Referrer-Policy")).isEqualTo("no-referrer");
      String path = path(link.body());
      assertThat(invited.tryLogIn(name, "").status()).as("no password yet").isEqualTo(401);
      assertThat(invited.get(path).body()).contains("陈小梅").contains(name);
      assertThat(invited.post(path, "newPassword", NEW_PASSWORD, "repeated", NEW_PASSWORD + "x").body()).contains("两次输入的新密码不一样");
      assertThat(invited.post(path, "newPassword", NEW_PASSWORD, "repeated", NEW_PASSWORD).location()).startsWith("/login/kept");
      assertThat(invited.get("/account").body()).contains(name);
      assertThat(invited.get(path).status()).isEqualTo(410);
    }
    Account account = everyTown.call(() -> accounts.byUsername(name)).orElseThrow();
    assertThat(account.viewer(null).areas()).containsExactly("001", "002");
  }

  @Test
  void ofTwoWhoUseALinkAtTheSameMomentOneComesIn() throws Exception {
    String id = Staff.add(users, name, Role.WINDOW_CLERK);
    String path = inTown(() -> users.newLink(id)).path();
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Integer> use =
          () -> {
            try (Visitor visitor = Visitor.at(port)) {
              return visitor.post(path, "newPassword", NEW_PASSWORD, "repeated", NEW_PASSWORD).status();
            }
          };
      List<Integer> answers = threads.invokeAll(List.of(use, use, use, use)).stream().map(AccessTests::get).toList();
      assertThat(answers).containsOnlyOnce(303).contains(410);
    }
  }

  @Test
  void aLinkExpires() throws SQLException {
    String id = Staff.add(users, name, Role.WINDOW_CLERK);
    String path = inTown(() -> users.newLink(id)).path();
    owner("update platform.one_time_link set expires_at = now() - interval '1 second' where user_id = '" + id + "'");
    try (Visitor visitor = Visitor.at(port)) {
      assertThat(visitor.get(path).status()).isEqualTo(410);
      assertThat(visitor.post(path, "newPassword", NEW_PASSWORD, "repeated", NEW_PASSWORD).status()).isEqualTo(410);
    }
  }

  @Test
  void aNewLinkMakesTheFormerOneWorthless() {
    String id = Staff.add(users, name, Role.WINDOW_CLERK);
    String former = inTown(() -> users.newLink(id)).path();
    String latest = inTown(() -> users.newLink(id)).path();
    try (Visitor visitor = Visitor.at(port)) {
      assertThat(visitor.get(former).status()).isEqualTo(410);
      assertThat(visitor.get(latest).status()).isEqualTo(200);
    }
  }

  @Test
  void theSecondFactorIsSetUpUsedAndReplacedByPaper() {
    String id = Staff.add(users, name, Role.AUDITOR);
    try (Visitor person = Visitor.at(port)) {
      assertThat(person.tryLogIn(name, PASSWORD).location()).isEqualTo("/account/second-factor");
      assertThat(person.get("/audit").location()).as("nothing else is open").isEqualTo("/account/second-factor");
      var shown = SECRET.matcher(person.get("/account/second-factor").body());
      assertThat(shown.find()).isTrue();
      byte[] secret = fromBase32(shown.group(1));
      assertThat(person.post("/account/second-factor", "code", "000000").status()).isEqualTo(422);
      Instant setUp = Instant.now();
      Answer done = person.post("/account/second-factor", "code", codes.codeAt(secret, setUp));
      List<String> paper = RECOVERY.matcher(done.body()).results().map(found -> found.group(1)).toList();
      assertThat(paper).hasSize(10);
      assertThat(person.get("/account").status()).isEqualTo(200);
      person.post("/logout");

      assertThat(person.tryLogIn(name, PASSWORD).location()).startsWith("/login/code");
      assertThat(person.get("/account").location()).as("the password alone opens nothing").startsWith("/login");
      assertThat(person.post("/login/code", "code", codes.codeAt(secret, setUp)).status()).as("a code works once").isEqualTo(401);
      assertThat(person.post("/login/code", "code", codes.codeAt(secret, setUp.plusSeconds(30))).location()).startsWith("/login/kept");
      assertThat(person.get("/account").status()).isEqualTo(200);
      person.post("/logout");

      person.tryLogIn(name, PASSWORD);
      assertThat(person.post("/login/code", "code", paper.get(3).toUpperCase().replace('-', ' ')).location()).startsWith("/login/kept");
      person.post("/logout");
      person.tryLogIn(name, PASSWORD);
      assertThat(person.post("/login/code", "code", paper.get(3)).status()).as("paper works once too").isEqualTo(401);
      assertThat(person.post("/account/second-factor/removal", "oldPassword", PASSWORD).location()).startsWith("/login");
    }
    assertThat(inTown(() -> users.find(id)).orElseThrow().secondFactor()).isTrue();
  }

  @Test
  void whoKnowsThePasswordCannotTryCodesWithoutEnd() {
    String id = Staff.add(users, name, Role.VILLAGE_CLERK);
    giveSecondFactor(id);
    try (Visitor thief = Visitor.at(port, "127.0.70.1")) {
      thief.tryLogIn(name, PASSWORD);
      String token = thief.csrfToken();
      List<Integer> answers =
          java.util.stream.IntStream.range(0, 10)
              .map(i -> thief.postRaw("/login/code", Visitor.form(token, "code", "00000" + i)).status())
              .boxed()
              .toList();
      assertThat(answers).endsWith(429, 429, 429, 429).doesNotContain(303);
    }
  }

  @Test
  void aRoleThatNeedsTheSecondFactorCannotTakeItOff() {
    String id = Staff.add(users, name, Role.LEADER);
    byte[] secret = giveSecondFactor(id);
    try (Visitor leader = Visitor.at(port)) {
      leader.tryLogIn(name, PASSWORD);
      leader.post("/login/code", "code", codes.codeAt(secret, Instant.now()));
      assertThat(leader.post("/account/second-factor/removal", "oldPassword", PASSWORD).status()).isEqualTo(409);
    }
  }

  @Test
  void aNewPasswordEndsAllOtherSessions() {
    Staff.add(users, name, Role.VILLAGE_CLERK);
    try (Visitor here = Visitor.at(port).logIn(name, PASSWORD); Visitor elsewhere = Visitor.at(port).logIn(name, PASSWORD)) {
      assertThat(elsewhere.get("/account").status()).isEqualTo(200);
      assertThat(here.post("/account/password", "oldPassword", "wrong", "newPassword", NEW_PASSWORD, "repeated", NEW_PASSWORD).status()).isEqualTo(422);
      assertThat(here.post("/account/password", "oldPassword", PASSWORD, "newPassword", "password123", "repeated", "password123").body()).contains("很容易被猜到");
      assertThat(here.post("/account/password", "oldPassword", PASSWORD, "newPassword", NEW_PASSWORD, "repeated", NEW_PASSWORD).location()).isEqualTo("/account");
      assertThat(here.get("/account").status()).isEqualTo(200);
      assertThat(elsewhere.get("/account").location()).startsWith("/login");
      assertThat(elsewhere.tryLogIn(name, PASSWORD).status()).isEqualTo(401);
      elsewhere.logIn(name, NEW_PASSWORD);
    }
  }

  @Test
  void sessionsAreSeenAndEnded() {
    Staff.add(users, name, Role.VILLAGE_CLERK);
    String stranger = name + "s";
    Staff.add(users, stranger, Role.VILLAGE_CLERK);
    try (Visitor here = Visitor.at(port).logIn(name, PASSWORD);
        Visitor there = Visitor.at(port).logIn(name, PASSWORD);
        Visitor other = Visitor.at(port).logIn(stranger, PASSWORD)) {
      Account account = everyTown.call(() -> accounts.byUsername(name)).orElseThrow();
      assertThat(sessions.list(Staff.TOWN, account.id())).hasSize(2);
      UUID id = session(there);
      assertThat(other.post("/account/sessions/" + id + "/end").status()).as("another's session").isEqualTo(404);
      assertThat(there.get("/account").status()).isEqualTo(200);
      assertThat(here.post("/account/sessions/" + id + "/end").location()).isEqualTo("/account");
      assertThat(there.get("/account").location()).startsWith("/login");
    }
  }

  @Test
  void anAdministratorEndsAnybodysSessionInTheTownAndNowhereElse() {
    Staff.add(users, name, Role.VILLAGE_CLERK);
    String far = name + "far";
    Staff.add(users, Staff.OTHER_TOWN, far, Role.VILLAGE_CLERK);
    try (Visitor administrator = administrator();
        Visitor clerk = Visitor.at(port).logIn(name, PASSWORD);
        Visitor farClerk = Visitor.at(port).logIn(far, PASSWORD)) {
      assertThat(administrator.get("/admin/sessions").body()).contains(name).doesNotContain(far);
      assertThat(administrator.post("/admin/sessions/" + session(farClerk) + "/end").status()).isEqualTo(404);
      assertThat(farClerk.get("/account").status()).isEqualTo(200);
      assertThat(administrator.post("/admin/sessions/" + session(clerk) + "/end").status()).isEqualTo(303);
      assertThat(clerk.get("/account").status()).isEqualTo(303);
    }
  }

  @Test
  void sessionsEndWhenIdleAndAtTheirLongest() throws SQLException {
    Staff.add(users, name, Role.VILLAGE_CLERK);
    try (Visitor idle = Visitor.at(port).logIn(name, PASSWORD); Visitor old = Visitor.at(port).logIn(name, PASSWORD)) {
      owner("update platform.session set last_seen_at = now() - interval '121 minutes' where id = '" + session(idle) + "'");
      owner("update platform.session set expires_at = now() - interval '1 second' where id = '" + session(old) + "'");
      sessions.refresh();
      assertThat(idle.get("/account").location()).startsWith("/login?next=").endsWith("&expired");
      assertThat(old.get("/account").status()).isEqualTo(303);
    }
  }

  @Test
  void aDisabledUserIsOutAtOnce() {
    String id = Staff.add(users, name, Role.VILLAGE_CLERK);
    try (Visitor clerk = Visitor.at(port).logIn(name, PASSWORD)) {
      inTown(() -> { users.disable(id); return true; });
      assertThat(clerk.get("/account").status()).isEqualTo(303);
    }
  }

  @Test
  void aChangedRoleCountsAtOnce() {
    String id = Staff.add(users, name, Role.TOWN_DESK);
    try (Visitor visitor = Visitor.at(port).logIn(name, PASSWORD)) {
      assertThat(visitor.get("/admin/users").status()).isEqualTo(403);
      inTown(() -> { users.change(id, Profile.of(name, "改岗", Role.ADMINISTRATOR), 0); return true; });
      assertThat(visitor.get("/admin/users").status()).isEqualTo(200);
    }
  }

  @Test
  void ofTwoAdministratorsWhoChangeAUserNoneOverwritesTheOther() {
    String id = Staff.add(users, name, Role.VILLAGE_CLERK);
    try (Visitor administrator = administrator()) {
      assertThat(change(administrator, id, "第一次改", 0).location()).isEqualTo("/admin/users/" + id);
      Answer stale = change(administrator, id, "第二次改", 0);
      assertThat(stale.status()).isEqualTo(409);
      assertThat(stale.body()).contains("第一次改").contains("第二次改").contains("name=\"version\" value=\"1\"");
      assertThat(change(administrator, id, "第二次改", 1).status()).isEqualTo(303);
    }
  }

  @Test
  void theLastAdministratorStays() throws SQLException {
    owner("update platform.app_user set role = 'LEADER' where role = 'ADMINISTRATOR'");
    String id = Staff.add(users, name, Role.ADMINISTRATOR);
    assertThatThrownBy(() -> inTown(() -> { users.disable(id); return true; })).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> inTown(() -> { users.change(id, Profile.of(name, "x", Role.LEADER), 0); return true; })).isInstanceOf(InvalidInput.class);
  }

  @Test
  void anAdministratorOfOneTownCannotTakeOverOneOfAll() throws SQLException {
    String chief = Staff.add(users, name, Role.ADMINISTRATOR);
    owner("update platform.app_user set all_towns = true where id = '" + chief + "'");
    try (Visitor administrator = administrator()) {
      assertThat(administrator.post("/admin/users/" + chief + "/invitation").status()).isEqualTo(403);
      assertThat(administrator.post("/admin/users/" + chief + "/second-factor/removal").status()).isEqualTo(403);
      assertThat(change(administrator, chief, "x", 0).status()).isEqualTo(403);
      assertThat(administrator.post("/admin/users", "username", name + "2", "name", "x", "role", "ADMINISTRATOR", "allTowns", "true").status()).isEqualTo(422);
      assertThat(administrator.get("/admin/town").status()).isEqualTo(403);
      assertThat(administrator.post("/admin/town", "town", Staff.OTHER_TOWN).status()).isEqualTo(403);
    }
  }

  @Test
  void anAdministratorOfAllTownsSwitchesTowns() throws SQLException {
    String far = name + "far";
    Staff.add(users, Staff.OTHER_TOWN, far, Role.VILLAGE_CLERK);
    try (Visitor chief = administrator()) {
      owner("update platform.app_user set all_towns = true where username = '" + chief.cookies().get("test-name") + "'");
      sessions.refresh();
      assertThat(chief.get("/admin/users?q=" + far).body()).doesNotContain("测试" + far);
      assertThat(chief.post("/admin/town", "town", Staff.OTHER_TOWN).status()).isEqualTo(303);
      assertThat(chief.get("/admin/users?q=" + far).body()).contains("测试" + far);
    }
  }

  @Test
  void anotherTownsUserCannotBeSeenOrChanged() {
    String far = Staff.add(users, Staff.OTHER_TOWN, name, Role.VILLAGE_CLERK);
    try (Visitor administrator = administrator()) {
      assertThat(administrator.get("/admin/users/" + far).status()).isEqualTo(404);
      assertThat(change(administrator, far, "x", 0).status()).isEqualTo(404);
      assertThat(administrator.post("/admin/users/" + far + "/disabling").status()).isEqualTo(404);
      assertThat(administrator.post("/admin/users/" + far + "/invitation").status()).isEqualTo(404);
    }
  }

  @Test
  void aTakenNameIsToldWithoutLosingTheForm() {
    Staff.add(users, Staff.OTHER_TOWN, name, Role.VILLAGE_CLERK);
    try (Visitor administrator = administrator()) {
      Answer answer = administrator.post("/admin/users", "username", name.toUpperCase(), "name", "同名的人", "role", "LEADER");
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).contains("已经有人用了").contains("同名的人");
    }
  }

  @Test
  void aTokenOpensWhatItNamesAndNothingElse() {
    String secret = inTown(() -> tokens.create("12345 热线", Set.of(Permission.AUDIT_READ), 30)).secret();
    try (Visitor system = Visitor.at(port)) {
      String[] bearer = {"Authorization", "Bearer " + secret};
      assertThat(system.call("GET", "/api/v1/audit", "", bearer).status()).isEqualTo(200);
      assertThat(system.call("GET", "/api/v1/users", "", bearer).status()).isEqualTo(403);
      assertThat(system.call("GET", "/api/v1/audit", "").status()).isEqualTo(401);
      assertThat(system.call("GET", "/api/v1/audit", "", "Authorization", "Bearer gj_" + "x".repeat(43)).status()).isEqualTo(401);
      assertThat(system.call("GET", "/account", "", bearer).location()).as("pages are for people").startsWith("/login");
    }
  }

  @Test
  void aRevokedOrExpiredTokenIsRefused() throws Exception {
    var revoked = inTown(() -> tokens.create("a", Set.of(Permission.AUDIT_READ), 30));
    var expired = inTown(() -> tokens.create("b", Set.of(Permission.AUDIT_READ), 30));
    try (Visitor system = Visitor.at(port)) {
      assertThat(system.call("GET", "/api/v1/audit", "", "Authorization", "Bearer " + revoked.secret()).status()).isEqualTo(200);
      assertThat(system.call("GET", "/api/v1/audit", "", "Authorization", "Bearer " + expired.secret()).status()).isEqualTo(200);
      assertThat(inTown(() -> tokens.revoke(revoked.id()))).isTrue();
      owner("update platform.api_token set expires_at = now() where id = '" + expired.id() + "'");
      Thread.sleep(2_100);
      assertThat(system.call("GET", "/api/v1/audit", "", "Authorization", "Bearer " + revoked.secret()).status()).isEqualTo(401);
      assertThat(system.call("GET", "/api/v1/audit", "", "Authorization", "Bearer " + expired.secret()).status()).isEqualTo(401);
    }
  }

  @Test
  void noTokenGetsMoreThanOtherSystemsMayHave() {
    assertThatThrownBy(() -> inTown(() -> tokens.create("x", Set.of(Permission.USERS_MANAGE), 30))).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> inTown(() -> tokens.create("x", Set.of(Permission.AUDIT_READ), 3_650))).isInstanceOf(InvalidInput.class);
  }

  @Test
  void aCookiesHolderNeedsTheFormsTokenOnTheApiToo() {
    try (Visitor administrator = administrator()) {
      String json = "{\"username\":\"" + name + "\",\"name\":\"x\",\"role\":\"LEADER\",\"areas\":[]}";
      assertThat(administrator.call("POST", "/api/v1/users", json).status()).isEqualTo(403);
      assertThat(administrator.call("POST", "/api/v1/users", json, "X-CSRF-TOKEN", administrator.csrfToken()).status()).isEqualTo(201);
    }
  }

  @Test
  void anotherSitesFormIsRefused() {
    try (Visitor administrator = administrator()) {
      String body = "username=" + name + "&name=x&role=ADMINISTRATOR";
      assertThat(administrator.postRaw("/admin/users", body, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example").status()).isEqualTo(403);
      assertThat(administrator.postRaw("/admin/users", body).status()).isEqualTo(403);
    }
    assertThat(everyTown.call(() -> accounts.byUsername(name))).isEmpty();
  }

  @Test
  void whatWasTypedWhenTheSessionExpiredIsOfferedAgain() throws SQLException {
    try (Visitor administrator = administrator()) {
      String own = administrator.cookies().get("test-name");
      String token = administrator.csrfToken();
      owner("update platform.session set expires_at = now() - interval '1 second' where id = '" + session(administrator) + "'");
      sessions.refresh();
      Answer expired = administrator.postRaw("/admin/users", Visitor.form(token, "username", name, "name", "长长的表单<b>", "role", "WINDOW_CLERK", "key", "k1"),
          "Referer", "http://127.0.0.1:" + port + "/admin/users/new");
      assertThat(expired.location()).isEqualTo("/login?next=%2Fadmin%2Fusers%2Fnew&kept");
      assertThat(administrator.get(expired.location()).body()).contains("已经保存好");
      assertThat(everyTown.call(() -> accounts.byUsername(name))).as("nothing is done before the log-in").isEmpty();

      Answer entered = administrator.post("/login", "username", own, "password", PASSWORD, "next", "/admin/users/new");
      Account account = everyTown.call(() -> accounts.byUsername(own)).orElseThrow();
      Answer code = administrator.post("/login/code", "code", nextCode(account));
      assertThat(entered.location()).startsWith("/login/code");
      Answer kept = administrator.get(code.location());
      assertThat(kept.status()).isEqualTo(200);
      assertThat(kept.body()).contains("长长的表单&lt;b").contains("action=\"/admin/users\"").contains("name=\"role\"").doesNotContain("<b>");
      Answer sent = administrator.post("/admin/users", "username", name, "name", "长长的表单", "role", "WINDOW_CLERK", "_kept", "1");
      assertThat(sent.status()).isEqualTo(201);
      assertThat(administrator.get("/login/kept").location()).as("offered once").isEqualTo("/today");
    }
  }

  @Test
  void aKeptFormIsForItsAuthorAlone() throws SQLException {
    Staff.add(users, name, Role.VILLAGE_CLERK);
    try (Visitor shared = administrator()) {
      String token = shared.csrfToken();
      owner("update platform.session set ended_at = now() where id = '" + session(shared) + "'");
      sessions.refresh();
      assertThat(shared.postRaw("/admin/users", Visitor.form(token, "name", "机密")).location()).contains("&kept");
      shared.logIn(name, PASSWORD);
      assertThat(shared.get("/login/kept").status()).as("another person at the same computer").isEqualTo(303);
    }
  }

  @Test
  void aStrangerCannotHaveAnythingKept() {
    try (Visitor stranger = Visitor.at(port).withCookie("gj-session", "B".repeat(43))) {
      Answer answer = stranger.postRaw("/admin/users", Visitor.form(stranger.csrfToken(), "name", "x".repeat(10_000)));
      assertThat(answer.location()).doesNotContain("kept");
    }
  }

  @Test
  void aFormFromBeforeAnotherLogInIsShownForASecondLook() {
    try (Visitor administrator = administrator()) {
      Answer stale = administrator.postRaw("/admin/users", Visitor.form("old", "username", name, "name", "旧页面", "role", "LEADER"), "Sec-Fetch-Site", "same-origin");
      assertThat(stale.location()).isEqualTo("/login/kept");
      assertThat(administrator.get("/login/kept").body()).contains("旧页面");
      assertThat(everyTown.call(() -> accounts.byUsername(name))).isEmpty();
    }
  }

  @Test
  void pagesCarryTheHeadersThatGuardThem() {
    try (Visitor visitor = Visitor.at(port)) {
      Answer page = visitor.get("/login");
      assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'").contains("frame-ancestors 'none'").doesNotContain("unsafe");
      assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(page.header("Permissions-Policy")).contains("microphone=()");
      assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(page.header("Cache-Control")).contains("no-store");
      assertThat(page.header("Strict-Transport-Security")).as("only over https").isEmpty();
      assertThat(page.header("X-Powered-By") + page.header("Server")).isEmpty();
    }
  }

  /** Row-level security, asked directly as the application's own role. */
  @Test
  void theDatabaseItselfKeepsTownsApart() throws SQLException {
    Staff.add(users, name, Role.VILLAGE_CLERK);
    Staff.add(users, Staff.OTHER_TOWN, name + "far", Role.VILLAGE_CLERK);
    inTown(() -> tokens.create("t", Set.of(Permission.AUDIT_READ), 1));
    for (String table : List.of("app_user", "api_token", "audit_entry", "one_time_link", "session", "recovery_code", "known_device")) {
      assertThat(count(table, "where town <> '" + Staff.TOWN + "'", Staff.TOWN)).as(table).isZero();
      assertThat(count(table, "", "")).as(table + " without a town").isZero();
    }
    assertThat(count("app_user", "", Staff.TOWN)).isPositive();
    try (var connection = applicationPool.getConnection(); var sql = connection.createStatement()) {
      sql.execute("begin; set local guanjia.town = '" + Staff.TOWN + "'");
      assertThatThrownBy(() -> sql.execute("update platform.app_user set town = '" + Staff.OTHER_TOWN + "' where username = '" + name + "'"))
          .hasMessageContaining("row-level security");
      sql.execute("rollback");
      assertThatThrownBy(() -> sql.execute("delete from platform.app_user")).hasMessageContaining("permission denied");
      sql.execute("rollback");
    }
  }

  private int count(String table, String where, String town) throws SQLException {
    try (var connection = applicationPool.getConnection(); var sql = connection.createStatement()) {
      sql.execute("begin; set local guanjia.town = '" + town + "'");
      try (var rows = sql.executeQuery("select count(*) from platform." + table + " " + where)) {
        rows.next();
        return rows.getInt(1);
      } finally {
        sql.execute("rollback");
      }
    }
  }

  /** An administrator with second factor, logged in; the log-in name stands among the cookies as "test-name". */
  private Visitor administrator() {
    String own = "admin" + System.nanoTime();
    String id = Staff.add(users, own, Role.ADMINISTRATOR);
    byte[] secret = giveSecondFactor(id);
    Visitor visitor = Visitor.at(port).withCookie("test-name", own);
    visitor.tryLogIn(own, PASSWORD);
    assertThat(visitor.post("/login/code", "code", codes.codeAt(secret, Instant.now().minusSeconds(30))).location()).startsWith("/login/kept");
    return visitor;
  }

  @Autowired SecondFactor secondFactor;

  private byte[] giveSecondFactor(String userId) {
    Account account = everyTown.call(() -> accounts.byId(UUID.fromString(userId))).orElseThrow();
    byte[] secret = fromBase32(secondFactor.pending(account).secret());
    assertThat(secondFactor.confirm(account, codes.codeAt(secret, Instant.now().minusSeconds(30)))).isPresent();
    try {
      owner("update platform.app_user set totp_last_step = 0 where id = '" + userId + "'");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return secret;
  }

  @Autowired org.guanjia.platform.crypto.PersonalData personal;

  private String nextCode(Account account) {
    return codes.codeAt(personal.decryptBytes("access.totp", account.totpSecret()), Instant.now().plusSeconds(30));
  }

  private UUID session(Visitor visitor) {
    return sessions.find(visitor.cookies().get("gj-session")).orElseThrow().id();
  }

  private static Answer change(Visitor administrator, String id, String newName, int version) {
    return administrator.post("/admin/users/" + id, "username", "c" + id.substring(0, 8), "name", newName, "role", "VILLAGE_CLERK", "version", String.valueOf(version));
  }

  private static String path(String body) {
    var link = LINK.matcher(body);
    assertThat(link.find()).isTrue();
    return link.group();
  }

  private static byte[] fromBase32(String text) {
    String letters = text.replace(" ", "");
    byte[] bytes = new byte[letters.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (char letter : letters.toCharArray()) {
      buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
      }
    }
    return bytes;
  }

  private static <T> T inTown(java.util.function.Supplier<T> work) {
    return TownContext.system(Staff.TOWN).call(work);
  }

  private static <T> T get(java.util.concurrent.Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void owner(String statement) throws SQLException {
    try (var connection = TestDatabase.owner(); var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
