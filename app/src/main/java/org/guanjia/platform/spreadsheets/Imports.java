package org.guanjia.platform.spreadsheets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Spreadsheets on their way in: upload, map, rehearse, run, look at what was refused. Everything is of the town of the current
 * {@link TownContext}.
 */
@Component
public class Imports {
  /** Uploaded files hold people's data; what is needed of them after this is in the list they fed. */
  private static final Duration FILES_KEPT = Duration.ofDays(30);
  private static final int HEADING_WITHIN_ROWS = 10;
  private static final int REHEARSED_ROWS = 200;
  private static final int SOURCE_CHARS_MAX = 100;

  private final ImportStore store;
  private final ImportTargets targets;
  private final ImportRunner runner;
  private final Idempotency idempotency;
  private final Audit audit;
  private final Clock clock;
  private final SheetLimits limits = SheetLimits.OFFICE;

  Imports(ImportStore store, ImportTargets targets, ImportRunner runner, Idempotency idempotency, Audit audit, Clock clock) {
    this.store = store;
    this.targets = targets;
    this.runner = runner;
    this.idempotency = idempotency;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * How a file is to be read and taken.
   *
   * @param sheet index of the sheet
   * @param headingRow number of the row with the headings
   * @param columns columns, counted from 0, by the field they fill
   * @param options what the person ticked
   * @param whole whether all rows are to be taken or none
   * @param charset charset of a text file, told by a person; null to keep what was detected
   */
  public record Mapping(int sheet, int headingRow, Map<String, Integer> columns, DateOrder dateOrder, Set<String> options, boolean whole, @Nullable String charset) {}

  /** A row of the preview with what would be said about it. */
  public record PreviewRow(SheetRow row, List<Problem> problems) {}

  /**
   * Takes in a file, recognises its headings, and maps them as they were mapped the last time, or by their names.
   *
   * @param source where the file comes from, in the person's words
   * @param key idempotency key; null for none
   * @return number of the import
   * @throws SheetFault when the file cannot be read; nothing is kept of it
   */
  public long upload(Viewer viewer, String target, String source, String fileName, InputStream in, @Nullable String key) {
    targets.get(target);
    Path file = null;
    try {
      file = Spool.receive(in, limits.fileBytesMax());
      ImportJob job = recognise(viewer, target, source.strip(), fileName, file);
      Path received = file;
      return Long.parseLong(idempotency.once(key, () -> {
        long id = store.create(job, received);
        audit.record("import.uploaded", "import", String.valueOf(id), Map.of("target", target, "rows", job.rowsTotal()));
        return String.valueOf(id);
      }));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (file != null) Spool.delete(file);
    }
  }

  /** The import of that number, if the town has one. */
  public Optional<ImportJob> find(long id) {
    return store.find(id);
  }

  /** Imports before one, the latest first. */
  public List<ImportJob> list(@Nullable Long before, int limit) {
    return store.list(null, before, limit);
  }

  /** Of these lists alone. */
  List<ImportJob> list(Collection<String> targets, @Nullable Long before, int limit) {
    return store.list(targets, before, limit);
  }

  /**
   * Sets how the file is read and taken.
   *
   * @throws ImportFault when it has been started, or the mapping names what does not exist or leaves out what is needed
   */
  @Transactional
  public void map(long id, Mapping mapping) {
    ImportJob job = store.find(id).orElseThrow();
    ImportTarget target = targets.get(job.target());
    Path file = store.spool(id);
    try {
      String charset = job.format() == SheetFormat.CSV && mapping.charset() != null ? charset(mapping.charset()) : job.charset();
      ImportJob mapped = with(job, mapping, charset, headingAt(job, mapping, charset, file));
      if (!store.remap(mapped)) throw new ImportFault("alreadyStarted");
      check(mapped, target);
    } finally {
      Spool.delete(file);
    }
  }

  /** The first rows, with what would be said about each if the import were run now. */
  public List<PreviewRow> preview(long id, int limit) {
    ImportJob job = store.find(id).orElseThrow();
    List<SheetRow> rows = firstRows(job);
    Map<Integer, List<Problem>> problems = runner.rehearse(job, rows).stream().collect(Collectors.groupingBy(Problem::row));
    return rows.stream().limit(limit).map(row -> new PreviewRow(row, problems.getOrDefault(row.number(), List.of()))).toList();
  }

  /**
   * Starts taking the rows in the background and remembers the mapping.
   *
   * @throws ImportFault when a mandatory field has no column, or when it has been started already
   */
  public void start(long id, @Nullable String key) {
    idempotency.once(key, () -> {
      ImportJob job = store.find(id).orElseThrow();
      check(job, targets.get(job.target()));
      if (!missingFields(job).isEmpty()) throw new ImportFault("fieldsMissing", String.join(", ", missingFields(job)));
      if (!store.start(id)) throw new ImportFault("alreadyStarted");
      store.remember(job, layout(job.headings()));
      audit.record("import.started", "import", String.valueOf(id), Map.of("target", job.target(), "whole", job.whole()));
      return String.valueOf(id);
    });
    runner.launch(id);
  }

  /** Asks a running import to stop after the batch at hand, or drops one that has not begun. */
  @Transactional
  public void cancel(long id) {
    if (!store.cancel(id)) throw new ImportFault("isOver");
    audit.record("import.cancelled", "import", String.valueOf(id));
  }

  /** Problems of an import after a row, in the order of the file. */
  public List<Problem> problems(long id, int afterRow, int limit) {
    return store.problems(id, afterRow, limit, Set.of(Problem.Severity.values()));
  }

  /** Sources named before, the latest first. */
  List<String> sources() {
    return store.sources();
  }

  @Scheduled(fixedDelay = 6, initialDelay = 1, timeUnit = TimeUnit.HOURS)
  void removeOldFiles() {
    for (ImportStore.Left old : store.filesOlderThan(FILES_KEPT)) {
      TownContext.system(old.town()).run(() -> store.removeFile(old.id()));
    }
  }

  static SheetRows open(ImportJob job, Path file) {
    Charset charset = job.charset() == null ? null : Charset.forName(job.charset());
    return SheetFile.recognise(file, SheetLimits.OFFICE, charset).rows(job.sheet());
  }

  /** Which layout a file has: its headings, whatever their spelling. */
  static String layout(List<String> headings) {
    String folded = headings.stream().map(Headings::fold).collect(Collectors.joining("\n"));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(folded.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private ImportJob recognise(Viewer viewer, String target, String source, String fileName, Path file) throws IOException {
    SheetFile sheet = SheetFile.recognise(file, limits);
    if (source.length() > SOURCE_CHARS_MAX) throw new ImportFault("sourceTooLong", SOURCE_CHARS_MAX);
    List<ImportField<?>> fields = targets.get(target).fields();
    Heading heading = heading(sheet, 0, null, fields);
    Optional<ImportStore.Remembered> before = store.remembered(target, source, layout(heading.titles()));
    Charset charset = sheet.charset();
    return new ImportJob(0, target, source, FileNames.safe(fileName), Files.size(file), sheet.format(), charset == null ? null : charset.name(),
        sheet.sheets(), 0, heading.row(), heading.titles(),
        before.map(ImportStore.Remembered::columns).orElseGet(() -> Headings.recognise(heading.titles(), fields)),
        before.map(ImportStore.Remembered::dateOrder).orElse(DateOrder.YEAR_FIRST), Set.of(), false, ImportState.UPLOADED, heading.row(),
        heading.rowsBelow(), 0, 0, 0, 0, 0, false, null, List.of(), viewer.userId(), viewer.name(), viewer.context().areas(),
        viewer.context().department(), clock.instant(), null, null, false);
  }

  /**
   * The row with the headings.
   *
   * @param rowsBelow rows with content below it; all of them have been read once, so a file that breaks off is refused before any row is taken
   */
  private record Heading(int row, List<String> titles, int rowsBelow) {}

  /** The row told, or the one among the first whose cells are known as most headings; forms often have a title above. */
  private static Heading heading(SheetFile file, int sheet, @Nullable Integer told, List<ImportField<?>> fields) {
    try (SheetRows rows = file.rows(sheet)) {
      SheetRow best = null;
      int known = -1;
      int below = 0;
      for (int seen = 0; rows.hasNext(); seen++) {
        SheetRow row = rows.next();
        int knows = told != null ? (row.number() == told ? 1 : -1) : seen < HEADING_WITHIN_ROWS ? Headings.recognise(row.texts(), fields).size() : -1;
        if (knows > known) {
          best = row;
          known = knows;
          below = 0;
        } else {
          below++;
        }
      }
      if (best == null) throw told == null ? new SheetFault("noRows") : new ImportFault("noHeading", told);
      return new Heading(best.number(), best.texts().stream().map(CellText::trim).toList(), below);
    }
  }

  private Heading headingAt(ImportJob job, Mapping mapping, @Nullable String charset, Path file) {
    SheetFile sheet = SheetFile.recognise(file, limits, charset == null ? null : Charset.forName(charset));
    return heading(sheet, mapping.sheet(), mapping.headingRow() == 0 ? null : mapping.headingRow(), targets.get(job.target()).fields());
  }

  /** Another sheet, heading row or charset gives other headings: then they are recognised anew, and the person looks again. */
  private ImportJob with(ImportJob job, Mapping mapping, @Nullable String charset, Heading heading) {
    boolean same = heading.titles().equals(job.headings());
    Map<String, Integer> columns = same ? mapping.columns() : Headings.recognise(heading.titles(), targets.get(job.target()).fields());
    return new ImportJob(job.id(), job.target(), job.source(), job.fileName(), job.fileBytes(), job.format(), charset, job.sheets(), mapping.sheet(),
        heading.row(), heading.titles(), new LinkedHashMap<>(columns), mapping.dateOrder(), mapping.options(), mapping.whole(), job.state(), heading.row(),
        heading.rowsBelow(), 0, 0, 0, 0, 0, false, null, List.of(), job.userId(), job.userName(), job.areas(), job.department(), job.createdAt(), null, null,
        false);
  }

  private static void check(ImportJob job, ImportTarget target) {
    Set<String> known = target.fields().stream().map(ImportField::name).collect(Collectors.toSet());
    Set<Integer> used = new HashSet<>();
    job.columns().forEach((field, column) -> {
      if (!known.contains(field)) throw new ImportFault("noSuchField", field);
      if (column < 0 || column >= job.headings().size()) throw new ImportFault("noSuchColumn", column + 1, job.headings().size());
      if (!used.add(column)) throw new ImportFault("columnTwice", SheetRow.letter(column));
    });
    if (!target.options().containsAll(job.options())) throw new ImportFault("noSuchOption", job.options());
  }

  /** Mandatory fields that no column fills; the import cannot start while there are any. */
  List<String> missingFields(ImportJob job) {
    return targets.get(job.target()).fields().stream().filter(field -> field.required() && !job.columns().containsKey(field.name()))
        .map(ImportField::name).toList();
  }

  private List<SheetRow> firstRows(ImportJob job) {
    Path file = store.spool(job.id());
    try (SheetRows rows = open(job, file)) {
      List<SheetRow> first = new ArrayList<>();
      while (rows.hasNext() && first.size() < REHEARSED_ROWS) {
        SheetRow row = rows.next();
        if (row.number() > job.headingRow()) first.add(row);
      }
      return first;
    } finally {
      Spool.delete(file);
    }
  }

  private static String charset(String told) {
    return switch (told) {
      case "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE" -> told;
      default -> throw new ImportFault("noSuchCharset", told);
    };
  }
}
