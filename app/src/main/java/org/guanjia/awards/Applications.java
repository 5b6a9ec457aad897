package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.EVIDENCE;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guanjia.awards.db.tables.records.AwardRecord;
import org.guanjia.awards.db.tables.records.EvidenceRecord;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Applications: taken down on paper, by phone or at a visit, proposed by the system, with what proves them; taken back. */
@Service
@Transactional
public class Applications {

  static final String APPLICANT = "awards.applicant";
  static final String WORDS = "awards.words";
  static final int NOTE_LENGTH_MAX = 200;
  private static final int YEARS_BACK_MAX = 5;
  private static final int MONTHS_AHEAD_MAX = 12;
  private static final int PROPOSED_AT_ONCE_MAX = 10_000;

  private final DSLContext sql;
  private final AwardMoves moves;
  private final AwardRules rules;
  private final AwardNotices notices;
  private final Standing standing;
  private final People people;
  private final StoredFiles files;
  private final PersonalData personal;
  private final Clock clock;

  Applications(
      DSLContext sql, AwardMoves moves, AwardRules rules, AwardNotices notices, Standing standing, People people, StoredFiles files, PersonalData personal, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.rules = rules;
    this.notices = notices;
    this.standing = standing;
    this.people = people;
    this.files = files;
    this.personal = personal;
    this.clock = clock;
  }

  /**
   * A paper that was brought.
   *
   * @param proves code of a fact; null when it was not said
   */
  public record Paper(long id, StoredFile file, @Nullable String proves, @Nullable String note) {}

  /**
   * Takes an application down; what the system had proposed is taken up by it.
   *
   * @return the award's number
   * @throws NoSuchPerson when the viewer sees none of that number
   * @throws InvalidInput naming the fields that are wrong; also when one of the programme stands already
   */
  public long apply(NewAward said) {
    PersonLine person = people.line(said.person()).orElseThrow(() -> new NoSuchPerson(said.person()));
    List<FieldError> errors = errors(said, person);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    String programme = Objects.requireNonNull(said.programme());
    AwardRecord row = proposed(person.id(), programme).orElseGet(AwardRecord::new);
    row.setPersonId(person.id());
    row.setProgramme(programme);
    row.setOrigin(Objects.requireNonNull(said.origin()).name());
    row.setAppliedOn(said.appliedOn());
    YearMonth from = Objects.requireNonNull(said.from());
    row.setFromMonth(AwardRows.first(from));
    row.setApplicant(personal.encryptOrNull(APPLICANT, said.applicant()));
    row.setPhone(personal.encryptOrNull(AwardNotices.PHONE, said.phone()));
    row.setWords(personal.encryptOrNull(WORDS, said.words()));
    row.setMissing(rules.says(person.id(), programme, from).missing().toArray(String[]::new));
    long id = row.getId() == null ? begin(row, AwardMove.APPLY, AwardState.APPLIED) : takeUp(row);
    attach(id, said.files(), null, null);
    return id;
  }

  private long begin(AwardRecord row, AwardMove move, AwardState state) {
    row.setRecordedFor(row.getPersonId());
    row.setState(state.name());
    return moves.begin(row, move, null, Map.of("programme", row.getProgramme()));
  }

  private long takeUp(AwardRecord row) {
    moves.make(row, AwardMove.APPLY, AwardState.APPLIED, null, Map.of("programme", row.getProgramme()));
    return row.getId();
  }

