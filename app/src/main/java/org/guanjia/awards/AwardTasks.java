package org.guanjia.awards;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.guanjia.awards.AwardFilter.Queue;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page where staff start: the awards that wait for this officer, the longest first. */
@Component
@Order(40)
class AwardTasks implements TodayTasks {

  private final AwardLists lists;
  private final AwardViews views;

  AwardTasks(AwardLists lists, AwardViews views) {
    this.lists = lists;
    this.views = views;
  }

  @Override
  public Optional<Kind> of(Page page) {
    Queue queue = queue(page);
    if (queue == null) return Optional.empty();
    AwardLists.Lines waiting = lists.list(new AwardFilter(queue, "", null, null), null, SHOWN_MAX);
    if (waiting.lines().isEmpty()) return Optional.empty();
    Map<String, String> names = views.programmeNames(page);
    List<Task> tasks = waiting.lines().stream().map(line -> task(page, line, names)).toList();
    return Optional.of(new Kind(
        page.t("awards.today." + queue), tasks, waiting.next() != null, page.t("awards.today.all"), "/awards?queue=" + queue.name().toLowerCase(Locale.ROOT)));
  }

  private static @Nullable Queue queue(Page page) {
    return page.may(Permission.AWARDS_APPROVE) ? Queue.TO_APPROVE : page.may(Permission.AWARDS_CHECK) ? Queue.TO_CHECK : null;
  }

  private static Task task(Page page, AwardLists.Line line, Map<String, String> names) {
    Award award = line.award();
    return new Task(
        line.person() == null ? page.t("awards.somebody") : line.person().name(), "/awards/" + award.id(), names.getOrDefault(award.programme(), award.programme()),
        page.t("awards.state." + award.state()), line.objections() > 0 ? Tone.WARNING : Tone.ACCENT);
  }
}
