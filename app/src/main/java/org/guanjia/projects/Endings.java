package org.guanjia.projects;

import java.util.Locale;
import org.guanjia.platform.web.Messages;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the people who asked for a project are told of its end, in the town's language; in the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Endings {

  private final Origins origins;
  private final Messages messages;

  Endings(Origins origins, Messages messages) {
    this.origins = origins;
    this.messages = messages;
  }

  void closed(ProjectRecord project, String result) {
    conclude(project, "projects.told.closed", result);
  }

  void refused(ProjectRecord project, String reason) {
    conclude(project, "projects.told.refused", reason);
  }

  void withdrawn(ProjectRecord project, String reason) {
    conclude(project, "projects.told.withdrawn", reason);
  }

  private void conclude(ProjectRecord project, String key, String said) {
    origins.conclude(project, messages.text(Locale.SIMPLIFIED_CHINESE, key, project.getCode(), project.getTitle(), said));
  }
}
