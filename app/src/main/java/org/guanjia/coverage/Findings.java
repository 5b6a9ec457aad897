package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.CONTACT;
import static org.guanjia.coverage.db.Tables.FINDING;
import static org.guanjia.coverage.db.Tables.HISTORY;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.coverage.db.tables.records.FindingRecord;
import org.guanjia.people.PersonErased;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is done about findings: given to somebody, tried, settled, opened again. State, history and audit are one transaction. */
@Service
@Transactional
public class Findings {

  public static final int AT_ONCE_MAX = 500;
  static final int REASON_LENGTH_MAX = 500;
  static final int DUE_DAYS_MAX = 366;
  /** Who can be asked to go to a door. */
  public static final Set<Role> ASSIGNEES = Set.of(Role.VILLAGE_CLERK, Role.GRID_WORKER, Role.WINDOW_CLERK, Role.BENEFITS_CLERK);
  private static final String SUBJECT = "finding";

  private final DSLContext sql;
  private final ContactEffects effects;
  private final PersonalData personal;
  private final Users users;
  private final Audit audit;
  private final Clock clock;

  Findings(DSLContext sql, ContactEffects effects, PersonalData personal, Users users, Audit audit, Clock clock) {
    this.sql = sql;
    this.effects = effects;
    this.personal = personal;
    this.users = users;
    this.audit = audit;
    this.clock = clock;
  }

  /** Something that happened to a finding. */
  @Schema(name = "CoverageMove")
  public record Event(java.time.Instant at, String actor, FindingMove move, FindingState to, @Nullable String reason) {}

  /**
   * @throws NoSuchFinding when the viewer sees none of that number
   */
  @Transactional(readOnly = true)
  public Finding find(long id) {
    return sql.selectFrom(FINDING).where(CoverageRows.inTown(), FINDING.ID.eq(id)).fetchOptional(CoverageRows::finding).orElseThrow(() -> new NoSuchFinding(id));
  }

  /** The latest first; at most 200. */
  @Transactional(readOnly = true)
  public List<Event> history(long id) {
    return sql.selectFrom(HISTORY).where(HISTORY.TOWN.eq(CoverageRows.town()), HISTORY.FINDING_ID.eq(id)).orderBy(HISTORY.ID.desc()).limit(200)
        .fetch(row -> new Event(row.getAt(), row.getActor(), FindingMove.valueOf(row.getMove()), FindingState.valueOf(row.getToState()), row.getReason()));
  }

  /** The latest first; at most 100. */
  @Transactional(readOnly = true)
  public List<Contact> contacts(long id) {
    return sql.selectFrom(CONTACT).where(CONTACT.TOWN.eq(CoverageRows.town()), CONTACT.FINDING_ID.eq(id)).orderBy(CONTACT.ID.desc()).limit(100)
        .fetch(row -> new Contact(
            row.getId(), row.getOnDay(), NewContact.Way.valueOf(row.getWay()), ContactResult.valueOf(row.getResult()), row.getFact(),
            Arrays.stream(row.getNotOf()).map(SpecialGroup::valueOf).toList(),
            personal.decryptOrNull(CoverageEncryption.WORDS, row.getWords()), row.getNextTry(), row.getBy(), row.getAt()));
  }

  /**
   * Gives findings to somebody, all of them or none.
   *
   * @param assignee user id of a member of staff who goes to doors
   * @param dueOn by when; null for no such day
   * @return how many
   * @throws NoSuchFinding when the viewer sees one of them not
   * @throws IllegalFindingMove when one of them is not open
   */
  public int assign(Collection<Long> ids, String assignee, @Nullable LocalDate dueOn) {
    if (ids.isEmpty() || ids.size() > AT_ONCE_MAX) throw new InvalidInput("pick", "coverage.error.pick", AT_ONCE_MAX);
    Users.UserCard card = users.find(assignee).filter(Users.UserCard::enabled).filter(user -> ASSIGNEES.contains(user.role())).orElseThrow(() -> new InvalidInput("assignee", "coverage.error.assignee"));
    if (dueOn != null && (dueOn.isBefore(today()) || dueOn.isAfter(today().plusDays(DUE_DAYS_MAX)))) throw new InvalidInput("dueOn", "coverage.error.dueOn", DUE_DAYS_MAX);
    for (FindingRecord row : locked(ids)) {
      refuseOutside(card, row);
      row.setAssignee(assignee);
      row.setDueOn(dueOn);
      move(row, FindingMove.ASSIGN, null, Map.of("assignee", assignee));
    }
    return ids.size();
  }

  /** Whoever works in some villages alone could not even open it. */
  private static void refuseOutside(Users.UserCard card, FindingRecord row) {
    List<String> areas = card.profile().areas();
    if (!areas.isEmpty() && !areas.contains(String.valueOf(row.getVillage())) && !areas.contains(String.valueOf(row.getGrid()))) {
      throw new InvalidInput("assignee", "coverage.error.assigneeArea", card.name());
    }
  }

  /** Takes findings back from whoever has them. */
  public int unassign(Collection<Long> ids) {
    if (ids.isEmpty() || ids.size() > AT_ONCE_MAX) throw new InvalidInput("pick", "coverage.error.pick", AT_ONCE_MAX);
    for (FindingRecord row : locked(ids)) {
      row.setAssignee(null);
      row.setDueOn(null);
      move(row, FindingMove.UNASSIGN, null, Map.of());
    }
    return ids.size();
  }

