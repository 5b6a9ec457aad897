package org.guanjia.projects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The deeds of an approved project up to its closure. */
@RestController
@RequestMapping("/projects/{code}")
@Allowed(Permission.PROJECTS_BUILD)
class WorksActions {

  private final ProjectDeeds deeds;
  private final Works works;
  private final Spending spending;

  WorksActions(ProjectDeeds deeds, Works works, Spending spending) {
    this.deeds = deeds;
    this.works = works;
    this.spending = spending;
  }

  @PostMapping("/plan")
  ResponseEntity<?> plan(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    var steps = new ArrayList<Plan.Step>();
    for (int i = 0; i < Plans.MILESTONES_MAX; i++) {
      String row = "milestone." + i;
      // A row that was emptied is left out of the plan.
      if (!sent.text(row + ".title").isEmpty() || !sent.text(row + ".plannedOn").isEmpty()) {
        steps.add(new Plan.Step(sent.id(row + ".id"), sent.text(row + ".title"), sent.date(row + ".plannedOn")));
      }
    }
    var plan = new Plan(sent.text("builder"), sent.text("responsible"), steps);
    return deeds.make(sent, ProjectDeed.PLAN, known -> works.plan(known, sent.version(), plan));
  }

  @PostMapping("/beginning")
  ResponseEntity<?> begin(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    var startedOn = sent.date("startedOn");
    return deeds.make(sent, ProjectDeed.BEGINNING, known -> works.begin(known, sent.version(), startedOn));
  }

  @PostMapping("/milestone")
  ResponseEntity<?> reach(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    var doneOn = sent.date("doneOn");
    return deeds.make(sent, ProjectDeed.MILESTONE, known -> works.reach(known, sent.version(), milestone(sent), doneOn));
  }

  @PostMapping("/photos")
  ResponseEntity<?> show(Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    Slot slot = sent.oneOf(Slot.class, "slot");
    return deeds.make(
        sent, ProjectDeed.PHOTOS, request, known -> works.show(known, sent.version(), milestone(sent), slot, sent.text("caption"), sent.stored("photos")));
  }

  @Allowed(Permission.PROJECTS_ACCEPT)
  @PostMapping("/inspection")
  ResponseEntity<?> inspect(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    @Nullable Boolean accepted = yesOrNo(sent, "accepted");
    return deeds.make(sent, ProjectDeed.INSPECTION, known -> works.inspect(known, sent.version(), Boolean.TRUE.equals(accepted), sent.text("text")));
  }

  @PostMapping("/closure")
  ResponseEntity<?> close(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, ProjectDeed.CLOSURE, known -> works.close(known, sent.version(), sent.text("result")));
  }

  @PostMapping("/payment")
  ResponseEntity<?> pay(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    var payment = new NewPayment(sent.date("paidOn"), sent.text("payee"), sent.oneOf(Source.class, "source"), sent.fen("amount"), sent.id("milestone"), sent.text("note"));
    return deeds.make(sent, ProjectDeed.PAYMENT, known -> spending.pay(known, sent.version(), payment));
  }

  @PostMapping("/change")
  ResponseEntity<?> proposeChange(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    Map<Source, Long> bySource = sent.bySource();
    return deeds.make(sent, ProjectDeed.CHANGE, known -> spending.proposeChange(known, sent.version(), sent.text("reason"), bySource));
  }

  @Allowed(Permission.PROJECTS_DECIDE)
  @PostMapping("/change-decision")
  ResponseEntity<?> decideChange(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    @Nullable Boolean approved = yesOrNo(sent, "approved");
    return deeds.make(sent, ProjectDeed.CHANGE_DECISION, known -> spending.decideChange(known, sent.version(), Boolean.TRUE.equals(approved), sent.text("note")));
  }

  private static @Nullable Boolean yesOrNo(Sent sent, String field) {
    return switch (sent.text(field)) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        sent.checks().error(field, "projects.error.choose");
        yield null;
      }
    };
  }

  private static long milestone(Sent sent) {
    Long id = sent.id("milestone");
    if (id == null) throw new InvalidInput("milestone", "projects.error.noMilestone");
    return id;
  }
}
