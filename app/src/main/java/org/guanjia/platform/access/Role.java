package org.guanjia.platform.access;

import java.util.Arrays;
import java.util.List;

/** What a member of staff is; the permissions of each stand in {@link AccessTable}. */
public enum Role {
  VILLAGE_CLERK,
  GRID_WORKER,
  WINDOW_CLERK,
  TOWN_DESK,
  DEPARTMENT_OFFICER,
  MEETING_SECRETARY,
  BENEFITS_CLERK,
  BENEFITS_APPROVER,
  LEADER,
  AUDITOR,
  ADMINISTRATOR,
  /** Not a person: a program that calls the API with a token, such as the 12345 hotline's. */
  OTHER_SYSTEM;

  /** Where this role's work begins: the page that is shown after the log-in when no other was asked for. */
  public String firstPage() {
    return switch (this) {
      case LEADER -> "/board";
      case AUDITOR -> "/audit";
      default -> "/today";
    };
  }

  /** The roles a member of staff can have. */
  public static List<Role> ofStaff() {
    return Arrays.stream(values()).filter(role -> role != OTHER_SYSTEM).toList();
  }
}
