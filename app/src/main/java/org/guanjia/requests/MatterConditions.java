package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ANSWER;
import static org.guanjia.requests.db.Tables.HANDLING;
import static org.guanjia.requests.db.Tables.HISTORY;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.places.Places;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.Routines;
import org.guanjia.requests.MatterFilter.Standing;
import org.guanjia.requests.MatterFilter.Task;
import org.guanjia.requests.MatterFilter.Trait;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** What {@code requests.request} must fulfil for a filter, said so that the indexes serve it beneath row-level security. */
@Component
class MatterConditions {

  private final QueueSearch search;
  private final Places places;
  private final Clock clock;

  MatterConditions(QueueSearch search, Places places, Clock clock) {
    this.search = search;
    this.places = places;
    this.clock = clock;
  }

  /** Needs a transaction with a town. */
  Condition of(MatterFilter filter) {
    var all = new ArrayList<Condition>();
    all.add(REQUEST.TOWN.eq(TownContext.required().town()));
    if (seesOwnAlone()) all.add(own());
    else if (filter.task() != Task.RECORDED) area(all);
    standing(all, filter.standing());
    fields(all, filter);
    if (filter.task() != null) all.add(task(filter.task()));
    if (filter.trait() != null) all.add(trait(filter.trait()));
    if (!filter.q().isBlank()) all.add(search.condition(filter.q()));
    return DSL.and(all);
  }

  /**
   * Row-level security lets only the viewer's own villages through, and what they took down themselves; the village said beside it, PostgreSQL walks the
   * village's own queue and does not read the whole town's to throw most of it away.
   */
  private void area(List<Condition> all) {
    TownContext context = TownContext.required();
    List<String> areas = context.areas();
    if (areas == null || areas.size() != 1 || context.department() != null) return;
    if (places.village(areas.getFirst()).isPresent()) all.add(REQUEST.VILLAGE.eq(areas.getFirst()));
  }

  private static boolean seesOwnAlone() {
    TownContext context = TownContext.required();
    return context.areas() != null && context.areas().isEmpty() && context.department() == null;
  }

  /** What row-level security asks as well; said once more so that the index of what systems brought is used. */
  private static Condition own() {
    return DSL.condition("{0} = any ((select {1})::text[]) and {0} like 'token:%'", REQUEST.RECORDED_BY, Routines.recorders());
  }

  private void standing(List<Condition> all, Standing standing) {
    Condition open = DSL.condition(REQUEST.OPEN);
    switch (standing) {
      case OPEN -> all.add(open);
      case LATE -> all.addAll(List.of(open, late()));
      case DUE -> all.addAll(List.of(open, REQUEST.DUE_ON.eq(today()), REQUEST.CLOCK_STOPPED_ON.isNull()));
      case CLOSED -> all.add(DSL.not(open));
      case ALL -> {}
    }
  }

  private static void fields(List<Condition> all, MatterFilter filter) {
    if (filter.state() != null) {
      all.add(REQUEST.STATE.eq(filter.state().name()));
      all.add(filter.state().open() ? DSL.condition(REQUEST.OPEN) : DSL.not(DSL.condition(REQUEST.OPEN)));
    }
    if (filter.category() != null) all.add(REQUEST.CATEGORY.eq(filter.category()));
    if (filter.village() != null) all.add(REQUEST.VILLAGE.eq(filter.village()));
    if (filter.department() != null) all.add(DSL.val(filter.department()).eq(DSL.any(REQUEST.DEPARTMENTS)));
    if (filter.channel() != null) all.add(REQUEST.CHANNEL.eq(filter.channel().name()));
    if (filter.assignee() != null) all.add(assignee(filter.assignee()));
    LocalDate from = filter.receivedFrom();
    LocalDate until = filter.receivedUntil();
    if (from != null) all.add(REQUEST.RECEIVED_AT.ge(from.atStartOfDay(Deadlines.ZONE).toInstant()));
    if (until != null) all.add(REQUEST.RECEIVED_AT.lt(until.plusDays(1).atStartOfDay(Deadlines.ZONE).toInstant()));
  }

  private static Condition assignee(String wanted) {
    return switch (wanted) {
      case MatterFilter.ME -> REQUEST.ASSIGNEE.eq(TownContext.required().actor());
      case MatterFilter.NOBODY -> REQUEST.ASSIGNEE.isNull();
      default -> REQUEST.ASSIGNEE.eq(wanted);
    };
  }

