package org.guanjia.people;

import static org.guanjia.people.db.Routines.personWithDocument;
import static org.guanjia.people.db.Sequences.PERSON_ID;
import static org.guanjia.people.db.Tables.LIFE_EVENT;
import static org.guanjia.people.db.Tables.PERSON;
import static org.guanjia.people.db.Tables.STATEMENT;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.guanjia.people.db.tables.records.LifeEventRecord;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes into the register. Whatever is written is a statement: who said what of whom, of which day on. What holds is worked out from
 * them; nothing is overwritten, and what was wrong is taken back.
 */
@Service
@Transactional
public class Register {

  public static final int REASON_LENGTH_MAX = 500;
  static final String SUBJECT = "person";

  private final DSLContext sql;
  private final StatementStore statements;
  private final PersonChecks checks;
  private final Ids ids;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Fingerprints fingerprints;
  private final Kin kin;

  Register(
      DSLContext sql, StatementStore statements, PersonChecks checks, Ids ids, Audit audit, ApplicationEventPublisher events, Clock clock, Fingerprints fingerprints,
      Kin kin) {
    this.sql = sql;
    this.statements = statements;
    this.checks = checks;
    this.ids = ids;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.fingerprints = fingerprints;
    this.kin = kin;
  }

  /**
   * Registers a person.
   *
   * @return the person's number
   * @throws InvalidInput naming the fields that are wrong
   * @throws KnownDocument when somebody of the town has that document already
   */
  public long register(Said said) {
    checks.refuse(said, said.facts(), today());
    kin.refuse(null, said.facts(), today());
    refuseKnownDocument(said.facts().document(), null);
    long id = ids.next(PERSON_ID);
    statements.first(List.of(statement(id, said)));
    audit.record("people.registered", SUBJECT, String.valueOf(id), Map.of("source", said.source()));
    events.publishEvent(new PersonChanged(town(), id, said.facts().attributes(), said.validFrom()));
    return id;
  }

  /**
   * Writes down what somebody says of a person; what holds already on that day is left out.
   *
   * @param version of the person as the writer saw them
   * @throws NoSuchPerson when the viewer sees none of that number
   * @throws StalePerson when the person was changed since
   * @throws InvalidInput naming the fields that are wrong
   * @throws KnownDocument when somebody else has that document
   */
  public void change(long id, int version, Said said) {
    locked(id, version);
    change(id, timeline(id), said);
  }

  private void change(long id, Timeline before, Said said) {
    Facts held = before.on(said.validFrom()).orElse(Facts.NONE);
    Said news = new Said(said.facts().newAgainst(held), said.cleared(), said.validFrom(), said.source());
    if (news.facts().isEmpty() && news.cleared().stream().noneMatch(held.attributes()::contains)) return;
    checks.refuse(news, news.facts().over(before.now().without(news.cleared())), today());
    kin.refuse(id, news.facts(), today());
    refuseKnownDocument(news.facts().document(), id);
    write(id, news);
  }

  /**
   * Writes what somebody saw who had no connection: each attribute that still is as they knew it is changed; what somebody else has
   * changed to something else since is never overwritten.
   *
   * @param base the attributes as the writer knew them
   * @param wanted the same attributes as the writer found them
   * @return which attributes were changed
   * @throws ChangedSince naming both values of each attribute that somebody else changed; nothing was written
   */
  public Set<Attribute> amend(long id, Facts base, Facts wanted, LocalDate validFrom, String source) {
    locked(id);
    Timeline before = timeline(id);
    Facts now = before.now();
    Facts mine = wanted.newAgainst(base);
    Map<Attribute, ChangedSince.Conflict> conflicts = new EnumMap<>(Attribute.class);
    Facts changes = Facts.NONE;
    for (Attribute attribute : mine.attributes()) {
      Object found = Objects.requireNonNull(mine.value(attribute));
      Object held = now.value(attribute);
      if (found.equals(held)) continue;
      if (Objects.equals(held, base.value(attribute))) changes = changes.with(attribute, found);
      else conflicts.put(attribute, new ChangedSince.Conflict(held, found));
    }
    if (!conflicts.isEmpty()) throw new ChangedSince(id, conflicts);
    if (!changes.isEmpty()) change(id, before, new Said(changes, validFrom, source));
    return changes.attributes();
  }

