package org.guanjia.projects;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The scoring sheet of a year, and the ranking by it. */
@RestController
@Allowed(Permission.PROJECTS_VIEW)
class ScoringPages {

  private final Scoring scoring;
  private final ProjectLists lists;
  private final ProjectViews views;
  private final Idempotency idempotency;
  private final Export export;
  private final Templates templates;

  ScoringPages(Scoring scoring, ProjectLists lists, ProjectViews views, Idempotency idempotency, Export export, Templates templates) {
    this.scoring = scoring;
    this.lists = lists;
    this.views = views;
    this.idempotency = idempotency;
    this.export = export;
    this.templates = templates;
  }

  @GetMapping("/projects/scoring")
  JteModel sheet(Page page, @RequestParam(required = false) @Nullable String year) {
    return templates.projectsSheet(page, scoring.sheet(chosen(year)), ProjectForm.FRESH, false);
  }

  @Allowed(Permission.PROJECTS_SURVEY)
  @PostMapping("/projects/scoring")
  ResponseEntity<?> lay(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, "", typed);
    int year = sent.whole("year");
    try {
      idempotency.once(
          sent.text("key"),
          () -> {
            List<Scoring.Criterion> criteria = criteria(sent);
            sent.checks().refuse();
            scoring.lay(year, sent.version(), criteria);
            return "laid";
          });
    } catch (InvalidInput refused) {
      Scoring.Sheet sheet = scoring.sheet(chosen(sent.text("year")));
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, templates.projectsSheet(page, sheet, ProjectForm.refused(sent.typed(), refused, page), false));
    } catch (Scoring.StaleSheet stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, templates.projectsSheet(page, scoring.sheet(year), ProjectForm.typed(sent.typed()), true));
    }
    Flash.success("projects.sheet.kept").on(response);
    return seeOther("/projects/scoring?year=" + year);
  }

  @GetMapping("/projects/ranking")
  JteModel ranking(Page page, @RequestParam(required = false) @Nullable String year, @RequestParam(required = false) @Nullable String kind) {
    int chosen = chosen(year);
    Kind only = ProjectLists.oneOf(Kind.class, kind);
    return templates.projectsRanking(page, scoring.sheet(chosen), scoring.ranking(chosen, only), views.villages(page), only);
  }

  @Allowed(value = Permission.EXPORT, and = Permission.PROJECTS_VIEW)
  @GetMapping("/projects/ranking/export.{format:csv|xlsx}")
  void export(
      Page page, HttpServletResponse response, @PathVariable String format, @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String kind) {
    List<Scoring.Ranked> ranking = scoring.ranking(chosen(year), ProjectLists.oneOf(Kind.class, kind));
    Map<String, String> villages = views.villages(page);
    List<Export.Column<Scoring.Ranked>> columns =
        List.of(
            new Export.Column<>(page.t("projects.rank"), Scoring.Ranked::rank), new Export.Column<>(page.t("projects.field.code"), row -> row.project().code()),
            new Export.Column<>(page.t("projects.field.title"), row -> row.project().title()),
            new Export.Column<>(page.t("projects.field.kind"), row -> page.t("projects.kind." + row.project().kind())),
            new Export.Column<>(page.t("projects.field.village"), row -> villages.getOrDefault(row.project().village(), row.project().village())),
            new Export.Column<>(page.t("projects.score.total"), Scoring.Ranked::total), new Export.Column<>(page.t("projects.scorers"), Scoring.Ranked::scorers),
            new Export.Column<>(page.t("projects.field.state"), row -> page.t("projects.state." + row.project().state())));
    export.send(response, SheetFormat.of(format), page.t("projects.ranking"), columns, ranking::stream);
  }

  private static List<Scoring.Criterion> criteria(Sent sent) {
    var criteria = new ArrayList<Scoring.Criterion>();
    for (int i = 0; i < Scoring.CRITERIA_MAX; i++) {
      String row = "criterion." + i;
      if (sent.text(row + ".name").isEmpty() && sent.text(row + ".weight").isEmpty() && sent.text(row + ".pointsMax").isEmpty()) continue;
      criteria.add(new Scoring.Criterion(0, sent.text(row + ".name"), sent.whole(row + ".weight"), sent.whole(row + ".pointsMax")));
    }
    return criteria;
  }

  private int chosen(@Nullable String year) {
    Integer chosen = lists.year(year);
    return chosen == null ? lists.thisYear() : chosen;
  }
}
