package org.guanjia.people;

import static org.guanjia.people.db.Tables.MEMBERSHIP;
import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guanjia.people.db.tables.records.MembershipRecord;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is of which special group: said with evidence, looked at again when its day comes, ended with a reason. A death ends them all, as does a registration elsewhere. */
@Service
@Transactional
public class Memberships {

  static final int OLD_AGE = 80;
  static final int ADULT_AGE = 18;
  static final String ENDED_BY_DEATH = "PERSON_DIED";
  static final String ENDED_BY_DEPARTURE = "PERSON_DEREGISTERED";
  private static final Set<SpecialGroup> OF_CHILDREN = Set.of(SpecialGroup.LEFT_BEHIND_CHILD, SpecialGroup.CHILD_IN_DIFFICULTY, SpecialGroup.ORPHAN);
  private static final String SUBJECT = "person";

  private final DSLContext sql;
  private final StoredFiles files;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Memberships(DSLContext sql, StoredFiles files, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.files = files;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** Holds on that day; of {@code people.membership}. */
  static Condition holds(LocalDate day) {
    return MEMBERSHIP.SINCE.le(day).and(MEMBERSHIP.UNTIL.isNull().or(MEMBERSHIP.UNTIL.gt(day)));
  }

  /** Eighty or more on that day, whoever lists it or does not. */
  static boolean old(@Nullable LocalDate birth, @Nullable LocalDate died, LocalDate day) {
    return died == null && birth != null && !birth.isAfter(day.minusYears(OLD_AGE));
  }

  /** All that were ever said of these records, the latest first; at most 500. */
  @Transactional(readOnly = true)
  public List<Membership> of(Collection<Long> records) {
    return sql.selectFrom(MEMBERSHIP).where(MEMBERSHIP.TOWN.eq(town()), MEMBERSHIP.PERSON_ID.eq(StatementStore.any(records)))
        .orderBy(MEMBERSHIP.SINCE.desc(), MEMBERSHIP.ID.desc()).limit(500).fetch(Memberships::membership);
  }

  /**
   * That membership.
   *
   * @throws NoSuchPerson when this actor sees none of that number
   */
  @Transactional(readOnly = true)
  public Membership find(long id) {
    return membership(row(id, false));
  }

  /**
   * Says that a person is of a group.
   *
   * @return the membership's number
   * @throws NoSuchPerson when the viewer sees none of that number
   * @throws InvalidInput naming the fields that are wrong
   */
  public long add(long person, NewMembership said) {
    PersonRecord row = sql.selectFrom(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(person)).and(PERSON.ROOT.eq(PERSON.ID)).fetchOne();
    if (row == null) throw new NoSuchPerson(person);
    refuse(said, row);
    SpecialGroup kind = Objects.requireNonNull(said.kind());
    LocalDate since = Objects.requireNonNull(said.since());
    long id = sql.insertInto(MEMBERSHIP)
        .set(MEMBERSHIP.TOWN, town()).set(MEMBERSHIP.PERSON_ID, person).set(MEMBERSHIP.KIND, kind.name()).set(MEMBERSHIP.CATEGORY, said.category())
        .set(MEMBERSHIP.GRADE, said.grade()).set(MEMBERSHIP.SINCE, since).set(MEMBERSHIP.REVIEW_ON, said.reviewOn()).set(MEMBERSHIP.EVIDENCE, said.evidence())
        .set(MEMBERSHIP.EVIDENCE_FILE, said.file()).set(MEMBERSHIP.SOURCE, said.source()).set(MEMBERSHIP.RECORDED_AT, clock.instant()).set(MEMBERSHIP.RECORDED_BY, actor())
        .returning(MEMBERSHIP.ID).fetchSingle().getId();
    if (said.file() != null) files.attach(List.of(said.file()), owner(id));
    audit.record("people.membership", SUBJECT, String.valueOf(person), Map.of("kind", kind.name(), "source", said.source()));
    events.publishEvent(new MembershipChanged(town(), person, kind, since, true));
    return id;
  }

  /**
   * Looked at again: it still holds.
   *
   * @param reviewOn when to look next; null for never
   * @param evidence in place of what stood; null or blank leaves that
   */
  public void review(long id, int version, @Nullable LocalDate reviewOn, @Nullable String evidence) {
    MembershipRecord row = open(id, version);
    if (reviewOn != null && !reviewOn.isAfter(today())) throw new InvalidInput("reviewOn", "register.error.reviewOn");
    refuseLong(evidence);
    row.setReviewOn(reviewOn);
    if (evidence != null && !evidence.isBlank()) row.setEvidence(evidence.strip());
    row.setVersion(version + 1);
    row.update();
    audit.record("people.membership-reviewed", SUBJECT, String.valueOf(row.getPersonId()), Map.of("kind", row.getKind()));
  }

  /**
   * It holds no longer.
   *
   * @param until the first day on which it does not; not before it began, and at most a year ahead
   */
  public void end(long id, int version, @Nullable LocalDate until, String reason) {
    MembershipRecord row = open(id, version);
    if (until == null || until.isBefore(row.getSince()) || until.isAfter(today().plusYears(1))) throw new InvalidInput("until", "register.error.until");
    if (reason.isBlank() || reason.length() > Register.REASON_LENGTH_MAX) throw new InvalidInput("reason", "people.error.reason", Register.REASON_LENGTH_MAX);
    end(row, until, reason.strip());
  }

  private void end(MembershipRecord row, LocalDate until, String reason) {
    row.setUntil(until);
    row.setEndedAt(clock.instant());
    row.setEndedBy(actor());
    row.setEndReason(reason);
    row.setVersion(row.getVersion() + 1);
    row.update();
    audit.record("people.membership-ended", SUBJECT, String.valueOf(row.getPersonId()), Map.of("kind", row.getKind()));
    events.publishEvent(new MembershipChanged(town(), row.getPersonId(), SpecialGroup.valueOf(row.getKind()), until, false));
  }

  /** Whoever is dead is of no group any more. */
  @EventListener
  void onDeath(PersonDied died) {
    endAll(died.personId(), died.on(), ENDED_BY_DEATH);
  }

  /** Whoever is registered elsewhere is of that town's groups. */
  @EventListener
  void onDeparture(PersonMovedOut moved) {
    if (moved.deregistered()) endAll(moved.personId(), moved.on(), ENDED_BY_DEPARTURE);
  }

  private void endAll(long person, LocalDate day, String reason) {
    for (MembershipRecord row : sql.selectFrom(MEMBERSHIP)
        .where(MEMBERSHIP.TOWN.eq(town()), MEMBERSHIP.PERSON_ID.eq(person), MEMBERSHIP.UNTIL.isNull()).forUpdate().fetch()) {
      end(row, row.getSince().isAfter(day) ? row.getSince() : day, reason);
    }
  }

  /** A death that was told wrong ended nothing. */
  @EventListener
  void onChange(PersonChanged changed) {
    if (!changed.attributes().contains(Attribute.DIED_ON)) return;
    boolean dead = sql.fetchExists(PERSON, PERSON.TOWN.eq(town()).and(PERSON.ID.eq(changed.personId())).and(PERSON.DIED_ON.isNotNull()));
    if (dead) return;
    for (MembershipRecord row : sql.selectFrom(MEMBERSHIP)
        .where(MEMBERSHIP.TOWN.eq(town()), MEMBERSHIP.PERSON_ID.eq(changed.personId()), MEMBERSHIP.END_REASON.eq(ENDED_BY_DEATH)).forUpdate().fetch()) {
      row.setUntil(null);
      row.setEndReason(null);
      row.setVersion(row.getVersion() + 1);
      row.update();
      events.publishEvent(new MembershipChanged(town(), row.getPersonId(), SpecialGroup.valueOf(row.getKind()), row.getSince(), true));
    }
  }

  private void refuse(NewMembership said, PersonRecord person) {
    List<FieldError> errors = new ArrayList<>();
    if (said.kind() == null) errors.add(FieldError.of("kind", "register.error.kind"));
    if (said.since() == null || said.since().isAfter(today()) || person.getBirth() != null && said.since().isBefore(person.getBirth())) errors.add(FieldError.of("since", "register.error.since"));
    if (said.reviewOn() != null && !said.reviewOn().isAfter(today())) errors.add(FieldError.of("reviewOn", "register.error.reviewOn"));
    if (said.source().isBlank() || said.source().length() > Said.SOURCE_LENGTH_MAX) errors.add(FieldError.of("source", "people.error.source"));
    if (said.evidence() != null && said.evidence().length() > Membership.EVIDENCE_LENGTH_MAX) errors.add(FieldError.of("evidence", "register.error.long", Membership.EVIDENCE_LENGTH_MAX));
    if (person.getDiedOn() != null) errors.add(FieldError.of("kind", "register.error.dead"));
    disability(said, errors);
    age(said.kind(), person.getBirth(), errors);
    if (said.kind() != null && known(person.getId(), said)) errors.add(FieldError.of("kind", "register.error.already"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private static void disability(NewMembership said, List<FieldError> errors) {
    boolean disabled = said.kind() == SpecialGroup.DISABLED;
    if (disabled ? said.category() == null || !said.category().matches("[1-7]") : said.category() != null) errors.add(FieldError.of("category", "register.error.category"));
    if (disabled ? said.grade() == null || !said.grade().matches("[1-4]") : said.grade() != null) errors.add(FieldError.of("grade", "register.error.grade"));
  }

  private void age(@Nullable SpecialGroup kind, @Nullable LocalDate birth, List<FieldError> errors) {
    if (kind == null || birth == null) return;
    int age = birth.until(today()).getYears();
    if (OF_CHILDREN.contains(kind) && age >= ADULT_AGE) errors.add(FieldError.of("kind", "register.error.notChild", age));
    if (kind == SpecialGroup.OVER_80 && age < OLD_AGE) errors.add(FieldError.of("kind", "register.error.notOld", age));
  }

  /** The same office says the same only once at a time. */
  private boolean known(long person, NewMembership said) {
    return sql.fetchExists(MEMBERSHIP, MEMBERSHIP.TOWN.eq(town()).and(MEMBERSHIP.PERSON_ID.eq(person)).and(MEMBERSHIP.KIND.eq(Objects.requireNonNull(said.kind()).name()))
        .and(MEMBERSHIP.SOURCE.eq(said.source())).and(MEMBERSHIP.UNTIL.isNull()));
  }

  private static void refuseLong(@Nullable String evidence) {
    if (evidence != null && evidence.length() > Membership.EVIDENCE_LENGTH_MAX) throw new InvalidInput("evidence", "register.error.long", Membership.EVIDENCE_LENGTH_MAX);
  }

  private MembershipRecord open(long id, int version) {
    MembershipRecord row = row(id, true);
    if (row.getVersion() != version || row.getUntil() != null) throw new StaleMembership(id, row.getPersonId());
    return row;
  }

  private MembershipRecord row(long id, boolean lock) {
    var select = sql.selectFrom(MEMBERSHIP).where(MEMBERSHIP.TOWN.eq(town()), MEMBERSHIP.ID.eq(id));
    MembershipRecord row = lock ? select.forUpdate().fetchOne() : select.fetchOne();
    return Optional.ofNullable(row).orElseThrow(() -> new NoSuchPerson(id));
  }

  static String owner(long id) {
    return "membership:" + id;
  }

  static Membership membership(MembershipRecord row) {
    UUID file = row.getEvidenceFile();
    return new Membership(
        row.getId(), row.getPersonId(), SpecialGroup.valueOf(row.getKind()), row.getCategory(), row.getGrade(), row.getSince(), row.getUntil(), row.getReviewOn(),
        row.getEvidence(), file, row.getSource(), row.getVersion(), row.getRecordedAt(), row.getRecordedBy(), row.getEndedAt(), row.getEndedBy(), row.getEndReason());
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
