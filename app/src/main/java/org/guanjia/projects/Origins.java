package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.ORIGIN;
import static org.guanjia.projects.db.Tables.PROJECT;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.guanjia.places.Places;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.database.WholeTown;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.db.tables.records.OriginRecord;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.guanjia.requests.Conclusions;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.Matters;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.ReceiptCode;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The requests behind a project. When it ends, whichever way, each of them is concluded: an answer is drafted, approved by a
 * second person, and told to every reporter. A request that cannot take an answer just then is tried again until it can.
 */
@Component
class Origins {

  static final int REQUESTS_MAX = 200;
  private static final int AT_ONCE_MAX = 200;
  private static final Set<Outcome> PROPOSED = EnumSet.of(Outcome.MICRO_PROJECT, Outcome.WISH);

  private final DSLContext sql;
  private final Matters matters;
  private final Conclusions conclusions;
  private final WholeTown wholeTown;
  private final Places places;
  private final OneCopy oneCopy;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Origins(DSLContext sql, Matters matters, Conclusions conclusions, WholeTown wholeTown, Places places, OneCopy oneCopy, TransactionTemplate transactions, Clock clock) {
    this.sql = sql;
    this.matters = matters;
    this.conclusions = conclusions;
    this.wholeTown = wholeTown;
    this.places = places;
    this.oneCopy = oneCopy;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Joins requests to a project; in the caller's transaction.
   *
   * @param typed receipt codes as written
   * @throws InvalidInput for one that is unknown, was not triaged to become a project or wish, or stands in another project already
   */
  List<String> join(ProjectRecord project, Collection<String> typed) {
    var codes = new LinkedHashSet<String>();
    for (String one : typed) codes.add(checked(project, one));
    if (codes.size() > REQUESTS_MAX) throw new InvalidInput("requests", "projects.error.tooManyRequests", REQUESTS_MAX);
    for (String code : codes) {
      sql.insertInto(ORIGIN)
          .set(ORIGIN.TOWN, project.getTown())
          .set(ORIGIN.PROJECT_ID, project.getId())
          .set(ORIGIN.REQUEST_CODE, code)
          .set(ORIGIN.ADDED_BY, ProjectMoves.actor())
          .set(ORIGIN.ADDED_AT, clock.instant())
          .execute();
    }
    return List.copyOf(codes);
  }

  private String checked(ProjectRecord project, String typed) {
    String code = ReceiptCode.parse(typed).orElseThrow(() -> new InvalidInput("requests", "projects.error.noSuchRequest", typed));
    MatterLine line = matters.line(code).orElseThrow(() -> new InvalidInput("requests", "projects.error.noSuchRequest", typed));
    if (line.outcome() == null || !PROPOSED.contains(line.outcome())) {
      throw new InvalidInput("requests", "projects.error.notProposable", ReceiptCode.display(code));
    }
    var other = new AtomicReference<@Nullable String>();
    // The project may be another village's.
    wholeTown.run(() -> other.set(joined(project, code)));
    if (other.get() != null) throw new InvalidInput("requests", "projects.error.joinedBefore", ReceiptCode.display(code), String.valueOf(other.get()));
    return code;
  }

  /** The living project that the request stands in, or this one; null for none. */
  private @Nullable String joined(ProjectRecord project, String code) {
    return sql.select(PROJECT.CODE)
        .from(ORIGIN)
        .join(PROJECT)
        .on(PROJECT.TOWN.eq(ORIGIN.TOWN))
        .and(PROJECT.ID.eq(ORIGIN.PROJECT_ID))
        .where(ORIGIN.TOWN.eq(project.getTown()))
        .and(ORIGIN.REQUEST_CODE.eq(code))
        .and(PROJECT.ID.eq(project.getId()).or(PROJECT.STATE.notIn("REFUSED", "WITHDRAWN")))
        .fetchAny(PROJECT.CODE);
  }

  /** The project has ended: its requests are owed this answer; in the caller's transaction. */
  void conclude(ProjectRecord project, String answer) {
    sql.update(ORIGIN)
        .set(ORIGIN.ANSWER, answer)
        .where(ORIGIN.TOWN.eq(project.getTown()))
        .and(ORIGIN.PROJECT_ID.eq(project.getId()))
        .and(ORIGIN.TOLD_AT.isNull())
        .execute();
    tell(sql.selectFrom(ORIGIN).where(ORIGIN.TOWN.eq(project.getTown())).and(ORIGIN.PROJECT_ID.eq(project.getId())).and(ORIGIN.TOLD_AT.isNull()).fetch());
  }

  /** Tries again those that could not take an answer when their project ended. */
  @Scheduled(fixedDelay = 10, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
  void tellTheRest() {
    oneCopy.run("projects.told", () -> places.eachTown(() -> transactions.executeWithoutResult(status -> tellTheRestOfTown())));
  }

  /** In the caller's transaction. */
  void tellTheRestOfTown() {
    tell(
        sql.selectFrom(ORIGIN)
            .where(ORIGIN.TOWN.eq(TownContext.required().town()))
            .and(ORIGIN.ANSWER.isNotNull())
            .and(ORIGIN.TOLD_AT.isNull())
            .orderBy(ORIGIN.PROJECT_ID, ORIGIN.REQUEST_CODE)
            .limit(AT_ONCE_MAX)
            .fetch());
  }

  private void tell(List<OriginRecord> untold) {
    for (OriginRecord origin : untold) {
      String answer = origin.getAnswer();
      if (answer == null || !conclusions.conclude(origin.getRequestCode(), answer)) continue;
      origin.setToldAt(clock.instant());
      origin.update();
    }
  }
}
