package org.guanjia.platform.access;

import java.util.List;
import java.util.Set;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;

/**
 * Whoever is logged in.
 *
 * @param userId stable id, as text because audit and history keep it beside "resident" and "system"
 * @param areas codes of the villages or grids the viewer is limited to; null for the whole town
 * @param department code of the viewer's department; null for none
 */
public record Viewer(
    String userId,
    String town,
    String username,
    String name,
    Role role,
    @Nullable List<String> areas,
    @Nullable String department,
    Set<Permission> permissions) {

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** The same person with other permissions. */
  Viewer with(Set<Permission> others) {
    return new Viewer(userId, town, username, name, role, areas, department, others);
  }

  /** What PostgreSQL is told in each transaction of this viewer. */
  public TownContext context() {
    return new TownContext(town, userId, areas, role == Role.DEPARTMENT_OFFICER ? department : null);
  }
}
