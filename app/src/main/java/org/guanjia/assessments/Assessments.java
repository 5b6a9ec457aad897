package org.guanjia.assessments;

import static org.guanjia.assessments.db.Tables.ASSESSMENT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guanjia.assessments.Sheet.Finding;
import org.guanjia.assessments.db.tables.records.AssessmentRecord;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Assessments of ability: two assessors, each with a sheet of their own; what both have signed alike counts. */
@Service
@Transactional
public class Assessments {

  public static final int REASON_LENGTH_MAX = 500;
  private static final int DAYS_BACK_MAX = 366;
  private static final int YEARS_AHEAD_MAX = 5;

  private final DSLContext sql;
  private final AssessmentStore store;
  private final Abilities abilities;
  private final People people;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Assessments(DSLContext sql, AssessmentStore store, Abilities abilities, People people, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.store = store;
    this.abilities = abilities;
    this.people = people;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws NoSuchAssessment when the viewer sees none of that number
   */
  @Transactional(readOnly = true)
  public Assessment find(long id) {
    return store.find(id).orElseThrow(() -> new NoSuchAssessment(id));
  }

  /** All of these records, the latest first; at most 100. */
  @Transactional(readOnly = true)
  public List<Assessment> of(List<Long> records) {
    return store.fetch(ASSESSMENT.PERSON_ID.eq(DSL.any(records.toArray(Long[]::new))), List.of(ASSESSMENT.ASSESSED_ON.desc(), ASSESSMENT.ID.desc()), 100);
  }

  /**
   * Begins one, with the actor as its first assessor.
   *
   * @return its number
   * @throws NoSuchPerson when the viewer sees none of that number
   * @throws InvalidInput naming the fields that are wrong; also when one is being made of this person already
   */
  public long begin(NewAssessment said) {
    PersonLine person = people.line(said.person()).orElseThrow(() -> new NoSuchPerson(said.person()));
    List<FieldError> errors = errors(said, person);
    Long open = sql.select(ASSESSMENT.ID).from(ASSESSMENT)
        .where(AssessmentStore.inTown(), ASSESSMENT.PERSON_ID.eq(person.id()), ASSESSMENT.STATE.eq(AssessmentState.OPEN.name())).fetchOne(ASSESSMENT.ID);
    if (open != null) errors.add(FieldError.of("person", "assessments.error.open", String.valueOf(open)));
    if (said.corrects() != null && !corrigible(said.corrects(), person.id())) errors.add(FieldError.of("corrects", "assessments.error.corrects"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    AssessmentRecord row = new AssessmentRecord();
    row.setPersonId(person.id());
    row.setRecordedFor(person.id());
    row.setState(AssessmentState.OPEN.name());
    row.setReason(said.corrects() == null ? Objects.requireNonNull(said.reason()).name() : Assessment.Reason.CORRECTION.name());
    row.setPlace(Objects.requireNonNull(said.place()).name());
    row.setAssessedOn(Objects.requireNonNull(said.assessedOn()));
    row.setReviewOn(said.reviewOn());
    row.setCorrects(said.corrects());
    return store.insert(row, AssessmentMove.BEGIN);
  }

  private List<FieldError> errors(NewAssessment said, PersonLine person) {
    List<FieldError> errors = new ArrayList<>();
    LocalDate on = said.assessedOn();
    boolean chosen = said.reason() != null && said.reason() != Assessment.Reason.IMPORTED && said.reason() != Assessment.Reason.CORRECTION;
    if (!chosen && said.corrects() == null) errors.add(FieldError.of("reason", "assessments.error.reasonOf"));
    if (said.place() == null) errors.add(FieldError.of("place", "assessments.error.place"));
    if (on == null || on.isAfter(today()) || on.isBefore(today().minusDays(DAYS_BACK_MAX))) errors.add(FieldError.of("assessedOn", "assessments.error.assessedOn", DAYS_BACK_MAX));
    else if (person.diedOn() != null && person.diedOn().isBefore(on)) errors.add(FieldError.of("person", "assessments.error.died", person.diedOn()));
    else if (said.reviewOn() != null && !said.reviewOn().isAfter(on)) errors.add(FieldError.of("reviewOn", "assessments.error.reviewOn", YEARS_AHEAD_MAX));
    if (said.reviewOn() != null && said.reviewOn().isAfter(today().plusYears(YEARS_AHEAD_MAX))) errors.add(FieldError.of("reviewOn", "assessments.error.reviewOn", YEARS_AHEAD_MAX));
    return errors;
  }

  private boolean corrigible(long id, long person) {
    return store.find(id).filter(found -> found.state() == AssessmentState.COUNTS && found.personId() == person).isPresent();
  }

  /**
   * Writes down what the actor sees; nothing of it counts before it is signed, and a signature of before is void.
   *
   * @param sheetVersion of the actor's own sheet as they saw it; 0 when they had none
   * @throws StaleAssessment when the actor wrote on another device since
   */
  public void save(long id, int sheetVersion, Finding found, @Nullable String words) {
    AssessmentRecord row = open(id, AssessmentMove.SAVE);
    own(id, sheetVersion);
    check(found, words);
    store.put(id, actor(), found, words, false);
    store.make(row, AssessmentMove.SAVE, AssessmentState.OPEN, null);
  }

  /**
   * Signs what the actor found; when somebody else has signed the same, it counts from now on.
   *
   * @return whether it counts now
   * @throws InvalidInput naming the items that are not filled in
   */
  public boolean sign(long id, int sheetVersion, Finding found, @Nullable String words) {
    AssessmentRecord row = open(id, AssessmentMove.SIGN);
    own(id, sheetVersion);
    check(found, words);
    List<FieldError> missing = new ArrayList<>();
    for (int i = 0; i < Standard.ITEMS.size(); i++) if (found.scores().get(i) == Sheet.OPEN) missing.add(FieldError.of(Standard.ITEMS.get(i).field(), "assessments.error.item"));
    if (!missing.isEmpty()) throw new InvalidInput(missing);
    return sign(row, found, words);
  }

  /**
   * Signs what somebody else has signed, as the actor saw the same.
   *
   * @param theirVersion of the other's sheet as the actor read it
   * @return whether it counts now
   * @throws StaleAssessment when the other changed the sheet since
   */
  public boolean signAlike(long id, String other, int theirVersion) {
    AssessmentRecord row = open(id, AssessmentMove.SIGN);
    if (other.equals(actor())) throw new InvalidInput("assessor", "assessments.error.self");
    Sheet theirs = store.sheets(id).stream().filter(sheet -> sheet.assessor().equals(other) && sheet.signed()).findFirst()
        .orElseThrow(() -> new InvalidInput("assessor", "assessments.error.unsigned"));
    if (theirs.version() != theirVersion) throw new StaleAssessment(id);
    String words = store.sheets(id).stream().filter(sheet -> sheet.assessor().equals(actor())).findFirst().map(Sheet::words).orElse(null);
    return sign(row, theirs.found(), words);
  }

  private boolean sign(AssessmentRecord row, Finding found, @Nullable String words) {
    store.put(row.getId(), actor(), found, words, true);
    boolean alike = store.sheets(row.getId()).stream().anyMatch(sheet -> sheet.signed() && !sheet.assessor().equals(actor()) && sheet.found().equals(found));
    if (!alike) {
      store.make(row, AssessmentMove.SIGN, AssessmentState.OPEN, null);
      return false;
    }
    Standard.Result result = Standard.result(found);
    row.setScore((short) result.score());
    row.setLevel((short) result.level());
    if (row.getReviewOn() == null) row.setReviewOn(Standard.reviewOn(result.level(), row.getAssessedOn()));
    row.setCountsSince(clock.instant());
    store.make(row, AssessmentMove.SIGN, AssessmentState.COUNTS, null);
    LocalDate since = row.getAssessedOn();
    if (row.getCorrects() != null) since = earlier(since, corrected(row.getCorrects()));
    announce(row.getPersonId(), since);
    return true;
  }

  private LocalDate corrected(long id) {
    AssessmentRecord wrong = store.lock(id, null);
    wrong.setVoidSince(clock.instant());
    store.make(wrong, AssessmentMove.CORRECT, AssessmentState.CORRECTED, null);
    return wrong.getAssessedOn();
  }

  /** Gives up one that does not count yet. */
  public void discard(long id, int version, String reason) {
    AssessmentRecord row = store.lock(id, version);
    store.make(row, AssessmentMove.DISCARD, AssessmentState.DISCARDED, reason(reason));
  }

  /** Takes back one that counts; what held before it holds again. */
  public void withdraw(long id, int version, String reason) {
    AssessmentRecord row = store.lock(id, version);
    row.setVoidSince(clock.instant());
    store.make(row, AssessmentMove.WITHDRAW, AssessmentState.WITHDRAWN, reason(reason));
    announce(row.getPersonId(), row.getAssessedOn());
  }

  /** Tells the level that holds from that day on, as far as it reaches. */
  private void announce(long person, LocalDate from) {
    Integer level = abilities.of(person, today()).map(Ability::level).orElse(null);
    events.publishEvent(new AbilityAssessed(TownContext.required().town(), person, level, from));
  }

  private AssessmentRecord open(long id, AssessmentMove move) {
    AssessmentRecord row = store.lock(id, null);
    AssessmentState state = AssessmentState.valueOf(row.getState());
    if (!move.startsFrom(state)) throw new IllegalAssessmentMove(move, state);
    return row;
  }

  private void own(long id, int version) {
    int now = store.sheets(id).stream().filter(sheet -> sheet.assessor().equals(actor())).findFirst().map(Sheet::version).orElse(0);
    if (now != version) throw new StaleAssessment(id);
  }

  private static void check(Finding found, @Nullable String words) {
    List<FieldError> errors = new ArrayList<>();
    if (found.scores().size() != Standard.ITEMS.size()) throw new InvalidInput("scores", "assessments.error.items", Standard.ITEMS.size());
    for (int i = 0; i < Standard.ITEMS.size(); i++) {
      Standard.Item item = Standard.ITEMS.get(i);
      int score = found.scores().get(i);
      if (score != Sheet.OPEN && (score < 0 || score > item.most())) errors.add(FieldError.of(item.field(), "assessments.error.points", item.most()));
    }
    if (found.riskEvents() < 0 || found.riskEvents() > Sheet.RISK_EVENTS_MAX) errors.add(FieldError.of("riskEvents", "assessments.error.riskEvents", Sheet.RISK_EVENTS_MAX));
    if (words != null && words.length() > Sheet.WORDS_LENGTH_MAX) errors.add(FieldError.of("words", "assessments.error.long", Sheet.WORDS_LENGTH_MAX));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static String reason(String typed) {
    String said = typed.strip();
    if (said.isEmpty() || said.length() > REASON_LENGTH_MAX) throw new InvalidInput("why", "assessments.error.why", REASON_LENGTH_MAX);
    return said;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String actor() {
    return TownContext.required().actor();
  }
}
