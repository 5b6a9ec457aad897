package org.guanjia.platform.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.tables.records.NoticeRecord;
import org.guanjia.platform.notices.Carrier.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes due notices from the outbox and hands them to their carriers. A notice is leased first, in a transaction of its
 * own, then sent outside any transaction, then its outcome is written down. Whoever dies in between leaves an expired
 * lease: what became of the notice is then unknown, and only a carrier that promises to send one key once may be asked
 * again; every other such notice waits for a person.
 */
final class Dispatcher {

  static final int ATTEMPTS_MAX = 8;
  static final Duration LEASE = Duration.ofMinutes(3);

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int BATCH = 8;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  private final Outbox outbox;
  private final Envelopes envelopes;
  private final Map<NoticeChannel, Carrier> carriers;
  private final NoticeSettings settings;
  private final TransactionTemplate transactions;
  private final ApplicationEventPublisher events;
  private final ExecutorService executor;
  private final Clock clock;

  Dispatcher(
      Outbox outbox,
      Envelopes envelopes,
      Map<NoticeChannel, Carrier> carriers,
      NoticeSettings settings,
      TransactionTemplate transactions,
      ApplicationEventPublisher events,
      ExecutorService executor,
      Clock clock) {
    this.outbox = outbox;
    this.envelopes = envelopes;
    this.carriers = carriers;
    this.settings = settings;
    this.transactions = transactions;
    this.events = events;
    this.executor = executor;
    this.clock = clock;
  }

  /** Sends what is due in all towns. */
  void dispatch() throws InterruptedException {
    Instant now = clock.instant();
    List<String> towns = transactions.execute(status -> outbox.townsDue(now));
    for (String town : towns == null ? List.<String>of() : towns) {
      TownContext context = TownContext.system(town);
      context.run(() -> judgeAbandoned(town));
      while (dispatchBatch(context) == BATCH) {
        // more is due
      }
    }
  }

  private int dispatchBatch(TownContext context) throws InterruptedException {
    UUID lease = UUID.randomUUID();
    List<NoticeRecord> claimed = context.call(() -> claim(context.town(), lease));
    List<Callable<Object>> work = new ArrayList<>();
    for (NoticeRecord notice : claimed) work.add(() -> context.call(() -> sendAndNote(notice, lease)));
    for (var sent : executor.invokeAll(work)) {
      if (sent.state() == java.util.concurrent.Future.State.FAILED)
        LOG.error("What became of a notice could not be written down; its lease will end", sent.exceptionNow());
    }
    return claimed.size();
  }

  private List<NoticeRecord> claim(String town, UUID lease) {
    Instant now = clock.instant();
    List<NoticeRecord> claimed =
        transactions.execute(status -> outbox.claim(town, lease, now, now.plus(LEASE), quiet(now), BATCH));
    return claimed == null ? List.of() : claimed;
  }

  private boolean quiet(Instant now) {
    LocalTime time = now.atZone(WorkingDays.ZONE).toLocalTime();
    boolean afterBegin = !time.isBefore(settings.quietFrom());
    boolean beforeEnd = time.isBefore(settings.quietUntil());
    return settings.quietFrom().isAfter(settings.quietUntil()) ? afterBegin || beforeEnd : afterBegin && beforeEnd;
  }

  private Object sendAndNote(NoticeRecord notice, UUID lease) {
    Carrier carrier = carrier(notice);
    Outcome outcome = carrier.send(envelopes.open(notice));
    transactions.executeWithoutResult(
        status ->
            outbox
                .held(notice.getTown(), notice.getId(), lease)
                .ifPresent(held -> note(held, outcome, carrier.idempotent())));
    return outcome;
  }

  private void judgeAbandoned(String town) {
    transactions.executeWithoutResult(
        status ->
            outbox
                .abandoned(town, clock.instant(), 100)
                .forEach(notice -> note(notice, new Outcome.Unknown("the sender stopped"), carrier(notice).idempotent())));
  }

  private Carrier carrier(NoticeRecord notice) {
    NoticeChannel channel = NoticeChannel.valueOf(notice.getChannel());
    return Optional.ofNullable(carriers.get(channel)).orElseGet(() -> new NoCarrier(channel));
  }

  private void note(NoticeRecord notice, Outcome outcome, boolean idempotent) {
    notice.setLease(null);
    notice.setLeaseUntil(null);
    switch (outcome) {
      case Outcome.Sent sent -> {
        notice.setReference(sent.reference());
        notice.setProblem(null);
        end(notice, NoticeStatus.SENT);
      }
      case Outcome.Refused refused -> fail(notice, NoticeStatus.FAILED, refused.problem());
      case Outcome.Later later -> again(notice, later.problem(), later.after());
      case Outcome.Unknown unknown when idempotent -> again(notice, unknown.problem(), null);
      case Outcome.Unknown unknown -> fail(notice, NoticeStatus.UNCERTAIN, unknown.problem());
    }
    notice.update();
  }

  private void again(NoticeRecord notice, String problem, @org.jspecify.annotations.Nullable Duration wanted) {
    if (notice.getAttempts() >= ATTEMPTS_MAX) {
      fail(notice, NoticeStatus.FAILED, problem);
      return;
    }
    Duration pause = pause(notice.getAttempts());
    notice.setStatus(NoticeStatus.WAITING.name());
    notice.setProblem(problem);
    notice.setNextAt(clock.instant().plus(wanted == null || wanted.compareTo(pause) < 0 ? pause : wanted));
  }

  /** Twice as long each time, give or take a half, so that many that failed together do not come back together. */
  static Duration pause(int attempts) {
    long doubled = FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 20);
    long bounded = Math.min(doubled, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis((long) (bounded * ThreadLocalRandom.current().nextDouble(0.5, 1.5)));
  }

  private void fail(NoticeRecord notice, NoticeStatus status, String problem) {
    notice.setProblem(problem);
    end(notice, status);
  }

  private void end(NoticeRecord notice, NoticeStatus status) {
    notice.setStatus(status.name());
    notice.setEndedAt(clock.instant());
    notice.setEndedBy("system");
    NoticeChannel channel = NoticeChannel.valueOf(notice.getChannel());
    events.publishEvent(
        status == NoticeStatus.SENT
            ? new NoticeSent(notice.getTown(), notice.getEvent(), channel)
            : new NoticeNotSent(notice.getTown(), notice.getEvent(), channel, status == NoticeStatus.UNCERTAIN));
  }
}
