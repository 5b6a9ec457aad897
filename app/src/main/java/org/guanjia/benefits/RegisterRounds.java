package org.guanjia.benefits;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.guanjia.people.RegisterReading;
import org.guanjia.people.RegisterReading.InMonth;
import org.guanjia.places.Places;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Goes through the register for a month, in the background, batch by batch: each is one transaction that also moves the round's position, so that a
 * round goes on behind the last batch after a stop, decides about nobody twice and leaves nobody out. What is read is what was known when the
 * round began.
 */
@Component
class RegisterRounds {

  private static final Logger LOG = LoggerFactory.getLogger(RegisterRounds.class);
  static final int BATCH_PERSONS = 10_000;
  private static final int TOUCHED_AT_ONCE = 5_000;
  private static final long NOT_OURS = -1;
  static final YearMonth FAR = YearMonth.of(9999, 12);
  /** A batch takes about a second; a process silent for this long is gone. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final RoundStore store;
  private final Rulebooks rulebooks;
  private final RegisterReading register;
  private final Deciding deciding;
  private final OutcomeStore outcomes;
  private final TouchedPersons touched;
  private final TransactionTemplate transactions;
  private final ApplicationEventPublisher events;
  private final Audit audit;
  private final Places places;
  private final OneCopy oneCopy;
  private final Clock clock;
  private final Semaphore slot = new Semaphore(1, true);
  private final Set<String> ours = ConcurrentHashMap.newKeySet();

  RegisterRounds(
      RoundStore store, Rulebooks rulebooks, RegisterReading register, Deciding deciding, OutcomeStore outcomes, TouchedPersons touched, TransactionTemplate transactions,
      ApplicationEventPublisher events, Audit audit, Places places, OneCopy oneCopy, Clock clock) {
    this.store = store;
    this.rulebooks = rulebooks;
    this.register = register;
    this.deciding = deciding;
    this.outcomes = outcomes;
    this.touched = touched;
    this.transactions = transactions;
    this.events = events;
    this.audit = audit;
    this.places = places;
    this.oneCopy = oneCopy;
    this.clock = clock;
  }

  /**
   * Begins a round of the whole register, unless one is under way for that month.
   *
   * @return the round's number; of the one under way, if there is one
   * @throws InvalidInput for a month more than a year ahead
   */
  long begin(YearMonth month, String reason) {
    refuseFar(month);
    Long id = transactions.execute(status -> store.running(month).map(Round::id).orElseGet(() -> {
      long made = store.add(Round.Kind.WHOLE, month, reason, rulebooks.of(month).id(), known(Instant.EPOCH), register.count());
      audit.record("benefits.round-begun", "round", String.valueOf(made), Map.of("month", month.toString(), "reason", reason));
      return made;
    }));
    return java.util.Objects.requireNonNull(id);
  }

  /** Begins one and goes through it on a thread of its own. */
  long start(YearMonth month, String reason) {
    long id = begin(month, reason);
    launch(id);
    return id;
  }

  private void refuseFar(YearMonth month) {
    YearMonth now = YearMonth.from(clock.instant().atZone(org.guanjia.platform.calendar.WorkingDays.ZONE));
    if (month.isAfter(now.plusYears(1)) || month.getYear() < 1990) throw new InvalidInput("month", "benefits.error.month.far");
  }

