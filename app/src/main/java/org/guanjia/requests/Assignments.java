package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.ASSIGNMENT;
import static org.guanjia.requests.db.Tables.REQUEST;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.db.tables.records.AssignmentRecord;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives many matters to one person at once, in one transaction: those that can be given are, the others are named with the reason.
 * Whoever did it can undo it as one.
 */
@Service
public class Assignments {

  static final int AT_ONCE_MAX = 200;
  private static final Duration KEPT = Duration.ofDays(7);

  /** What is done to the matters. */
  public enum Deed {
    /** The person has the matter. */
    ASSIGN,
    /** The person stands over the matter. */
    SUPERVISE
  }

  /**
   * What became of one of the matters.
   *
   * @param before id of whoever had it; null for nobody
   * @param refused message key of why it was not given; null when it was
   * @param title as far as the actor may see it
   */
  public record Part(String code, @Nullable String title, @Nullable String before, @Nullable String refused) {

    public boolean done() {
      return refused == null;
    }
  }

  /** @param person id of whoever was given the matters */
  public record Assignment(UUID id, Deed deed, String person, List<Part> parts, boolean undone) {

    public List<Part> done() {
      return parts.stream().filter(Part::done).toList();
    }

    public List<Part> refused() {
      return parts.stream().filter(part -> !part.done()).toList();
    }
  }

  private final DSLContext sql;
  private final Triage triage;
  private final Users users;
  private final JsonMapper json;
  private final Clock clock;

  Assignments(DSLContext sql, Triage triage, Users users, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.triage = triage;
    this.users = users;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Gives the matters to the person.
   *
   * @param codes 1 to {@value #AT_ONCE_MAX}
   * @throws InvalidInput when nothing is chosen, or nobody who works with requests
   */
  @Transactional
  public Assignment make(Deed deed, String person, List<String> codes) {
    if (codes.isEmpty()) throw new InvalidInput("pick", "desk.error.nothingPicked");
    if (codes.size() > AT_ONCE_MAX) throw new InvalidInput("pick", "desk.error.tooMany", AT_ONCE_MAX);
    UserCard to = users.find(person).filter(Assignments::worksWithRequests).orElseThrow(() -> new InvalidInput("to", "desk.error.nobody"));
    var parts = new ArrayList<Part>();
    // Always in the same order, so that two who give the same matters at once do not block each other.
    for (String code : codes.stream().distinct().sorted().toList()) parts.add(give(deed, to, code));
    var made = new Assignment(UUID.randomUUID(), deed, person, parts, false);
    keep(made);
    return made;
  }

  /** The assignment of that id, if the actor made it. */
  @Transactional(readOnly = true)
  public Optional<Assignment> find(UUID id) {
    return sql.selectFrom(ASSIGNMENT).where(ASSIGNMENT.TOWN.eq(town())).and(ASSIGNMENT.ID.eq(id)).and(ASSIGNMENT.MADE_BY.eq(actor())).fetchOptional(this::read);
  }

  /**
   * Gives the matters back to whoever had them; those that went to somebody else since, or were closed, stay as they are.
   *
   * @return how many went back
   */
  @Transactional
  public int undo(UUID id) {
    AssignmentRecord record =
        sql.selectFrom(ASSIGNMENT).where(ASSIGNMENT.TOWN.eq(town())).and(ASSIGNMENT.ID.eq(id)).and(ASSIGNMENT.MADE_BY.eq(actor())).forUpdate().fetchOne();
    if (record == null || record.getUndoneAt() != null) return 0;
    Assignment made = read(record);
    int back = 0;
    for (Part part : made.done()) if (giveBack(made, part)) back++;
    record.setUndoneAt(clock.instant());
    record.update();
    return back;
  }

  private Part give(Deed deed, UserCard to, String code) {
    RequestRecord request = lock(code);
    if (request == null) return new Part(code, null, null, "desk.refused.gone");
    String had = has(deed, request);
    if (!State.valueOf(request.getState()).open()) return new Part(code, request.getTitle(), had, "desk.refused.closed");
    if (!sees(to, request)) return new Part(code, request.getTitle(), had, "desk.refused.unseen");
    if (to.id().equals(had)) return new Part(code, request.getTitle(), had, "desk.refused.hasIt");
    set(deed, request, to.id());
    return new Part(code, request.getTitle(), had, null);
  }

  private boolean giveBack(Assignment made, Part part) {
    RequestRecord request = lock(part.code());
    boolean stands = request != null && State.valueOf(request.getState()).open() && made.person().equals(has(made.deed(), request));
    if (stands) set(made.deed(), Objects.requireNonNull(request), part.before());
    return stands;
  }

  /** Row-level security lets through what the actor may see; one that is not there fails nothing, it is named. */
  private @Nullable RequestRecord lock(String code) {
    return sql.selectFrom(REQUEST).where(REQUEST.TOWN.eq(town())).and(REQUEST.CODE.eq(code)).forUpdate().fetchOne();
  }

  private void set(Deed deed, RequestRecord request, @Nullable String person) {
    switch (deed) {
      case ASSIGN -> triage.assign(request.getCode(), request.getVersion(), person);
      case SUPERVISE -> triage.supervise(request.getCode(), request.getVersion(), person);
    }
  }

  private static @Nullable String has(Deed deed, RequestRecord request) {
    return deed == Deed.ASSIGN ? request.getAssignee() : request.getSupervisor();
  }

  private static boolean worksWithRequests(UserCard user) {
    return user.enabled() && AccessTable.of(user.role()).contains(Permission.REQUESTS_VIEW);
  }

  /** Whether row-level security will let the person see it: nobody is given what they cannot open. */
  private static boolean sees(UserCard user, RequestRecord request) {
    List<String> areas = user.profile().areas();
    if (user.role() == Role.DEPARTMENT_OFFICER && user.profile().department() != null) {
      return Arrays.asList(request.getDepartments()).contains(user.profile().department()) || areas.contains(request.getVillage());
    }
    return areas.isEmpty() || areas.contains(request.getVillage()) || areas.contains(request.getGrid());
  }

  private void keep(Assignment made) {
    sql.deleteFrom(ASSIGNMENT).where(ASSIGNMENT.TOWN.eq(town())).and(ASSIGNMENT.MADE_AT.lt(clock.instant().minus(KEPT))).execute();
    sql.insertInto(ASSIGNMENT)
        .set(ASSIGNMENT.TOWN, town())
        .set(ASSIGNMENT.ID, made.id())
        .set(ASSIGNMENT.DEED, made.deed().name())
        .set(ASSIGNMENT.PERSON, made.person())
        .set(ASSIGNMENT.PARTS, JSONB.valueOf(json.writeValueAsString(made.parts())))
        .set(ASSIGNMENT.MADE_BY, actor())
        .set(ASSIGNMENT.MADE_AT, clock.instant())
        .execute();
  }

  private Assignment read(AssignmentRecord record) {
    List<Part> parts = json.readValue(record.getParts().data(), new TypeReference<List<Part>>() {});
    return new Assignment(record.getId(), Deed.valueOf(record.getDeed()), record.getPerson(), parts, record.getUndoneAt() != null);
  }

  private static String town() {
    return TownContext.required().town();
  }

  private static String actor() {
    return TownContext.required().actor();
  }
}
