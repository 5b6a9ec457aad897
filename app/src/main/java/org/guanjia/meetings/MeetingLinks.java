package org.guanjia.meetings;

import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.guanjia.projects.ProjectLine;
import org.guanjia.projects.ProjectLink;
import org.guanjia.projects.ProjectState;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.MatterLink;
import org.guanjia.requests.State;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** From a request's or project's page to the joint meetings that had it; from a request's also to the form that lays it before one. */
@Component
@Order(20)
class MeetingLinks implements MatterLink, ProjectLink {

  private static final int SHOWN_MAX = 3;
  private static final List<State> MARKABLE = List.of(State.RECEIVED, State.TRIAGED, State.IN_DEPARTMENT);

  private final Marks marks;
  private final Meetings meetings;

  MeetingLinks(Marks marks, Meetings meetings) {
    this.marks = marks;
    this.meetings = meetings;
  }

  @Override
  public List<Link> of(Page page, MatterLine matter) {
    if (!page.may(Permission.MEETINGS_VIEW)) return List.of();
    var links = new ArrayList<>(links(page, meetings.about(ItemKind.REQUEST, matter.code())));
    if (!page.may(Permission.MEETINGS_MARK) || !MARKABLE.contains(matter.state())) return links;
    if (marks.of(matter.code()).isPresent()) links.add(new Link(page.t("meetings.link.marked"), page.t("meetings.marks"), "/meetings/marks"));
    else links.add(new Link(page.t("meetings.link.unmarked"), page.t("meetings.link.mark"), "/meetings/marks?request=" + matter.code()));
    return links;
  }

  @Override
  public List<Link> of(Page page, ProjectLine project) {
    if (!page.may(Permission.MEETINGS_VIEW)) return List.of();
    List<MeetingLine> had = meetings.about(ItemKind.PROJECT, project.code());
    var links = new ArrayList<>(links(page, had));
    boolean waits = project.state() == ProjectState.BEFORE_MEETING && had.stream().noneMatch(line -> line.state().open());
    if (waits && page.may(Permission.MEETINGS_EDIT)) links.addFirst(new Link(page.t("meetings.link.waits"), page.t("meetings.title"), "/meetings", true));
    return links;
  }

  /** The latest first. */
  private static List<Link> links(Page page, List<MeetingLine> had) {
    return had.stream()
        .limit(SHOWN_MAX)
        .map(line -> new Link(page.t("meetings.link.on", page.date(line.heldOn())), MeetingView.title(page, line), MeetingView.path(line)))
        .toList();
  }
}
