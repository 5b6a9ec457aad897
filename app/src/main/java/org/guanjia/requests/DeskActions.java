package org.guanjia.requests;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Stream;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Flash;
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

/** The desk's deeds: what becomes of a matter, who has it, what it is about, which others it carries. */
@RestController
@RequestMapping("/requests/{code}")
@Allowed(Permission.REQUESTS_TRIAGE)
class DeskActions {

  private final MatterDeeds deeds;
  private final Triage triage;
  private final Merging merging;
  private final Answers answers;
  private final Matters matters;
  private final MatterViews views;

  DeskActions(MatterDeeds deeds, Triage triage, Merging merging, Answers answers, Matters matters, MatterViews views) {
    this.deeds = deeds;
    this.triage = triage;
    this.merging = merging;
    this.answers = answers;
    this.matters = matters;
    this.views = views;
  }

  @PostMapping("/triage")
  ResponseEntity<?> triage(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.TRIAGE, known -> decide(sent, known));
  }

  private void decide(Sent sent, String code) {
    Outcome outcome = MatterDeeds.choice(Outcome.class, "outcome", sent.text("outcome"));
    if (outcome == Outcome.DEPARTMENT) {
      handOver(sent, code);
    } else {
      List<Long> policies = outcome == Outcome.POLICY ? sent.ids("policy") : outcome == Outcome.WISH ? sent.ids("looked") : List.of();
      triage.decide(code, sent.version(), outcome, sent.optional("category"), sent.optional("reason"), policies);
    }
  }

  @PostMapping("/hand-over")
  ResponseEntity<?> handOver(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.HAND_OVER, known -> handOver(sent, known));
  }

  private void handOver(Sent sent, String code) {
    String lead = Texts.required("lead", sent.text("lead"));
    triage.handOver(code, sent.version(), sent.optional("category"), lead, sent.all("others"), Texts.optional("reason", sent.optional("reason")));
  }

  @PostMapping("/assignment")
  ResponseEntity<?> assign(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(
        sent,
        Deed.ASSIGNMENT,
        known -> {
          String assignee = known(sent, "assignee", views.workers(page, matters.find(known)));
          triage.assign(known, sent.version(), assignee);
        });
  }

  @Allowed(Permission.REQUESTS_SUPERVISE)
  @PostMapping("/supervisor")
  ResponseEntity<?> supervise(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(
        sent,
        Deed.SUPERVISOR,
        known -> {
          String supervisor = known(sent, "supervisor", views.supervisors(page, matters.find(known)));
          triage.supervise(known, sent.version(), supervisor);
        });
  }

  private static @Nullable String known(Sent sent, String field, List<Choice> people) {
    String person = sent.optional(field);
    MatterDeeds.oneOf(field, person, people.stream().map(Choice::value).toList());
    return person;
  }

  @PostMapping("/correction")
  ResponseEntity<?> correct(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(
        sent,
        Deed.CORRECTION,
        known -> triage.correct(known, sent.version(), sent.text("title"), sent.optional("category"), sent.optional("village"), sent.optional("address")));
  }

  @PostMapping("/draft")
  ResponseEntity<?> draft(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(
        sent, Deed.DRAFT, known -> answers.draft(known, sent.version(), sent.text("text"), sent.ids("policy").stream().findFirst().orElse(null)));
  }

  /** One of the two is merged into the other: {@code stays} is the code of the one that stays. */
  @PostMapping("/merge")
  ResponseEntity<?> merge(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    String other = ReceiptCode.parse(sent.text("other")).orElse("");
    String own = MatterPages.parsed(code);
    String stays = ReceiptCode.parse(sent.text("stays")).orElse("");
    String goes = stays.equals(own) ? other : own;
    return deeds.make(
        sent,
        Deed.MERGE,
        Flash.success("matter.did.MERGE", stays.isEmpty() ? "" : ReceiptCode.display(stays), "/requests/" + goes + "/unmerge"),
        known -> {
          if (other.isEmpty() || Stream.of(own, other).noneMatch(stays::equals)) throw new InvalidInput("other", "matter.error.noSuchCode");
          merging.merge(goes, stays.equals(own) ? null : sent.version(), stays);
        });
  }

  @PostMapping("/unmerge")
  ResponseEntity<?> unmerge(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.MERGE, Flash.success("matter.did.UNMERGE"), known -> merging.undo(known, null));
  }
}
