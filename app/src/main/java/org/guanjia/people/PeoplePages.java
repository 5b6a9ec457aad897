package org.guanjia.people;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search of the register, a person whole, and the list as a spreadsheet. */
@RestController
@Allowed(Permission.PEOPLE_VIEW)
class PeoplePages {

  private final People people;
  private final PersonReader reader;
  private final PersonLists lists;
  private final PersonViews views;
  private final MarkedExport export;
  private final Looks looks;
  private final Templates templates;

  PeoplePages(People people, PersonReader reader, PersonLists lists, PersonViews views, MarkedExport export, Looks looks, Templates templates) {
    this.people = people;
    this.reader = reader;
    this.lists = lists;
    this.views = views;
    this.export = export;
    this.looks = looks;
    this.templates = templates;
  }

  @Bean
  static NavEntry peopleNav() {
    return new NavEntry(NavEntry.Section.SERVICES, 5, "users", "register.title", "/people", Permission.PEOPLE_VIEW);
  }

  @GetMapping("/people")
  JteModel search(Page page, @RequestParam Map<String, String> parameters) {
    return templates.peopleList(page, lists.list(page, lists.filter(parameters), parameters.get("after")));
  }

  @Allowed(Permission.EXPORT)
  @GetMapping("/people/export.{format:csv|xlsx}")
  void export(Page page, @PathVariable String format, @RequestParam Map<String, String> parameters, HttpServletResponse response) {
    mustView(page);
    PersonFilter filter = lists.filter(parameters);
    export.send(page, response, SheetFormat.of(format), page.t("register.title"), lists.columns(page, filter), () -> people.stream(filter), PersonLine::id);
  }

  /** A merged record's number leads to the person it is of. */
  @GetMapping("/people/{id}")
  Object show(Page page, @PathVariable long id, @RequestParam(required = false) @Nullable String day, @RequestParam(required = false) @Nullable String known) {
    long root = reader.rootOf(id);
    if (root != id) return PersonDeeds.seeOther("/people/" + root);
    PersonView view = views.of(page, id, before(day), before(known));
    looks.opened(id);
    return templates.peopleShow(page, view);
  }

  /** A day that is past; null for every other. */
  private @Nullable LocalDate before(@Nullable String typed) {
    LocalDate day = PersonLists.day(typed);
    return day == null || !day.isBefore(views.today()) ? null : day;
  }

  /** Whoever may export lists takes along those alone that they may see. */
  static void mustView(Page page) {
    if (!page.may(Permission.PEOPLE_VIEW)) throw new AccessDeniedException("may not see people");
  }
}
