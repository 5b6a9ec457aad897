package org.guanjia.meetings;

import java.util.List;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.MatterLink;
import org.guanjia.requests.State;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** From a request's page to the joint meeting: whether it waits for one, and the form that lays it before one. */
@Component
@Order(20)
class MeetingLinks implements MatterLink {

  private static final List<State> MARKABLE = List.of(State.RECEIVED, State.TRIAGED, State.IN_DEPARTMENT);

  private final Marks marks;

  MeetingLinks(Marks marks) {
    this.marks = marks;
  }

  @Override
  public List<Link> of(Page page, MatterLine matter) {
    if (!page.may(Permission.MEETINGS_MARK) || !MARKABLE.contains(matter.state())) return List.of();
    if (marks.of(matter.code()).isPresent()) return List.of(new Link(page.t("meetings.link.marked"), page.t("meetings.marks"), "/meetings/marks"));
    return List.of(new Link(page.t("meetings.link.unmarked"), page.t("meetings.link.mark"), "/meetings/marks?request=" + matter.code()));
  }
}
