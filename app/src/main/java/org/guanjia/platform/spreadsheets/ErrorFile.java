package org.guanjia.platform.spreadsheets;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.web.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The refused rows as they were, with their number in front, the reasons behind, and the wrong cells marked. Put right and uploaded again,
 * it is recognised like the first file.
 */
@Component
class ErrorFile {
  private final ImportStore store;
  private final ProblemText texts;
  private final Messages messages;

  ErrorFile(ImportStore store, ProblemText texts, Messages messages) {
    this.store = store;
    this.texts = texts;
    this.messages = messages;
  }

  @Transactional
  public void write(ImportJob job, SheetFormat format, Locale locale, OutputStream out) {
    Path file = store.spool(job.id());
    try (SheetRows rows = Imports.open(job, file);
        Stream<Problem> problems = store.stream(job.id(), 0, Set.of(Problem.Severity.ERROR));
        SheetWriter sheet = SheetWriter.open(format, out, messages.text(locale, "sheets.errors.sheet"))) {
      List<String> headings = new ArrayList<>(job.headings());
      headings.add(messages.text(locale, "sheets.errors.row"));
      headings.add(messages.text(locale, "sheets.errors.reasons"));
      sheet.heading(headings);
      copy(job, locale, rows, new ByRow(problems.iterator()), sheet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Spool.delete(file);
    }
  }

  private void copy(ImportJob job, Locale locale, SheetRows rows, ByRow problems, SheetWriter sheet) throws IOException {
    List<Problem> wrong = problems.next();
    while (!wrong.isEmpty() && rows.hasNext()) {
      SheetRow row = rows.next();
      if (row.number() == wrong.getFirst().row()) {
        sheet.row(values(job, locale, row, wrong), marked(job, wrong));
        wrong = problems.next();
      }
    }
  }

  private List<@Nullable Object> values(ImportJob job, Locale locale, SheetRow row, List<Problem> wrong) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int column = 0; column < job.headings().size(); column++) {
      values.add(value(row.cell(column)));
    }
    values.add(row.number());
    values.add(wrong.stream().map(problem -> texts.withoutRow(locale, job, problem)).collect(Collectors.joining("\n")));
    return values;
  }

  /** Numbers and dates go out as what they came in as. */
  private static @Nullable Object value(SheetCell cell) {
    return switch (cell) {
      case SheetCell.Number number -> number.value();
      case SheetCell.Moment moment -> moment.value();
      case SheetCell.Truth truth -> truth.value();
      case SheetCell.Blank blank -> null;
      default -> cell.text();
    };
  }

  private static Set<Integer> marked(ImportJob job, List<Problem> wrong) {
    Set<Integer> columns = new HashSet<>();
    for (Problem problem : wrong) {
      Integer column = problem.field() == null ? null : job.columns().get(problem.field());
      if (column != null) columns.add(column);
    }
    return columns;
  }

  /** Gathers problems, which come in the order of rows, into those of one row. */
  private static final class ByRow {
    private final Iterator<Problem> problems;
    private @Nullable Problem ahead;

    ByRow(Iterator<Problem> problems) {
      this.problems = problems;
      this.ahead = problems.hasNext() ? problems.next() : null;
    }

    List<Problem> next() {
      List<Problem> ofRow = new ArrayList<>();
      while (ahead != null && (ofRow.isEmpty() || ofRow.getFirst().row() == ahead.row())) {
        ofRow.add(ahead);
        ahead = problems.hasNext() ? problems.next() : null;
      }
      return ofRow;
    }
  }
}
