package org.guanjia.coverage;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A finding's page, and what is done about it. */
@RestController
class FindingPages {

  private static final String ONE = "/coverage/findings/{id:[0-9]+}";

  private final Findings findings;
  private final Coverage coverage;
  private final CoverageViews views;
  private final CoveragePages pages;
  private final FormDeeds deeds;
  private final Templates templates;

  FindingPages(Findings findings, Coverage coverage, CoverageViews views, CoveragePages pages, FormDeeds deeds, Templates templates) {
    this.findings = findings;
    this.coverage = coverage;
    this.views = views;
    this.pages = pages;
    this.deeds = deeds;
    this.templates = templates;
  }

  @Allowed(Permission.BENEFITS_VIEW)
  @GetMapping(ONE)
  JteModel show(Page page, @PathVariable long id) {
    return show(page, id, TypedForm.FRESH);
  }

  private JteModel show(Page page, long id, TypedForm form) {
    return templates.coverageFinding(page, views.view(page, id), form);
  }

  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK, Permission.PEOPLE_VISIT})
  @PostMapping(ONE + "/contacts")
  ResponseEntity<?> contact(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new CoverageSent(typed);
    NewContact said = sent.contact();
    return make(
        page, response, sent, said.result() == ContactResult.APPLIES ? "coverage.done.applied" : "coverage.done.contact",
        () -> {
          views.find(page, id);
          findings.contact(id, sent.version(), said);
          return "/coverage/findings/" + id;
        },
        form -> show(page, id, form));
  }

  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK})
  @PostMapping(ONE + "/reopening")
  ResponseEntity<?> reopen(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new CoverageSent(typed);
    return make(
        page, response, sent, "coverage.done.reopened",
        () -> {
          findings.reopen(id, sent.version(), sent.text("reason"));
          return "/coverage/findings/" + id;
        },
        form -> show(page, id, form));
  }

  /** Of one or of many, as they were picked in the list. */
  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK})
  @PostMapping("/coverage/assignments")
  ResponseEntity<?> assign(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new CoverageSent(typed);
    Long one = sent.id("finding");
    List<Long> ids = one == null ? sent.ids("pick") : List.of(one);
    boolean back = sent.text("deed").equals("back");
    var due = sent.day("dueOn");
    String query = sent.text("query");
    String to = one != null ? "/coverage/findings/" + one : "/coverage/findings" + (query.matches("\\?[0-9A-Za-z_=&-]{0,300}") ? query : "");
    return make(
        page, response, sent, back ? "coverage.done.unassigned" : "coverage.done.assigned",
        () -> {
          if (back) findings.unassign(ids);
          else findings.assign(ids, sent.text("assignee"), due);
          return to;
        },
        form -> one != null ? show(page, one, form) : pages.list(page, parameters(query), form));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new java.util.HashMap<>();
    for (String each : query.replaceFirst("^\\?", "").split("&")) {
      String[] parts = each.split("=", 2);
      if (parts.length == 2) parameters.put(parts[0], parts[1]);
    }
    return parameters;
  }

  /** Looks at the whole register now instead of at night; in the background. */
  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping("/coverage/recount")
  ResponseEntity<?> recount(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new CoverageSent(typed);
    return make(
        page, response, sent, "coverage.done.recount",
        () -> {
          coverage.ask();
          return "/coverage";
        },
        form -> pages.list(page, Map.of(), form));
  }

  /** What is stale comes back in its form, as what is refused does. */
  private ResponseEntity<?> make(Page page, HttpServletResponse response, CoverageSent sent, String said, Supplier<String> work, Function<TypedForm, JteModel> again) {
    try {
      return deeds.make(page, response, sent, said, work, again);
    } catch (StaleFinding stale) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("coverage.stale"), List.of())));
    } catch (IllegalFindingMove illegal) {
      return FormDeeds.answer(HttpStatus.CONFLICT, again.apply(TypedForm.stale(sent.typed(), page.t("coverage.illegal", page.t("coverage.state." + illegal.from())), List.of())));
    }
  }
}
