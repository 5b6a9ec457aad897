package org.guanjia.platform.spreadsheets;

import java.util.Locale;
import org.guanjia.platform.web.Messages;
import org.springframework.stereotype.Component;

/** Problems in a reader's language, with the row, the heading and the column letter they are about. */
@Component
class ProblemText {
  private final Messages messages;

  ProblemText(Messages messages) {
    this.messages = messages;
  }

  /** 第 12 行“受理时间”（D 列）：…… */
  String withRow(Locale locale, ImportJob job, Problem problem) {
    return messages.text(locale, "sheets.problem.inRow", String.valueOf(problem.row()), withoutRow(locale, job, problem));
  }

  /** “受理时间”（D 列）：…… */
  String withoutRow(Locale locale, ImportJob job, Problem problem) {
    String what = messages.text(locale, problem.key(), problem.args().toArray());
    String field = problem.field();
    if (field == null) return what;
    Integer column = job.columns().get(field);
    String label = messages.text(locale, job.target() + ".import.field." + field);
    return column == null
        ? messages.text(locale, "sheets.problem.ofField", label, what)
        : messages.text(locale, "sheets.problem.inCell", column < job.headings().size() ? heading(job, column, label) : label, SheetRow.letter(column), what);
  }

  private static String heading(ImportJob job, int column, String label) {
    String heading = job.headings().get(column);
    return heading.isEmpty() ? label : heading;
  }
}
