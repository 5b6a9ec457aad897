package org.guanjia.platform.spreadsheets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some rows of an import, read into values, for an {@link ImportTarget} to take. */
public final class ImportBatch {
  private final long importId;
  private final String source;
  private final Set<String> options;
  private final List<ImportRow> rows;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Integer> refused = new HashSet<>();
  private final Set<Integer> skipped = new HashSet<>();

  ImportBatch(long importId, String source, Set<String> options, List<ImportRow> rows) {
    this.importId = importId;
    this.source = source;
    this.options = options;
    this.rows = rows;
  }

  /** Number of the import within the town. */
  public long importId() {
    return importId;
  }

  /** Where the file comes from, in the person's words; empty when they did not say. */
  public String source() {
    return source;
  }

  /** Whether the person ticked an option. */
  public boolean ticked(String option) {
    return options.contains(option);
  }

  /** Rows that nothing has been said against so far, in the order of the file. */
  public List<ImportRow> standing() {
    return rows.stream().filter(row -> !refused.contains(row.number()) && !skipped.contains(row.number())).toList();
  }

  /** Refuses a row; the message says what is wrong and what to do. */
  public void refuse(ImportRow row, @Nullable ImportField<?> field, String key, Object... args) {
    refused.add(row.number());
    problems.add(Problem.error(row.number(), field == null ? null : field.name(), key, args));
  }

  /** Remarks on a row that is taken. */
  public void warn(ImportRow row, @Nullable ImportField<?> field, String key, Object... args) {
    problems.add(Problem.warning(row.number(), field == null ? null : field.name(), key, args));
  }

  /** Leaves out a row that is there already. */
  public void skip(ImportRow row, @Nullable ImportField<?> field, String key, Object... args) {
    skipped.add(row.number());
    problems.add(new Problem(row.number(), field == null ? null : field.name(), Problem.Severity.SKIPPED, key,
        List.of(args).stream().map(String::valueOf).toList()));
  }

  List<Problem> problems() {
    return problems;
  }

  int refusedRows() {
    return refused.size();
  }

  int skippedRows() {
    return (int) skipped.stream().filter(row -> !refused.contains(row)).count();
  }
}
