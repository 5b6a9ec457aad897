package org.guanjia.meetings;

import java.util.List;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page where staff start: meetings that are over and whose minutes nobody has approved, for those who write and approve them. */
@Component
@Order(15)
class MinutesTasks implements TodayTasks {

  private final Meetings meetings;

  MinutesTasks(Meetings meetings) {
    this.meetings = meetings;
  }

  @Override
  public Optional<Kind> of(Page page) {
    if (!page.may(Permission.MEETINGS_APPROVE) && !page.may(Permission.MEETINGS_EDIT)) return Optional.empty();
    Meetings.Lines held = meetings.list(null, MeetingState.HELD, null, SHOWN_MAX);
    if (held.lines().isEmpty()) return Optional.empty();
    List<Task> tasks = held.lines().stream().map(line -> task(page, line)).toList();
    return Optional.of(new Kind(page.t("meetings.minutes.today"), tasks, held.next() != null, page.t("meetings.minutes.today.all"), "/meetings?state=held"));
  }

  private static Task task(Page page, MeetingLine line) {
    String due = page.t("meetings.minutes.today.due", page.date(line.heldOn()));
    return new Task(MeetingView.title(page, line), MeetingView.path(line), page.t("meetings.minutes.today.more", line.decided(), line.items()), due, MeetingView.tone(line.state()));
  }
}