  /**
   * Writes down a try, and does what came of it: opens the application, states the fact, ends the award, writes a death or a move into the register.
   *
   * @param version of the finding as the writer saw it
   * @throws StaleFinding when it was changed since
   * @throws InvalidInput naming the fields that are wrong
   */
  public Finding contact(long id, int version, NewContact said) {
    FindingRecord row = locked(List.of(id)).getFirst();
    if (row.getVersion() != version) throw new StaleFinding(id);
    Finding finding = CoverageRows.finding(row);
    FindingMove move = said.result() != null && said.result().resolves() ? FindingMove.RESOLVE : FindingMove.CONTACT;
    move.to(finding.state());
    ContactResult result = effects.check(finding, said);
    Long award = effects.apply(finding, said);
    sql.insertInto(CONTACT)
        .set(CONTACT.TOWN, CoverageRows.town()).set(CONTACT.FINDING_ID, id).set(CONTACT.ON_DAY, said.on()).set(CONTACT.WAY, String.valueOf(said.way())).set(CONTACT.RESULT, result.name())
        .set(CONTACT.FACT, result == ContactResult.FACT_STATED ? said.fact() : null).set(CONTACT.NOT_OF, result == ContactResult.FACT_STATED ? said.notOf().stream().map(Enum::name).toArray(String[]::new) : new String[0]).set(CONTACT.WORDS, personal.encryptOrNull(CoverageEncryption.WORDS, said.words()))
        .set(CONTACT.NEXT_TRY, result.resolves() ? null : said.nextTry()).set(CONTACT.BY, TownContext.required().actor()).set(CONTACT.AT, clock.instant())
        .execute();
    row.setTries(row.getTries() + 1);
    row.setLastResult(result.name());
    row.setNextTry(result.resolves() ? null : said.nextTry());
    row.setAskAgainOn(result.asksAgain() ? said.askAgainOn() : null);
    if (award != null) row.setResultAward(award);
    move(row, move, null, Map.of("result", result.name()));
    return CoverageRows.finding(row);
  }

  /** The outcome turned out to be wrong. */
  public void reopen(long id, int version, String reason) {
    FindingRecord row = locked(List.of(id)).getFirst();
    if (row.getVersion() != version) throw new StaleFinding(id);
    String why = reason.strip();
    if (why.isEmpty() || why.length() > REASON_LENGTH_MAX) throw new InvalidInput("reason", "coverage.error.reason", REASON_LENGTH_MAX);
    if (!row.getHolds()) throw new IllegalFindingMove(FindingMove.REOPEN, FindingState.valueOf(row.getState()));
    row.setAssignee(null);
    row.setDueOn(null);
    row.setAskAgainOn(null);
    row.setLastResult(null);
    move(row, FindingMove.REOPEN, why, Map.of());
  }

  private List<FindingRecord> locked(Collection<Long> ids) {
    Set<Long> wanted = Set.copyOf(ids);
    List<FindingRecord> rows = sql.selectFrom(FINDING).where(CoverageRows.inTown(), FINDING.ID.eq(DSL.any(wanted.toArray(Long[]::new)))).orderBy(FINDING.ID).forUpdate().fetch();
    if (rows.size() < wanted.size()) {
      Set<Long> seen = rows.stream().map(FindingRecord::getId).collect(Collectors.toSet());
      throw new NoSuchFinding(wanted.stream().filter(id -> !seen.contains(id)).findFirst().orElseThrow());
    }
    return rows;
  }

  private void move(FindingRecord row, FindingMove move, @Nullable String reason, Map<String, String> details) {
    FindingState from = FindingState.valueOf(row.getState());
    FindingState to = move.to(from);
    row.setState(to.name());
    row.setVersion(row.getVersion() + 1);
    row.setChangedAt(clock.instant());
    row.update();
    sql.insertInto(HISTORY)
        .set(HISTORY.TOWN, row.getTown()).set(HISTORY.FINDING_ID, row.getId()).set(HISTORY.AT, clock.instant()).set(HISTORY.ACTOR, TownContext.required().actor())
        .set(HISTORY.MOVE, move.name()).set(HISTORY.FROM_STATE, from.name()).set(HISTORY.TO_STATE, to.name()).set(HISTORY.REASON, reason).set(HISTORY.DETAILS, json(details))
        .execute();
    audit.record("coverage." + move.name().toLowerCase(java.util.Locale.ROOT), SUBJECT, String.valueOf(row.getId()), details);
  }

  private static @Nullable JSONB json(Map<String, String> details) {
    return details.isEmpty() ? null : JSONB.valueOf(details.entrySet().stream().map(each -> "\"%s\":\"%s\"".formatted(each.getKey(), each.getValue())).collect(Collectors.joining(",", "{", "}")));
  }

  /** What was said of somebody goes with what the register knew of them. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void erased(PersonErased erased) {
    sql.update(CONTACT).setNull(CONTACT.WORDS)
        .where(CONTACT.TOWN.eq(erased.town()), CONTACT.FINDING_ID.in(DSL.select(FINDING.ID).from(FINDING).where(FINDING.TOWN.eq(erased.town()), FINDING.PERSON_ID.in(erased.records()))))
        .execute();
  }

  LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}
