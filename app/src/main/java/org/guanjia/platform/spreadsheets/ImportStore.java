package org.guanjia.platform.spreadsheets;

import static org.guanjia.platform.db.Tables.IMPORT_MAPPING;
import static org.guanjia.platform.db.Tables.IMPORT_PIECE;
import static org.guanjia.platform.db.Tables.IMPORT_PROBLEM;
import static org.guanjia.platform.db.Tables.SPREADSHEET_IMPORT;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.db.Routines;
import org.guanjia.platform.db.tables.records.SpreadsheetImportRecord;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Imports in the database: their state, their file in pieces, what was wrong with which row. */
@Repository
class ImportStore {
  private static final int PIECE_BYTES = 1 << 20;
  private static final List<Field<?>> PROBLEM_COLUMNS = List.of(
      IMPORT_PROBLEM.TOWN, IMPORT_PROBLEM.IMPORT_ID, IMPORT_PROBLEM.ROW_NUMBER, IMPORT_PROBLEM.NUMBER, IMPORT_PROBLEM.FIELD,
      IMPORT_PROBLEM.SEVERITY, IMPORT_PROBLEM.KEY, IMPORT_PROBLEM.ARGS);

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Clock clock;

  ImportStore(DSLContext sql, BulkInsert bulk, Clock clock) {
    this.sql = sql;
    this.bulk = bulk;
    this.clock = clock;
  }

  /** What a batch came to. */
  record Counts(int read, int taken, int refused, int skipped, int warnings) {
    Counts plus(Counts more) {
      return new Counts(read + more.read, taken + more.taken, refused + more.refused, skipped + more.skipped, warnings + more.warnings);
    }

    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  /** A mapping as it was used the last time. */
  record Remembered(Map<String, Integer> columns, DateOrder dateOrder) {}

  /** An import to go on with. */
  record Left(String town, long id) {}

  @Transactional
  long create(ImportJob job, Path file) {
    SpreadsheetImportRecord row = sql.newRecord(SPREADSHEET_IMPORT);
    row.setTown(town());
    row.setTarget(job.target());
    row.setSource(job.source());
    row.setFileName(job.fileName());
    row.setFileBytes(job.fileBytes());
    row.setFormat(job.format().name());
    row.setCharset(job.charset());
    row.setSheets(job.sheets().toArray(String[]::new));
    layout(row, job);
    row.setOptions(new String[0]);
    row.setWhole(job.whole());
    row.setState(job.state().name());
    row.setUserId(job.userId());
    row.setUserName(job.userName());
    row.setAreas(job.areas() == null ? null : job.areas().toArray(String[]::new));
    row.setDepartment(job.department());
    row.setCreatedAt(job.createdAt());
    row.insert();
    keep(row.getId(), file);
    return row.getId();
  }

  /** Writes the sheet, headings and mapping anew; true unless the import has been started meanwhile. */
  @Transactional
  boolean remap(ImportJob job) {
    SpreadsheetImportRecord row = sql.newRecord(SPREADSHEET_IMPORT);
    layout(row, job);
    row.setOptions(job.options().toArray(String[]::new));
    row.setWhole(job.whole());
    row.setCharset(job.charset());
    return sql.update(SPREADSHEET_IMPORT).set(row).where(of(job.id())).and(in(ImportState.UPLOADED)).execute() == 1;
  }

  @Transactional(readOnly = true)
  Optional<ImportJob> find(long id) {
    return sql.selectFrom(SPREADSHEET_IMPORT).where(of(id)).fetchOptional(ImportStore::job);
  }

