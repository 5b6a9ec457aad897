package org.guanjia.awards;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.people.NoSuchPerson;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.Uploads;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Applications taken down, with their papers; corrected and taken back; objections and appeals that somebody brings. */
@RestController
@Allowed(Permission.AWARDS_APPLY)
class ApplicationPages {

  private static final String AWARD = "/awards/{id:[0-9]+}";

  private final Applications applications;
  private final Objections objections;
  private final Appeals appeals;
  private final AwardViews views;
  private final AwardLists lists;
  private final AwardDeeds deeds;
  private final People people;
  private final Uploads uploads;
  private final Templates templates;

  ApplicationPages(
      Applications applications, Objections objections, Appeals appeals, AwardViews views, AwardLists lists, AwardDeeds deeds, People people, Uploads uploads,
      Templates templates) {
    this.applications = applications;
    this.objections = objections;
    this.appeals = appeals;
    this.views = views;
    this.lists = lists;
    this.deeds = deeds;
    this.people = people;
    this.uploads = uploads;
    this.templates = templates;
  }

  @GetMapping("/awards/new")
  JteModel blank(Page page, @RequestParam long person, @RequestParam(required = false) @Nullable String programme) {
    return blank(page, person, programme, TypedForm.FRESH);
  }

  @PostMapping("/awards")
  ResponseEntity<?> apply(Page page, HttpServletRequest request, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    long person = Objects.requireNonNullElse(sent.id("person"), 0L);
    List<UUID> files = store(sent, request);
    var said = new NewAward(
        person, sent.optional("programme"), sent.oneOf(Award.Origin.class, "origin"), sent.day("appliedOn"), sent.month("from"), sent.optional("applicant"), sent.optional("phone"),
        sent.optional("words"), files);
    return deeds.make(page, response, sent, "awards.done.applied", () -> "/awards/" + applications.apply(said), form -> blank(page, person, sent.optional("programme"), form));
  }

  private JteModel blank(Page page, long person, @Nullable String programme, TypedForm form) {
    PersonLine line = people.line(person).orElseThrow(() -> new NoSuchPerson(person));
    LocalDate today = lists.today();
    return templates.awardsNew(page, line, programme, views.programmes(page), form, today);
  }

  /** Before any transaction; what an earlier try of the same form stored goes along. */
  private List<UUID> store(AwardSent sent, HttpServletRequest request) {
    try {
      return sent.store(uploads, request, "files", NewAward.FILES_MAX);
    } catch (FileRefused refused) {
      sent.error("files", refused.messageKey(), refused.arguments());
      return List.of();
    }
  }

  @PostMapping(AWARD + "/papers")
  ResponseEntity<?> bring(Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    List<UUID> files = store(sent, request);
    return deeds.done(page, response, id, sent, "awards.done.papers", () -> applications.addEvidence(id, files, sent.optional("proves"), sent.optional("note")));
  }

  @PostMapping(AWARD + "/papers/{paper:[0-9]+}/removal")
  ResponseEntity<?> takeOut(Page page, HttpServletResponse response, @PathVariable long id, @PathVariable long paper, @RequestParam MultiValueMap<String, String> typed) {
    return deeds.done(page, response, id, new AwardSent(typed), "awards.done.paperRemoved", () -> applications.removeEvidence(id, paper));
  }

  @Allowed({Permission.AWARDS_APPLY, Permission.AWARDS_CHECK})
  @PostMapping(AWARD + "/paper-request")
  ResponseEntity<?> ask(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.asked", () -> applications.askPapers(id, sent.version(), sent.optional("askWords")), form -> form.told("words", "askWords"));
  }

  @PostMapping(AWARD + "/correction")
  ResponseEntity<?> correct(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    var from = sent.mustMonth("from");
    return deeds.done(page, response, id, sent, "awards.done.corrected", () -> applications.correct(id, sent.version(), from));
  }

  @PostMapping(AWARD + "/withdrawal")
  ResponseEntity<?> withdraw(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.withdrawn", () -> applications.withdraw(id, sent.version(), sent.text("withdrawReason")), form -> form.told("reason", "withdrawReason"));
  }

  @PostMapping(AWARD + "/objections")
  ResponseEntity<?> object(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    return deeds.done(page, response, id, sent, "awards.done.objection", () -> objections.object(id, false, sent.text("words"), sent.optional("objector"), sent.optional("phone")));
  }

  @PostMapping(AWARD + "/appeals")
  ResponseEntity<?> appeal(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new AwardSent(typed);
    LocalDate madeOn = sent.day("madeOn");
    return deeds.done(page, response, id, sent, "awards.done.appeal", () -> appeals.take(id, sent.version(), sent.text("appeal"), madeOn));
  }
}
