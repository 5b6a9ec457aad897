package org.guanjia.projects;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.Matter;
import org.guanjia.requests.Matters;
import org.guanjia.requests.Outcome;
import org.guanjia.requests.ReceiptCode;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The library of a year, a project whole and on paper, and the form for a new one. */
@RestController
@Allowed(Permission.PROJECTS_VIEW)
class ProjectPages {

  private final ProjectLists lists;
  private final ProjectViews views;
  private final Projects projects;
  private final Library library;
  private final Matters matters;
  private final FileAnswer fileAnswer;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;

  ProjectPages(
      ProjectLists lists, ProjectViews views, Projects projects, Library library, Matters matters, FileAnswer fileAnswer, Export export, Idempotency idempotency,
      Templates templates) {
    this.lists = lists;
    this.views = views;
    this.projects = projects;
    this.library = library;
    this.matters = matters;
    this.fileAnswer = fileAnswer;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Bean
  static NavEntry projectsNav() {
    return new NavEntry(NavEntry.Section.SERVICES, 20, "building", "projects.title", "/projects", Permission.PROJECTS_VIEW);
  }

  /** A code alone leads to its project at once. */
  @GetMapping("/projects")
  Object list(Page page, @RequestParam Map<String, String> parameters) {
    ProjectFilter filter = lists.filter(parameters);
    Optional<ProjectLine> named = ProjectCode.parse(filter.q()).flatMap(projects::line);
    if (named.isPresent()) return seeOther("/projects/" + named.get().code());
    return templates.projectsList(page, lists.list(page, filter, parameters.get("after")));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.PROJECTS_VIEW)
  @GetMapping("/projects/export.{format:csv|xlsx}")
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    ProjectFilter filter = lists.filter(parameters);
    export.send(response, SheetFormat.of(format), page.t("projects.title"), ProjectLists.columns(page, views.villages(page)), () -> projects.stream(filter));
  }

  @GetMapping("/projects/{code}")
  JteModel show(Page page, @PathVariable String code, @RequestParam(name = "do", defaultValue = "") String wanted) {
    return templates.projectsShow(page, views.of(page, ProjectDeeds.parsed(code), ProjectDeed.of(wanted).orElse(null), ProjectForm.FRESH));
  }

  @GetMapping("/projects/{code}/print")
  JteModel print(Page page, @PathVariable String code) {
    return templates.projectsPrint(page, views.of(page, ProjectDeeds.parsed(code), null, ProjectForm.FRESH));
  }

  @GetMapping("/projects/{code}/photos/{id}")
  ResponseEntity<Resource> photo(@PathVariable String code, @PathVariable UUID id, @RequestParam(required = false) @Nullable String size) {
    StoredFile file = projects.photo(ProjectDeeds.parsed(code), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return fileAnswer.of(file, size == null ? Variant.ORIGINAL : size.equals("small") ? Variant.SMALL : Variant.LARGE);
  }

  /** The form, filled with what a request says when it comes from one. */
  @Allowed(Permission.PROJECTS_PROPOSE)
  @GetMapping("/projects/new")
  JteModel blank(Page page, @RequestParam(defaultValue = "") String request) {
    ProjectForm form = ReceiptCode.parse(request).flatMap(code -> matters.line(code).map(line -> from(matters.find(code)))).orElse(ProjectForm.FRESH);
    return blank(page, form);
  }

  @Allowed(Permission.PROJECTS_PROPOSE)
  @PostMapping("/projects/new")
  ResponseEntity<?> propose(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, "", typed);
    try {
      String code =
          idempotency.once(
              sent.text("key"),
              () -> {
                NewProject proposed = LibraryActions.proposed(sent, sent.whole("year"), sent.codes("requests"));
                sent.checks().refuse();
                return library.propose(proposed);
              });
      Flash.success("projects.proposed").on(response);
      return seeOther("/projects/" + code);
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, blank(page, ProjectForm.refused(sent.typed(), refused, page)));
    }
  }

  private JteModel blank(Page page, ProjectForm form) {
    int year = lists.thisYear();
    List<Choice> years = List.of(year, year + 1, year - 1).stream().map(one -> Choice.of(Integer.toString(one), page.t("projects.year", Integer.toString(one)))).toList();
    return templates.projectsNew(page, form, years, views.villageChoices(page));
  }

  private static ProjectForm from(Matter matter) {
    var typed = new LinkedMultiValueMap<String, String>();
    typed.add("requests", ReceiptCode.display(matter.code()));
    typed.add("title", matter.line().title().substring(0, Math.min(matter.line().title().length(), Checks.NAME_LENGTH_MAX)));
    if (matter.line().outcome() == Outcome.WISH) typed.add("kind", Kind.WISH.name());
    typed.add("village", Objects.requireNonNullElse(matter.line().village(), ""));
    typed.add("place", Objects.requireNonNullElse(matter.line().address(), ""));
    typed.add("need", matter.words().substring(0, Math.min(matter.words().length(), Checks.TEXT_LENGTH_MAX)));
    if (matter.affectedCount() != null && matter.affectedCount() > 0) typed.add("benefiting", matter.affectedCount().toString());
    return ProjectForm.typed(typed);
  }
}
