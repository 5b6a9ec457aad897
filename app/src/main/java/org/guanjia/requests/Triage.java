package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.HANDLING;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.HandlingRecord;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.guanjia.requests.matching.Wordings;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The desk decides what becomes of a request. */
@Service
public class Triage {

  private final DSLContext sql;
  private final Moves moves;
  private final Wordings wordings;
  private final Deadlines deadlines;
  private final Catalogue catalogue;
  private final Clock clock;

  Triage(DSLContext sql, Moves moves, Wordings wordings, Deadlines deadlines, Catalogue catalogue, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.wordings = wordings;
    this.deadlines = deadlines;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * Decides an outcome that the desk itself answers: every one but {@link Outcome#DEPARTMENT}.
   *
   * @param version what the form was made from
   * @param category the category, when the desk corrects it; null keeps it
   * @param reason required to decline, and for a wish (why no policy covers it)
   * @param policies ids of the policies looked at; for {@link Outcome#POLICY} the first is the one that covers it
   */
  @Transactional
  public void decide(
      String code,
      @Nullable Integer version,
      Outcome outcome,
      @Nullable String category,
      @Nullable String reason,
      List<Long> policies) {
    if (outcome == Outcome.DEPARTMENT) throw new InvalidInput("outcome", "requests.error.handOverInstead");
    if (outcome == Outcome.DECLINE || outcome == Outcome.WISH) Texts.required("reason", reason);
    if (outcome == Outcome.POLICY && policies.isEmpty()) throw new InvalidInput("policy", "requests.error.policyMissing");
    String why = Texts.optional("reason", reason);
    RequestRecord request = moves.lock(code, version);
    setCategory(request, category);
    startHandlingClock(request);
    request.setOutcome(outcome.name());
    moves.make(
        request, Move.TRIAGE, State.TRIAGED, why, Map.of("outcome", outcome.name(), "policies", policies), recallAllBut(request, Set.of()));
  }

  /**
   * Gives the matter to departments; one leads. Called again, it says anew which departments have it: those added are
   * asked, those left out are recalled unless they have done their part.
   *
   * @param lead code of the department that answers for the matter
   * @param others codes of the departments that help
   * @return the matter's line after it
   */
  @Transactional
  public MatterLine handOver(
      String code,
      @Nullable Integer version,
      @Nullable String category,
      String lead,
      List<String> others,
      @Nullable String note) {
    String said = Texts.optional("note", note);
    RequestRecord request = moves.lock(code, version);
    var departments = new LinkedHashSet<String>();
    departments.add(lead);
    departments.addAll(others);
    for (String department : departments) {
      if (!catalogue.hasDepartment(department)) throw new InvalidInput("lead", "requests.error.unknownDepartment");
    }
    setCategory(request, category);
    if (State.valueOf(request.getState()) != State.IN_DEPARTMENT) startHandlingClock(request);
    var changes = new ArrayList<Query>(List.of(recallAllBut(request, departments)));
    changes.addAll(offers(request, lead, departments));
    request.setOutcome(Outcome.DEPARTMENT.name());
    request.setDepartments(allDepartments(request, departments));
    moves.make(
        request, Move.HAND_OVER, State.IN_DEPARTMENT, said, Map.of("lead", lead, "departments", List.copyOf(departments)),
        changes.toArray(Query[]::new));
    return Matters.line(request);
  }

  /** Gives the matter to a member of staff; null takes it from whoever has it. */
  @Transactional
  public void assign(String code, @Nullable Integer version, @Nullable String userId) {
    RequestRecord request = moves.lock(code, version);
    request.setAssignee(userId);
    moves.stay(request, Move.ASSIGN, null, userId == null ? Map.of() : Map.of("assignee", userId));
  }

  /** Puts another member of staff over the matter, who is reminded first when it is overdue. */
  @Transactional
  public void supervise(String code, @Nullable Integer version, @Nullable String userId) {
    RequestRecord request = moves.lock(code, version);
    request.setSupervisor(userId);
    moves.stay(request, Move.ASSIGN, null, userId == null ? Map.of() : Map.of("supervisor", userId));
  }

  /** Corrects what was taken down; the words of the person stay as they were said. */
  @Transactional
  public void correct(
      String code,
      @Nullable Integer version,
      String title,
      @Nullable String category,
      @Nullable String village,
      @Nullable String address) {
    RequestRecord request = moves.lock(code, version);
    request.setTitle(Texts.required("title", title, Intake.TITLE_LENGTH_MAX));
    setCategory(request, category);
    if (village != null && !catalogue.hasVillage(village)) {
      throw new InvalidInput("village", "requests.error.unknownVillage");
    }
    request.setVillage(village);
    request.setAddress(address == null || address.isBlank() ? null : Texts.required("address", address, Intake.ADDRESS_LENGTH_MAX));
    moves.stay(request, Move.CORRECT, null, changedFields(request), wordings.change(request));
  }

  private void setCategory(RequestRecord request, @Nullable String category) {
    if (category == null || category.isBlank()) return;
    if (!catalogue.hasCategory(category)) throw new InvalidInput("category", "requests.error.unknownCategory");
    request.setCategory(category);
  }

  private void startHandlingClock(RequestRecord request) {
    request.setDueOn(deadlines.handlingDue(request.getCategory()));
    if (request.getClockStoppedOn() != null) request.setClockStoppedOn(deadlines.today());
  }

  /** Takes the matter back from departments that have not finished: nobody waits for them any more. */
  private Query recallAllBut(RequestRecord request, Set<String> departments) {
    return sql.update(HANDLING)
        .set(HANDLING.STATE, "RECALLED")
        .set(HANDLING.LEAD, false)
        .where(HANDLING.TOWN.eq(request.getTown()))
        .and(HANDLING.REQUEST_ID.eq(request.getId()))
        .and(HANDLING.STATE.in("OFFERED", "ACCEPTED"))
        .and(HANDLING.DEPARTMENT.notIn(departments));
  }

  /** At no moment two lead: the one before stands back first. */
  private List<Query> offers(RequestRecord request, String lead, LinkedHashSet<String> departments) {
    var offers = new ArrayList<Query>();
    offers.add(
        sql.update(HANDLING)
            .set(HANDLING.LEAD, false)
            .where(HANDLING.TOWN.eq(request.getTown()))
            .and(HANDLING.REQUEST_ID.eq(request.getId()))
            .and(HANDLING.LEAD)
            .and(HANDLING.DEPARTMENT.ne(lead)));
    for (String department : departments) offers.add(offer(request, offered(request, department, department.equals(lead))));
    return offers;
  }

  private Query offer(RequestRecord request, HandlingRecord row) {
    return sql.insertInto(HANDLING)
        .set(row)
        .onConflict(HANDLING.TOWN, HANDLING.REQUEST_ID, HANDLING.DEPARTMENT)
        .doUpdate()
        .set(HANDLING.LEAD, row.getLead())
        .set(HANDLING.STATE, DSL.when(HANDLING.STATE.in(kept(request, row)), HANDLING.STATE).otherwise("OFFERED"))
        .set(HANDLING.OFFERED_AT, row.getOfferedAt());
  }

  /** Whoever has accepted goes on; a helper that has done its part is not asked again while the others still work. */
  private static List<String> kept(RequestRecord request, HandlingRecord row) {
    boolean atWork = State.valueOf(request.getState()) == State.IN_DEPARTMENT;
    return atWork && !row.getLead() ? List.of("ACCEPTED", "DONE") : List.of("ACCEPTED");
  }

  private HandlingRecord offered(RequestRecord request, String department, boolean lead) {
    var row = new HandlingRecord();
    row.setTown(request.getTown());
    row.setRequestId(request.getId());
    row.setDepartment(department);
    row.setLead(lead);
    row.setState("OFFERED");
    row.setOfferedAt(clock.instant());
    return row;
  }

  private static String[] allDepartments(RequestRecord request, LinkedHashSet<String> offered) {
    var all = new LinkedHashSet<>(List.of(request.getDepartments()));
    all.addAll(offered);
    return all.toArray(String[]::new);
  }

  private static Map<String, ?> changedFields(RequestRecord request) {
    var fields = new ArrayList<String>();
    for (var field : request.fields()) if (request.modified(field)) fields.add(field.getName());
    return Map.of("fields", fields);
  }
}
