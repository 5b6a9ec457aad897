package org.guanjia.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.platform.access.Staff.PASSWORD;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Attackers come from 127.0.66.x, the rightful user from 127.0.1.x: two networks to the program. */
@TownTest
class LogInTests {

  @LocalServerPort int port;
  @Autowired Users users;
  private String name;

  @BeforeEach
  void aClerkAndNoAttemptsYet() throws SQLException {
    try (var owner = TestDatabase.owner(); var sql = owner.createStatement()) {
      sql.execute("delete from platform.attempt");
    }
    name = "clerk" + System.nanoTime();
    Staff.add(users, name, Role.VILLAGE_CLERK);
  }

  @Test
  void leadsToWhereOneWantedToGo() {
    try (Visitor visitor = Visitor.at(port)) {
      Answer refused = visitor.get("/account?tab=2");
      assertThat(refused.status()).isEqualTo(303);
      assertThat(refused.location()).isEqualTo("/login?next=%2Faccount%3Ftab%3D2");
      Answer entered = visitor.post("/login", "username", name, "password", PASSWORD, "next", "/account?tab=2");
      assertThat(entered.location()).isEqualTo("/login/kept?next=%2Faccount%3Ftab%3D2");
      assertThat(visitor.get(entered.location()).location()).isEqualTo("/account?tab=2");
      assertThat(visitor.get("/account").body()).contains(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil\tx", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "\\\\evil"})
  void neverLeadsToAnotherSite(String next) {
    try (Visitor visitor = Visitor.at(port)) {
      Answer entered = visitor.post("/login", "username", name, "password", PASSWORD, "next", next);
      assertThat(entered.location()).isEqualTo("/login/kept?next=");
      assertThat(visitor.get(entered.location()).location()).isEqualTo("/today");
      assertThat(entered.header("Set-Cookie")).doesNotContain("x=1");
    }
  }

  @ParameterizedTest
  @MethodSource("staff")
  void eachRoleBeginsWhereItsWorkIs(Role role) {
    String own = "first-" + role.name().toLowerCase() + System.nanoTime();
    Staff.add(users, own, role);
    try (Visitor visitor = Staff.enter(port, own)) {
      assertThat(visitor.get("/login/kept").location()).isEqualTo(role.firstPage());
      assertThat(visitor.get("/login").location()).isEqualTo(role.firstPage());
      assertThat(visitor.get("/login?next=/account").location()).as("a page that was asked for comes first").isEqualTo("/account");
      Answer first = visitor.get(role.firstPage());
      assertThat(first.status()).isEqualTo(200);
      assertThat(first.body()).contains("class=\"brand\" href=\"" + role.firstPage() + "\"");
    }
  }

  static List<Role> staff() {
    return Role.ofStaff();
  }

  @Test
  void aLeaderBeginsAtTheBoardAndAnAuditorAtTheLog() {
    assertThat(Role.LEADER.firstPage()).isEqualTo("/board");
    assertThat(Role.AUDITOR.firstPage()).isEqualTo("/audit");
  }

  @Test
  void theNameIsTakenAsPeopleTypeIt() {
    try (Visitor visitor = Visitor.at(port)) {
      visitor.logIn("  " + name.toUpperCase() + " ", PASSWORD);
    }
  }

  @Test
  void theSessionsSecretIsNewAtEachLogIn() {
    try (Visitor visitor = Visitor.at(port)) {
      String planted = "A".repeat(43);
      visitor.withCookie("gj-session", planted).logIn(name, PASSWORD);
      String first = visitor.cookies().get("gj-session");
      assertThat(first).isNotEqualTo(planted);
      visitor.logIn(name, PASSWORD);
      assertThat(visitor.cookies().get("gj-session")).isNotEqualTo(first);
      try (Visitor thief = Visitor.at(port).withCookie("gj-session", first)) {
        assertThat(thief.get("/account").location()).as("the former session has ended").startsWith("/login");
      }
    }
  }

  @Test
  void theCookieIsKeptFromScriptsAndOtherSites() {
    try (Visitor visitor = Visitor.at(port)) {
      String cookies = visitor.tryLogIn(name, PASSWORD).header("Set-Cookie");
      assertThat(cookies).contains("gj-session=").contains("HttpOnly").contains("SameSite=Lax");
      assertThat(cookies.split("gj-session=")[1].split(",")[0]).doesNotContain("Max-Age");
    }
  }

  @Test
  void aLogInNeedsTheTokenOfItsPage() {
    try (Visitor visitor = Visitor.at(port)) {
      Answer answer = visitor.postRaw("/login", Visitor.form("", "username", name, "password", PASSWORD));
      assertThat(answer.location()).isEqualTo("/login?cookies");
      assertThat(visitor.get("/account").status()).isEqualTo(303);
    }
  }

  @Test
  void aWrongNameAndAWrongPasswordAnswerTheSame() {
    try (Visitor visitor = Visitor.at(port)) {
      Answer wrongPassword = visitor.tryLogIn(name, "wrong password 1");
      Answer wrongName = visitor.tryLogIn("nobody" + System.nanoTime(), "wrong password 1");
      assertThat(wrongPassword.status()).isEqualTo(wrongName.status()).isEqualTo(401);
      assertThat(words(wrongPassword)).isEqualTo(words(wrongName));
    }
  }

  @Test
  void aWrongNameAndAWrongPasswordTakeTheSameTime() {
    List<Long> known = new ArrayList<>();
    List<Long> unknown = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      try (Visitor visitor = Visitor.at(port, "127.0.30." + (i + 1))) {
        String token = visitor.csrfToken();
        known.add(millis(visitor, token, name));
        unknown.add(millis(visitor, token, "nobody" + i));
      }
    }
    assertThat(median(unknown)).as("milliseconds: known %s, unknown %s", known, unknown)
        .isBetween(median(known) / 2, median(known) * 2);
  }

  @Test
  void aDisabledUserIsAnsweredLikeAnybodyUnknown() {
    String id = Staff.add(users, name + "x", Role.VILLAGE_CLERK);
    TownContext.system(Staff.TOWN).run(() -> users.disable(id));
    try (Visitor visitor = Visitor.at(port)) {
      Answer answer = visitor.tryLogIn(name + "x", PASSWORD);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).contains("用户名或密码不对");
    }
  }

  @Test
  void anAttackerIsSlowedDown() {
    try (Visitor attacker = Visitor.at(port, "127.0.66.1")) {
      String token = attacker.csrfToken();
      List<Integer> answers = IntStream.range(0, 15).map(i -> guess(attacker, token, i).status()).boxed().toList();
      assertThat(answers.subList(0, LogIn.PAIR_MAX)).containsOnly(401);
      assertThat(answers.subList(LogIn.PAIR_MAX, 15)).containsOnly(429);
      Answer waiting = attacker.tryLogIn(name, PASSWORD);
      assertThat(waiting.status()).as("even the right password").isEqualTo(429);
      assertThat(Integer.parseInt(waiting.header("Retry-After"))).isBetween(60, 901);
    }
  }

  @Test
  void aBurstGetsNoMoreTriesThanOneAfterTheOther() throws Exception {
    try (Visitor attacker = Visitor.at(port, "127.0.66.2"); var threads = Executors.newFixedThreadPool(20)) {
      String token = attacker.csrfToken();
      List<Callable<Integer>> guesses = IntStream.range(0, 40).<Callable<Integer>>mapToObj(i -> () -> guess(attacker, token, i).status()).toList();
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : threads.invokeAll(guesses)) answers.add(answer.get());
      assertThat(answers.stream().filter(status -> status == 401).count()).isLessThanOrEqualTo(LogIn.PAIR_MAX);
      assertThat(answers).containsOnly(401, 429);
    }
  }

