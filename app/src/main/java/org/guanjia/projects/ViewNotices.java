package org.guanjia.projects;

import java.util.Objects;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.notices.Notice;
import org.guanjia.platform.notices.Notices;
import org.guanjia.platform.notices.Recipient;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.springframework.stereotype.Component;

/** Tells a department's officers, on their own page, that their view is asked for; in the caller's transaction. */
@Component
class ViewNotices {

  private final Users users;
  private final Notices notices;

  ViewNotices(Users users, Notices notices) {
    this.users = users;
    this.notices = notices;
  }

  void asked(ProjectRecord project, String department) {
    users.working(Role.DEPARTMENT_OFFICER).stream()
        .filter(officer -> Objects.equals(officer.profile().department(), department))
        .forEach(
            officer ->
                notices.enqueue(
                    Notice.of(
                        "view:" + project.getCode() + ":" + officer.id(), new Recipient.Staff(officer.id()), "projects.notice.view", project.getCode(),
                        project.getTitle())));
  }
}
