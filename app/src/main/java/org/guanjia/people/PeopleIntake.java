package org.guanjia.people;

import static org.guanjia.people.db.Sequences.PERSON_ID;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.guanjia.linkage.Decision.Candidate;
import org.guanjia.linkage.Traits;
import org.guanjia.linkage.Verdict;
import org.guanjia.people.Matching.Found;
import org.guanjia.people.Matching.Someone;
import org.guanjia.people.PersonWriter.Assigned;
import org.guanjia.people.PersonWriter.Written;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the rows of a batch into the register: finds out whose each is, writes what is new of persons, lays the doubtful before the review desk
 * and hands the rest to the list that the rows came for. The number of statements does not depend on the number of rows.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PeopleIntake {

  /** Ticked: whoever's number cannot be is registered without it, and the review desk is told. */
  static final String REGISTER_WITHOUT_DOCUMENT = "registerWithoutDocument";

  private final PeopleFields fields;
  private final Population population;
  private final KnownPeople candidates;
  private final Fingerprints fingerprints;
  private final PersonWriter writer;
  private final DoubtStore doubts;
  private final Ids ids;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  PeopleIntake(
      PeopleFields fields, Population population, KnownPeople candidates, Fingerprints fingerprints, PersonWriter writer, DoubtStore doubts, Ids ids,
      ApplicationEventPublisher events, Clock clock) {
    this.fields = fields;
    this.population = population;
    this.candidates = candidates;
    this.fingerprints = fingerprints;
    this.writer = writer;
    this.doubts = doubts;
    this.ids = ids;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Takes rows.
   *
   * @param read rows that nothing has been said against
   * @param registers whether somebody unknown is registered by that row; otherwise it is refused
   * @param followUp writes what they tell beside the person
   */
  void take(ImportBatch batch, List<PersonRow> read, Predicate<PersonRow> registers, RowFollowUp followUp) {
    if (read.isEmpty()) return;
    Instant now = clock.instant();
    TownContext context = TownContext.required();
    Origin origin = new Origin(context.town(), context.actor(), batch.importId(), now, WorkingDays.dayOf(now));
    Run run = new Run(batch, registers, followUp.target());
    run.match(read);
    run.write(origin, followUp);
    population.grew(run.brought.size());
  }

  /** One batch on its way. */
  private final class Run {
    private final ImportBatch batch;
    private final Predicate<PersonRow> registers;
    private final String target;
    private final Matching matching;
    private final Map<Integer, ImportRow> rowOf = new HashMap<>();
    private final Map<Integer, Traits> traitsOf = new HashMap<>();
    private final List<Assigned> assigned = new ArrayList<>();
    private final Map<Long, Integer> brought = new HashMap<>();
    private final List<NewDoubt> doubtful = new ArrayList<>();
    private final Map<Long, Integer> asked = new HashMap<>();
    private Set<Long> seen = Set.of();

    Run(ImportBatch batch, Predicate<PersonRow> registers, String target) {
      this.batch = batch;
      this.registers = registers;
      this.target = target;
      this.matching = new Matching(population.linkage());
      batch.standing().forEach(row -> rowOf.put(row.number(), row));
    }

    void match(List<PersonRow> rows) {
      rows.forEach(row -> traitsOf.put(row.number(), fingerprints.traits(forTraits(row))));
      candidates.addTo(matching, documents(rows));
      List<PersonRow> unclear = rows.stream().filter(this::unclear).toList();
      Map<Integer, Set<Long>> keysOf = new HashMap<>();
      Map<Integer, Long> printOf = new HashMap<>();
      for (PersonRow row : unclear) {
        keysOf.put(row.number(), keys(row));
        printOf.put(row.number(), fingerprints.row(row.typed()));
      }
      candidates.addTo(matching, union(keysOf.values()));
      Map<Long, KnownPeople.Decided> decided = candidates.decided(printOf.values());
      seen = candidates.seen(decided.values().stream().map(KnownPeople.Decided::person).filter(Objects::nonNull).toList());
      for (PersonRow row : rows) {
        Long print = printOf.get(row.number());
        KnownPeople.Decided before = print == null ? null : decided.get(print);
        if (before != null) settled(row, before);
        else place(row, keysOf.getOrDefault(row.number(), Set.of()), print);
      }
    }

    /** A wrong number of another country's document tells nothing that linkage could use. */
    private Facts forTraits(PersonRow row) {
      boolean useless = !row.documentSound() && row.typed().document().kind() != DocumentKind.RESIDENT_ID;
      return useless ? row.withoutDocument() : row.typed();
    }

    private boolean unclear(PersonRow row) {
      Traits traits = traits(row);
      Someone known = matching.withDocument(traits);
      return known == null || !Matching.plain(traits, known);
    }

    private Set<Long> documents(List<PersonRow> rows) {
      Set<Long> keys = new HashSet<>();
      for (PersonRow row : rows) {
        if (row.documentSound()) keys.add(fingerprints.wholeDocument(row.facts().document().number()));
        String guardian = row.extra(HouseholdRows.GUARDIAN);
        if (guardian != null) keys.add(fingerprints.wholeDocument(guardian));
      }
      return keys;
    }

    private Set<Long> keys(PersonRow row) {
      Set<Long> keys = new LinkedHashSet<>();
      Arrays.stream(fingerprints.likeness(traits(row))).forEach(keys::add);
      return keys;
    }

    private void settled(PersonRow row, KnownPeople.Decided before) {
      ImportRow raw = raw(row);
      switch (before.state()) {
        case OPEN -> batch.skip(raw, null, "people.import.doubt.open");
        case DISCARDED -> batch.skip(raw, null, "people.import.doubt.discarded");
        case SAME, NEW -> {
          if (before.person() != null && seen.contains(before.person())) assigned.add(new Assigned(withoutOthersDocument(row, before.person()), before.person()));
          else batch.skip(raw, null, "people.import.doubt.open");
        }
      }
    }

    private PersonRow withoutOthersDocument(PersonRow row, long person) {
      Someone owner = matching.withDocument(traits(row));
      return owner == null || owner.id() == person ? row : new PersonRow(row.number(), row.withoutDocument(), row.withoutDocument(), row.validFrom(), row.source(), row.more());
    }

    private void place(PersonRow row, Set<Long> keys, @Nullable Long print) {
      Traits traits = traits(row);
      Found found = matching.find(traits, keys);
      Someone someone = found.someone();
      if (found.verdict() == Verdict.DIFFERENT || someone == null) register(row, keys);
      else if (found.verdict() == Verdict.REVIEW) doubt(row, found.byDocument() ? DoubtReason.DOCUMENT_OF_ANOTHER : DoubtReason.LIKENESS, found.candidates(), print);
      else if (!someone.seen() || !within(row.facts())) doubt(row, DoubtReason.OUTSIDE_AREA, found.candidates(), print);
      else known(row, someone);
    }

    private void known(PersonRow row, Someone someone) {
      if (row.hasDocument() && !row.documentSound()) warnOfDocument(row);
      warnOfColumns(row);
      matching.learn(traits(row), someone);
      assigned.add(new Assigned(row, someone.id()));
    }

    /** Where a column says otherwise than a sound number, the number counts; a slip of the hand in the column is told. */
    private void warnOfColumns(PersonRow row) {
      if (!row.documentSound() || row.typed().document().kind() != DocumentKind.RESIDENT_ID) return;
      Facts typed = row.typed();
      Facts facts = row.facts();
      if (typed.sex() != null && typed.sex() != facts.sex()) batch.warn(raw(row), fields.sex, "people.import.sex.document");
      if (typed.birth() != null && !typed.birth().equals(facts.birth())) batch.warn(raw(row), fields.birth, "people.import.birth.document", typed.birth(), String.valueOf(facts.birth()));
    }

    private void register(PersonRow row, Set<Long> keys) {
      if (!registers.test(row)) batch.refuse(raw(row), fields.name, "people.import.unknown");
      else if (!within(row.facts()) || limited() && row.facts().village() == null && row.facts().grid() == null) batch.refuse(raw(row), fields.village, "people.import.area");
      else if (row.hasDocument() && !row.documentSound() && !batch.ticked(REGISTER_WITHOUT_DOCUMENT)) refuseForDocument(row);
      else if (row.documentSound() && farFrom(row.typed().birth(), row.facts().birth())) {
        batch.refuse(raw(row), fields.birth, "people.import.birth.far", String.valueOf(row.typed().birth()), String.valueOf(row.facts().birth()));
      } else bring(row, keys);
    }

    private void bring(PersonRow row, Set<Long> keys) {
      warnOfColumns(row);
      if (row.facts().village() == null) batch.warn(raw(row), fields.village, "people.import.noVillage");
      long id = ids.next(PERSON_ID);
      Facts facts = row.facts();
      Someone someone = new Someone(id, facts.equals(row.typed()) ? traits(row) : fingerprints.traits(facts), true);
      matching.add(someone, keys);
      brought.put(id, row.number());
      assigned.add(new Assigned(row, id));
      if (!row.hasDocument() || row.documentSound()) return;
      warnOfDocument(row);
      doubtful.add(new NewDoubt(Doubt.Kind.IDENTITY, DoubtReason.DOCUMENT_INVALID, row, List.of(matching.candidate(traits(row), someone)), fingerprints.person(id, row.typed(), PersonRow.OF_DOCUMENT)));
    }

    private void doubt(PersonRow row, DoubtReason reason, List<Candidate<Long>> candidates, @Nullable Long print) {
      long fingerprint = print == null ? fingerprints.row(row.typed()) : print;
      Integer earlier = asked.putIfAbsent(fingerprint, row.number());
      if (earlier != null) {
        batch.skip(raw(row), null, "people.import.twice", earlier);
        return;
      }
      doubtful.add(new NewDoubt(Doubt.Kind.ROW, reason, row, candidates, fingerprint));
      batch.warn(raw(row), null, "people.import.doubt");
    }

    void write(Origin origin, RowFollowUp followUp) {
      List<Assigned> rows = assigned.stream().map(this::withGuardian).toList();
      Set<Long> existing = new LinkedHashSet<>(rows.stream().map(Assigned::personId).filter(id -> !brought.containsKey(id)).toList());
      List<Assigned> telling = followUp.changesPersons() ? rows : rows.stream().filter(this::bringing).toList();
      Written written = writer.write(origin, telling, brought.keySet(), followUp.changesPersons() ? writer.locked(existing) : new HashMap<>());
      written.differing().forEach((each, attributes) -> identity(each, attributes));
      written.afterDeath().forEach(number -> batch.warn(raw(number), null, "people.import.died"));
      Set<Integer> told = new HashSet<>(written.told());
      told.addAll(written.afterDeath());
      told.addAll(followUp.follow(origin, rows.stream().map(each -> new RowFollowUp.Row(each.personId(), each.row(), bringing(each))).toList(), new Remarks(told)));
      doubts.add(origin, target, doubtful).forEach(told::add);
      for (Assigned each : rows) {
        if (told.contains(each.row().number())) continue;
        Integer earlier = brought.get(each.personId());
        if (earlier == null) batch.skip(raw(each.row()), null, "people.import.unchanged");
        else batch.skip(raw(each.row()), null, "people.import.twice", earlier);
      }
      if (written.registered() + written.changed() > 0) events.publishEvent(new PeopleImported(origin.town(), batch.importId(), written.registered(), written.changed()));
    }

    private boolean bringing(Assigned each) {
      Integer by = brought.get(each.personId());
      return by != null && by == each.row().number();
    }

    private Assigned withGuardian(Assigned each) {
      String number = each.row().extra(HouseholdRows.GUARDIAN);
      if (number == null) return each;
      Someone guardian = matching.withDocument(fingerprints.traits(
          Facts.NONE.with(Attribute.NAME, "?").with(Attribute.DOCUMENT, new Document(DocumentKind.RESIDENT_ID, number))));
      if (guardian == null || !guardian.seen() || guardian.id() == each.personId()) {
        batch.warn(raw(each.row()), fields.guardian, "people.import.guardian.unknown");
        return each;
      }
      return new Assigned(each.row().with(Attribute.GUARDIAN, guardian.id()), each.personId());
    }

    private void identity(Assigned each, Set<Attribute> attributes) {
      Traits traits = traits(each.row());
      Someone someone = new Someone(each.personId(), traits, true);
      doubtful.add(new NewDoubt(
          Doubt.Kind.IDENTITY, DoubtReason.IDENTITY_DIFFERS, each.row(), List.of(matching.candidate(traits, someone)),
          fingerprints.person(each.personId(), each.row().facts(), attributes)));
    }

    private final class Remarks implements RowRemarks {
      private final Set<Integer> told;

      Remarks(Set<Integer> told) {
        this.told = told;
      }

      @Override
      public void remark(PersonRow row, @Nullable String field, String key, Object... args) {
        told.add(row.number());
        batch.warn(raw(row), field == null ? null : PeopleFields.named(field), key, args);
      }

      @Override
      public void refuse(PersonRow row, @Nullable String field, String key, Object... args) {
        told.add(row.number());
        batch.refuse(raw(row), field == null ? null : PeopleFields.named(field), key, args);
      }
    }

    private void warnOfDocument(PersonRow row) {
      row.typed().document().problems(WorkingDays.dayOf(clock.instant())).forEach(key -> batch.warn(raw(row), fields.document, "people.import.document.left"));
    }

    private void refuseForDocument(PersonRow row) {
      row.typed().document().problems(WorkingDays.dayOf(clock.instant())).forEach(key -> batch.refuse(raw(row), fields.document, key));
    }

    private Traits traits(PersonRow row) {
      return Objects.requireNonNull(traitsOf.get(row.number()));
    }

    private ImportRow raw(PersonRow row) {
      return raw(row.number());
    }

    private ImportRow raw(int number) {
      return Objects.requireNonNull(rowOf.get(number));
    }
  }

  /** Two of year, month and day are others: rather somebody else's number than a slip. */
  private static boolean farFrom(@Nullable LocalDate typed, @Nullable LocalDate told) {
    if (typed == null || told == null) return false;
    int same = (typed.getYear() == told.getYear() ? 1 : 0) + (typed.getMonthValue() == told.getMonthValue() ? 1 : 0) + (typed.getDayOfMonth() == told.getDayOfMonth() ? 1 : 0);
    boolean swapped = typed.getYear() == told.getYear() && typed.getMonthValue() == told.getDayOfMonth() && typed.getDayOfMonth() == told.getMonthValue();
    return same < 2 && !swapped;
  }

  private static boolean limited() {
    TownContext context = TownContext.required();
    return context.areas() != null || context.department() != null;
  }

  /** Whether whoever writes would see the person afterwards. */
  private static boolean within(Facts facts) {
    if (!limited() || facts.village() == null && facts.grid() == null) return true;
    return TownContext.required().areas() != null && !PersonChecks.outside(facts.village(), facts.grid());
  }

  private static Set<Long> union(Collection<Set<Long>> all) {
    Set<Long> union = new HashSet<>();
    all.forEach(union::addAll);
    return union;
  }
}
