package org.guanjia.platform.access;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.guanjia.TestDatabase;
import org.guanjia.Visitor;
import org.guanjia.Visitor.Answer;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.springframework.context.ApplicationContext;

/** Members of staff with valid defaults, for tests. */
public final class Staff {

  public static final String TOWN = "441900103";
  public static final String OTHER_TOWN = "441900999";
  public static final String PASSWORD = "窗台上三盆兰花昨夜开了";

  private static final Pattern SECRET = Pattern.compile("<p class=\"code\">([A-Z2-7 ]{32,})</p>");

  private Staff() {}

  /** Adds somebody of the whole town who can log in by this name and {@link #PASSWORD}. */
  public static String add(Users users, String username, Role role) {
    return add(users, TOWN, username, role);
  }

  public static String add(Users users, String town, String username, Role role) {
    Profile profile = new Profile(username, "测试" + username, role, List.of(), role == Role.DEPARTMENT_OFFICER ? "d01" : null, null, false);
    return TownContext.system(town).call(() -> users.addWithPassword(profile, PASSWORD));
  }

  /** Logs in somebody whose role needs a second factor, which is set up on the way. */
  public static Visitor enter(int port, String username) {
    return enter(port, username, PASSWORD);
  }

  /** The same with another password. */
  public static Visitor enter(int port, String username, String password) {
    Visitor visitor = Visitor.at(port);
    Answer entered = visitor.tryLogIn(username, password);
    if (!entered.location().equals("/account/second-factor")) return visitor;
    var shown = SECRET.matcher(visitor.get("/account/second-factor").body());
    if (!shown.find()) throw new AssertionError("no secret is shown");
    byte[] secret = fromBase32(shown.group(1).replace(" ", ""));
    Answer done = visitor.post("/account/second-factor", "code", new TimeCodes().codeAt(secret, Instant.now()));
    if (done.status() >= 400) throw new AssertionError(done.body());
    return visitor;
  }

  /** Logs somebody in as {@link #enter(int, String, String)} does; the session, for a browser to go on with. */
  public static String session(int port, String username, String password) {
    try (Visitor visitor = enter(port, username, password)) {
      return visitor.cookies().get("gj-session");
    }
  }

  /** Ends this person's log-ins, as hours without a click would. */
  public static void endSessions(ApplicationContext application, String username) {
    try (var connection = TestDatabase.owner();
        var statement = connection.createStatement()) {
      statement.execute("update platform.session set expires_at = now() - interval '1 second' where user_id = (select id from platform.app_user where username = '" + username + "')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    application.getBean(Sessions.class).refresh();
  }

  private static byte[] fromBase32(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    long held = 0;
    int bits = 0;
    int at = 0;
    for (char c : text.toCharArray()) {
      held = held << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
      bits += 5;
      if (bits >= 8 && at < bytes.length) bytes[at++] = (byte) (held >> (bits -= 8));
    }
    return bytes;
  }
}