  /** Imports, the latest first; of these lists, or of all where none are named. */
  @Transactional(readOnly = true)
  List<ImportJob> list(@Nullable Collection<String> targets, @Nullable Long before, int limit) {
    Condition earlier = before == null ? DSL.noCondition() : SPREADSHEET_IMPORT.ID.lt(before);
    Condition fed = targets == null ? DSL.noCondition() : SPREADSHEET_IMPORT.TARGET.in(targets);
    return sql.selectFrom(SPREADSHEET_IMPORT).where(SPREADSHEET_IMPORT.TOWN.eq(town())).and(earlier).and(fed)
        .orderBy(SPREADSHEET_IMPORT.ID.desc()).limit(limit).fetch(ImportStore::job);
  }

  /** Sources named before for a target, the latest first. */
  @Transactional(readOnly = true)
  List<String> sources() {
    return sql.select(IMPORT_MAPPING.SOURCE).from(IMPORT_MAPPING).where(IMPORT_MAPPING.TOWN.eq(town())).and(IMPORT_MAPPING.SOURCE.ne(""))
        .groupBy(IMPORT_MAPPING.SOURCE).orderBy(DSL.max(IMPORT_MAPPING.USED_AT).desc()).limit(20).fetch(IMPORT_MAPPING.SOURCE);
  }

