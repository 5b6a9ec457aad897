package org.guanjia.platform.access;

import java.util.List;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;

/** Members of staff with valid defaults, for tests. */
public final class Staff {

  public static final String TOWN = "441900103";
  public static final String OTHER_TOWN = "441900999";
  public static final String PASSWORD = "窗台上三盆兰花昨夜开了";

  private Staff() {}

  /** Adds somebody of the whole town who can log in by this name and {@link #PASSWORD}. */
  public static String add(Users users, String username, Role role) {
    return add(users, TOWN, username, role);
  }

  public static String add(Users users, String town, String username, Role role) {
    Profile profile = new Profile(username, "测试" + username, role, List.of(), role == Role.DEPARTMENT_OFFICER ? "d01" : null, null, false);
    return TownContext.system(town).call(() -> users.addWithPassword(profile, PASSWORD));
  }
}
