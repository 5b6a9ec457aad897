package org.guanjia.benefits;

import java.util.List;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** On the page where staff start: rules that others proposed and the viewer may release. */
@Component
@Order(14)
class BenefitsTasks implements TodayTasks {

  private final ProgrammeStore store;

  BenefitsTasks(ProgrammeStore store) {
    this.store = store;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Kind> of(Page page) {
    Viewer viewer = page.viewer();
    if (viewer == null || !viewer.may(Permission.PROGRAMMES_RELEASE)) return Optional.empty();
    List<ProgrammeStore.Waiting> waiting = store.waiting(viewer.userId(), SHOWN_MAX + 1);
    if (waiting.isEmpty()) return Optional.empty();
    List<Task> tasks = waiting.stream().limit(SHOWN_MAX).map(each -> task(page, each)).toList();
    return Optional.of(new Kind(page.t("benefits.today"), tasks, waiting.size() > SHOWN_MAX, page.t("benefits.today.all"), "/programmes"));
  }

  private static Task task(Page page, ProgrammeStore.Waiting each) {
    String name = page.locale().getLanguage().equals("en") ? each.nameEn() : each.name();
    return new Task(
        name, "/programmes/" + each.programme() + "?version=" + each.number(), page.t("benefits.version.of", each.number(), MonthWords.span(page, each.from(), null)),
        page.t("benefits.state.PROPOSED"), Tone.ACCENT);
  }
}
