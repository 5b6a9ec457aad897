package org.guanjia.coverage;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page where staff start: whom they have to reach, the earliest day first. */
@Component
@Order(60)
class CoverageTasks implements TodayTasks {

  private final FindingLists lists;
  private final CoverageViews views;

  CoverageTasks(FindingLists lists, CoverageViews views) {
    this.lists = lists;
    this.views = views;
  }

  @Override
  public Optional<Kind> of(Page page) {
    if (!page.may(Permission.BENEFITS_VIEW)) return Optional.empty();
    List<FindingLists.Line> due = lists.dueOf(CoverageViews.me(page), SHOWN_MAX + 1);
    if (due.isEmpty()) return Optional.empty();
    Map<String, String> programmes = views.programmeNames(page);
    List<Task> tasks = due.stream().limit(SHOWN_MAX).map(line -> task(page, line, programmes)).toList();
    return Optional.of(new Kind(page.t("coverage.today"), tasks, due.size() > SHOWN_MAX, page.t("coverage.today.all"), "/coverage/findings?assignee=" + CoverageViews.me(page) + "&lists=all"));
  }

  private Task task(Page page, FindingLists.Line line, Map<String, String> programmes) {
    Finding one = line.finding();
    LocalDate day = one.nextTry() == null ? one.dueOn() : one.nextTry();
    Tone tone = day != null && day.isBefore(views.today()) ? Tone.DANGER : day != null && day.equals(views.today()) ? Tone.WARNING : Tone.ACCENT;
    return new Task(
        line.person() == null ? page.t("coverage.somebody") : line.person().name(), one.path(), page.t("coverage.kind." + one.kind()) + " · " + FindingView.about(page, one, programmes),
        day == null ? page.t("coverage.state." + one.state()) : page.date(day), tone);
  }
}