  /**
   * Takes back a statement that was wrong, as if it had not been made; it stays to be read.
   *
   * @throws InvalidInput when without it nothing would be known of the person, or the rest would not fit together
   */
  public void retract(long id, int version, long statementId, String reason) {
    locked(id, version);
    if (reason.isBlank() || reason.length() > REASON_LENGTH_MAX) throw new InvalidInput("reason", "people.error.reason", REASON_LENGTH_MAX);
    List<Statement> all = statements.of(List.of(id)).getOrDefault(id, List.of());
    Statement wrong = all.stream().filter(each -> each.id() == statementId && each.stands()).findFirst().orElseThrow(() -> new InvalidInput("statement", "people.error.statement"));
    Facts after = Timeline.of(all.stream().filter(each -> each.id() != statementId).toList()).now();
    checks.refuse(new Said(after, today(), wrong.source()), after, today());
    sql.update(STATEMENT)
        .set(STATEMENT.RETRACTED_AT, clock.instant()).set(STATEMENT.RETRACTED_BY, actor()).set(STATEMENT.RETRACTION, reason)
        .where(STATEMENT.TOWN.eq(town()), STATEMENT.ID.eq(statementId))
        .execute();
    sql.update(LIFE_EVENT)
        .set(LIFE_EVENT.RETRACTED_AT, clock.instant()).set(LIFE_EVENT.RETRACTED_BY, actor()).set(LIFE_EVENT.RETRACTION, reason)
        .where(LIFE_EVENT.TOWN.eq(town()), LIFE_EVENT.STATEMENT_ID.eq(statementId))
        .execute();
    statements.derive(List.of(id));
    audit.record("people.retracted", SUBJECT, String.valueOf(id), Map.of("attributes", names(wrong.facts().attributes())));
    events.publishEvent(new PersonChanged(town(), id, wrong.facts().attributes(), wrong.validFrom()));
  }

  /** Takes back that something happened, and with it what it changed; it stays to be read. */
  public void retractEvent(long id, int version, long eventId, String reason) {
    locked(id, version);
    if (reason.isBlank() || reason.length() > REASON_LENGTH_MAX) throw new InvalidInput("reason", "people.error.reason", REASON_LENGTH_MAX);
    LifeEventRecord event = sql.selectFrom(LIFE_EVENT)
        .where(LIFE_EVENT.TOWN.eq(town()), LIFE_EVENT.ID.eq(eventId), LIFE_EVENT.PERSON_ID.eq(id)).and(LIFE_EVENT.RETRACTED_AT.isNull()).fetchOne();
    if (event == null) throw new InvalidInput("event", "people.error.statement");
    if (event.getStatementId() != null) {
      retract(id, version, event.getStatementId(), reason);
      return;
    }
    Condition mirrored = event.getOtherPerson() == null ? DSL.falseCondition()
        : LIFE_EVENT.PERSON_ID.eq(event.getOtherPerson()).and(LIFE_EVENT.OTHER_PERSON.eq(id)).and(LIFE_EVENT.KIND.eq(event.getKind())).and(LIFE_EVENT.HAPPENED_ON.eq(event.getHappenedOn()));
    sql.update(LIFE_EVENT)
        .set(LIFE_EVENT.RETRACTED_AT, clock.instant()).set(LIFE_EVENT.RETRACTED_BY, actor()).set(LIFE_EVENT.RETRACTION, reason)
        .where(LIFE_EVENT.TOWN.eq(town()), LIFE_EVENT.RETRACTED_AT.isNull(), LIFE_EVENT.ID.eq(eventId).or(mirrored))
        .execute();
    audit.record("people.event-retracted", SUBJECT, String.valueOf(id), Map.of("kind", event.getKind()));
  }

  /** Writes down that something happened, and what holds of the person since. */
  public void happened(long id, int version, LifeEvent event) {
    locked(id, version);
    Timeline before = timeline(id);
    if (event.note() != null && event.note().length() > LifeEvent.NOTE_LENGTH_MAX) throw new InvalidInput("note", "people.error.note", LifeEvent.NOTE_LENGTH_MAX);
    LocalDate since = event.effectiveIn(before);
    Said said = new Said(event.facts().newAgainst(before.on(since).orElse(Facts.NONE)), since, event.source());
    checks.refuse(said, said.facts().over(before.now()), today());
    LocalDate birth = before.now().birth();
    if (birth != null && event.on().isBefore(birth)) throw new InvalidInput("on", "people.error.event.beforeBirth");
    if (event.other() != null) beside(id, event);
    Long statementId = said.facts().isEmpty() ? null : write(id, said);
    keep(id, event, statementId);
    if (statementId == null) audit.record("people.event", SUBJECT, String.valueOf(id), Map.of("kind", event.kind().name()));
    announce(id, event);
  }

