package org.guanjia.platform.spreadsheets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guanjia.platform.access.CurrentViewer;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** What pages and API have in common: the viewer's own imports, and views of them. */
@Component
class ImportDesk {
  static final int PAGE_ROWS = 30;
  static final int PREVIEW_ROWS = 20;
  /** More than one row can have, so that a page always gets on. */
  static final int PROBLEMS_PER_PAGE = 120;

  private final Imports imports;
  private final ImportTargets targets;
  private final ProblemText texts;
  private final Messages messages;

  ImportDesk(Imports imports, ImportTargets targets, ProblemText texts, Messages messages) {
    this.imports = imports;
    this.targets = targets;
    this.texts = texts;
    this.messages = messages;
  }

  Viewer viewer() {
    Viewer viewer = CurrentViewer.get();
    if (viewer == null) throw new AccessDeniedException("log-in needed");
    return viewer;
  }

  /** The viewer, who may feed that list. */
  Viewer viewerFor(String target) {
    Viewer viewer = viewer();
    if (!viewer.may(targets.get(target).permission())) throw new AccessDeniedException("not permitted to import " + target);
    return viewer;
  }

  /** The import, if there is one that the viewer may see; otherwise 404, whichever it is. */
  ImportJob job(long id) {
    ImportJob job = imports.find(id).orElseThrow(ImportDesk::notFound);
    try {
      viewerFor(job.target());
      return job;
    } catch (AccessDeniedException | ImportFault e) {
      throw notFound();
    }
  }

  /** Imports before one into the lists that the viewer may feed, the latest first: whoever may not open one is not led to it. */
  List<ImportJob> jobs(@Nullable Long before, int limit) {
    return imports.list(targets.of(viewer()).stream().map(ImportTarget::name).toList(), before, limit);
  }

  List<Choice> targets(Locale locale) {
    return targets.of(viewer()).stream().map(target -> Choice.of(target.name(), title(locale, target.name()))).toList();
  }

  List<String> missing(Locale locale, ImportJob job) {
    return imports.missingFields(job).stream().map(field -> messages.text(locale, job.target() + ".import.field." + field)).toList();
  }

  String title(Locale locale, String target) {
    return messages.text(locale, target + ".import.title");
  }

  ImportTarget target(String name) {
    return targets.get(name);
  }

  /** The mapping form, with what is set. */
  MappingView mapping(Locale locale, ImportJob job) {
    ImportTarget target = targets.get(job.target());
    List<Choice> columns = new ArrayList<>();
    for (int column = 0; column < job.headings().size(); column++) {
      String heading = job.headings().get(column);
      columns.add(Choice.of(String.valueOf(column), SheetRow.letter(column) + " · " + (heading.isEmpty() ? messages.text(locale, "sheets.import.unnamed") : heading)));
    }
    List<MappingView.Field> fields = target.fields().stream().map(field -> new MappingView.Field(field.name(),
        messages.text(locale, job.target() + ".import.field." + field.name()), field.required(), text(job.columns().get(field.name())))).toList();
    List<Choice> options = target.options().stream().map(option -> Choice.of(option, messages.text(locale, job.target() + ".import.option." + option))).toList();
    return new MappingView(fields, columns, options);
  }

  /** The first rows with their problems; a fault of the file in their place, should it have one under this mapping. */
  PreviewView preview(Locale locale, ImportJob job) {
    try {
      List<Imports.PreviewRow> rows = imports.preview(job.id(), PREVIEW_ROWS);
      return new PreviewView(rows.stream().map(row -> previewRow(locale, job, row)).toList(), null);
    } catch (SheetFault fault) {
      return new PreviewView(List.of(), messages.text(locale, fault.key(), fault.args().toArray()));
    }
  }

  /** Problems after a row, whole rows only: as many as fit, so that the last row shown is where the next page begins. */
  List<ProblemView> problems(Locale locale, ImportJob job, int afterRow, int limit) {
    List<Problem> problems = imports.problems(job.id(), afterRow, limit);
    int cut = problems.size() < limit ? Integer.MAX_VALUE : problems.getLast().row();
    return problems.stream().filter(problem -> problem.row() < cut)
        .map(problem -> new ProblemView(problem.row(), problem.severity(), texts.withoutRow(locale, job, problem))).toList();
  }

  String fault(Locale locale, ImportJob job) {
    return job.faultKey() == null ? "" : messages.text(locale, job.faultKey(), job.faultArgs().toArray());
  }

  String text(Locale locale, SheetFault fault) {
    return messages.text(locale, fault.key(), fault.args().toArray());
  }

  String text(Locale locale, ImportFault fault) {
    return messages.text(locale, fault.key(), fault.args().toArray());
  }

  private PreviewView.Row previewRow(Locale locale, ImportJob job, Imports.PreviewRow preview) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < job.headings().size(); column++) {
      cells.add(CellText.shown(preview.row().cell(column)));
    }
    List<Integer> marked = preview.problems().stream().map(Problem::field).map(field -> field == null ? null : job.columns().get(field))
        .filter(java.util.Objects::nonNull).toList();
    boolean refused = preview.problems().stream().anyMatch(Problem::refuses);
    return new PreviewView.Row(preview.row().number(), cells, marked, refused,
        preview.problems().stream().map(problem -> texts.withoutRow(locale, job, problem)).toList());
  }

  private static @Nullable String text(@Nullable Integer column) {
    return column == null ? null : column.toString();
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
