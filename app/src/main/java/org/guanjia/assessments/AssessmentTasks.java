package org.guanjia.assessments;

import java.util.List;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page where staff start: assessments that wait for the second signature, the longest first. */
@Component
@Order(50)
class AssessmentTasks implements TodayTasks {

  private final AssessmentLists lists;

  AssessmentTasks(AssessmentLists lists) {
    this.lists = lists;
  }

  @Override
  public Optional<Kind> of(Page page) {
    if (!page.may(Permission.ABILITY_ASSESS)) return Optional.empty();
    AssessmentLists.Lines open = lists.list(new AssessmentFilter(AssessmentFilter.Kind.OPEN, null, null), null, SHOWN_MAX);
    if (open.lines().isEmpty()) return Optional.empty();
    List<Task> tasks = open.lines().stream().map(line -> task(page, line)).toList();
    return Optional.of(new Kind(page.t("assessments.today"), tasks, open.next() != null, page.t("assessments.today.all"), "/assessments"));
  }

  private static Task task(Page page, AssessmentLists.Line line) {
    Assessment one = line.assessment();
    return new Task(
        line.person() == null ? page.t("assessments.one") : line.person().name(), "/assessments/" + one.id(), page.date(one.assessedOn()),
        page.t(one.differing() ? "assessments.differing" : one.signed().isEmpty() ? "assessments.signed.none" : "assessments.signed.one"), one.differing() ? Tone.WARNING : Tone.ACCENT);
  }
}
