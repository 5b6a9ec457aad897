package org.guanjia.meetings;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page where staff start: what joint meetings gave the viewer, or the viewer's department or villages, and is not done. */
@Component
@Order(20)
class OwedTasks implements TodayTasks {

  private final FollowUps followUps;
  private final MeetingMoves moves;

  OwedTasks(FollowUps followUps, MeetingMoves moves) {
    this.followUps = followUps;
    this.moves = moves;
  }

  @Override
  public Optional<Kind> of(Page page) {
    if (!page.may(Permission.MEETINGS_VIEW)) return Optional.empty();
    FollowUps.Lines owed = followUps.list(FollowUps.Standing.OPEN, true, null, SHOWN_MAX);
    if (owed.lines().isEmpty()) return Optional.empty();
    LocalDate today = moves.today();
    List<Task> tasks = owed.lines().stream().map(one -> task(page, one, today)).toList();
    return Optional.of(new Kind(page.t("meetings.today"), tasks, owed.next() != null, page.t("meetings.today.all"), "/meetings/follow-ups?mine=true"));
  }

  private static Task task(Page page, MeetingFollowUp one, LocalDate today) {
    String whence = one.year() == 0 ? one.ownerName() : page.t("meetings.name", String.valueOf(one.year()), one.number()) + " · " + one.ownerName();
    String due = page.t(one.overdue(today) ? "meetings.today.overdue" : "meetings.today.due", page.date(one.dueOn()));
    return new Task(one.text(), "/meetings/follow-ups/" + one.id(), whence, due, MeetingView.tone(one, today));
  }
}
