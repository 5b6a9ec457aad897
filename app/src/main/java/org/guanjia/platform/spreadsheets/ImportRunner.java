package org.guanjia.platform.spreadsheets;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportStore.Counts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the rows of imports, in the background, in batches.
 *
 * <p>Row by row, each batch is one transaction that also moves the import's position: after a stop, however sudden, it goes on behind the
 * last batch that was committed, and no row is taken twice or left out. All or nothing, all batches are one transaction, and after a stop
 * it begins anew.
 */
@Component
class ImportRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);
  private static final int RUNNING_AT_ONCE = 2;
  private static final int ATTEMPTS = 3;
  private static final int PROBLEMS_PER_ROW_MAX = 50;
  /** A batch takes five seconds at most; a process silent for this long is gone. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final ImportStore store;
  private final ImportTargets targets;
  private final TransactionTemplate transactions;
  private final Audit audit;
  private final Clock clock;
  private final Semaphore slots = new Semaphore(RUNNING_AT_ONCE, true);
  private final Set<ImportStore.Left> ours = ConcurrentHashMap.newKeySet();

  ImportRunner(ImportStore store, ImportTargets targets, TransactionTemplate transactions, Audit audit, Clock clock) {
    this.store = store;
    this.targets = targets;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** Runs an import that has been set running, on a thread of its own. */
  void launch(long id) {
    ImportStore.Left key = new ImportStore.Left(TownContext.required().town(), id);
    if (!ours.add(key)) return;
    TownContext context = TownContext.required();
    Thread.ofVirtual().name("import-" + id).start(() -> {
      try {
        slots.acquire();
        try {
          context.run(() -> run(id));
        } finally {
          slots.release();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        ours.remove(key);
      }
    });
  }

  /** Goes on with imports whose process is gone, as the person who started them. */
  @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS, initialDelay = 1)
  void resumeLeft() {
    try {
      resume();
    } catch (DataAccessException | org.jooq.exception.DataAccessException | TransactionException away) {
      LOG.warn("Imports wait for the database: {}", away.getMessage());
    }
  }

  void resume() {
    for (ImportStore.Left left : store.left(clock.instant().minus(SILENCE))) {
      if (ours.contains(left)) continue;
      TownContext.system(left.town()).run(() -> store.find(left.id()).ifPresent(job -> {
        if (store.takeOver(left.id(), clock.instant().minus(SILENCE))) {
          new TownContext(left.town(), job.userId(), job.areas(), job.department()).run(() -> launch(left.id()));
        }
      }));
    }
  }

  /** Runs an import to its end on this thread. */
  void run(long id) {
    try {
      ImportJob job = store.find(id).orElseThrow();
      if (job.state() != ImportState.RUNNING) return;
      ImportTarget target = targets.get(job.target());
      try (Rows rows = new Rows(job, store.spool(id), target.batchRows())) {
        if (job.whole()) {
          runWhole(job, target, rows);
        } else {
          runRowByRow(job, target, rows);
        }
      } finally {
        target.taken();
      }
    } catch (SheetFault fault) {
      end(id, ImportState.FAILED, fault.key(), fault.args());
    } catch (RuntimeException e) {
      if (isPassing(e)) {
        LOG.warn("import {} waits for the database: {}", id, e.toString()); // resume() will find it
      } else {
        LOG.error("import {} failed", id, e);
        end(id, ImportState.FAILED, "sheets.fault.internal", List.of());
      }
    }
  }

  /** What the first rows would come to: taken, looked at, and rolled back. */
  List<Problem> rehearse(ImportJob job, List<SheetRow> rows) {
    List<Problem> problems = new ArrayList<>();
    ImportTarget target = targets.get(job.target());
    transactions.executeWithoutResult(status -> {
      status.setRollbackOnly();
      take(job, target, rows, problems::add);
    });
    return problems;
  }

  private void runRowByRow(ImportJob job, ImportTarget target, Rows rows) {
    int position = job.position();
    for (List<SheetRow> batch = rows.after(position); !batch.isEmpty(); batch = rows.next()) {
      int from = position;
      int to = batch.getLast().number();
      List<SheetRow> these = batch;
      if (!repeatedOnCollision(() -> takeAndAdvance(job, target, these, from, to))) {
        stoppedByOthers(job.id());
        return;
      }
      position = to;
    }
    end(job.id(), ImportState.DONE, null, List.of());
  }

  private boolean takeAndAdvance(ImportJob job, ImportTarget target, List<SheetRow> batch, int from, int to) {
    return Boolean.TRUE.equals(transactions.execute(status -> {
      List<Problem> problems = new ArrayList<>();
      Counts counts = take(job, target, batch, problems::add);
      store.note(job.id(), problems);
      boolean advanced = store.advance(job.id(), from, to, counts);
      if (!advanced) status.setRollbackOnly();
      return advanced;
    }));
  }

  private void runWhole(ImportJob job, ImportTarget target, Rows rows) {
    store.beginAnew(job.id());
    boolean[] stopped = {false};
    boolean done = Boolean.TRUE.equals(transactions.execute(status -> {
      Counts soFar = Counts.NONE;
      for (List<SheetRow> batch = rows.after(job.headingRow()); !batch.isEmpty(); batch = rows.next()) {
        List<Problem> problems = new ArrayList<>();
        soFar = soFar.plus(take(job, target, batch, problems::add));
        if (!store.show(job.id(), soFar, problems)) {
          stopped[0] = true;
          status.setRollbackOnly();
          return false;
        }
      }
      boolean sound = soFar.refused() == 0 && finish(job.id(), ImportState.DONE);
      if (!sound) status.setRollbackOnly();
      return sound;
    }));
    if (stopped[0]) {
      stoppedByOthers(job.id());
    } else if (!done) {
      end(job.id(), ImportState.REFUSED, null, List.of());
    }
  }

  private Counts take(ImportJob job, ImportTarget target, List<SheetRow> rows, Consumer<Problem> sink) {
    RowReader reader = new RowReader(target.fields(), job.columns(), job.headings().size(), job.dateOrder());
    List<ImportRow> sound = new ArrayList<>(rows.size());
    List<Problem> problems = new ArrayList<>();
    for (SheetRow row : rows) {
      ImportRow read = reader.read(row, problems::add);
      if (read != null) sound.add(read);
    }
    ImportBatch batch = new ImportBatch(job.id(), job.source(), job.options(), sound);
    if (!sound.isEmpty()) target.take(batch);
    problems.addAll(batch.problems());
    bounded(problems).forEach(sink);
    int refused = rows.size() - sound.size() + batch.refusedRows();
    int skipped = batch.skippedRows();
    int warnings = (int) problems.stream().filter(p -> p.severity() == Problem.Severity.WARNING).count();
    return new Counts(rows.size(), rows.size() - refused - skipped, refused, skipped, warnings);
  }

  /** Somebody else may write a row with the same key between our look and our write; the next look sees it. */
  private static boolean repeatedOnCollision(java.util.function.BooleanSupplier work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.getAsBoolean();
      } catch (DuplicateKeyException collision) {
        if (attempt == ATTEMPTS) throw collision;
      }
    }
  }

  /** The position was not ours to move: the import was cancelled, or another process has taken it over. */
  private void stoppedByOthers(long id) {
    if (store.find(id).map(ImportJob::cancelAsked).orElse(false)) {
      end(id, ImportState.CANCELLED, null, List.of());
    }
  }

  private void end(long id, ImportState state, @Nullable String faultKey, List<String> args) {
    transactions.executeWithoutResult(status -> {
      if (faultKey != null) store.fail(id, faultKey, args);
      finish(id, state);
    });
  }

  private boolean finish(long id, ImportState state) {
    ImportJob job = store.find(id).orElseThrow();
    boolean nothing = job.whole() && state != ImportState.DONE;
    boolean finished = nothing ? store.finishWithNothing(id, state) : store.finish(id, state);
    if (finished) {
      audit.record("import.finished", "import", String.valueOf(id),
          Map.of("target", job.target(), "state", state.name(), "read", job.rowsRead(), "taken", nothing ? 0 : job.rowsTaken(), "refused", job.rowsRefused()));
    }
    return finished;
  }

  private static List<Problem> bounded(List<Problem> problems) {
    Map<Integer, Integer> seen = new java.util.HashMap<>();
    return problems.stream().filter(p -> seen.merge(p.row(), 1, Integer::sum) <= PROBLEMS_PER_ROW_MAX).toList();
  }

  /**
   * The database is away, or too full or busy to answer: nothing is wrong with the import. A connection that broke makes the rollback fail
   * too, which hides the first failure behind the second.
   */
  private static boolean isPassing(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotCreateTransactionException || cause instanceof DataAccessResourceFailureException) return true;
      if (cause instanceof TransactionSystemException lost && (isPassing(lost.getApplicationException()) || isClosed(lost.getCause()))) return true;
      if (cause instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().matches("(08|53|57|40).*")) return true;
    }
    return false;
  }

  /** The pool says so without a state. */
  private static boolean isClosed(@Nullable Throwable failure) {
    return failure instanceof SQLException sql && sql.getSQLState() == null;
  }

  /** The rows of an import's file, in batches. */
  private static final class Rows implements AutoCloseable {
    private final Path file;
    private final SheetRows rows;
    private final int batchRows;

    Rows(ImportJob job, Path file, int batchRows) {
      this.file = file;
      this.batchRows = batchRows;
      this.rows = Imports.open(job, file);
    }

    List<SheetRow> after(int position) {
      while (rows.hasNext()) {
        SheetRow row = rows.next();
        if (row.number() > position) return batch(row);
      }
      return List.of();
    }

    List<SheetRow> next() {
      return rows.hasNext() ? batch(rows.next()) : List.of();
    }

    private List<SheetRow> batch(SheetRow first) {
      List<SheetRow> batch = new ArrayList<>();
      batch.add(first);
      while (batch.size() < batchRows && rows.hasNext()) {
        batch.add(rows.next());
      }
      return batch;
    }

    @Override
    public void close() {
      rows.close();
      Spool.delete(file);
    }
  }
}
