package org.guanjia.platform.access;

import static org.guanjia.platform.access.Permission.*;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Who may do what: the one table, shown to administrators as it stands here. */
public final class AccessTable {

  private static final Map<Role, Set<Permission>> TABLE = new EnumMap<>(Role.class);

  static {
    row(Role.VILLAGE_CLERK, REQUESTS_VIEW, REQUESTS_RECORD, REQUESTS_TELL, PERSONAL_REVEAL, EXPORT, PROJECTS_VIEW, PROJECTS_PROPOSE, PROJECTS_BUILD, MEETINGS_VIEW);
    row(Role.GRID_WORKER, REQUESTS_VIEW, REQUESTS_RECORD, REQUESTS_TELL);
    row(Role.WINDOW_CLERK, REQUESTS_VIEW, REQUESTS_RECORD, REQUESTS_TELL, PERSONAL_REVEAL, PROJECTS_VIEW);
    row(
        Role.TOWN_DESK, REQUESTS_VIEW, REQUESTS_RECORD, REQUESTS_TRIAGE, REQUESTS_APPROVE, REQUESTS_SUPERVISE,
        REQUESTS_TELL, PERSONAL_REVEAL, DROP_INS_EDIT, POLICIES_EDIT, IMPORT, EXPORT, NOTICES_MANAGE,
        PROJECTS_VIEW, PROJECTS_PROPOSE, PROJECTS_SURVEY, PROJECTS_SCORE, PROJECTS_BUILD, PROJECTS_ACCEPT,
        MEETINGS_VIEW, MEETINGS_MARK);
    row(
        Role.DEPARTMENT_OFFICER, REQUESTS_VIEW, REQUESTS_HANDLE, PERSONAL_REVEAL, EXPORT,
        PROJECTS_VIEW, PROJECTS_ANSWER, PROJECTS_SCORE, PROJECTS_BUILD, PROJECTS_ACCEPT, MEETINGS_VIEW);
    row(
        Role.MEETING_SECRETARY, REQUESTS_VIEW, DROP_INS_EDIT, EXPORT,
        PROJECTS_VIEW, PROJECTS_PROPOSE, PROJECTS_SURVEY, PROJECTS_SCORE, PROJECTS_DECIDE, PROJECTS_BUILD, PROJECTS_ACCEPT,
        MEETINGS_VIEW, MEETINGS_EDIT, MEETINGS_MARK);
    row(Role.LEADER, REQUESTS_VIEW, REQUESTS_APPROVE, REQUESTS_SUPERVISE, EXPORT, PROJECTS_VIEW, MEETINGS_VIEW, MEETINGS_APPROVE);
    row(Role.AUDITOR, REQUESTS_VIEW, AUDIT_READ, EXPORT, PROJECTS_VIEW, MEETINGS_VIEW);
    row(Role.ADMINISTRATOR, TOWN_EDIT, POLICIES_EDIT, IMPORT, EXPORT, NOTICES_MANAGE, USERS_MANAGE);
    // What a token may be given at most; each one gets only what its purpose needs.
    row(Role.OTHER_SYSTEM, REQUESTS_VIEW, REQUESTS_RECORD, IMPORT, EXPORT, AUDIT_READ, OPEN311_POST, PROJECTS_VIEW, PROJECTS_PROPOSE, MEETINGS_VIEW);
  }

  private AccessTable() {}

  public static Set<Permission> of(Role role) {
    return Collections.unmodifiableSet(TABLE.getOrDefault(role, Set.of()));
  }

  private static void row(Role role, Permission first, Permission... rest) {
    TABLE.put(role, EnumSet.of(first, rest));
  }
}
