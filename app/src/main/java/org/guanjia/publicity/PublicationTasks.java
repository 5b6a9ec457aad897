package org.guanjia.publicity;

import java.util.List;
import java.util.Optional;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.TodayTasks;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** On the page where staff start: what waits for a look before it is public, the oldest first. */
@Component
@Order(30)
class PublicationTasks implements TodayTasks {

  private final PublicationWork work;

  PublicationTasks(PublicationWork work) {
    this.work = work;
  }

  @Override
  public Optional<Kind> of(Page page) {
    if (!page.may(Permission.PUBLICITY_EDIT)) return Optional.empty();
    PublicationWork.Lines waiting = work.list(PublicationWork.Filter.WAITING, null, SHOWN_MAX);
    if (waiting.publications().isEmpty()) return Optional.empty();
    List<Task> tasks = waiting.publications().stream().map(one -> task(page, one)).toList();
    return Optional.of(new Kind(page.t("publicity.today"), tasks, waiting.next() != null, page.t("publicity.today.all"), "/publications"));
  }

  private static Task task(Page page, Publication one) {
    return new Task(one.title(), "/publications/" + one.id(), page.t("publicity.doneOn", page.date(one.doneOn())), page.t("publicity.look"), Tone.ACCENT);
  }
}