  /** The same where nothing else that was changed meanwhile matters: a death or a move stands beside it. */
  public void happened(long id, LifeEvent event) {
    happened(id, locked(id).getVersion(), event);
  }

  /** A marriage or its end is written down with both. */
  private void beside(long id, LifeEvent event) {
    long other = Objects.requireNonNull(event.other());
    PersonRecord row = other == id ? null : sql.selectFrom(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(other)).and(PERSON.ROOT.eq(PERSON.ID)).fetchOne();
    if (row == null) throw new InvalidInput("other", "register.error.person");
    if (row.getDiedOn() != null && row.getDiedOn().isBefore(event.on())) throw new InvalidInput("other", "register.error.dead");
    if (row.getBirth() != null && row.getBirth().isAfter(event.on())) throw new InvalidInput("on", "people.error.event.beforeBirth");
    keep(other, new LifeEvent(event.kind(), event.on(), id, event.registration(), event.note(), event.source()), null);
    audit.record("people.event", SUBJECT, String.valueOf(other), Map.of("kind", event.kind().name()));
  }

  private void keep(long id, LifeEvent event, @Nullable Long statementId) {
    sql.insertInto(LIFE_EVENT)
        .set(LIFE_EVENT.TOWN, town()).set(LIFE_EVENT.PERSON_ID, id).set(LIFE_EVENT.KIND, event.kind().name()).set(LIFE_EVENT.HAPPENED_ON, event.on())
        .set(LIFE_EVENT.OTHER_PERSON, event.other()).set(LIFE_EVENT.NOTE, event.note()).set(LIFE_EVENT.SOURCE, event.source())
        .set(LIFE_EVENT.STATEMENT_ID, statementId).set(LIFE_EVENT.RECORDED_AT, clock.instant()).set(LIFE_EVENT.RECORDED_BY, actor())
        .execute();
  }

  void announce(long id, LifeEvent event) {
    switch (event.kind()) {
      case DIED -> events.publishEvent(new PersonDied(town(), id, event.on()));
      case MOVED_OUT -> events.publishEvent(new PersonMovedOut(town(), id, event.on(), event.registration()));
      default -> {}
    }
  }

  private long write(long id, Said said) {
    long statementId = statements.add(List.of(statement(id, said))).getFirst();
    statements.derive(List.of(id));
    Set<Attribute> attributes = new HashSet<>(said.facts().attributes());
    attributes.addAll(said.cleared());
    audit.record("people.changed", SUBJECT, String.valueOf(id), Map.of("attributes", names(attributes), "source", said.source()));
    events.publishEvent(new PersonChanged(town(), id, Set.copyOf(attributes), said.validFrom()));
    return statementId;
  }

  private void locked(long id, int version) {
    if (locked(id).getVersion() != version) throw new StalePerson(id);
  }

  /** The person's row, kept from others until the transaction ends. */
  private PersonRecord locked(long id) {
    PersonRecord row = sql.selectFrom(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(id)).and(PERSON.ROOT.eq(PERSON.ID)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchPerson(id);
    return row;
  }

  private void refuseKnownDocument(Document document, @Nullable Long self) {
    byte[] index = fingerprints.document(document);
    if (index == null) return;
    Long other = sql.select(personWithDocument(index)).fetchSingle().value1();
    if (other != null && !other.equals(self)) throw new KnownDocument(other);
  }

  private Timeline timeline(long id) {
    return Timeline.of(statements.of(List.of(id)).getOrDefault(id, List.of()));
  }

  private NewStatement statement(long id, Said said) {
    Instant now = clock.instant();
    return new NewStatement(id, said, now, actor(), null, null);
  }

  private static List<String> names(Set<Attribute> attributes) {
    return List.copyOf(new TreeSet<>(attributes)).stream().map(Attribute::field).toList();
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
