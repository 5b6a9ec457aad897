package org.guanjia.browser;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;

/** The members of staff whom a journey needs, under names that no other journey has used. Each logs in once, whatever number of browsers they open. */
final class Crew {

  private final Users users;
  private final int port;
  private final String run = Long.toString(System.nanoTime(), 36);
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> sessions = new HashMap<>();

  Crew(Users users, int port) {
    this.users = users;
    this.port = port;
  }

  Crew add(String who, Role role) {
    return add(who, role, null);
  }

  Crew add(String who, Role role, @Nullable String department) {
    var profile = new Profile(who + run, "测试" + who, role, List.of(), department, null, false);
    ids.put(who, TownContext.system(Staff.TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD)));
    return this;
  }

  String id(String who) {
    return Objects.requireNonNull(ids.get(who), who);
  }

  /** A browser in which that person is logged in. */
  Browser open(Browser.Visit visit, String who) {
    return visit.open(sessions.computeIfAbsent(who, any -> Staff.session(port, who + run, Staff.PASSWORD)));
  }
}
