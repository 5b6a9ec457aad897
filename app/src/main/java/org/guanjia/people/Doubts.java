package org.guanjia.people;

import static org.guanjia.people.db.Tables.DOUBT;
import static org.guanjia.people.db.Tables.PERSON;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.guanjia.people.db.tables.records.DoubtRecord;
import org.guanjia.people.db.tables.records.PersonRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The review desk of the register: what it could not decide by itself, one after the other, decided once and for all by a clerk who sees the whole town. */
@Service
@Transactional
public class Doubts {

  public static final int PAGE_SIZE = 50;
  public static final int PAGE_SIZE_MAX = 200;
  static final String SUBJECT = "doubt";
  private static final Set<Attribute> ALL = EnumSet.allOf(Attribute.class);

  private final DSLContext sql;
  private final DoubtStore store;
  private final StatementStore statements;
  private final Register register;
  private final PersonMerging merging;
  private final Map<String, RowFollowUp> followUps = new HashMap<>();
  private final Audit audit;
  private final Clock clock;

  Doubts(
      DSLContext sql, DoubtStore store, StatementStore statements, Register register, PersonMerging merging, List<RowFollowUp> followUps, Audit audit, Clock clock) {
    this.sql = sql;
    this.store = store;
    this.statements = statements;
    this.register = register;
    this.merging = merging;
    followUps.forEach(each -> this.followUps.put(each.target(), each));
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Which doubts.
   *
   * @param open those to be decided, or those decided
   */
  public record Filter(boolean open, @Nullable DoubtReason reason, @Nullable String village, @Nullable Long importId) {
    public static final Filter OPEN = new Filter(true, null, null, null);
  }

  /** @param next where the page after this one begins; null at the end */
  public record Lines(List<Doubt> doubts, @Nullable Long next) {}

  /** The work list, the oldest first; decided ones the latest first. */
  @Transactional(readOnly = true)
  public Lines list(Filter filter, @Nullable Long after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Condition wanted = DOUBT.TOWN.eq(town()).and(filter.open() ? DOUBT.STATE.eq(DoubtState.OPEN.name()) : DOUBT.STATE.ne(DoubtState.OPEN.name()));
    if (filter.reason() != null) wanted = wanted.and(DOUBT.REASON.eq(filter.reason().name()));
    if (filter.village() != null) wanted = wanted.and(DOUBT.VILLAGE.eq(filter.village()));
    if (filter.importId() != null) wanted = wanted.and(DOUBT.IMPORT_ID.eq(filter.importId()));
    if (after != null) wanted = wanted.and(filter.open() ? DOUBT.ID.gt(after) : DOUBT.ID.lt(after));
    List<Doubt> found = sql.selectFrom(DOUBT).where(wanted).orderBy(filter.open() ? DOUBT.ID.asc() : DOUBT.ID.desc()).limit(most + 1).fetch(store::doubt);
    boolean more = found.size() > most;
    List<Doubt> shown = more ? found.subList(0, most) : found;
    return new Lines(List.copyOf(shown), more ? shown.getLast().id() : null);
  }

  /** All of the work list, read page by page; needs a transaction until its end. */
  @Transactional(readOnly = true)
  public Stream<Doubt> stream(Filter filter) {
    return Stream.iterate(list(filter, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : list(filter, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.doubts().stream());
  }

  /**
   * A doubt side by side.
   *
   * @throws NoSuchDoubt when the viewer sees none of that number
   */
  @Transactional(readOnly = true)
  public DoubtView view(long id) {
    DoubtRecord row = sql.selectFrom(DOUBT).where(DOUBT.TOWN.eq(town()), DOUBT.ID.eq(id)).fetchOne();
    if (row == null) throw new NoSuchDoubt(id);
    PersonRow content = row.getContent() == null ? null : store.opened(row);
    List<DoubtStore.Scored> scored = store.candidates(row);
    Map<Long, PersonRecord> persons = persons(scored.stream().map(DoubtStore.Scored::person).toList());
    Map<Long, List<Statement>> said = statements.of(persons.values().stream().map(PersonRecord::getRoot).toList());
    List<DoubtView.Candidate> candidates = new ArrayList<>();
    for (DoubtStore.Scored each : scored) {
      PersonRecord person = persons.get(each.person());
      if (person == null) continue;
      Facts facts = Timeline.of(said.getOrDefault(person.getRoot(), List.of())).now();
      Set<Attribute> differing = content == null ? Set.of() : content.typed().newAgainst(facts).attributes();
      candidates.add(new DoubtView.Candidate(
          person.getRoot(), person.getVersion(), MaskedFacts.of(facts), differing, each.weight(), each.probability(), each.reasons(), !person.getRoot().equals(person.getId())));
    }
    return new DoubtView(
        store.doubt(row), content == null ? Map.of() : MaskedFacts.of(content.typed()), content == null ? Map.of() : content.more(),
        content != null && content.hasDocument() && !content.documentSound(), candidates);
  }

  /**
   * Decides.
   *
   * @param version of the doubt as the clerk saw it
   * @throws StaleDoubt when it has been decided since
   * @throws InvalidInput naming the fields that are wrong, also of the person as it would be
   * @throws KnownDocument when somebody else has the document
   * @return the person it came to; null when nobody
   */
  public @Nullable Long decide(long id, int version, DoubtRuling ruling) {
    DoubtRecord row = sql.selectFrom(DOUBT).where(DOUBT.TOWN.eq(town()), DOUBT.ID.eq(id)).forUpdate().fetchOne();
    if (row == null) throw new NoSuchDoubt(id);
    Doubt doubt = store.doubt(row);
    if (row.getVersion() != version || doubt.state() != DoubtState.OPEN) throw new StaleDoubt(id);
    if (!doubt.canBecome(ruling.as())) throw new InvalidInput("as", "doubts.error.as");
    boolean needsReason = ruling.as() == DoubtState.DISCARDED || doubt.kind() == Doubt.Kind.DOUBLES;
    if (needsReason && ruling.reason().isEmpty() || ruling.reason().length() > Register.REASON_LENGTH_MAX) throw new InvalidInput("reason", "people.error.reason", Register.REASON_LENGTH_MAX);
    Long person = switch (ruling.as()) {
      case SAME -> doubt.kind() == Doubt.Kind.DOUBLES ? merged(row, ruling) : same(row, ruling);
      case NEW -> brought(row);
      case DISCARDED, OPEN -> null;
    };
    sql.update(DOUBT)
        .set(DOUBT.STATE, ruling.as().name()).set(DOUBT.VERSION, version + 1).set(DOUBT.PERSON_ID, person)
        .set(DOUBT.DECIDED_AT, clock.instant()).set(DOUBT.DECIDED_BY, actor()).set(DOUBT.DECISION, ruling.reason().isEmpty() ? null : ruling.reason())
        .where(DOUBT.TOWN.eq(town()), DOUBT.ID.eq(id))
        .execute();
    audit.record("people.doubt.decided", SUBJECT, String.valueOf(id), person == null ? Map.of("as", ruling.as().name()) : Map.of("as", ruling.as().name(), "person", person));
    return person;
  }

  /** It is that person: what was ticked is written down of them, and what the list tells beside. */
  private long same(DoubtRecord row, DoubtRuling ruling) {
    PersonRecord person = candidate(row, ruling.person());
    PersonRow content = store.opened(row);
    Set<Attribute> left = new HashSet<>(ALL);
    left.removeAll(ruling.attributes());
    Facts taken = content.facts().without(left);
    if (!taken.isEmpty()) register.change(person.getId(), person.getVersion(), new Said(taken, content.validFrom(), content.source()));
    if (Doubt.Kind.ROW.name().equals(row.getKind())) follow(row, content, person.getId(), false);
    return person.getId();
  }

  /** It is somebody new; a document that is another's stays there. */
  private long brought(DoubtRecord row) {
    PersonRow content = store.opened(row);
    Facts facts = DoubtReason.DOCUMENT_OF_ANOTHER.name().equals(row.getReason()) ? content.withoutDocument() : content.facts();
    long person = register.register(new Said(PersonWriter.withDefaults(facts), content.validFrom(), content.source()));
    follow(row, content, person, true);
    return person;
  }

  private long merged(DoubtRecord row, DoubtRuling ruling) {
    PersonRecord survivor = candidate(row, ruling.person());
    List<Long> others = store.candidates(row).stream().map(DoubtStore.Scored::person).toList();
    PersonRecord other = persons(others).values().stream().filter(each -> !each.getRoot().equals(survivor.getId())).findFirst()
        .orElseThrow(() -> new InvalidInput("person", "doubts.error.person"));
    if (!other.getRoot().equals(other.getId())) throw new InvalidInput("person", "doubts.error.person");
    merging.merge(survivor.getId(), survivor.getVersion(), other.getId(), other.getVersion(), ruling.reason());
    return survivor.getId();
  }

  private void follow(DoubtRecord row, PersonRow content, long person, boolean registered) {
    RowFollowUp followUp = followUps.get(row.getTarget());
    if (followUp == null) return;
    Instant now = clock.instant();
    Origin origin = new Origin(town(), actor(), row.getImportId(), now, LocalDate.ofInstant(now, WorkingDays.ZONE));
    followUp.follow(origin, List.of(new RowFollowUp.Row(person, content, registered)), new RowRemarks() {
      @Override
      public void remark(PersonRow of, @Nullable String field, String key, Object... args) {}

      @Override
      public void refuse(PersonRow of, @Nullable String field, String key, Object... args) {
        throw new InvalidInput("as", key, args);
      }
    });
  }

  /** The candidate of that number, or whom it has been merged into since. */
  private PersonRecord candidate(DoubtRecord row, @Nullable Long wanted) {
    List<Long> offered = store.candidates(row).stream().map(DoubtStore.Scored::person).toList();
    Map<Long, PersonRecord> known = persons(offered);
    Long root = wanted == null ? null : known.values().stream().filter(each -> each.getId().equals(wanted) || each.getRoot().equals(wanted)).map(PersonRecord::getRoot).findFirst().orElse(null);
    PersonRecord person = root == null ? null : persons(List.of(root)).get(root);
    if (person == null) throw new InvalidInput("person", "doubts.error.person");
    return person;
  }

  private Map<Long, PersonRecord> persons(List<Long> ids) {
    return sql.selectFrom(PERSON).where(PERSON.TOWN.eq(town()), PERSON.ID.eq(DSL.any(ids.toArray(Long[]::new)))).orderBy(PERSON.ID).fetchMap(PERSON.ID);
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }
}