  @Transactional(readOnly = true)
  Optional<Remembered> remembered(String target, String source, String layout) {
    return sql.selectFrom(IMPORT_MAPPING)
        .where(IMPORT_MAPPING.TOWN.eq(town()), IMPORT_MAPPING.TARGET.eq(target), IMPORT_MAPPING.LAYOUT.eq(layout))
        .orderBy(DSL.when(IMPORT_MAPPING.SOURCE.eq(source), 0).otherwise(1), IMPORT_MAPPING.USED_AT.desc())
        .limit(1).fetchOptional(row -> new Remembered(columns(row.getFields(), row.getColumns()), DateOrder.valueOf(row.getDateOrder())));
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void remember(ImportJob job, String layout) {
    sql.insertInto(IMPORT_MAPPING, IMPORT_MAPPING.TOWN, IMPORT_MAPPING.TARGET, IMPORT_MAPPING.SOURCE, IMPORT_MAPPING.LAYOUT, IMPORT_MAPPING.FIELDS,
            IMPORT_MAPPING.COLUMNS, IMPORT_MAPPING.DATE_ORDER, IMPORT_MAPPING.USED_BY, IMPORT_MAPPING.USED_AT)
        .values(town(), job.target(), job.source(), layout, job.columns().keySet().toArray(String[]::new),
            job.columns().values().toArray(Integer[]::new), job.dateOrder().name(), TownContext.required().actor(), clock.instant())
        .onConflict(IMPORT_MAPPING.TOWN, IMPORT_MAPPING.TARGET, IMPORT_MAPPING.SOURCE, IMPORT_MAPPING.LAYOUT).doUpdate().setAllToExcluded().execute();
  }

  /** Sets an uploaded import running; false when it is not waiting to be started. */
  @Transactional
  boolean start(long id) {
    return sql.update(SPREADSHEET_IMPORT)
        .set(SPREADSHEET_IMPORT.STATE, ImportState.RUNNING.name())
        .set(SPREADSHEET_IMPORT.STARTED_AT, clock.instant())
        .set(SPREADSHEET_IMPORT.BEAT_AT, clock.instant())
        .where(of(id)).and(in(ImportState.UPLOADED)).execute() == 1;
  }

  /** Takes over a running import from a process that has been silent since; false when somebody else was quicker. */
  @Transactional
  boolean takeOver(long id, Instant silentSince) {
    return sql.update(SPREADSHEET_IMPORT).set(SPREADSHEET_IMPORT.BEAT_AT, clock.instant())
        .where(of(id)).and(in(ImportState.RUNNING)).and(SPREADSHEET_IMPORT.BEAT_AT.lt(silentSince)).execute() == 1;
  }

  /** Asks a running import to stop, or drops one that has not begun. */
  @Transactional
  boolean cancel(long id) {
    boolean dropped = sql.update(SPREADSHEET_IMPORT).set(SPREADSHEET_IMPORT.STATE, ImportState.CANCELLED.name())
        .set(SPREADSHEET_IMPORT.FINISHED_AT, clock.instant()).where(of(id)).and(in(ImportState.UPLOADED)).execute() == 1;
    return dropped || sql.update(SPREADSHEET_IMPORT).set(SPREADSHEET_IMPORT.CANCEL_ASKED, true).where(of(id)).and(in(ImportState.RUNNING)).execute() == 1;
  }

  /**
   * Moves the position on in the transaction that takes the rows: they are taken once, whoever else may believe to be running the import.
   *
   * @return false when the import is no longer at that position, or is to be cancelled: the transaction must be rolled back
   */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean advance(long id, int from, int to, Counts counts) {
    return sql.update(SPREADSHEET_IMPORT)
        .set(SPREADSHEET_IMPORT.POSITION, to)
        .set(SPREADSHEET_IMPORT.ROWS_READ, SPREADSHEET_IMPORT.ROWS_READ.plus(counts.read()))
        .set(SPREADSHEET_IMPORT.ROWS_TAKEN, SPREADSHEET_IMPORT.ROWS_TAKEN.plus(counts.taken()))
        .set(SPREADSHEET_IMPORT.ROWS_REFUSED, SPREADSHEET_IMPORT.ROWS_REFUSED.plus(counts.refused()))
        .set(SPREADSHEET_IMPORT.ROWS_SKIPPED, SPREADSHEET_IMPORT.ROWS_SKIPPED.plus(counts.skipped()))
        .set(SPREADSHEET_IMPORT.WARNINGS, SPREADSHEET_IMPORT.WARNINGS.plus(counts.warnings()))
        .set(SPREADSHEET_IMPORT.BEAT_AT, clock.instant())
        .where(of(id)).and(in(ImportState.RUNNING)).and(SPREADSHEET_IMPORT.POSITION.eq(from)).andNot(SPREADSHEET_IMPORT.CANCEL_ASKED)
        .execute() == 1;
  }

  /** Shows how far an all-or-nothing import is, beside the transaction that takes its rows; false when it is to be cancelled or not ours. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  boolean show(long id, Counts soFar, List<Problem> problems) {
    note(id, problems);
    return sql.update(SPREADSHEET_IMPORT)
        .set(SPREADSHEET_IMPORT.ROWS_READ, soFar.read())
        .set(SPREADSHEET_IMPORT.ROWS_TAKEN, soFar.taken())
        .set(SPREADSHEET_IMPORT.ROWS_REFUSED, soFar.refused())
        .set(SPREADSHEET_IMPORT.ROWS_SKIPPED, soFar.skipped())
        .set(SPREADSHEET_IMPORT.WARNINGS, soFar.warnings())
        .set(SPREADSHEET_IMPORT.BEAT_AT, clock.instant())
        .where(of(id)).and(in(ImportState.RUNNING)).andNot(SPREADSHEET_IMPORT.CANCEL_ASKED).execute() == 1;
  }

  /** Forgets what an interrupted all-or-nothing attempt noted. */
  @Transactional
  void beginAnew(long id) {
    sql.deleteFrom(IMPORT_PROBLEM).where(IMPORT_PROBLEM.TOWN.eq(town()), IMPORT_PROBLEM.IMPORT_ID.eq(id)).execute();
    sql.update(SPREADSHEET_IMPORT).set(SPREADSHEET_IMPORT.ROWS_READ, 0).set(SPREADSHEET_IMPORT.ROWS_TAKEN, 0).set(SPREADSHEET_IMPORT.ROWS_REFUSED, 0)
        .set(SPREADSHEET_IMPORT.ROWS_SKIPPED, 0).set(SPREADSHEET_IMPORT.WARNINGS, 0).where(of(id)).and(in(ImportState.RUNNING)).execute();
  }

  /** Ends an import with its counts as they stand. */
  @Transactional
  boolean finish(long id, ImportState state) {
    return sql.update(SPREADSHEET_IMPORT).set(SPREADSHEET_IMPORT.STATE, state.name()).set(SPREADSHEET_IMPORT.FINISHED_AT, clock.instant())
        .where(of(id)).and(in(ImportState.RUNNING)).execute() == 1;
  }

  /** Ends an all-or-nothing import of which nothing was taken: the sound rows count as skipped. */
  @Transactional
  boolean finishWithNothing(long id, ImportState state) {
    return sql.update(SPREADSHEET_IMPORT).set(SPREADSHEET_IMPORT.STATE, state.name()).set(SPREADSHEET_IMPORT.FINISHED_AT, clock.instant())
        .set(SPREADSHEET_IMPORT.ROWS_SKIPPED, SPREADSHEET_IMPORT.ROWS_SKIPPED.plus(SPREADSHEET_IMPORT.ROWS_TAKEN)).set(SPREADSHEET_IMPORT.ROWS_TAKEN, 0)
        .where(of(id)).and(in(ImportState.RUNNING)).execute() == 1;
  }

  @Transactional
  void fail(long id, String faultKey, List<String> args) {
    sql.update(SPREADSHEET_IMPORT).set(SPREADSHEET_IMPORT.FAULT_KEY, faultKey).set(SPREADSHEET_IMPORT.FAULT_ARGS, args.toArray(String[]::new))
        .where(of(id)).and(in(ImportState.RUNNING)).execute();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void note(long id, List<Problem> problems) {
    if (problems.isEmpty()) return;
    Map<Integer, Integer> numbers = new HashMap<>();
    List<@Nullable Object[]> rows = new ArrayList<>(problems.size());
    for (Problem problem : problems) {
      rows.add(new @Nullable Object[] {town(), id, problem.row(), numbers.merge(problem.row(), 1, Integer::sum), problem.field(), problem.severity(),
          problem.key(), problem.args().toArray(String[]::new)});
    }
    bulk.insert(IMPORT_PROBLEM, PROBLEM_COLUMNS, rows);
  }

  /** Problems after a row, in the order of the file, bounded. */
  @Transactional(readOnly = true)
  List<Problem> problems(long id, int afterRow, int limit, Set<Problem.Severity> severities) {
    try (Stream<Problem> problems = stream(id, afterRow, severities)) {
      return problems.limit(limit).toList();
    }
  }

  /** Problems after a row, in the order of the file; within a transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  Stream<Problem> stream(long id, int afterRow, Set<Problem.Severity> severities) {
    return sql.selectFrom(IMPORT_PROBLEM)
        .where(IMPORT_PROBLEM.TOWN.eq(town()), IMPORT_PROBLEM.IMPORT_ID.eq(id), IMPORT_PROBLEM.ROW_NUMBER.gt(afterRow))
        .and(IMPORT_PROBLEM.SEVERITY.in(severities.stream().map(Enum::name).toList()))
        .orderBy(IMPORT_PROBLEM.ROW_NUMBER, IMPORT_PROBLEM.NUMBER).fetchSize(500).fetchStream()
        .map(row -> new Problem(row.getRowNumber(), row.getField(), Problem.Severity.valueOf(row.getSeverity()), row.getKey(), List.of(row.getArgs())));
  }

  /** Puts the pieces of a file together again in a temporary one. */
  @Transactional(readOnly = true)
  Path spool(long id) {
    try {
      Path file = Files.createTempFile("guanjia-import", ".tmp");
      try (OutputStream out = Files.newOutputStream(file);
          Stream<byte[]> pieces = sql.select(IMPORT_PIECE.BYTES).from(IMPORT_PIECE).where(IMPORT_PIECE.TOWN.eq(town()), IMPORT_PIECE.IMPORT_ID.eq(id))
              .orderBy(IMPORT_PIECE.NUMBER).fetchSize(4).fetchStream().map(row -> row.value1())) {
        for (byte[] piece : (Iterable<byte[]>) pieces::iterator) {
          out.write(piece);
        }
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Imports whose process has been silent since. */
  List<Left> left(Instant silentSince) {
    var left = Routines.importsLeft(silentSince);
    return sql.selectFrom(left).fetch(row -> new Left(row.get("town", String.class), row.get("id", Long.class)));
  }

  /** Imports whose file is older than it may become. */
  List<Left> filesOlderThan(Duration age) {
    var old = Routines.importFilesOlder(clock.instant().minus(age));
    return sql.selectFrom(old).fetch(row -> new Left(row.get("town", String.class), row.get("id", Long.class)));
  }

  /** Removes file and problems, which hold people's data; the counts stay. */
  @Transactional
  void removeFile(long id) {
    sql.deleteFrom(IMPORT_PIECE).where(IMPORT_PIECE.TOWN.eq(town()), IMPORT_PIECE.IMPORT_ID.eq(id)).execute();
    sql.deleteFrom(IMPORT_PROBLEM).where(IMPORT_PROBLEM.TOWN.eq(town()), IMPORT_PROBLEM.IMPORT_ID.eq(id)).execute();
    sql.update(SPREADSHEET_IMPORT).set(SPREADSHEET_IMPORT.FILE_REMOVED, true).where(of(id)).execute();
  }

  private void keep(long id, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece;
      for (int number = 0; (piece = in.readNBytes(PIECE_BYTES)).length > 0; number++) {
        sql.insertInto(IMPORT_PIECE, IMPORT_PIECE.TOWN, IMPORT_PIECE.IMPORT_ID, IMPORT_PIECE.NUMBER, IMPORT_PIECE.BYTES)
            .values(town(), id, number, piece).execute();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void layout(SpreadsheetImportRecord row, ImportJob job) {
    row.setSheet(job.sheet());
    row.setHeadingRow(job.headingRow());
    row.setHeadings(job.headings().toArray(String[]::new));
    row.setFields(job.columns().keySet().toArray(String[]::new));
    row.setColumns(job.columns().values().toArray(Integer[]::new));
    row.setDateOrder(job.dateOrder().name());
    row.setPosition(job.headingRow());
    row.setRowsTotal(job.rowsTotal());
  }

  private static ImportJob job(SpreadsheetImportRecord row) {
    return new ImportJob(row.getId(), row.getTarget(), row.getSource(), row.getFileName(), row.getFileBytes(), SheetFormat.valueOf(row.getFormat()),
        row.getCharset(), List.of(row.getSheets()), row.getSheet(), row.getHeadingRow(), List.of(row.getHeadings()),
        columns(row.getFields(), row.getColumns()), DateOrder.valueOf(row.getDateOrder()), Set.of(row.getOptions()), row.getWhole(),
        ImportState.valueOf(row.getState()), row.getPosition(), row.getRowsTotal(), row.getRowsRead(), row.getRowsTaken(), row.getRowsRefused(),
        row.getRowsSkipped(), row.getWarnings(), row.getCancelAsked(), row.getFaultKey(), List.of(row.getFaultArgs()), row.getUserId(), row.getUserName(),
        row.getAreas() == null ? null : List.of(row.getAreas()), row.getDepartment(), row.getCreatedAt(), row.getStartedAt(), row.getFinishedAt(),
        row.getFileRemoved());
  }

  private static Map<String, Integer> columns(String[] fields, Integer[] columns) {
    Map<String, Integer> map = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i++) {
      map.put(fields[i], columns[i]);
    }
    return map;
  }

  private static Condition of(long id) {
    return SPREADSHEET_IMPORT.TOWN.eq(town()).and(SPREADSHEET_IMPORT.ID.eq(id));
  }

  private static Condition in(ImportState state) {
    return SPREADSHEET_IMPORT.STATE.eq(state.name());
  }

  private static String town() {
    return TownContext.required().town();
  }
}
