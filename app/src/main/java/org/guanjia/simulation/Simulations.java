package org.guanjia.simulation;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.guanjia.benefits.Determinations;
import org.guanjia.benefits.Programmes;
import org.guanjia.benefits.Version;
import org.guanjia.benefits.VersionState;
import org.guanjia.places.Places;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.simulation.Simulation.Change;
import org.guanjia.simulation.db.tables.records.TrialRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Drafts tried out against the rules in force: begun, kept as reports, shown to leaders, taken back, repeated. Nothing that counts is changed by any of it. */
@Service
public class Simulations {

  public static final int TITLE_LENGTH_MAX = 100;
  public static final int NOTE_LENGTH_MAX = 4_000;
  static final int TRIED_MAX = 20;
  static final int YEARS_MAX = 5;
  static final BigDecimal MOVES_MAX = BigDecimal.valueOf(100);
  /** One that nobody kept is forgotten after this. */
  static final Duration UNKEPT = Duration.ofDays(14);
  /** Years that a month may lie back; drafts are for the time ahead, a correction for some time back. */
  private static final int YEARS_BACK_MAX = 3;

  private final SimulationStore store;
  private final SimulationRuns runs;
  private final Programmes programmes;
  private final Determinations determinations;
  private final LifeTables lifeTables;
  private final Audit audit;
  private final Places places;
  private final OneCopy oneCopy;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Simulations(
      SimulationStore store, SimulationRuns runs, Programmes programmes, Determinations determinations, LifeTables lifeTables, Audit audit, Places places, OneCopy oneCopy,
      TransactionTemplate transactions, Clock clock) {
    this.store = store;
    this.runs = runs;
    this.programmes = programmes;
    this.determinations = determinations;
    this.lifeTables = lifeTables;
    this.audit = audit;
    this.places = places;
    this.oneCopy = oneCopy;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Writes down what is to be simulated; {@link #await} sets it going.
   *
   * @return its number
   * @throws InvalidInput naming each field that is wrong
   */
  @Transactional
  public long add(NewSimulation wanted) {
    List<FieldError> errors = new ArrayList<>();
    List<Version> tried = tried(wanted, errors);
    YearMonth month = wanted.month() != null ? wanted.month() : tried.isEmpty() ? thisMonth() : latest(tried.getFirst().from(), thisMonth());
    BigDecimal moves = wanted.movesPermille() == null ? BigDecimal.ZERO : wanted.movesPermille();
    if (month.isBefore(thisMonth().minusYears(YEARS_BACK_MAX)) || month.isAfter(thisMonth().plusYears(YEARS_MAX))) errors.add(FieldError.of("month", "simulation.error.month", YEARS_BACK_MAX, YEARS_MAX));
    if (moves.abs().compareTo(MOVES_MAX) > 0 || moves.stripTrailingZeros().scale() > 1) errors.add(FieldError.of("moves", "simulation.error.moves", MOVES_MAX.toPlainString()));
    if (errors.isEmpty()) tried.forEach(version -> checkMonth(version, month, errors));
    if (determinations.months().isEmpty()) errors.add(FieldError.of("month", "simulation.error.undetermined"));
    if (!errors.isEmpty()) throw new InvalidInput(errors);
    List<Change> changes = tried.stream().map(version -> new Change(programmes.inForce(version.programme(), month).map(Simulations::withoutExamples).orElse(null), withoutExamples(version))).toList();
    return begin(changes, month, moves, lifeTables.current().id(), null);
  }

  /** The same once more, on the facts as they are now. @return the new one's number */
  @Transactional
  public long repeat(long id) {
    Simulation one = of(id);
    if (!one.state().reckoned()) throw new InvalidInput("state", "simulation.error.state");
    return begin(one.changes(), one.month(), one.movesPermille(), one.lifeTable(), id);
  }

  private long begin(List<Change> changes, YearMonth month, BigDecimal moves, @Nullable Long lifeTable, @Nullable Long repeats) {
    long id = store.add(changes, month, moves, lifeTable, repeats);
    audit.record(
        "simulation.begun", "simulation", String.valueOf(id),
        Map.of("month", month.toString(), "tried", changes.stream().map(change -> change.after().programme() + " " + change.after().number()).toList()));
    return id;
  }

  private List<Version> tried(NewSimulation wanted, List<FieldError> errors) {
    List<Version> found = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    if (wanted.tried().isEmpty()) errors.add(FieldError.of("tried", "simulation.error.nothing"));
    if (wanted.tried().size() > TRIED_MAX) errors.add(FieldError.of("tried", "simulation.error.many", TRIED_MAX));
    for (NewSimulation.Tried each : wanted.tried().stream().limit(TRIED_MAX).toList()) {
      Version version = programmes.version(each.programme(), each.version()).orElse(null);
      if (version == null) errors.add(FieldError.of("tried", "simulation.error.version", each.programme(), each.version()));
      else if (version.state() != VersionState.DRAFT && version.state() != VersionState.PROPOSED) errors.add(FieldError.of("tried", "simulation.error.noDraft", each.programme(), each.version()));
      else if (!codes.add(each.programme())) errors.add(FieldError.of("tried", "simulation.error.twice", each.programme()));
      else found.add(version);
    }
    return found;
  }

  /** A draft must be for the month, be a programme, and have a value for each parameter then. */
  private void checkMonth(Version version, YearMonth month, List<FieldError> errors) {
    if (!version.covers(month)) {
      errors.add(FieldError.of("month", "simulation.error.notThen", version.programme(), version.number(), version.from().toString(), version.until() == null ? "" : version.until().toString()));
      return;
    }
    try {
      if (programmes.rules(version, month).isEmpty()) errors.add(FieldError.of("month", "simulation.error.noValue", version.programme(), version.number()));
    } catch (IllegalStateException broken) {
      errors.add(FieldError.of("tried", "simulation.error.broken", version.programme(), version.number()));
    }
  }

  private static Version withoutExamples(Version one) {
    return new Version(
        one.programme(), one.number(), one.state(), one.from(), one.until(), one.basedOn(), one.dmn(), one.parameters(), List.of(), one.note(), one.hash(), one.lock(), one.draftedBy(),
        one.draftedAt(), one.changedBy(), one.changedAt(), one.proposedBy(), one.proposedAt(), one.releasedBy(), one.releasedAt());
  }

  /** Sets one that is not reckoned yet going, also one that a stop of the program left, and waits for it so long at most. */
  public Simulation await(long id, Duration most) {
    if (of(id).state() == SimulationState.RUNNING) runs.await(id, most);
    return of(id);
  }

  /** Gets ready for one that somebody is about to write down. */
  void prepare(YearMonth month) {
    runs.prepare(month);
  }

  /** How many of its months are reckoned, of {@link #months()}; 0 when it goes on elsewhere. */
  public int progress(long id) {
    return runs.progress(id);
  }

  public static int months() {
    return Reckoning.MONTHS;
  }

  public Optional<Simulation> find(long id) {
    return Objects.requireNonNull(transactions.execute(status -> store.find(id)));
  }

  Simulation of(long id) {
    return find(id).orElseThrow(() -> new NoSuchSimulation(id));
  }

  /** The latest first. @param before ids below this one; 0 for the latest. @param all also those that are no published reports */
  @Transactional(readOnly = true)
  public List<Simulation.Line> list(boolean all, long before, int limit) {
    return store.list(all ? List.of(SimulationState.values()) : List.of(SimulationState.PUBLISHED), before, limit);
  }

  @Transactional(readOnly = true)
  List<SimulationStore.Deed> history(long id) {
    return store.history(id);
  }

  @Transactional(readOnly = true)
  List<Effect> effects(long id, EffectFilter filter, EffectFilter.@Nullable Place after, int limit) {
    return store.effects(id, filter, after, limit);
  }

  @Transactional
  Stream<Effect> stream(long id, EffectFilter filter) {
    return store.stream(id, filter);
  }

  /** Keeps a simulation as a report, or changes the words of one. */
  @Transactional
  public void keep(long id, int version, @Nullable String title, @Nullable String note) {
    List<FieldError> errors = new ArrayList<>();
    if (title == null || title.isBlank() || title.length() > TITLE_LENGTH_MAX) errors.add(FieldError.of("title", "simulation.error.title", TITLE_LENGTH_MAX));
    if (note != null && note.length() > NOTE_LENGTH_MAX) errors.add(FieldError.of("note", "simulation.error.long", NOTE_LENGTH_MAX));
    if (title == null || !errors.isEmpty()) throw new InvalidInput(errors);
    TrialRecord row = locked(id, version);
    SimulationState state = SimulationState.valueOf(row.getState());
    if (!state.report() && !state.mayBecome(SimulationState.REPORT)) throw new InvalidInput("state", "simulation.error.state");
    row.setTitle(title.strip());
    row.setNote(note == null || note.isBlank() ? null : note.strip());
    store.moved(row, state == SimulationState.PUBLISHED ? state : SimulationState.REPORT, null);
    audit.record("simulation.kept", "simulation", String.valueOf(id));
  }

  /** Shows a report to the town's leaders and auditors too. */
  @Transactional
  public void publish(long id, int version) {
    move(id, version, SimulationState.PUBLISHED, null, "simulation.published");
  }

  /** Shows it to the allowances' officers alone again. */
  @Transactional
  public void unpublish(long id, int version) {
    TrialRecord row = locked(id, version);
    if (!row.getState().equals(SimulationState.PUBLISHED.name())) throw new InvalidInput("state", "simulation.error.state");
    store.moved(row, SimulationState.REPORT, null);
    audit.record("simulation.unpublished", "simulation", String.valueOf(id));
  }

  /** Takes a report back, with a reason; its list of persons goes. */
  @Transactional
  public void withdraw(long id, int version, @Nullable String reason) {
    if (reason == null || reason.isBlank() || reason.length() > 500) throw new InvalidInput("reason", "simulation.error.reason", 500);
    move(id, version, SimulationState.WITHDRAWN, reason.strip(), "simulation.withdrawn");
    store.dropEffects(id);
  }

  private void move(long id, int version, SimulationState to, @Nullable String note, String action) {
    TrialRecord row = locked(id, version);
    if (!SimulationState.valueOf(row.getState()).mayBecome(to)) throw new InvalidInput("state", "simulation.error.state");
    store.moved(row, to, note);
    audit.record(action, "simulation", String.valueOf(id));
  }

  private TrialRecord locked(long id, int version) {
    TrialRecord row = store.locked(id);
    if (row.getVersion() != version) throw new InvalidInput("state", "simulation.error.stale");
    return row;
  }

  @Scheduled(fixedDelay = 12, initialDelay = 1, timeUnit = TimeUnit.HOURS)
  void forgetUnkept() {
    oneCopy.run("simulation.forget", () -> places.eachTown(() -> transactions.executeWithoutResult(status -> store.forget(clock.instant().minus(UNKEPT)))));
  }

  YearMonth thisMonth() {
    return YearMonth.from(clock.instant().atZone(WorkingDays.ZONE));
  }

  private static YearMonth latest(YearMonth one, YearMonth other) {
    return one.isAfter(other) ? one : other;
  }
}
