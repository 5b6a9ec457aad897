package org.guanjia.people;

import static org.guanjia.people.db.Tables.PERSON;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.linkage.PersonNames;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes what the rows of a batch say of persons: all persons at once, each statement for itself. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PersonWriter {

  /** A row and whose it is. */
  record Assigned(PersonRow row, long personId) {}

  /**
   * What came of a batch.
   *
   * @param told numbers of the rows that said something new
   * @param afterDeath numbers of the rows that would change somebody after their death; nothing was written of them
   * @param differing rows whose name, sex, birth or document is another than the person's, with these attributes
   */
  record Written(int registered, int changed, Set<Integer> told, Set<Integer> afterDeath, Map<Assigned, Set<Attribute>> differing) {}

  private static final Set<Attribute> OF_BIRTH = EnumSet.of(Attribute.BIRTH, Attribute.SEX);

  private final DSLContext sql;
  private final StatementStore statements;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  PersonWriter(DSLContext sql, StatementStore statements, Audit audit, ApplicationEventPublisher events) {
    this.sql = sql;
    this.statements = statements;
    this.audit = audit;
    this.events = events;
  }

  /** The timelines of persons, whose rows are kept from others until the transaction ends. */
  Map<Long, List<Statement>> locked(Collection<Long> persons) {
    if (persons.isEmpty()) return new HashMap<>();
    sql.select(PERSON.ID).from(PERSON)
        .where(PERSON.TOWN.eq(TownContext.required().town()), PERSON.ID.eq(DSL.any(persons.toArray(Long[]::new))))
        .orderBy(PERSON.ID).forUpdate().fetch();
    return statements.of(persons);
  }

  /**
   * Writes the rows in their order.
   *
   * @param registered persons whom these rows bring
   * @param known what was said of the others, as {@link #locked} gave it
   */
  Written write(Origin origin, List<Assigned> rows, Set<Long> registered, Map<Long, List<Statement>> known) {
    List<NewStatement> first = new ArrayList<>();
    List<NewStatement> more = new ArrayList<>();
    Map<Long, Set<Attribute>> changed = new LinkedHashMap<>();
    Map<Long, LocalDate> since = new HashMap<>();
    Set<Integer> told = new HashSet<>();
    Set<Integer> afterDeath = new HashSet<>();
    Map<Assigned, Set<Attribute>> differing = new LinkedHashMap<>();
    for (Assigned each : rows) {
      List<Statement> said = known.computeIfAbsent(each.personId(), id -> new ArrayList<>());
      boolean brought = said.isEmpty() && registered.contains(each.personId());
      Timeline timeline = Timeline.of(said);
      Facts news = brought ? withDefaults(each.row().facts()) : news(each, timeline, differing);
      if (news.isEmpty()) continue;
      if (diedBefore(timeline.now(), each.row())) {
        afterDeath.add(each.row().number());
        continue;
      }
      told.add(each.row().number());
      NewStatement made = new NewStatement(
          each.personId(), new Said(news, left(news, timeline.now()), each.row().validFrom(), each.row().source()), origin.now(), origin.actor(), origin.importId(), each.row().number());
      said.add(provisional(made, said.size()));
      (brought ? first : more).add(made);
      if (brought) continue;
      changed.computeIfAbsent(each.personId(), id -> EnumSet.noneOf(Attribute.class)).addAll(news.attributes());
      since.merge(each.personId(), each.row().validFrom(), (one, other) -> one.isBefore(other) ? one : other);
    }
    store(origin, first, more, changed);
    changed.keySet().removeAll(registered);
    changed.forEach((id, attributes) -> events.publishEvent(new PersonChanged(origin.town(), id, Set.copyOf(attributes), Objects.requireNonNull(since.get(id)))));
    return new Written(first.size(), changed.size(), told, afterDeath, differing);
  }

  private void store(Origin origin, List<NewStatement> first, List<NewStatement> more, Map<Long, Set<Attribute>> changed) {
    Map<String, ?> details = origin.details();
    if (!first.isEmpty()) {
      statements.first(first);
      audit.recordAll("people.registered", Register.SUBJECT, texts(first.stream().map(NewStatement::personId).toList()), details);
    }
    if (!more.isEmpty()) {
      statements.add(more);
      statements.derive(changed.keySet());
      audit.recordAll("people.changed", Register.SUBJECT, texts(changed.keySet()), details);
    }
  }

  /** Somebody of whom a list says neither lives here: an office's list is of its own people. */
  static Facts withDefaults(Facts facts) {
    boolean said = facts.attributes().contains(Attribute.REGISTERED) || facts.attributes().contains(Attribute.RESIDENT);
    return said ? facts : facts.with(Attribute.RESIDENT, true);
  }

  /** What the row says that does not hold yet; of who the person is only what was not known. */
  private static Facts news(Assigned each, Timeline timeline, Map<Assigned, Set<Attribute>> differing) {
    Facts held = timeline.on(each.row().validFrom()).orElse(Facts.NONE);
    Facts known = timeline.now();
    Set<Attribute> settled = EnumSet.noneOf(Attribute.class);
    Set<Attribute> differ = EnumSet.noneOf(Attribute.class);
    for (Attribute attribute : each.row().facts().attributes()) {
      if (!attribute.ofIdentity() || !holds(known, attribute)) continue;
      settled.add(attribute);
      if (!fits(each.row().facts(), known, attribute)) differ.add(attribute);
    }
    if (known.document().kind() == DocumentKind.RESIDENT_ID) differ.removeAll(OF_BIRTH);
    if (!differ.isEmpty()) differing.put(each, differ);
    return each.row().facts().without(settled).newAgainst(held);
  }

  /** Nobody is moved, housed or called after their death by a list that does not know of it. */
  private static boolean diedBefore(Facts known, PersonRow row) {
    return known.diedOn() != null && !row.validFrom().isBefore(known.diedOn());
  }

  /** Whoever comes to live in another village is not of a group and grid of the former any more. */
  private static Set<Attribute> left(Facts news, Facts known) {
    if (news.village() == null || known.village() == null || news.village().equals(known.village())) return Set.of();
    Set<Attribute> left = EnumSet.of(Attribute.GROUP, Attribute.GRID);
    left.removeIf(attribute -> news.value(attribute) != null || known.value(attribute) == null);
    return left;
  }

  private static boolean holds(Facts known, Attribute attribute) {
    return attribute == Attribute.DOCUMENT ? known.document().kind() != DocumentKind.NONE : known.value(attribute) != null;
  }

  private static boolean fits(Facts row, Facts known, Attribute attribute) {
    if (attribute == Attribute.NAME) return PersonNames.normal(String.valueOf(row.name())).equals(PersonNames.normal(String.valueOf(known.name())));
    return Objects.equals(row.value(attribute), known.value(attribute));
  }

  /** As it will read once it is stored; of two for the same day the later row counts. */
  private static Statement provisional(NewStatement made, int position) {
    return new Statement(
        Long.MAX_VALUE - Integer.MAX_VALUE + position, made.personId(), made.said().validFrom(), made.said().source(), made.at(), made.by(), made.importId(),
        made.said().facts(), made.said().cleared(), null, null, null);
  }

  private static Set<String> texts(Collection<Long> ids) {
    Set<String> texts = new LinkedHashSet<>();
    ids.forEach(id -> texts.add(String.valueOf(id)));
    return texts;
  }
}
