package org.guanjia.people;

import static org.guanjia.people.db.Sequences.HOUSEHOLD_ID;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.people.db.tables.records.HouseholdMemberRecord;
import org.guanjia.people.db.tables.records.HouseholdRecord;
import org.guanjia.places.Places;
import org.guanjia.places.SubArea;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is registered together and who lives together: written down from a day on, the past stays. A death or a departure ends what it must. */
@Service
@Transactional
public class Households {

  private static final String MOVED_OUT = "PERSON_MOVED_OUT";
  private static final String SUBJECT = "household";

  private final HouseholdStore store;
  private final People people;
  private final Places places;
  private final Ids ids;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Households(HouseholdStore store, People people, Places places, Ids ids, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.store = store;
    this.people = people;
    this.places = places;
    this.ids = ids;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * How the members stand from a day on.
   *
   * @param relations to the head by number of the membership; empty for one who leaves, those not named stay as they are
   * @param newcomers relations by person
   * @param source who says so
   */
  public record Arrangement(LocalDate from, Map<Long, String> relations, Map<Long, String> newcomers, String source) {
    public Arrangement {
      relations = Map.copyOf(relations);
      newcomers = Map.copyOf(newcomers);
    }
  }

  /**
   * @throws NoSuchHousehold when the viewer sees none of that number
   */
  @Transactional(readOnly = true)
  public Household find(long id) {
    return store.of(List.of(id)).stream().findFirst().orElseThrow(() -> new NoSuchHousehold(id));
  }

  /** Households that these records were ever of. */
  @Transactional(readOnly = true)
  public List<Household> ofRecords(Collection<Long> records) {
    return store.ofPersons(records);
  }

  /**
   * Writes a household down, with its head.
   *
   * @return its number
   * @throws InvalidInput naming the fields that are wrong
   */
  public long create(NewHousehold made, long head, LocalDate from, String source) {
    List<FieldError> errors = errors(made);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    long id = ids.next(HOUSEHOLD_ID);
    store.insert(id, made, clock.instant(), actor());
    audit.record("people.household", SUBJECT, String.valueOf(id), Map.of("kind", Objects.requireNonNull(made.kind()).name()));
    arrange(id, 1, new Arrangement(from, Map.of(), Map.of(head, Relations.HEAD), source));
    return id;
  }

  /**
   * Lets members come, go, or stand otherwise to the head, from a day on; what was before stays to be read.
   *
   * @param version of the household as the writer saw it
   * @throws NoSuchHousehold when the viewer sees none of that number
   * @throws StaleHousehold when it was changed since
   * @throws InvalidInput naming the fields that are wrong
   */
  public void arrange(long id, int version, Arrangement wanted) {
    HouseholdRecord row = store.locked(id);
    if (row == null) throw new NoSuchHousehold(id);
    if (row.getVersion() != version) throw new StaleHousehold(id);
    Household before = find(id);
    Map<Long, PersonLine> newcomers = people.lines(wanted.newcomers().keySet());
    List<FieldError> errors = new ArrayList<>(errors(before, wanted, newcomers));
    errors.addAll(agesAndHead(before, wanted, newcomers));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    Set<Long> touched = new HashSet<>(wanted.newcomers().keySet());
    for (Household.Member member : open(before)) {
      String relation = wanted.relations().getOrDefault(member.row(), member.relation());
      if (relation.equals(member.relation())) continue;
      store.leave(member.row(), member.from(), wanted.from(), null, clock.instant(), actor());
      if (!relation.isEmpty()) store.join(id, member.person(), relation, wanted.from(), wanted.source(), clock.instant(), actor());
      touched.add(member.person());
    }
    wanted.newcomers().forEach((person, relation) -> store.join(id, person, relation, wanted.from(), wanted.source(), clock.instant(), actor()));
    if (!touched.isEmpty()) changed(id, touched, wanted.from());
  }

  private void changed(long id, Set<Long> persons, LocalDate since) {
    store.raise(List.of(id));
    audit.record("people.household-changed", SUBJECT, String.valueOf(id), Map.of("persons", persons.stream().sorted().toList()));
    events.publishEvent(new HouseholdChanged(town(), id, Set.copyOf(persons), since));
  }

  private List<FieldError> errors(NewHousehold made) {
    List<FieldError> errors = new ArrayList<>();
    if (made.kind() == null) errors.add(FieldError.of("kind", "register.error.household.kind"));
    if (made.number() != null && made.number().length() > NewHousehold.NUMBER_LENGTH_MAX) errors.add(FieldError.of("number", "register.error.long", NewHousehold.NUMBER_LENGTH_MAX));
    if (made.address() != null && made.address().length() > NewHousehold.ADDRESS_LENGTH_MAX) errors.add(FieldError.of("address", "register.error.long", NewHousehold.ADDRESS_LENGTH_MAX));
    String village = made.village();
    if (village == null || places.village(village).isEmpty()) errors.add(FieldError.of("village", "people.error.village"));
    if (PersonChecks.outside(village, null)) errors.add(FieldError.of("village", "register.error.outside"));
    if (made.group() != null && places.group(made.group()).map(SubArea::village).filter(of -> of.equals(village)).isEmpty()) errors.add(FieldError.of("group", "people.error.group"));
    if (made.kind() != null && made.number() != null && store.numberKnown(made.kind(), made.number())) errors.add(FieldError.of("number", "register.error.household.number"));
    return errors;
  }

  private List<FieldError> errors(Household before, Arrangement wanted, Map<Long, PersonLine> newcomers) {
    List<FieldError> errors = new ArrayList<>();
    if (wanted.from().isAfter(today())) errors.add(FieldError.of("from", "people.error.validFrom.future"));
    if (wanted.source().isBlank() || wanted.source().length() > Said.SOURCE_LENGTH_MAX) errors.add(FieldError.of("source", "people.error.source"));
    for (Household.Member member : open(before)) {
      String relation = wanted.relations().getOrDefault(member.row(), member.relation());
      if (!relation.isEmpty() && !Relations.valid(relation)) errors.add(FieldError.of("relation." + member.row(), "register.error.relation"));
      if (!relation.equals(member.relation()) && wanted.from().isBefore(member.from())) errors.add(FieldError.of("from", "register.error.household.early", member.name(), member.from()));
    }
    wanted.newcomers().forEach((person, relation) -> newcomer(before, person, relation, newcomers.get(person), errors));
    return errors;
  }

  private void newcomer(Household before, long id, String relation, @Nullable PersonLine person, List<FieldError> errors) {
    if (person == null || person.id() != id) errors.add(FieldError.of("person", "register.error.person"));
    else if (person.diedOn() != null) errors.add(FieldError.of("person", "register.error.dead"));
    if (!Relations.valid(relation)) errors.add(FieldError.of("relation", "register.error.relation"));
    Long other = person == null ? null : store.householdOf(id, before.kind());
    if (other != null) errors.add(FieldError.of("person", other == before.id() ? "register.error.household.member" : "register.error.household.other", String.valueOf(other)));
  }

  /** One head, and nobody younger than their child. */
  private static List<FieldError> agesAndHead(Household before, Arrangement wanted, Map<Long, PersonLine> newcomers) {
    Map<String, String> relations = new HashMap<>();
    Map<String, LocalDate> births = new HashMap<>();
    for (Household.Member member : open(before)) {
      String relation = wanted.relations().getOrDefault(member.row(), member.relation());
      if (relation.isEmpty()) continue;
      relations.put("relation." + member.row(), relation);
      if (member.birth() != null) births.put("relation." + member.row(), member.birth());
    }
    wanted.newcomers().forEach((person, relation) -> {
      PersonLine line = newcomers.get(person);
      String field = wanted.newcomers().size() == 1 ? "relation" : "relation.new." + person;
      relations.put(field, relation);
      if (line != null && line.birth() != null) births.put(field, line.birth());
    });
    List<FieldError> errors = new ArrayList<>();
    List<String> heads = relations.entrySet().stream().filter(each -> each.getValue().equals(Relations.HEAD)).map(Map.Entry::getKey).toList();
    if (!relations.isEmpty() && heads.size() != 1) errors.add(FieldError.of(heads.isEmpty() ? "head" : heads.getLast(), heads.isEmpty() ? "register.error.head.none" : "register.error.head.two"));
    if (heads.size() != 1) return errors;
    relations.forEach((field, relation) -> {
      if (Relations.valid(relation)) Relations.wrongAges(relation, births.get(field), births.get(heads.getFirst())).ifPresent(key -> errors.add(FieldError.of(field, key, Relations.GENERATION_YEARS_MIN)));
    });
    return errors;
  }

  private static List<Household.Member> open(Household household) {
    return household.members().stream().filter(member -> member.to() == null).toList();
  }

  @EventListener
  void onDeath(PersonDied died) {
    leaveAll(died.personId(), died.on(), Memberships.ENDED_BY_DEATH, Set.of(Household.Kind.values()));
  }

  @EventListener
  void onMoveOut(PersonMovedOut moved) {
    leaveAll(moved.personId(), moved.on(), MOVED_OUT, moved.deregistered() ? Set.of(Household.Kind.values()) : Set.of(Household.Kind.LIVING));
  }

  /** A death that was told wrong ended nothing. */
  @EventListener
  void onChange(PersonChanged changed) {
    if (!changed.attributes().contains(Attribute.DIED_ON)) return;
    PersonLine line = people.line(changed.personId()).orElse(null);
    if (line == null || line.diedOn() != null) return;
    List<Long> households = store.reopen(changed.personId(), Memberships.ENDED_BY_DEATH);
    households.forEach(household -> changed(household, Set.of(changed.personId()), changed.since()));
  }

  private void leaveAll(long person, LocalDate day, String reason, Set<Household.Kind> kinds) {
    List<HouseholdMemberRecord> open = store.open(person);
    if (open.isEmpty()) return;
    Map<Long, Household.Kind> known = new HashMap<>();
    store.of(open.stream().map(HouseholdMemberRecord::getHouseholdId).distinct().toList()).forEach(household -> known.put(household.id(), household.kind()));
    for (HouseholdMemberRecord row : open) {
      if (!kinds.contains(known.get(row.getHouseholdId()))) continue;
      store.leave(row.getId(), row.getValidFrom(), day, reason, clock.instant(), actor());
      changed(row.getHouseholdId(), Set.of(person), day);
    }
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
