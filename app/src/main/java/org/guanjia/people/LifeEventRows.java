package org.guanjia.people;

import static org.guanjia.people.db.Tables.LIFE_EVENT;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Deaths, moves, births and weddings from other offices' lists: the event, what holds of the person since, and the news to whatever depends on them. */
@Component
class LifeEventRows implements RowFollowUp {

  static final String KIND = "kind";
  static final String ON = "on";
  static final String NOTE = "note";
  static final String KEEPS_REGISTRATION = "keepsRegistration";

  private static final List<Field<?>> COLUMNS = List.of(
      LIFE_EVENT.TOWN, LIFE_EVENT.PERSON_ID, LIFE_EVENT.KIND, LIFE_EVENT.HAPPENED_ON, LIFE_EVENT.NOTE, LIFE_EVENT.SOURCE, LIFE_EVENT.STATEMENT_ID,
      LIFE_EVENT.RECORDED_AT, LIFE_EVENT.RECORDED_BY);

  private record Happened(Row row, LifeEvent event, LocalDate since, Facts news) {}

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final StatementStore statements;
  private final PersonWriter writer;
  private final MembershipEnds memberships;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  LifeEventRows(
      DSLContext sql, BulkInsert bulk, StatementStore statements, PersonWriter writer, MembershipEnds memberships, Audit audit, ApplicationEventPublisher events) {
    this.sql = sql;
    this.bulk = bulk;
    this.statements = statements;
    this.writer = writer;
    this.memberships = memberships;
    this.audit = audit;
    this.events = events;
  }

  @Override
  public String target() {
    return LifeEventsTarget.NAME;
  }

  /** A list of deaths moves nobody to the address that it happens to tell. */
  @Override
  public boolean changesPersons() {
    return false;
  }

  @Override
  public Set<Integer> follow(Origin origin, List<Row> rows, RowRemarks told) {
    if (rows.isEmpty()) return Set.of();
    Set<Long> persons = rows.stream().map(Row::personId).collect(Collectors.toCollection(LinkedHashSet::new));
    Map<Long, List<Statement>> said = writer.locked(persons);
    Set<String> known = known(persons);
    Map<Long, LocalDate> died = new HashMap<>();
    List<Happened> happened = new ArrayList<>();
    for (Row each : rows) {
      LifeEvent event = event(each.row());
      Timeline timeline = Timeline.of(said.getOrDefault(each.personId(), List.of()));
      LocalDate death = died.getOrDefault(each.personId(), timeline.now().diedOn());
      LocalDate birth = timeline.now().birth();
      if (!known.add(key(each.personId(), event)) || event.kind() == LifeEvent.Kind.DIED && event.on().equals(death)) continue;
      if (birth != null && event.on().isBefore(birth)) told.refuse(each.row(), ON, "lifeEvents.import.beforeBirth", event.on(), birth);
      else if (death != null && (event.kind() == LifeEvent.Kind.DIED || event.on().isAfter(death))) told.refuse(each.row(), ON, "lifeEvents.import.died", death);
      else {
        if (event.kind() == LifeEvent.Kind.DIED) died.put(each.personId(), event.on());
        LocalDate since = event.effectiveIn(timeline);
        happened.add(new Happened(each, event, since, facts(event).newAgainst(timeline.on(since).orElse(Facts.NONE))));
      }
    }
    write(origin, happened);
    return new HashSet<>(happened.stream().map(each -> each.row().row().number()).toList());
  }

  private void write(Origin origin, List<Happened> happened) {
    if (happened.isEmpty()) return;
    List<Happened> telling = happened.stream().filter(each -> !each.news().isEmpty()).toList();
    List<Long> numbers = statements.add(telling.stream().map(each -> new NewStatement(
        each.row().personId(), new Said(each.news(), each.since(), each.event().source()), origin.now(), origin.actor(), origin.importId(), each.row().row().number())).toList());
    Map<Happened, Long> statementOf = new HashMap<>();
    for (int i = 0; i < telling.size(); i++) statementOf.put(telling.get(i), numbers.get(i));
    bulk.insert(LIFE_EVENT, COLUMNS, happened.stream().<@Nullable Object[]>map(each -> new @Nullable Object[] {
      origin.town(), each.row().personId(), each.event().kind(), each.event().on(), each.event().note(), each.event().source(), statementOf.get(each), origin.now(), origin.actor()
    }).toList());
    Set<Long> changed = telling.stream().map(each -> each.row().personId()).collect(Collectors.toCollection(LinkedHashSet::new));
    statements.derive(changed);
    Map<String, ?> details = origin.details();
    audit.recordAll("people.event", Register.SUBJECT, happened.stream().map(each -> String.valueOf(each.row().personId())).distinct().toList(), details);
    announce(origin, happened);
  }

  /** Memberships end for all at once before each death is told, so that nobody who hears of one has to end them one by one. */
  private void announce(Origin origin, List<Happened> happened) {
    memberships.end(origin, days(happened, LifeEvent.Kind.DIED), MembershipEnds.DIED);
    Map<Long, LocalDate> left = days(happened.stream().filter(each -> each.event().registration()).toList(), LifeEvent.Kind.MOVED_OUT);
    memberships.end(origin, left, MembershipEnds.DEREGISTERED);
    for (Happened each : happened) {
      long person = each.row().personId();
      if (!each.news().isEmpty()) events.publishEvent(new PersonChanged(origin.town(), person, each.news().attributes(), each.since()));
      if (each.event().kind() == LifeEvent.Kind.DIED) events.publishEvent(new PersonDied(origin.town(), person, each.event().on()));
      if (each.event().kind() == LifeEvent.Kind.MOVED_OUT) events.publishEvent(new PersonMovedOut(origin.town(), person, each.event().on(), each.event().registration()));
    }
  }

  private static Map<Long, LocalDate> days(List<Happened> happened, LifeEvent.Kind kind) {
    Map<Long, LocalDate> days = new LinkedHashMap<>();
    happened.stream().filter(each -> each.event().kind() == kind).forEach(each -> days.putIfAbsent(each.row().personId(), each.event().on()));
    return days;
  }

  /** Events that the register knows of these persons. */
  private Set<String> known(Set<Long> persons) {
    Set<String> known = new HashSet<>();
    sql.select(LIFE_EVENT.PERSON_ID, LIFE_EVENT.KIND, LIFE_EVENT.HAPPENED_ON).from(LIFE_EVENT)
        .where(LIFE_EVENT.TOWN.eq(TownContext.required().town()), LIFE_EVENT.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))), LIFE_EVENT.RETRACTED_AT.isNull())
        .forEach(row -> known.add(row.value1() + " " + row.value2() + " " + row.value3()));
    return known;
  }

  private static String key(long person, LifeEvent event) {
    return person + " " + event.kind() + " " + event.on();
  }

  /** When somebody was born the row itself tells; who is born here is of a household here. */
  private static Facts facts(LifeEvent event) {
    return event.kind() == LifeEvent.Kind.BORN ? Facts.NONE.with(Attribute.RESIDENT, true).with(Attribute.REGISTERED, event.registration()) : event.facts();
  }

  static LifeEvent.Kind kind(PersonRow row) {
    return LifeEvent.Kind.valueOf(Objects.requireNonNull(row.extra(KIND)));
  }

  /** Whoever moves moves with the registered household, unless the file says otherwise. */
  static LifeEvent event(PersonRow row) {
    return new LifeEvent(kind(row), LocalDate.parse(Objects.requireNonNull(row.extra(ON))), null, row.extra(KEEPS_REGISTRATION) == null, row.extra(NOTE), row.source());
  }
}
