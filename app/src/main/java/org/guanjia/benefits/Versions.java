package org.guanjia.benefits;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.benefits.VersionState.Move;
import org.guanjia.benefits.db.tables.records.ProgrammeVersionRecord;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.rules.Example;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.Programme;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is done with versions of programmes: drafted and tried by one, released by another, confirmed with a document, taken back. */
@Service
@Transactional
public class Versions {

  static final int DMN_LENGTH_MAX = 400_000;
  static final int NOTE_LENGTH_MAX = 1000;
  static final int EXAMPLES_MAX = 500;
  static final int PARAMETERS_MAX = 500;
  private static final int ORDINAL_MAX = 61;

  private final ProgrammeStore store;
  private final Rulebooks rulebooks;
  private final Compiler compiler;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Versions(ProgrammeStore store, Rulebooks rulebooks, Compiler compiler, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.store = store;
    this.rulebooks = rulebooks;
    this.compiler = compiler;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** Months and words of a draft. {@code basedOn} is the released version whose months it takes over; null for none. */
  public record Terms(@Nullable YearMonth from, @Nullable YearMonth until, @Nullable Integer basedOn, String note) {}

  /**
   * Sets up a programme with a first draft.
   *
   * @throws InvalidInput naming the fields that are wrong
   */
  public void create(NewProgramme programme, String dmn, List<Version.Parameter> parameters, List<Example> examples, YearMonth from) {
    List<FieldError> errors = names(programme);
    if (!programme.code().matches("(?!(new|shipped)$)[a-z][a-z0-9-]{1,39}")) errors.add(FieldError.of("code", "benefits.error.programme.code"));
    else if (store.programme(programme.code()).isPresent()) errors.add(FieldError.of("code", "benefits.error.programme.known", programme.code()));
    int ordinal = store.programmes().stream().mapToInt(row -> row.getOrdinal()).max().orElse(-1) + 1;
    if (ordinal > ORDINAL_MAX) errors.add(FieldError.of("code", "benefits.error.programme.many", ORDINAL_MAX + 1));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    store.add(programme, ordinal);
    refuseDmn(dmn);
    store.insert(fresh(programme.code(), 1, null, from, dmn, parameters, examples));
    done(programme.code(), 1, "created", null);
  }

  /** Names and summary, as people read them; decides nothing. */
  public void rename(NewProgramme programme) {
    List<FieldError> errors = names(programme);
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    store.locked(programme.code());
    store.rename(programme);
    done(programme.code(), 0, "renamed", programme.name());
  }

  /**
   * Drafts a version from another one.
   *
   * @return its number
   */
  public int draft(String code, int from, YearMonth first) {
    store.locked(code);
    Version old = store.version(code, from).orElseThrow(() -> new NoSuchProgramme(code + " " + from));
    int number = store.nextNumber(code);
    store.insert(fresh(code, number, old.state() == VersionState.RELEASED ? from : null, first, old.dmn(), old.parameters(), old.examples()));
    done(code, number, "drafted", String.valueOf(from));
    return number;
  }

  /** Writes a draft's months and words. */
  public void change(String code, int number, int lock, Terms terms) {
    List<FieldError> errors = new ArrayList<>();
    if (terms.from() == null) errors.add(FieldError.of("from", "benefits.error.month"));
    if (terms.from() != null && terms.until() != null && terms.until().isBefore(terms.from())) errors.add(FieldError.of("until", "benefits.error.until"));
    if (terms.note().length() > NOTE_LENGTH_MAX) errors.add(FieldError.of("note", "benefits.error.long", NOTE_LENGTH_MAX));
    if (terms.basedOn() != null && store.version(code, terms.basedOn()).filter(version -> version.state() == VersionState.RELEASED).isEmpty()) {
      errors.add(FieldError.of("basedOn", "benefits.error.basedOn"));
    }
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    ProgrammeVersionRecord row = draft(code, number, lock);
    row.setFromMonth(Objects.requireNonNull(terms.from()).atDay(1));
    row.setUntilMonth(terms.until() == null ? null : terms.until().atDay(1));
    row.setBasedOn(terms.basedOn());
    row.setNote(terms.note().strip());
    written(row, "terms");
  }

  /** Writes a draft's tables; what is no programme may be kept in a draft, but not laid before anybody. */
  public void changeTables(String code, int number, int lock, String dmn) {
    refuseDmn(dmn);
    ProgrammeVersionRecord row = draft(code, number, lock);
    row.setDmn(dmn);
    written(row, "tables");
  }

  /** Writes a draft's parameters; a line that says what it said before, be it for a shorter time, stays confirmed, any other awaits confirmation. */
  public void changeParameters(String code, int number, int lock, List<Version.Parameter> parameters) {
    if (parameters.size() > PARAMETERS_MAX) throw new InvalidInput("parameters", "benefits.error.many", PARAMETERS_MAX);
    Set<String> keys = new HashSet<>();
    for (Version.Parameter each : parameters) {
      if (!keys.add(each.name() + " " + each.from())) throw new InvalidInput("parameters", "benefits.error.parameter.twice", each.name(), each.from());
    }
    ProgrammeVersionRecord row = draft(code, number, lock);
    List<Version.Parameter> before = store.version(code, number).orElseThrow().parameters();
    store.replaceParameters(code, number, parameters.stream().map(each -> each.confirmedAs(before)).toList());
    written(row, "parameters");
  }

  /** Writes a draft's examples. */
  public void changeExamples(String code, int number, int lock, List<Example> examples) {
    if (examples.size() > EXAMPLES_MAX) throw new InvalidInput("examples", "benefits.error.many", EXAMPLES_MAX);
    ProgrammeVersionRecord row = draft(code, number, lock);
    store.replaceExamples(code, number, examples);
    written(row, "examples");
  }

  /** Reads and checks a version, and tries its examples. */
  @Transactional(readOnly = true)
  public Check check(Version version) {
    try {
      Programme read = compiler.read(version.text());
      return new Check(List.of(), read.tryExamples(), read);
    } catch (NotAProgramme not) {
      return new Check(not.problems(), List.of(), null);
    }
  }

  /** Lays a draft before somebody else. @throws NotReady when it does not check out */
  public void propose(String code, int number, int lock) {
    ProgrammeVersionRecord row = at(code, number, lock);
    row.setState(VersionState.valueOf(row.getState()).after(Move.PROPOSE).name());
    refuseUnready(code, number);
    row.setProposedBy(actor());
    row.setProposedAt(clock.instant());
    moved(row, "proposed", null);
  }

  /** Gives a proposed one back to be written on. */
  public void giveBack(String code, int number, int lock, String reason) {
    refuseReason(reason);
    ProgrammeVersionRecord row = at(code, number, lock);
    row.setState(VersionState.valueOf(row.getState()).after(Move.RETURN).name());
    row.setProposedBy(null);
    row.setProposedAt(null);
    moved(row, "returned", reason.strip());
  }

  /**
   * Puts a proposed one in force, from its first month on, be that long past.
   *
   * @throws NotReady when it does not check out
   * @throws InvalidInput when the same person proposed or wrote it, or its months overlap with those of a version it does not take over
   */
  public void release(String code, int number, int lock) {
    store.locked(code);
    ProgrammeVersionRecord row = at(code, number, lock);
    VersionState after = VersionState.valueOf(row.getState()).after(Move.RELEASE);
    if (actor().equals(row.getProposedBy()) || actor().equals(row.getChangedBy())) throw new InvalidInput("version", "benefits.error.fourEyes");
    Version version = store.version(code, number).orElseThrow();
    Programme rules = refuseUnready(code, number);
    takeOver(version);
    rulebooks.keep(version, rules);
    row.setHash(rules.hash());
    row.setState(after.name());
    row.setReleasedBy(actor());
    row.setReleasedAt(clock.instant());
    moved(row, "released", null);
    events.publishEvent(new ProgrammeReleased(town(), code, number, version.from(), version.until()));
  }

  /** Gives up what is not released; of a released one the months have no rules any more. */
  public void withdraw(String code, int number, int lock, String reason) {
    refuseReason(reason);
    store.locked(code);
    ProgrammeVersionRecord row = at(code, number, lock);
    VersionState before = VersionState.valueOf(row.getState());
    row.setState(before.after(Move.WITHDRAW).name());
    moved(row, "withdrawn", reason.strip());
    if (before != VersionState.RELEASED) return;
    events.publishEvent(new ProgrammeReleased(town(), code, number, YearMonth.from(row.getFromMonth()), row.getUntilMonth() == null ? null : YearMonth.from(row.getUntilMonth())));
  }

  /** Says that a value stands in that document; changes no value, and so decides nothing anew. */
  public void confirm(String code, int number, String name, LocalDate from, String document) {
    refuseDocument(document);
    Version version = store.version(code, number).orElseThrow(() -> new NoSuchProgramme(code + " " + number));
    if (version.state() == VersionState.WITHDRAWN) throw new IllegalVersionMove(version.state(), Move.RELEASE);
    if (actor().equals(version.changedBy())) throw new InvalidInput("document", "benefits.error.fourEyes");
    if (!store.confirm(code, number, name, from, document.strip())) throw new InvalidInput("name", "benefits.error.parameter.none", name);
    done(code, number, "confirmed", name + " " + from + " " + document.strip());
  }

  /** A released version's months give way; of any other the months must not overlap. */
  private void takeOver(Version version) {
    for (Version other : store.versions(version.programme())) {
      if (other.state() != VersionState.RELEASED || !overlap(version, other)) continue;
      boolean taken = Objects.equals(version.basedOn(), other.number());
      boolean whole = !other.from().isBefore(version.from()) && (version.until() == null || other.until() != null && !other.until().isAfter(version.until()));
      boolean tail = other.from().isBefore(version.from());
      if (!taken || !whole && !tail) {
        throw new InvalidInput("from", "benefits.error.overlap", other.number(), other.from(), other.until() == null ? "…" : other.until().toString());
      }
      ProgrammeVersionRecord row = store.row(other.programme(), other.number());
      if (whole) row.setState(other.state().after(Move.SUPERSEDE).name());
      else row.setUntilMonth(version.from().minusMonths(1).atDay(1));
      moved(row, whole ? "superseded" : "shortened", String.valueOf(version.number()));
    }
  }

  private static boolean overlap(Version one, Version other) {
    boolean before = one.until() != null && one.until().isBefore(other.from());
    boolean behind = other.until() != null && other.until().isBefore(one.from());
    return !before && !behind;
  }

  private Programme refuseUnready(String code, int number) {
    Check check = check(store.version(code, number).orElseThrow());
    if (check.rules() == null || !check.passes()) throw new NotReady(check.problems(), check.failing());
    return check.rules();
  }

  private static void refuseDmn(String dmn) {
    if (dmn.isBlank() || dmn.length() > DMN_LENGTH_MAX) throw new InvalidInput("dmn", "benefits.error.dmn", DMN_LENGTH_MAX);
  }

  private static void refuseReason(String reason) {
    if (reason.isBlank() || reason.length() > 500) throw new InvalidInput("reason", "benefits.error.reason", 500);
  }

  private static List<FieldError> names(NewProgramme programme) {
    List<FieldError> errors = new ArrayList<>();
    if (programme.name().isBlank() || programme.name().length() > 100) errors.add(FieldError.of("name", "benefits.error.name"));
    if (programme.nameEn().isBlank() || programme.nameEn().length() > 100) errors.add(FieldError.of("nameEn", "benefits.error.name"));
    if (programme.summary().length() > 1000) errors.add(FieldError.of("summary", "benefits.error.long", 1000));
    if (programme.summaryEn().length() > 1000) errors.add(FieldError.of("summaryEn", "benefits.error.long", 1000));
    return errors;
  }

  private Version fresh(String code, int number, @Nullable Integer basedOn, YearMonth from, String dmn, List<Version.Parameter> parameters, List<Example> examples) {
    Instant now = clock.instant();
    return new Version(code, number, VersionState.DRAFT, from, null, basedOn, dmn, parameters, examples, "", null, 1, actor(), now, actor(), now, null, null, null, null);
  }

  private ProgrammeVersionRecord draft(String code, int number, int lock) {
    ProgrammeVersionRecord row = at(code, number, lock);
    VersionState state = VersionState.valueOf(row.getState());
    if (state != VersionState.DRAFT) throw new IllegalVersionMove(state, Move.PROPOSE);
    return row;
  }

  private ProgrammeVersionRecord at(String code, int number, int lock) {
    ProgrammeVersionRecord row = store.row(code, number);
    if (row.getLock() != lock) throw new StaleVersion(store.version(code, number).orElseThrow());
    return row;
  }

  private void written(ProgrammeVersionRecord row, String what) {
    row.setChangedBy(actor());
    row.setChangedAt(clock.instant());
    moved(row, "written", what);
  }

  private void moved(ProgrammeVersionRecord row, String deed, @Nullable String note) {
    row.setLock(row.getLock() + 1);
    row.update();
    done(row.getProgramme(), row.getNumber(), deed, note);
  }

  private void done(String code, int number, String deed, @Nullable String note) {
    store.note(code, number, deed, note);
    audit.record("benefits.programme-" + deed, "programme", code, note == null ? Map.of("version", number) : Map.of("version", number, "note", note));
  }

  private static String actor() {
    return TownContext.required().actor();
  }

  private static String town() {
    return TownContext.required().town();
  }

  /** What confirms a value or a rule is named, in at most 200 characters. */
  static void refuseDocument(String document) {
    if (document.isBlank() || document.length() > 200) throw new InvalidInput("document", "benefits.error.document");
  }
}