  @Test
  void aNameThatDoesNotExistIsSlowedDownAlike() {
    String nobody = "nobody" + System.nanoTime();
    try (Visitor attacker = Visitor.at(port, "127.0.66.3")) {
      String token = attacker.csrfToken();
      List<Integer> answers = IntStream.range(0, 12)
          .map(i -> attacker.postRaw("/login", Visitor.form(token, "username", nobody, "password", "guess " + i)).status()).boxed().toList();
      assertThat(answers.subList(0, LogIn.PAIR_MAX)).containsOnly(401);
      assertThat(answers.subList(LogIn.PAIR_MAX, 12)).containsOnly(429);
    }
  }

  /** The one test that matters most: a network of attackers at work, and the rightful user comes in all the same. */
  @Test
  void attackersFromManyNetworksCannotLockThePersonOut() throws Exception {
    try (Visitor person = Visitor.at(port, "127.0.1.1")) {
      person.logIn(name, PASSWORD);
      var attacked = new AtomicBoolean(true);
      try (var threads = Executors.newFixedThreadPool(4)) {
        List<Future<Integer>> attackers =
            IntStream.range(0, 4).mapToObj(i -> threads.submit(() -> attack(attacked, i))).toList();
        Thread.sleep(2_000);
        for (int i = 0; i < 5; i++) {
          person.post("/logout");
          Answer entered = person.tryLogIn(name, PASSWORD);
          assertThat(entered.status()).as("from the known browser, during the attack").isIn(303, 503);
        }
        try (Visitor newBrowser = Visitor.at(port, "127.0.1.9")) {
          assertThat(newBrowser.tryLogIn(name, PASSWORD).status()).as("a new browser in the known network").isIn(303, 503);
        }
        attacked.set(false);
        int seen = 0;
        for (Future<Integer> attacker : attackers) seen += attacker.get();
        assertThat(seen).as("passwords that were looked at at all").isLessThanOrEqualTo(LogIn.STRANGERS_MAX);
      }
      try (Visitor stranger = Visitor.at(port, "127.0.99.1")) {
        assertThat(stranger.tryLogIn(name, PASSWORD).status()).as("a strange network, with the stolen password").isEqualTo(429);
      }
    }
  }

