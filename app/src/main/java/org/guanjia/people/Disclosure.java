package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows what is masked, for a purpose that is kept in the audit log and told to the person who asks (PIPL art. 6 and 45). Of children below
 * fourteen only those who may write into the register see it, and only for a reason in words (PIPL art. 28 and 31).
 */
@Service
@Transactional
public class Disclosure {

  /** Below this age the law guards personal information as sensitive, all of it (PIPL art. 28). */
  public static final int CHILD_BELOW = 14;
  static final int NOTE_LENGTH_MIN_OF_CHILD = 6;
  static final int NOTE_LENGTH_MAX = 300;

  /** Why something masked is looked at. */
  public enum Purpose {
    /** To reach the person. */
    CONTACT,
    /** To check whether they are entitled to something. */
    ELIGIBILITY,
    /** To pay, or to check a payment. */
    PAYMENT,
    /** To visit or help on the spot. */
    VISIT,
    /** To correct the register. */
    CORRECTION,
    /** To look into a complaint. */
    COMPLAINT
  }

  /**
   * What is shown.
   *
   * @param facts the attributes asked for that are known, unmasked
   */
  public record Shown(long person, String name, Facts facts) {}

  private static final EnumSet<Attribute> SHOWN_ON_VISITS = EnumSet.of(Attribute.ADDRESS, Attribute.PHONES);
  private static final EnumSet<Attribute> TAKEN_ALONG = EnumSet.of(
      Attribute.NAME, Attribute.SEX, Attribute.BIRTH, Attribute.VILLAGE, Attribute.GROUP, Attribute.GRID, Attribute.ADDRESS, Attribute.PHONES, Attribute.RESIDENT);

  private final DSLContext sql;
  private final StatementStore statements;
  private final Looks looks;
  private final Audit audit;
  private final Clock clock;

  Disclosure(DSLContext sql, StatementStore statements, Looks looks, Audit audit, Clock clock) {
    this.sql = sql;
    this.statements = statements;
    this.looks = looks;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whether the law guards everything about somebody born then. */
  public static boolean child(@Nullable LocalDate birth, LocalDate today) {
    return birth != null && birth.plusYears(CHILD_BELOW).isAfter(today);
  }

  /**
   * Shows some attributes of a person, and keeps who saw them and why.
   *
   * @param attributes guarded ones, at least one
   * @param note why, in words; of a child it must be there
   * @throws NoSuchPerson when the viewer sees none of that number
   * @throws AccessDeniedException of a child, when the viewer may not write into the register
   * @throws InvalidInput when nothing is asked for, or the reason is missing or too long
   */
  public Shown reveal(long id, Purpose purpose, Set<Attribute> attributes, @Nullable String note) {
    PersonRecord person = sql.selectFrom(PERSON).where(PERSON.TOWN.eq(TownContext.required().town()), PERSON.ID.eq(id), PERSON.ROOT.eq(id)).fetchOne();
    if (person == null) throw new NoSuchPerson(id);
    if (attributes.isEmpty() || !attributes.stream().allMatch(Attribute::guarded)) throw new InvalidInput("attributes", "guard.reveal.error.attributes");
    String reason = note == null ? "" : note.strip();
    if (reason.length() > NOTE_LENGTH_MAX) throw new InvalidInput("note", "guard.reveal.error.long", NOTE_LENGTH_MAX);
    boolean child = child(person.getBirth(), today());
    if (child) refuseOfChild(reason);
    Facts known = Timeline.of(statements.of(List.of(id)).getOrDefault(id, List.of())).now();
    Facts shown = Facts.NONE;
    for (Attribute attribute : attributes) shown = shown.with(attribute, known.value(attribute));
    looks.revealed(List.of(id), purpose, attributes, reason.isEmpty() ? null : reason);
    audit.record("people.reveal", Register.SUBJECT, String.valueOf(id),
        Map.of("purpose", purpose.name(), "attributes", new TreeSet<>(attributes).stream().map(Attribute::field).toList(), "child", child));
    return new Shown(id, person.getName(), shown);
  }

  /**
   * Address, phones and whether they live here of people who are to be visited, kept as shown for {@link Purpose#VISIT}.
   *
   * @param reason why, in words; without one, children below fourteen are left out
   */
  public List<Along> takeAlong(Collection<Long> ids, @Nullable String reason) {
    String why = reason == null ? "" : reason.strip();
    if (why.length() > NOTE_LENGTH_MAX) throw new InvalidInput("note", "guard.reveal.error.long", NOTE_LENGTH_MAX);
    List<PersonRecord> persons = sql.selectFrom(PERSON)
        .where(PERSON.TOWN.eq(TownContext.required().town()), PERSON.ID.eq(DSL.any(ids.toArray(Long[]::new))), PERSON.ROOT.eq(PERSON.ID))
        .orderBy(PERSON.VILLAGE, PERSON.VILLAGE_GROUP, PERSON.NAME_KEY, PERSON.ID)
        .fetch();
    persons.removeIf(person -> child(person.getBirth(), today()) && why.length() < NOTE_LENGTH_MIN_OF_CHILD);
    List<Long> found = persons.stream().map(PersonRecord::getId).toList();
    looks.revealed(found, Purpose.VISIT, SHOWN_ON_VISITS, why.isEmpty() ? null : why);
    audit.recordAll("people.reveal", Register.SUBJECT, found.stream().map(String::valueOf).toList(),
        Map.of("purpose", Purpose.VISIT.name(), "attributes", SHOWN_ON_VISITS.stream().map(Attribute::field).toList()));
    Map<Long, List<Statement>> said = statements.of(found);
    return found.stream().map(id -> new Along(id, takenAlong(said.getOrDefault(id, List.of())))).toList();
  }

  /**
   * Somebody who is to be visited.
   *
   * @param facts name, sex, birth, village, group, address, phones, whether they live here; nothing else
   */
  public record Along(long person, Facts facts) {}

  private static Facts takenAlong(List<Statement> said) {
    return Timeline.of(said).now().without(EnumSet.complementOf(TAKEN_ALONG));
  }

  /**
   * What a visit's record takes over of the person: name, place, first phone. Nobody is shown anything by it.
   *
   * @throws NoSuchPerson when the viewer sees none of that number
   */
  public Facts visited(long id) {
    List<Statement> said = statements.of(List.of(id)).get(id);
    if (said == null) throw new NoSuchPerson(id);
    return takenAlong(said);
  }

  private static void refuseOfChild(String reason) {
    Viewer viewer = CurrentViewer.get();
    if (viewer != null && !viewer.may(Permission.PEOPLE_EDIT)) throw new AccessDeniedException("numbers of a child");
    if (reason.length() < NOTE_LENGTH_MIN_OF_CHILD) throw new InvalidInput("note", "guard.reveal.error.child", CHILD_BELOW, NOTE_LENGTH_MIN_OF_CHILD);
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }
}
