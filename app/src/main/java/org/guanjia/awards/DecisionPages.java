package org.guanjia.awards;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.Page;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What officers do with an award: check, publish, approve, refuse, suspend, end, decide what is said against it. */
@RestController
class DecisionPages {

  private static final String AWARD = "/awards/{id:[0-9]+}";

  private final Approvals approvals;
  private final Objections objections;
  private final Appeals appeals;
  private final Awards awards;
  private final AwardDeeds deeds;

  DecisionPages(Approvals approvals, Objections objections, Appeals appeals, Awards awards, AwardDeeds deeds) {
    this.approvals = approvals;
    this.objections = objections;
    this.appeals = appeals;
    this.awards = awards;
    this.deeds = deeds;
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(AWARD + "/check")
  ResponseEntity<?> check(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.checked", () -> approvals.check(id, sent.version(), sent.oneOf(Award.Finding.class, "finding"), sent.optional("words")));
  }

  @Allowed({Permission.AWARDS_CHECK, Permission.AWARDS_APPROVE})
  @PostMapping(AWARD + "/return")
  ResponseEntity<?> giveBack(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.returned", () -> approvals.giveBack(id, sent.version(), sent.text("returnReason")), form -> form.told("reason", "returnReason"));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(AWARD + "/publication")
  ResponseEntity<?> publish(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.published", () -> approvals.publish(id, sent.version()));
  }

  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping(AWARD + "/approval")
  ResponseEntity<?> approve(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.approved", () -> approvals.approve(id, sent.version()));
  }

  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping(AWARD + "/approval/undo")
  ResponseEntity<?> undo(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.undone", () -> approvals.undoApproval(id, sent.version()));
  }

  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping(AWARD + "/refusal")
  ResponseEntity<?> refuse(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.refused", () -> approvals.refuse(id, sent.version(), sent.text("refusal")), form -> form.told("reason", "refusal"));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(AWARD + "/objections/{objection:[0-9]+}/answer")
  ResponseEntity<?> answer(Page page, HttpServletResponse response, @PathVariable long id, @PathVariable long objection, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    String ruling = "upheld." + objection;
    String words = "answer." + objection;
    boolean upheld = sent.text(ruling).equals("yes");
    if (!upheld && !sent.text(ruling).equals("no")) sent.error(ruling, "awards.error.upheld");
    return deeds.done(page, response, id, sent, "awards.done.answered", () -> objections.answer(id, objection, upheld, sent.text(words)), form -> form.told("answer", words));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(AWARD + "/suspension")
  ResponseEntity<?> suspend(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    var from = sent.mustMonth("from");
    var until = sent.day("until");
    return deeds.done(page, response, id, sent, "awards.done.suspended", () -> awards.suspend(id, sent.version(), from, until, sent.text("reason")));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(AWARD + "/suspension/prolongation")
  ResponseEntity<?> prolong(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    var until = sent.mustDay("until");
    return deeds.done(page, response, id, sent, "awards.done.prolonged", () -> awards.prolong(id, sent.version(), until, sent.text("prolongReason")), form -> form.told("reason", "prolongReason"));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(AWARD + "/resumption")
  ResponseEntity<?> resume(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    var from = sent.mustMonth("from");
    return deeds.done(page, response, id, sent, "awards.done.resumed", () -> awards.resume(id, sent.version(), from, sent.ticked("makeGood"), sent.optional("reason")));
  }

  @Allowed(Permission.AWARDS_CHECK)
  @PostMapping(AWARD + "/end")
  ResponseEntity<?> end(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    var last = sent.mustMonth("lastMonth");
    Award.EndReason reason = sent.oneOf(Award.EndReason.class, "endReason");
    if (reason == null) sent.error("endReason", "awards.error.endReason");
    return deeds.done(page, response, id, sent, "awards.done.ended", () -> awards.end(id, sent.version(), Objects.requireNonNull(reason), last, sent.optional("words")));
  }

  @Allowed(Permission.AWARDS_APPROVE)
  @PostMapping(AWARD + "/decision")
  ResponseEntity<?> decide(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    boolean granted = sent.text("granted").equals("yes");
    if (!granted && !sent.text("granted").equals("no")) sent.error("granted", "awards.error.granted");
    return deeds.done(page, response, id, sent, "awards.done.decided", () -> appeals.decide(id, sent.version(), granted, sent.text("decision")));
  }
}