  void launch(long id) {
    TownContext town = TownContext.required();
    String key = town.town() + " " + id;
    if (!ours.add(key)) return;
    // Of the whole town, whoever asked: an area's clerk has no round of their own.
    TownContext whole = new TownContext(town.town(), town.actor(), null, null);
    Thread.ofVirtual().name("round-" + id).start(() -> {
      try {
        slot.acquire();
        try {
          whole.run(() -> run(id));
        } finally {
          slot.release();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        ours.remove(key);
      }
    });
  }

  /** Goes through a round to its end on this thread. */
  void run(long id) {
    try {
      Round round = store.find(id).orElseThrow();
      if (round.state() != Round.State.RUNNING) return;
      Rulebook book = rulebooks.load(round.rulebook(), round.month());
      YearMonth before = round.month().minusMonths(1);
      var compare = new Deciding.Compare(any(round.month()), before, !any(before));
      long position = round.position();
      for (long next = batch(round, book, compare, position); next != NOT_OURS; next = batch(round, book, compare, position)) {
        if (next == position) {
          finish(round);
          return;
        }
        position = next;
      }
      LOG.info("round {} is cancelled, or goes on elsewhere", id);
    } catch (DataAccessException | org.jooq.exception.DataAccessException | TransactionException away) {
      LOG.warn("round {} waits for the database: {}", id, away.toString()); // resumeLeft() will find it
    } catch (RuntimeException e) {
      LOG.error("round {} failed", id, e);
      store.end(id, Round.State.FAILED, e.toString().length() > 500 ? e.toString().substring(0, 500) : e.toString());
    }
  }

  /** The position after it, the same at the end; {@link #NOT_OURS} when it is not ours to move. */
  private long batch(Round round, Rulebook book, Deciding.Compare compare, long position) {
    Long after = transactions.execute(status -> {
      List<InMonth> persons = register.page(position, BATCH_PERSONS, round.month(), round.knownAt());
      if (persons.isEmpty()) return position;
      long to = persons.getLast().person();
      Deciding.Decided decided = deciding.decide(round.id(), book, round.knownAt(), persons, compare);
      if (!store.advance(round.id(), position, to, persons.size(), decided.appended())) {
        status.setRollbackOnly();
        return NOT_OURS;
      }
      if (!decided.changed().isEmpty()) events.publishEvent(new EntitlementsChanged(town(), decided.changed(), round.month(), round.month()));
      return to;
    });
    return after == null ? NOT_OURS : after;
  }

  private void finish(Round round) {
    transactions.executeWithoutResult(status -> {
      if (!store.end(round.id(), Round.State.DONE, null)) return;
      audit.record("benefits.round-done", "round", String.valueOf(round.id()), Map.of("month", round.month().toString()));
      events.publishEvent(new RegisterDetermined(town(), round.id(), round.month()));
    });
  }

  /** Stops a round after its batch; what it decided stays. */
  void cancel(long id) {
    transactions.executeWithoutResult(status -> {
      if (store.end(id, Round.State.CANCELLED, null)) audit.record("benefits.round-cancelled", "round", String.valueOf(id));
    });
  }

  /**
   * Decides again about some persons, in those of these months of which the whole register was determined.
   *
   * @return how many outcomes were appended
   */
  int again(Collection<Long> numbers, YearMonth from, YearMonth until, String reason) {
    return again(numbers, from, until, Instant.EPOCH, reason);
  }

  /** @param told when the last of them changed */
  private int again(Collection<Long> numbers, YearMonth from, YearMonth until, Instant told, String reason) {
    int appended = 0;
    List<YearMonth> months = store.months().stream().filter(month -> !month.isBefore(from) && !month.isAfter(until)).toList();
    for (YearMonth month : months) {
      Integer made = transactions.execute(status -> again(numbers, month, told, reason));
      appended += made == null ? 0 : made;
    }
    return appended;
  }

  /** Numbers of merged records lead to their survivor; what stood of themselves is put aside. */
  private int again(Collection<Long> numbers, YearMonth month, Instant told, String reason) {
    if (store.running(month).isPresent()) {
      // The round reads what was known before; it must not come behind what is known now.
      numbers.forEach(number -> touched.person(number, month.atDay(1), reason));
      return 0;
    }
    Instant known = known(told);
    Set<Long> roots = register.roots(numbers);
    List<InMonth> persons = register.of(roots, month, known);
    if (persons.isEmpty()) return 0;
    Rulebook book = rulebooks.of(month);
    long round = store.add(Round.Kind.AGAIN, month, reason, book.id(), known, persons.size());
    Deciding.Decided decided = deciding.decide(round, book, known, persons, new Deciding.Compare(true, null, false));
    Set<Long> changed = new HashSet<>(decided.changed());
    changed.addAll(outcomes.putAside(round, month, numbers.stream().filter(number -> !roots.contains(number)).toList()));
    store.advance(round, 0, persons.getLast().person(), persons.size(), decided.appended());
    store.end(round, Round.State.DONE, null);
    if (!changed.isEmpty()) events.publishEvent(new EntitlementsChanged(town(), changed, month, month));
    return decided.appended();
  }

  @Scheduled(fixedDelay = 5, initialDelay = 3, timeUnit = TimeUnit.SECONDS)
  void everyTown() {
    oneCopy.run("benefits.touched", () -> places.eachTown(() -> {
      while (workOff() > 0) Thread.yield();
    }));
    try {
      places.eachTown(this::resumeLeft);
    } catch (DataAccessException | org.jooq.exception.DataAccessException | TransactionException away) {
      LOG.warn("Rounds wait for the database: {}", away.getMessage());
    }
  }

  /** Early each morning the month is determined once it has begun, and once a week anew. */
  @Scheduled(cron = "0 30 1 * * *", zone = "Asia/Shanghai")
  void everyMorning() {
    oneCopy.run("benefits.month", () -> places.eachTown(() -> {
      YearMonth month = YearMonth.from(clock.instant().atZone(org.guanjia.platform.calendar.WorkingDays.ZONE));
      Instant enough = clock.instant().minus(7, ChronoUnit.DAYS);
      if (store.done(month).filter(round -> round.knownAt().isAfter(enough)).isEmpty()) start(month, "schedule");
    }));
  }

  private void resumeLeft() {
    store.takeOver(clock.instant().minus(SILENCE)).forEach(round -> launch(round.id()));
  }

  /**
   * Looks again at those whose facts changed, a bounded number of them; not while a round is under way, which reads what was known before.
   *
   * @return how many entries were worked off
   */
  int workOff() {
    Integer done = transactions.execute(status -> {
      if (store.anyRunning()) return 0;
      List<TouchedPersons.Touched> taken = touched.take(TOUCHED_AT_ONCE);
      if (taken.isEmpty()) return 0;
      String reason = taken.stream().map(TouchedPersons.Touched::reason).distinct().count() == 1 ? taken.getFirst().reason() : "several";
      Instant told = taken.stream().map(TouchedPersons.Touched::at).max(Instant::compareTo).orElse(Instant.EPOCH);
      bySince(taken).forEach((from, persons) -> inBatches(persons, from, told, reason));
      touched.done(taken);
      return taken.size();
    });
    return done == null ? 0 : done;
  }

  /** Waits until nobody else is looking at any of them. */
  void await() {
    transactions.executeWithoutResult(status -> touched.await());
  }

  /** Persons by the first month that concerns them; what nobody determined yet concerns nobody. */
  private Map<YearMonth, Set<Long>> bySince(List<TouchedPersons.Touched> taken) {
    List<YearMonth> months = store.months();
    Map<Long, YearMonth> first = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    for (TouchedPersons.Touched each : taken) {
      YearMonth since = YearMonth.from(each.since());
      YearMonth month = months.stream().filter(determined -> !determined.isBefore(since)).findFirst().orElse(null);
      if (month == null || each.importId() != null && !seen.add(each.importId())) continue;
      Set<Long> persons = each.importId() == null ? Set.of(java.util.Objects.requireNonNull(each.person())) : register.toldBy(each.importId());
      persons.forEach(person -> first.merge(person, month, (one, other) -> one.isBefore(other) ? one : other));
    }
    Map<YearMonth, Set<Long>> grouped = new TreeMap<>();
    first.forEach((person, month) -> grouped.computeIfAbsent(month, any -> new HashSet<>()).add(person));
    return grouped;
  }

  private void inBatches(Set<Long> persons, YearMonth from, Instant told, String reason) {
    List<Long> all = List.copyOf(persons);
    for (int i = 0; i < all.size(); i += BATCH_PERSONS) again(all.subList(i, Math.min(all.size(), i + BATCH_PERSONS)), from, FAR, told, reason);
  }

  private boolean any(YearMonth month) {
    return Boolean.TRUE.equals(transactions.execute(status -> outcomes.any(month)));
  }

  /**
   * As precise as the database keeps it: what was written down a moment ago is known. Never behind what was known or told before, for a clock that is set
   * back must not make anybody forget.
   */
  private Instant known(Instant told) {
    Instant latest = Stream.of(clock.instant(), told, store.known()).max(Instant::compareTo).orElseThrow();
    return latest.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
  }

  private static String town() {
    return TownContext.required().town();
  }
}
