package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.HISTORY;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.Exchange;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.database.WholeTown;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the moves of the life cycle. State, history and audit are written in the caller's transaction; the row is locked
 * from the moment it is read, so that two moves at once are made one after the other.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Moves {

  private final DSLContext sql;
  private final Audit audit;
  private final Clock clock;
  private final JsonMapper json;
  private final ApplicationEventPublisher events;
  private final WholeTown wholeTown;

  Moves(DSLContext sql, Audit audit, Clock clock, JsonMapper json, ApplicationEventPublisher events, WholeTown wholeTown) {
    this.sql = sql;
    this.audit = audit;
    this.clock = clock;
    this.json = json;
    this.events = events;
    this.wholeTown = wholeTown;
  }

  /**
   * The request, locked until the transaction ends.
   *
   * @param version what the form was made from; null where the caller does not mind a change in between
   * @throws NoSuchRequest when there is none that this actor may see
   * @throws StaleRequest when it has changed since
   */
  RequestRecord lock(String code, @Nullable Integer version) {
    RequestRecord request =
        sql.selectFrom(REQUEST)
            .where(REQUEST.TOWN.eq(TownContext.required().town()))
            .and(REQUEST.CODE.eq(code))
            .forUpdate()
            .fetchOne();
    if (request == null) throw new NoSuchRequest(code);
    if (version != null && !version.equals(request.getVersion())) throw new StaleRequest(code);
    return request;
  }

  /** A move that keeps the state; other changed fields of the record are stored with it. */
  void stay(RequestRecord request, Move move, @Nullable String reason, Map<String, ?> details, Query... others) {
    make(request, move, State.valueOf(request.getState()), reason, details, others);
  }

  /**
   * Makes the move and stores the changed fields of the record.
   *
   * @param details what else the history keeps; no personal data
   * @param others changes that belong to the move and are sent with it, before it
   * @throws IllegalMove when the graph has no such edge
   */
  void make(RequestRecord request, Move move, State to, @Nullable String reason, Map<String, ?> details, Query... others) {
    State from = State.valueOf(request.getState());
    if (!move.to(from).contains(to)) throw new IllegalMove(move, from);
    request.setState(to.name());
    request.setVersion(request.getVersion() + 1);
    // A new deadline begins its way up anew.
    if (request.modified(REQUEST.DUE_ON)) request.setEscalationLevel((short) 0);
    if (!to.open() && from.open()) request.setClosedAt(clock.instant());
    if (to.open() && !from.open()) request.setClosedAt(null);
    var changes = new ArrayList<Query>(List.of(others));
    changes.add(Exchange.update(sql, request));
    changes.addAll(traces(request, move, from, reason, details));
    Exchange.send(sql, changes);
    request.touched(false);
    events.publishEvent(new RequestMoved(request.getTown(), request.getId(), move, from, to));
  }

  /** The matter that carries a merged request remembers that something came in there, so that whoever works on it looks. */
  void cameIn(RequestRecord merged) {
    if (merged.getMergedInto() == null) return;
    wholeTown.run(
        () -> {
          RequestRecord carrier =
              sql.selectFrom(REQUEST).where(REQUEST.TOWN.eq(merged.getTown())).and(REQUEST.ID.eq(merged.getMergedInto())).forUpdate().fetchSingle();
          stay(carrier, Move.ADD, null, Map.of("by", merged.getCode()));
        });
  }

  /** The history row and the audit entry of a move. */
  List<Query> traces(RequestRecord request, Move move, @Nullable State from, @Nullable String reason, Map<String, ?> details) {
    Query history = sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, request.getTown())
        .set(HISTORY.REQUEST_ID, request.getId())
        .set(HISTORY.AT, clock.instant())
        .set(HISTORY.ACTOR, TownContext.required().actor())
        .set(HISTORY.MOVE, move.name())
        .set(HISTORY.FROM_STATE, from == null ? null : from.name())
        .set(HISTORY.TO_STATE, request.getState())
        .set(HISTORY.REASON, reason)
        .set(HISTORY.DETAILS, details.isEmpty() ? null : JSONB.valueOf(json.writeValueAsString(details)));
    return List.of(history, audit.entry("requests." + move.name().toLowerCase(Locale.ROOT), "request", request.getCode(), details));
  }
}
