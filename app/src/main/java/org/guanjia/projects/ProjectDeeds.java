package org.guanjia.projects;

import static org.guanjia.platform.web.Redirects.seeOther;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.Uploads;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Makes the deeds of a project's page: once for each key; input that is refused comes back in its form; a form made from an older state of the
 * project comes back beside what others did meanwhile, with nothing written.
 */
@Component
class ProjectDeeds {

  /** The deed itself, on the project of that code. */
  interface Work {
    void on(String code);
  }

  private final ProjectViews views;
  private final Idempotency idempotency;
  private final Uploads uploads;
  private final Templates templates;

  ProjectDeeds(ProjectViews views, Idempotency idempotency, Uploads uploads, Templates templates) {
    this.views = views;
    this.idempotency = idempotency;
    this.uploads = uploads;
    this.templates = templates;
  }

  /** Makes it and goes back to the project. */
  ResponseEntity<?> make(Sent sent, ProjectDeed deed, Work work) {
    String code = parsed(sent.code());
    try {
      idempotency.once(
          sent.text("key"),
          () -> {
            sent.checks().refuse();
            work.on(code);
            return "done";
          });
    } catch (InvalidInput refused) {
      return refused(sent, code, deed, refused);
    } catch (StaleProject stale) {
      return conflict(sent, code, deed);
    } catch (IllegalProjectMove illegal) {
      return conflict(sent, code, deed);
    }
    Flash.success("projects.did." + deed.name()).on(sent.response());
    return seeOther("/projects/" + code);
  }

  /** The same with pictures, which are stored before the transaction. */
  ResponseEntity<?> make(Sent sent, ProjectDeed deed, HttpServletRequest request, Work work) {
    String code = parsed(sent.code());
    try {
      sent.store(uploads, request, "photos", Library.PHOTOS_MAX);
    } catch (FileRefused refused) {
      return refused(sent, code, deed, new InvalidInput("photos", refused.messageKey(), refused.arguments()));
    }
    return make(sent, deed, work);
  }

  private ResponseEntity<?> refused(Sent sent, String code, ProjectDeed deed, InvalidInput refused) {
    ProjectView view = views.of(sent.page(), code, deed, ProjectForm.refused(sent.typed(), refused, sent.page()));
    if (view.deed() != deed) return conflict(sent, code, deed);
    return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, templates.projectsShow(sent.page(), view));
  }

  /** Shows what happened since the form was made beside what was typed; the form can be sent again on top, knowingly. */
  private ResponseEntity<?> conflict(Sent sent, String code, ProjectDeed deed) {
    Page page = sent.page();
    ProjectView view = views.of(page, code, deed, ProjectForm.typed(sent.typed()));
    List<Moment> since = ProjectHistory.moments(page, since(view.project(), sent.version()), view.words());
    return FormDeeds.answer(HttpStatus.CONFLICT, templates.projectsStale(page, view, deed, since, typed(page, view, sent)));
  }

  /** Each move counts the version up by one and leaves one row of history. */
  private static List<Project.Event> since(Project project, int version) {
    List<Project.Event> all = project.history();
    int moves = version < 1 ? 0 : Math.clamp(project.line().version() - version, 0, all.size());
    return all.subList(all.size() - moves, all.size());
  }

  private static List<Difference> typed(Page page, ProjectView view, Sent sent) {
    var all = new ArrayList<Difference>();
    ProjectForm.typed(sent.typed())
        .filled()
        .forEach(
            (field, values) -> {
              String label = page.tOr("projects.field." + field, "");
              String said = values.stream().map(value -> said(page, view, field, value)).collect(Collectors.joining("、"));
              if (!label.isEmpty()) all.add(new Difference(label, saved(page, view, field), said));
            });
    return all;
  }

  /** What the project has in that field now; empty for what every form begins anew. */
  private static String saved(Page page, ProjectView view, String field) {
    Project project = view.project();
    return switch (field) {
      case "title" -> project.line().title();
      case "kind" -> page.t("projects.kind." + project.line().kind());
      case "village" -> view.words().village(project.line().village());
      case "place" -> project.line().place() == null ? "" : project.line().place();
      case "need" -> project.need();
      case "benefiting" -> String.valueOf(project.line().benefiting());
      case "estimate" -> page.money(project.line().estimateFen());
      case "builder" -> project.line().builder() == null ? "" : project.line().builder();
      case "responsible" -> view.words().person(page, project.line().responsible());
      default -> "";
    };
  }

  private static String said(Page page, ProjectView view, String field, String value) {
    return switch (field) {
      case "kind" -> page.tOr("projects.kind." + value, value);
      case "village" -> view.words().village(value);
      case "opinion" -> page.tOr("projects.opinion." + value, value);
      case "departments" -> view.words().department(value);
      case "source" -> page.tOr("projects.source." + value, value);
      case "slot" -> page.tOr("projects.slot." + value, value);
      case "responsible" -> view.words().person(page, value);
      case "milestone" ->
          view.project().milestones().stream().filter(milestone -> String.valueOf(milestone.id()).equals(value)).map(Project.Milestone::title).findFirst().orElse(value);
      default -> value;
    };
  }

  /** The code as it is kept, whatever way it was written; no code at all is not found. */
  static String parsed(String code) {
    return ProjectCode.parse(code).orElseThrow(() -> new NoSuchProject(code));
  }
}
