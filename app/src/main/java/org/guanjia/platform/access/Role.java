package org.guanjia.platform.access;

/** What a member of staff is; the permissions of each stand in {@link AccessTable}. */
public enum Role {
  VILLAGE_CLERK,
  GRID_WORKER,
  WINDOW_CLERK,
  TOWN_DESK,
  DEPARTMENT_OFFICER,
  MEETING_SECRETARY,
  LEADER,
  AUDITOR,
  ADMINISTRATOR
}
