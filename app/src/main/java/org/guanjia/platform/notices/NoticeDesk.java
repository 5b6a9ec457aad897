package org.guanjia.platform.notices;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.tables.records.NoticeRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What staff see of the outbox and may do about notices that did not go out by themselves. */
@Component
class NoticeDesk {

  static final int PAGE_SIZE = 50;
  private static final int COUNT_MAX = 100;

  private final Outbox outbox;
  private final Envelopes envelopes;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  NoticeDesk(Outbox outbox, Envelopes envelopes, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** Somebody else, or the dispatcher, was quicker. */
  @ResponseStatus(HttpStatus.CONFLICT)
  static final class NoticeMoved extends RuntimeException {}

  @ResponseStatus(HttpStatus.NOT_FOUND)
  static final class NoSuchNotice extends RuntimeException {}

  @Transactional(readOnly = true)
  NoticeList list(NoticeList.View view, @Nullable Long before) {
    String town = town();
    List<NoticeRecord> found = outbox.list(town, view.statuses(), before, PAGE_SIZE + 1);
    int open = outbox.count(town, NoticeStatus.FAILED, COUNT_MAX) + outbox.count(town, NoticeStatus.UNCERTAIN, COUNT_MAX);
    int waiting = outbox.count(town, NoticeStatus.WAITING, COUNT_MAX);
    return new NoticeList(view, views(found), Math.min(open, COUNT_MAX), waiting, next(found));
  }

  /** What the viewer was told on the staff's own page. */
  @Transactional(readOnly = true)
  NoticeList inbox(String userId, @Nullable Long before) {
    List<NoticeRecord> found = outbox.inbox(town(), Envelopes.inboxOf(userId), before, PAGE_SIZE + 1);
    int unread = outbox.unread(town(), Envelopes.inboxOf(userId), COUNT_MAX);
    return new NoticeList(NoticeList.View.SENT, views(found), unread, 0, next(found));
  }

  @Transactional
  void markRead(String userId, long upToId) {
    outbox.read(town(), Envelopes.inboxOf(userId), upToId, clock.instant());
  }

  /** Sends it again, though an uncertain one may then arrive twice: a person has decided that this is better. */
  @Transactional
  void retry(long id) {
    NoticeRecord notice = locked(id);
    String before = notice.getStatus();
    notice.setStatus(NoticeStatus.WAITING.name());
    notice.setAttempts(0);
    notice.setNextAt(clock.instant());
    notice.setEndedAt(null);
    notice.update();
    audit.record("notice.retried", "notice", String.valueOf(id), Map.of("was", before));
  }

  /** An uncertain one did arrive, the gateway or the recipient says. */
  @Transactional
  void confirm(long id) {
    end(locked(id), NoticeStatus.SENT, "notice.confirmed");
  }

  /** The recipient was told in another way, or need not be told. */
  @Transactional
  void settle(long id) {
    end(locked(id), NoticeStatus.SETTLED, "notice.settled");
  }

  private void end(NoticeRecord notice, NoticeStatus status, String action) {
    notice.setStatus(status.name());
    notice.setEndedAt(clock.instant());
    notice.setEndedBy(TownContext.required().actor());
    notice.update();
    audit.record(action, "notice", String.valueOf(notice.getId()));
    if (status == NoticeStatus.SENT)
      events.publishEvent(new NoticeSent(notice.getTown(), notice.getEvent(), NoticeChannel.valueOf(notice.getChannel())));
  }

  private NoticeRecord locked(long id) {
    NoticeRecord notice = outbox.locked(town(), id).orElseThrow(NoSuchNotice::new);
    Set<String> open = Set.of(NoticeStatus.FAILED.name(), NoticeStatus.UNCERTAIN.name());
    if (!open.contains(notice.getStatus())) throw new NoticeMoved();
    return notice;
  }

  private List<NoticeView> views(List<NoticeRecord> found) {
    return found.stream().limit(PAGE_SIZE).map(this::view).toList();
  }

  private static @Nullable Long next(List<NoticeRecord> found) {
    return found.size() > PAGE_SIZE ? found.get(PAGE_SIZE - 1).getId() : null;
  }

  private NoticeView view(NoticeRecord row) {
    return new NoticeView(
        row.getId(), row.getCreatedAt(), NoticeChannel.valueOf(row.getChannel()), envelopes.masked(row),
        envelopes.subject(row), envelopes.text(row), NoticeStatus.valueOf(row.getStatus()), row.getProblem(),
        row.getAttempts(), row.getNextAt(), Objects.requireNonNullElse(row.getEndedAt(), row.getCreatedAt()),
        row.getReadAt() != null);
  }

  private static String town() {
    return TownContext.required().town();
  }
}
