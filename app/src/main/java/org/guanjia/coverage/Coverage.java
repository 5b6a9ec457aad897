package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.RECOUNT;
import static org.guanjia.coverage.db.Tables.TOUCHED;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.guanjia.awards.AwardEnded;
import org.guanjia.awards.AwardResumed;
import org.guanjia.awards.AwardStarted;
import org.guanjia.awards.AwardSuspended;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.EntitlementsChanged;
import org.guanjia.benefits.RegisterDetermined;
import org.guanjia.payments.PaymentsPosted;
import org.guanjia.people.PersonsMerged;
import org.guanjia.people.PersonsParted;
import org.guanjia.places.Places;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the findings up to date: each night for the whole register, and within seconds of whatever changes of a person's facts or awards. What
 * changed is noted in the transaction of the change, so that none is lost.
 */
@Service
public class Coverage {

  private static final Logger LOG = LoggerFactory.getLogger(Coverage.class);
  private static final int AT_ONCE = 5_000;
  private static final long EVERYBODY = 0;

  private final DSLContext sql;
  private final Recounting recounting;
  private final Comparison comparison;
  private final Determinations determinations;
  private final Places places;
  private final OneCopy oneCopy;
  private final Clock clock;

  Coverage(
      DSLContext sql, Recounting recounting, Comparison comparison, Determinations determinations, Places places, OneCopy oneCopy, Clock clock) {
    this.sql = sql;
    this.recounting = recounting;
    this.comparison = comparison;
    this.determinations = determinations;
    this.places = places;
    this.oneCopy = oneCopy;
    this.clock = clock;
  }

  /**
   * When everybody was looked at last.
   *
   * @param month of which
   * @param ahead whether the month after it was determined, so that birthdays could be looked ahead to
   */
  @Schema(name = "CoverageCounted")
  public record Counted(YearMonth month, boolean ahead, Instant at, int persons) {}

  /** Empty before the first time. */
  @Transactional(readOnly = true)
  public Optional<Counted> counted() {
    return sql.selectFrom(RECOUNT).where(RECOUNT.TOWN.eq(CoverageRows.town())).fetchOptional(row -> new Counted(YearMonth.from(row.getMonth()), row.getNextIn(), row.getAt(), row.getPersons()));
  }

  /** Goes through the whole register and the outside lists now; false while no month is determined. */
  public boolean recount() {
    // An officer of one village would see the rest of the town as gone.
    return wholeTown().call(() -> {
      boolean done = recounting.all().isPresent();
      if (done) comparison.compareLatest();
      return done;
    });
  }

  /** Asks for the same in the background. */
  @Transactional
  public void ask() {
    touch(List.of(EVERYBODY));
  }

  /** Looks at everybody whose facts or awards changed since, as is done every few seconds anyhow. */
  public boolean catchUp() {
    return wholeTown().call(() -> {
      boolean any = false;
      while (recounting.workOff(AT_ONCE)) any = true;
      return any;
    });
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void changed(EntitlementsChanged changed) {
    touch(changed.personIds());
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void determined(RegisterDetermined determined) {
    YearMonth now = YearMonth.from(WorkingDays.dayOf(clock.instant()));
    if (!determined.month().isBefore(now.minusMonths(1)) && !determined.month().isAfter(now.plusMonths(1))) touch(List.of(EVERYBODY));
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void started(AwardStarted started) {
    touch(List.of(started.personId()));
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void suspended(AwardSuspended suspended) {
    touch(List.of(suspended.personId()));
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void resumed(AwardResumed resumed) {
    touch(List.of(resumed.personId()));
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void ended(AwardEnded ended) {
    touch(List.of(ended.personId()));
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void posted(PaymentsPosted posted) {
    touch(posted.personIds());
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void merged(PersonsMerged merged) {
    touch(Set.of(merged.survivor(), merged.merged()));
    comparison.moved(merged.merged(), merged.survivor());
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void parted(PersonsParted parted) {
    touch(Set.of(parted.survivor(), parted.parted()));
  }

  private void touch(Collection<Long> persons) {
    sql.insertInto(TOUCHED, TOUCHED.TOWN, TOUCHED.PERSON_ID, TOUCHED.AT)
        .select(DSL.select(DSL.val(CoverageRows.town()), DSL.field("x.person", Long.class), DSL.val(clock.instant(), TOUCHED.AT))
            .from("unnest({0}) as x(person)", DSL.val(persons.stream().distinct().sorted().toArray(Long[]::new))))
        .onConflictDoNothing().execute();
  }

  @Scheduled(fixedDelay = 5, initialDelay = 7, timeUnit = TimeUnit.SECONDS)
  void everyTown() {
    oneCopy.run("coverage.touched", () -> places.eachTown(this::catchUp));
  }

  /** After the determinations of the night: this month's stand by then, and the next one's are determined for who comes of an age. */
  @Scheduled(cron = "0 30 3 * * *", zone = "Asia/Shanghai")
  void everyNight() {
    oneCopy.run("coverage.night", () -> places.eachTown(() -> {
      YearMonth next = YearMonth.from(WorkingDays.dayOf(clock.instant())).plusMonths(1);
      if (determinations.determined(next.minusMonths(1)) && !determinations.determined(next)) determinations.determine(next);
      if (!recount()) LOG.info("No month is determined yet; nobody can be found.");
    }));
  }

  private static TownContext wholeTown() {
    TownContext context = TownContext.required();
    return new TownContext(context.town(), context.actor(), null, null);
  }
}
