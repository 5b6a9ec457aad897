package org.guanjia.visits;

import static org.guanjia.visits.db.Tables.VISIT;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.people.Attribute;
import org.guanjia.people.ChangedSince;
import org.guanjia.people.Disclosure;
import org.guanjia.people.Facts;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.PersonErased;
import org.guanjia.people.Register;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.requests.Channel;
import org.guanjia.requests.Intake;
import org.guanjia.requests.NewRequest;
import org.guanjia.visits.db.tables.records.VisitRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Home visits: what was found, what the person asks for, and what of the register turned out to be otherwise, in one transaction. */
@Service
@Transactional
public class Visits {

  static final int PAGE_SIZE = 50;
  static final String WORDS = "visits.words";
  private static final Duration PHONE_CLOCK_AHEAD_MAX = Duration.ofMinutes(15);
  private static final Duration AGE_MAX = Duration.ofDays(60);

  private final DSLContext sql;
  private final Register register;
  private final Disclosure disclosure;
  private final Intake intake;
  private final PersonalData personal;
  private final Audit audit;
  private final Clock clock;

  Visits(DSLContext sql, Register register, Disclosure disclosure, Intake intake, PersonalData personal, Audit audit, Clock clock) {
    this.sql = sql;
    this.register = register;
    this.disclosure = disclosure;
    this.intake = intake;
    this.personal = personal;
    this.audit = audit;
    this.clock = clock;
  }

  /** A place in the list: the visit before which the next page begins. */
  public record Cursor(Instant at, long id) {}

  /**
   * Writes a visit down; sent again, it is there already and nothing is done.
   *
   * @return the visit's number
   * @throws InvalidInput naming the fields that are wrong
   * @throws NoSuchPerson when the visitor sees nobody of that number
   * @throws ChangedSince when somebody else changed the person otherwise; nothing was written
   */
  public long record(NewVisit visit) {
    Long known = sql.select(VISIT.ID).from(VISIT).where(VISIT.TOWN.eq(town()), VISIT.KEY.eq(visit.key())).fetchOne(VISIT.ID);
    if (known != null) return known;
    check(visit);
    Facts person = visit.person() == null ? Facts.NONE : disclosure.visited(visit.person());
    LocalDate day = LocalDate.ofInstant(visit.visitedAt(), WorkingDays.ZONE);
    Set<Attribute> changed = visit.person() == null ? Set.of() : register.amend(visit.person(), visit.base(), visit.found(), day, "入户走访");
    String request = visit.request() == null ? null : intake.receive(request(visit.request(), person)).code();
    long id = sql.insertInto(VISIT)
        .set(VISIT.TOWN, town()).set(VISIT.KEY, visit.key()).set(VISIT.PERSON_ID, visit.person()).set(VISIT.VILLAGE, person.village())
        .set(VISIT.GRID, person.grid()).set(VISIT.VISITED_AT, visit.visitedAt()).set(VISIT.VISITOR, TownContext.required().actor())
        .set(VISIT.MET, visit.met().name()).set(VISIT.CONDITION, visit.condition().name()).set(VISIT.WORDS, personal.encryptOrNull(WORDS, visit.words()))
        .set(VISIT.REQUEST_CODE, request).set(VISIT.CHANGED, changed.stream().map(Attribute::name).sorted().toArray(String[]::new))
        .set(VISIT.RECORDED_AT, clock.instant())
        .returning(VISIT.ID).fetchSingle().getId();
    audit.record("visits.recorded", "visit", String.valueOf(id), Map.of("condition", visit.condition().name(), "changed", changed.size(), "request", request != null));
    return id;
  }

  private void check(NewVisit visit) {
    List<FieldError> errors = new ArrayList<>();
    Instant now = clock.instant();
    if (visit.visitedAt().isAfter(now.plus(PHONE_CLOCK_AHEAD_MAX))) errors.add(FieldError.of("visitedAt", "visits.error.future"));
    if (visit.visitedAt().isBefore(now.minus(AGE_MAX))) errors.add(FieldError.of("visitedAt", "visits.error.old", AGE_MAX.toDays()));
    if (visit.words() != null && visit.words().length() > NewVisit.WORDS_LENGTH_MAX) errors.add(FieldError.of("words", "visits.error.words", NewVisit.WORDS_LENGTH_MAX));
    if (visit.person() == null && visit.request() == null && visit.words() == null) errors.add(FieldError.of("words", "visits.error.empty"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static NewRequest request(String words, Facts person) {
    String phone = person.phones().isEmpty() ? null : person.phones().getFirst();
    return new NewRequest(
        Channel.HOME_VISIT, words, null, null, person.village(), null, null, person.address(), null, null, null, null, person.name() == null && phone == null, null,
        person.name(), phone, null, null, null, List.of());
  }

  /** The visits that the viewer may see, the latest first; one more than a page when there are more. */
  @Transactional(readOnly = true)
  public List<Visit> latest(@Nullable Long person, @Nullable Cursor before) {
    Condition which = person == null ? DSL.noCondition() : VISIT.PERSON_ID.eq(person);
    Condition rest = before == null ? DSL.noCondition() : DSL.row(VISIT.VISITED_AT, VISIT.ID).lt(before.at(), before.id());
    return sql.selectFrom(VISIT).where(VISIT.TOWN.eq(town()), which, rest)
        .orderBy(VISIT.VISITED_AT.desc(), VISIT.ID.desc()).limit(PAGE_SIZE + 1).fetch(this::visit);
  }

  private Visit visit(VisitRecord row) {
    return new Visit(
        row.getId(), row.getPersonId(), row.getVillage(), row.getVisitedAt(), row.getVisitor(), NewVisit.Met.valueOf(row.getMet()),
        NewVisit.Condition.valueOf(row.getCondition()), personal.decryptOrNull(WORDS, row.getWords()), row.getRequestCode(), List.of(row.getChanged()));
  }

  /** What was written about somebody goes with what the register knew of them. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void erased(PersonErased erased) {
    sql.update(VISIT).setNull(VISIT.WORDS).where(VISIT.TOWN.eq(erased.town()), VISIT.PERSON_ID.in(erased.records())).execute();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