  @Test
  void aKnownBrowserIsNoFreePassForGuessing() {
    try (Visitor person = Visitor.at(port, "127.0.1.3")) {
      person.logIn(name, PASSWORD);
      person.post("/logout");
      String token = person.csrfToken();
      List<Integer> answers = IntStream.range(0, 13).map(i -> guess(person, token, i).status()).boxed().toList();
      assertThat(answers.subList(0, LogIn.KNOWN_BROWSER_MAX)).containsOnly(401);
      assertThat(answers.subList(LogIn.KNOWN_BROWSER_MAX, 13)).containsOnly(429);
    }
  }

  @Test
  void aStolenDeviceCookieHelpsWithNoOtherAccount() {
    String other = name + "y";
    Staff.add(users, other, Role.VILLAGE_CLERK);
    try (Visitor person = Visitor.at(port, "127.0.1.4")) {
      person.logIn(name, PASSWORD);
      try (Visitor thief = Visitor.at(port, "127.0.67.1").withCookie("gj-device", person.cookies().get("gj-device"))) {
        String token = thief.csrfToken();
        List<Integer> answers = IntStream.range(0, 11)
            .map(i -> thief.postRaw("/login", Visitor.form(token, "username", other, "password", "guess " + i)).status()).boxed().toList();
        assertThat(answers.getLast()).isEqualTo(429);
      }
    }
  }

  @Test
  void failuresAreForgivenByTheRightPassword() {
    try (Visitor person = Visitor.at(port, "127.0.1.5")) {
      String token = person.csrfToken();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3; i++) assertThat(guess(person, token, i).status()).isEqualTo(401);
        person.logIn(name, PASSWORD);
        person.post("/logout");
        token = person.csrfToken();
      }
    }
  }

  @Test
  void logInsAreRecorded() throws SQLException {
    try (Visitor visitor = Visitor.at(port)) {
      visitor.tryLogIn(name, "wrong");
      visitor.logIn(name, PASSWORD);
    }
    try (var owner = TestDatabase.owner();
        var rows = owner.createStatement().executeQuery(
            "select string_agg(action, ' ' order by e.id) from platform.audit_entry e join platform.app_user u on u.id::text = e.actor"
                + " where u.username = '" + name + "' and e.town = '" + Staff.TOWN + "'")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("log-in.refused log-in");
    }
  }

  private int attack(AtomicBoolean going, int attacker) {
    int lookedAt = 0;
    for (int i = 0; going.get(); i++) {
      try (Visitor visitor = Visitor.at(port, "127.0." + (100 + attacker * 30 + i % 30) + ".1")) {
        String token = visitor.csrfToken();
        for (int guess = 0; guess < 3 && going.get(); guess++) {
          if (guess(visitor, token, i * 10 + guess).status() == 401) lookedAt++;
        }
      }
    }
    return lookedAt;
  }

  private Answer guess(Visitor visitor, String token, int number) {
    return visitor.postRaw("/login", Visitor.form(token, "username", name, "password", "guess number " + number));
  }

  private static long millis(Visitor visitor, String token, String username) {
    long start = System.nanoTime();
    visitor.postRaw("/login", Visitor.form(token, "username", username, "password", "wrong password 1"));
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** What a person can read, without tokens, keys and the name they typed. */
  private static List<String> words(Answer answer) {
    return Arrays.stream(answer.body().replaceAll("<[^>]*>", "\n").split("\n")).map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