  private Condition late() {
    return REQUEST.DUE_ON.lt(today()).and(REQUEST.CLOCK_STOPPED_ON.isNull());
  }

  private Condition task(Task task) {
    String me = TownContext.required().actor();
    return switch (task) {
      case APPROVE -> REQUEST.STATE.eq(State.DONE.name()).and(drafter().isDistinctFrom(me));
      case REVIEW -> REQUEST.STATE.eq(State.UNDER_REVIEW.name()).and(DSL.notExists(answersOf(me)));
      case OFFERED -> inHands("OFFERED");
      case WORKING -> inHands("ACCEPTED");
      case ESCALATED -> late().and(REQUEST.ESCALATION_LEVEL.gt((short) 0)).and(REQUEST.SUPERVISOR.eq(me).or(REQUEST.ESCALATION_LEVEL.ge(levelOfViewer())));
      case RECORDED -> REQUEST.RECORDED_BY.eq(me);
      case UNEXPLAINED -> DSL.notExists(explanations());
    };
  }

  /** What figures count and lists show by the same words. */
  static Condition trait(Trait trait) {
    return switch (trait) {
      case TOLD -> REQUEST.STATE.in(State.FED_BACK.name(), State.RATED.name());
      case IN_TIME -> trait(Trait.TOLD).and("({0} at time zone 'Asia/Shanghai')::date <= {1}", REQUEST.CLOSED_AT, REQUEST.DUE_ON).and(DSL.notExists(escalations()));
      case RATED -> REQUEST.RATING.isNotNull();
      case SATISFIED -> REQUEST.RATING.ge((short) HomeFigures.SATISFIED_FROM);
      case ESCALATED -> DSL.exists(escalations());
    };
  }

  /** The level is forgotten with each new deadline; the history is not. */
  private static Select<?> escalations() {
    return DSL.selectOne()
        .from(HISTORY)
        .where(HISTORY.TOWN.eq(REQUEST.TOWN))
        .and(HISTORY.REQUEST_ID.eq(REQUEST.ID))
        .and(HISTORY.MOVE.eq(DSL.inline(Move.ESCALATE.name())));
  }

  private static Field<String> drafter() {
    return DSL.field(
        DSL.select(ANSWER.DRAFTED_BY)
            .from(ANSWER)
            .where(ANSWER.TOWN.eq(REQUEST.TOWN))
            .and(ANSWER.REQUEST_ID.eq(REQUEST.ID))
            .orderBy(ANSWER.ID.desc())
            .limit(1));
  }

  private static Select<?> answersOf(String user) {
    return DSL.selectOne()
        .from(ANSWER)
        .where(ANSWER.TOWN.eq(REQUEST.TOWN))
        .and(ANSWER.REQUEST_ID.eq(REQUEST.ID))
        .and(ANSWER.DRAFTED_BY.eq(user).or(ANSWER.DECIDED_BY.eq(user)));
  }

  private static Select<?> explanations() {
    return DSL.selectOne()
        .from(HISTORY)
        .where(HISTORY.TOWN.eq(REQUEST.TOWN))
        .and(HISTORY.REQUEST_ID.eq(REQUEST.ID))
        .and(HISTORY.MOVE.eq(Move.EXPLAIN.name()));
  }

  /** The state first: few matters are in departments' hands, many have been. */
  private static Condition inHands(String state) {
    String department = TownContext.required().department();
    if (department == null) return DSL.falseCondition();
    return REQUEST.STATE
        .eq(State.IN_DEPARTMENT.name())
        .and(
            REQUEST.ID.in(
                DSL.select(HANDLING.REQUEST_ID)
                    .from(HANDLING)
                    .where(HANDLING.TOWN.eq(TownContext.required().town()))
                    .and(HANDLING.DEPARTMENT.eq(department))
                    .and(HANDLING.STATE.eq(state))));
  }

  /** From which level on every overdue matter lies before people of the viewer's role. */
  private static short levelOfViewer() {
    Viewer viewer = CurrentViewer.get();
    Role role = viewer == null ? null : viewer.role();
    if (role == Role.TOWN_DESK) return (short) Escalation.Step.DESK.level();
    return role == Role.LEADER ? (short) Escalation.Step.LEADER.level() : Short.MAX_VALUE;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
  }
}