  private Optional<AwardRecord> proposed(long person, String programme) {
    return sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.PERSON_ID.eq(person), AWARD.PROGRAMME.eq(programme), AWARD.STATE.eq(AwardState.PROPOSED.name())).forUpdate()
        .fetchOptional();
  }

  private List<FieldError> errors(NewAward said, PersonLine person) {
    List<FieldError> errors = new ArrayList<>();
    YearMonth from = said.from();
    if (rules.programme(said.programme()).isEmpty()) errors.add(FieldError.of("programme", "awards.error.programme"));
    if (said.origin() == null || said.origin() == Award.Origin.PROPOSED || said.origin() == Award.Origin.IMPORTED) errors.add(FieldError.of("origin", "awards.error.origin"));
    if (said.appliedOn() == null || said.appliedOn().isAfter(today()) || said.appliedOn().isBefore(today().minusYears(1))) errors.add(FieldError.of("appliedOn", "awards.error.appliedOn"));
    if (from == null || from.isBefore(thisMonth().minusYears(YEARS_BACK_MAX)) || from.isAfter(thisMonth().plusMonths(MONTHS_AHEAD_MAX))) {
      errors.add(FieldError.of("from", "awards.error.from", YEARS_BACK_MAX, MONTHS_AHEAD_MAX));
    } else if (person.diedOn() != null && from.isAfter(YearMonth.from(person.diedOn()))) errors.add(FieldError.of("person", "awards.error.died", person.diedOn()));
    tooLong(errors, "applicant", said.applicant(), NewAward.APPLICANT_LENGTH_MAX);
    tooLong(errors, "words", said.words(), NewAward.WORDS_LENGTH_MAX);
    if (said.phone() != null && !said.phone().matches("[0-9+() -]{5,24}")) errors.add(FieldError.of("phone", "awards.error.phone"));
    if (errors.isEmpty()) refuseAnother(errors, person.id(), Objects.requireNonNull(said.programme()), Objects.requireNonNull(from));
    return errors;
  }

  private void refuseAnother(List<FieldError> errors, long person, String programme, YearMonth from) {
    for (AwardRecord other : sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.PERSON_ID.eq(person), AWARD.PROGRAMME.eq(programme)).orderBy(AWARD.ID).fetch()) {
      AwardState state = AwardState.valueOf(other.getState());
      if (state.standing() && state != AwardState.PROPOSED) errors.add(FieldError.of("programme", "awards.error.stands", String.valueOf(other.getId())));
      YearMonth last = AwardRows.month(other.getUntilMonth());
      if (last != null && !from.isAfter(last)) errors.add(FieldError.of("from", "awards.error.covered", String.valueOf(other.getId()), last));
    }
  }

  static void tooLong(List<FieldError> errors, String field, @Nullable String text, int most) {
    if (text != null && text.length() > most) errors.add(FieldError.of(field, "awards.error.long", most, text.length()));
  }

  /**
   * Proposes a programme for persons who are entitled and have nobody who asks for them; who has one that stands already is left out.
   *
   * @param persons numbers in the register, at most 10,000
   * @return how many were proposed
   */
  public int propose(Collection<Long> persons, String programme, YearMonth from) {
    if (persons.size() > PROPOSED_AT_ONCE_MAX) throw new InvalidInput("persons", "awards.error.many", PROPOSED_AT_ONCE_MAX);
    if (rules.programme(programme).isEmpty()) throw new InvalidInput("programme", "awards.error.programme");
    Set<Long> roots = new HashSet<>();
    people.lines(persons).values().stream().filter(line -> line.diedOn() == null).forEach(line -> roots.add(line.id()));
    Set<Long> has = new HashSet<>(sql.select(AWARD.PERSON_ID).from(AWARD)
        .where(AwardRows.inTown(), AwardRows.ofPersons(roots), AWARD.PROGRAMME.eq(programme))
        .and(AWARD.STATE.notIn(AwardState.ENDED.name(), AwardState.REFUSED.name(), AwardState.WITHDRAWN.name()).or(AWARD.UNTIL_MONTH.ge(AwardRows.first(from)))).fetch(AWARD.PERSON_ID));
    int proposed = 0;
    for (long person : roots.stream().sorted().toList()) {
      if (has.contains(person)) continue;
      AwardRecord row = new AwardRecord();
      row.setPersonId(person);
      row.setProgramme(programme);
      row.setOrigin(Award.Origin.PROPOSED.name());
      row.setFromMonth(AwardRows.first(from));
      begin(row, AwardMove.PROPOSE, AwardState.PROPOSED);
      proposed++;
    }
    return proposed;
  }

  /** Another first month, before it is checked. */
  public void correct(long id, int version, YearMonth from) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.CORRECT);
    List<FieldError> errors = new ArrayList<>();
    if (from.isBefore(thisMonth().minusYears(YEARS_BACK_MAX)) || from.isAfter(thisMonth().plusMonths(MONTHS_AHEAD_MAX))) {
      errors.add(FieldError.of("from", "awards.error.from", YEARS_BACK_MAX, MONTHS_AHEAD_MAX));
    }
    for (AwardRecord other : sql.selectFrom(AWARD).where(AwardRows.inTown(), AWARD.PERSON_ID.eq(row.getPersonId()), AWARD.PROGRAMME.eq(row.getProgramme()), AWARD.ID.ne(id)).fetch()) {
      YearMonth last = AwardRows.month(other.getUntilMonth());
      if (last != null && !from.isAfter(last)) errors.add(FieldError.of("from", "awards.error.covered", String.valueOf(other.getId()), last));
    }
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    row.setFromMonth(AwardRows.first(from));
    row.setMissing(rules.says(row.getPersonId(), row.getProgramme(), from).missing().toArray(String[]::new));
    moves.stay(row, AwardMove.CORRECT, null, Map.of("from", from.toString()));
  }

  /**
   * Brings papers.
   *
   * @param stored ids of stored files
   * @param proves code of the fact that they settle; null when that was not said
   */
  public void addEvidence(long id, List<UUID> stored, @Nullable String proves, @Nullable String note) {
    AwardRecord row = moves.lock(id, null);
    AwardMoves.mustBe(row, AwardMove.ADD_EVIDENCE);
    if (stored.isEmpty()) throw new InvalidInput("files", "awards.error.noFile");
    if (proves != null && !proves.matches("[a-z][a-z0-9_]{0,59}")) throw new InvalidInput("proves", "awards.error.fact");
    if (note != null && note.length() > NOTE_LENGTH_MAX) throw new InvalidInput("note", "awards.error.long", NOTE_LENGTH_MAX, note.length());
    attach(id, stored, proves, note);
    moves.stay(row, AwardMove.ADD_EVIDENCE, null, proves == null ? Map.of("files", stored.size()) : Map.of("files", stored.size(), "proves", proves));
  }

  /** Takes a paper out again that does not belong there. */
  public void removeEvidence(long id, long paper) {
    AwardRecord row = moves.lock(id, null);
    AwardMoves.mustBe(row, AwardMove.ADD_EVIDENCE);
    EvidenceRecord found = sql.selectFrom(EVIDENCE).where(EVIDENCE.TOWN.eq(town()), EVIDENCE.AWARD_ID.eq(id), EVIDENCE.ID.eq(paper)).fetchOne();
    if (found == null) throw new NoSuchAward(id);
    if (row.getCheckedAt() != null && !found.getAddedAt().isAfter(row.getCheckedAt())) throw new InvalidInput("paper", "awards.error.paperChecked");
    found.delete();
    files.release(found.getFile(), owner(id));
    moves.stay(row, AwardMove.ADD_EVIDENCE, null, Map.of("removed", paper));
  }

  private void attach(long id, List<UUID> stored, @Nullable String proves, @Nullable String note) {
    if (stored.isEmpty()) return;
    files.attach(stored, owner(id));
    Set<UUID> there = new HashSet<>(sql.select(EVIDENCE.FILE).from(EVIDENCE).where(EVIDENCE.TOWN.eq(town()), EVIDENCE.AWARD_ID.eq(id)).fetch(EVIDENCE.FILE));
    for (UUID file : stored) {
      if (!there.add(file)) continue;
      sql.insertInto(EVIDENCE)
          .set(EVIDENCE.TOWN, town()).set(EVIDENCE.AWARD_ID, id).set(EVIDENCE.FILE, file).set(EVIDENCE.PROVES, proves).set(EVIDENCE.NOTE, note)
          .set(EVIDENCE.ADDED_AT, clock.instant()).set(EVIDENCE.ADDED_BY, TownContext.required().actor())
          .execute();
    }
  }

  /** The papers of an award, the first brought ahead. */
  @Transactional(readOnly = true)
  public List<Paper> papers(long id) {
    Map<UUID, StoredFile> stored = new HashMap<>();
    files.ownedBy(owner(id)).forEach(file -> stored.put(file.id(), file));
    List<Paper> papers = new ArrayList<>();
    for (EvidenceRecord row : sql.selectFrom(EVIDENCE).where(EVIDENCE.TOWN.eq(town()), EVIDENCE.AWARD_ID.eq(id)).orderBy(EVIDENCE.ID).limit(100).fetch()) {
      StoredFile file = stored.get(row.getFile());
      if (file != null) papers.add(new Paper(row.getId(), file, row.getProves(), row.getNote()));
    }
    return papers;
  }

  /** Tells the person which papers are missing; who looks sees since when they are awaited. */
  public void askPapers(long id, int version, @Nullable String words) {
    AwardRecord row = moves.lock(id, version);
    AwardMoves.mustBe(row, AwardMove.ASK_PAPERS);
    AwardRules.Said said = rules.says(row.getPersonId(), row.getProgramme(), YearMonth.from(row.getFromMonth()));
    if (said.missing().isEmpty() && (words == null || words.isBlank())) throw new InvalidInput("words", "awards.error.nothingMissing");
    row.setMissing(said.missing().toArray(String[]::new));
    row.setPapersAskedOn(today());
    moves.stay(row, AwardMove.ASK_PAPERS, words == null || words.isBlank() ? null : Standing.reason(words, "words"), Map.of("missing", said.missing()));
    notices.papers(row);
  }

  /** Taken back by whoever asked. */
  public void withdraw(long id, int version, String reason) {
    AwardRecord row = moves.lock(id, version);
    moves.make(row, AwardMove.WITHDRAW, AwardState.WITHDRAWN, Standing.reason(reason, "reason"), Map.of());
  }

  static String owner(long id) {
    return "award:" + id;
  }

  private YearMonth thisMonth() {
    return standing.thisMonth();
  }

  private LocalDate today() {
    return WorkingDays.dayOf(clock.instant());
  }

  private static String town() {
    return TownContext.required().town();
  }
}
