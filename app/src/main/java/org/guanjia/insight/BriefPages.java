package org.guanjia.insight;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Monthly briefs: looked at, issued, approved by another, printed. They speak of the whole town, so they are for those who see it. */
@RestController
@Allowed(Permission.BOARD_VIEW)
class BriefPages {

  private static final int MONTHS_OFFERED = 24;

  private final Briefs briefs;
  private final Board board;
  private final BoardViews views;
  private final Places places;
  private final Users users;
  private final Idempotency idempotency;
  private final Templates templates;

  BriefPages(Briefs briefs, Board board, BoardViews views, Places places, Users users, Idempotency idempotency, Templates templates) {
    this.briefs = briefs;
    this.board = board;
    this.views = views;
    this.places = places;
    this.users = users;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping("/board/briefs")
  JteModel list(Page page) {
    wholeTown(page);
    return list(page, Map.of(), Map.of());
  }

  /** What a month's brief would say now. */
  @GetMapping("/board/briefs/preview")
  JteModel preview(Page page, @RequestParam(defaultValue = "") String month) {
    wholeTown(page);
    return print(page, briefs.preview(month(month)));
  }

  @PostMapping("/board/briefs")
  @Allowed(Permission.TARGETS_EDIT)
  Object issue(Page page, @RequestParam Map<String, String> form, HttpServletResponse response) {
    wholeTown(page);
    String id;
    try {
      YearMonth month = month(form.getOrDefault("month", ""));
      id = idempotency.once(form.get("key"), () -> String.valueOf(briefs.issue(month, form.get("remarks"))));
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, list(page, form, refused.told(page)));
    }
    Flash.success("board.brief.issued", "", null).on(response);
    return seeOther("/board/briefs/" + id);
  }

  @GetMapping("/board/briefs/{id:[0-9]+}")
  JteModel show(Page page, @PathVariable String id) {
    wholeTown(page);
    return show(page, found404(id), Map.of());
  }

  /** The document as it is printed. */
  @GetMapping("/board/briefs/{id:[0-9]+}/print")
  JteModel print(Page page, @PathVariable String id) {
    wholeTown(page);
    return print(page, found404(id));
  }

  @PostMapping("/board/briefs/{id:[0-9]+}/approval")
  @Allowed(Permission.BRIEFS_APPROVE)
  Object approve(Page page, @PathVariable String id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return decide(page, id, form, response, "board.brief.approved", brief -> briefs.approve(brief.id(), version(form)));
  }

  @PostMapping("/board/briefs/{id:[0-9]+}/withdrawal")
  @Allowed({Permission.TARGETS_EDIT, Permission.BRIEFS_APPROVE})
  Object withdraw(Page page, @PathVariable String id, @RequestParam Map<String, String> form, HttpServletResponse response) {
    return decide(page, id, form, response, "board.brief.withdrawn", brief -> briefs.withdraw(brief.id(), version(form), form.get("reason")));
  }

  private Object decide(Page page, String id, Map<String, String> form, HttpServletResponse response, String done, Consumer<Brief> deed) {
    wholeTown(page);
    Brief brief = found404(id);
    try {
      idempotency.once(
          form.get("key"),
          () -> {
            deed.accept(brief);
            return done;
          });
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, show(page, found404(id), refused.told(page)));
    }
    Flash.success(done, "", null).on(response);
    return seeOther("/board/briefs/" + brief.id());
  }

  private JteModel list(Page page, Map<String, String> typed, Map<String, String> errors) {
    YearMonth now = YearMonth.from(board.today());
    List<Choice> months =
        Stream.iterate(now, month -> month.minusMonths(1)).limit(MONTHS_OFFERED).map(month -> Choice.of(month.toString(), Written.month(page, month))).toList();
    String chosen = typed.getOrDefault("month", now.minusMonths(1).toString());
    return templates.boardBriefs(page, briefs.list(), months, chosen, typed.getOrDefault("remarks", ""), errors);
  }

  private JteModel show(Page page, Brief brief, Map<String, String> errors) {
    return templates.boardBrief(page, brief, names(page, brief), errors);
  }

  private JteModel print(Page page, Brief brief) {
    return templates.boardPrint(page, brief, names(page, brief));
  }

  /** Names of villages, categories and people by code. */
  private Map<String, String> names(Page page, Brief brief) {
    var names = new HashMap<>(views.categories(page.locale()));
    places.villages().forEach(village -> names.put(village.code(), village.name(page.locale())));
    List<String> people = Stream.of(brief.issuedBy(), brief.approvedBy(), brief.withdrawnBy()).filter(Objects::nonNull).distinct().toList();
    if (!people.isEmpty()) names.putAll(users.names(people));
    return names;
  }

  private static YearMonth month(String typed) {
    try {
      if (typed.matches("20[0-9]{2}-[0-9]{2}")) return YearMonth.parse(typed);
    } catch (DateTimeException noSuchMonth) {
      // Told below.
    }
    throw new InvalidInput("month", "board.brief.error.month");
  }

  private static int version(Map<String, String> form) {
    return form.getOrDefault("version", "").matches("[0-9]{1,9}") ? Integer.parseInt(form.get("version")) : 0;
  }

  private static void wholeTown(Page page) {
    if (page.viewer() == null || page.viewer().areas() != null) throw new AccessDeniedException("briefs are of the whole town");
  }

  private Brief found404(String id) {
    return (id.length() > 18 ? Optional.<Brief>empty() : briefs.find(Long.parseLong(id))).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
