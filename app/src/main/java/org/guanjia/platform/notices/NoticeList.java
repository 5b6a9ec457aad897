package org.guanjia.platform.notices;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of notices, newest first.
 *
 * @param open what needs a person, at most 100 counted
 * @param waiting in the outbox, at most 100 counted
 * @param next id to go on before; null at the end
 */
public record NoticeList(View view, List<NoticeView> notices, int open, int waiting, @Nullable Long next) {

  /** The views of the list. */
  public enum View {
    OPEN(NoticeStatus.FAILED, NoticeStatus.UNCERTAIN),
    WAITING(NoticeStatus.WAITING, NoticeStatus.SENDING),
    SENT(NoticeStatus.SENT),
    SETTLED(NoticeStatus.SETTLED);

    private final Set<NoticeStatus> statuses;

    View(NoticeStatus... statuses) {
      this.statuses = Set.of(statuses);
    }

    Set<NoticeStatus> statuses() {
      return statuses;
    }
  }
}
