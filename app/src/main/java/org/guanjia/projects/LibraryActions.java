package org.guanjia.projects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.web.Page;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The deeds up to the joint meeting's decision, and out of the library. */
@RestController
@RequestMapping("/projects/{code}")
@Allowed(Permission.PROJECTS_DECIDE)
class LibraryActions {

  private final ProjectDeeds deeds;
  private final Library library;
  private final Decisions decisions;
  private final Scoring scoring;

  LibraryActions(ProjectDeeds deeds, Library library, Decisions decisions, Scoring scoring) {
    this.deeds = deeds;
    this.library = library;
    this.decisions = decisions;
    this.scoring = scoring;
  }

  @Allowed(Permission.PROJECTS_SURVEY)
  @PostMapping("/survey")
  ResponseEntity<?> survey(Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    var date = sent.date("surveyedOn");
    int asked = sent.whole("asked");
    int inFavour = sent.whole("inFavour");
    return deeds.make(
        sent, ProjectDeed.SURVEY, request,
        known -> library.survey(known, sent.version(), new NewSurvey(date, sent.text("findings"), asked, inFavour, sent.stored("photos"))));
  }

  @Allowed(Permission.PROJECTS_SURVEY)
  @PostMapping("/views")
  ResponseEntity<?> askViews(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, ProjectDeed.VIEWS, known -> library.askViews(known, sent.version(), sent.all("departments")));
  }

  @Allowed(Permission.PROJECTS_ANSWER)
  @PostMapping("/view")
  ResponseEntity<?> answerView(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    Opinion opinion = sent.oneOf(Opinion.class, "opinion");
    return deeds.make(sent, ProjectDeed.VIEW, known -> library.answerView(known, sent.version(), department(page), opinion, sent.text("text")));
  }

  @Allowed(Permission.PROJECTS_SCORE)
  @PostMapping("/score")
  ResponseEntity<?> score(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    Map<Long, Integer> points = new HashMap<>();
    sent.typed().keySet().stream().filter(field -> field.matches("points\\.[0-9]{1,18}")).forEach(field -> points.put(Long.valueOf(field.substring(7)), sent.whole(field)));
    return deeds.make(sent, ProjectDeed.SCORE, known -> scoring.score(known, sent.version(), points));
  }

  @PostMapping("/meeting")
  ResponseEntity<?> layBeforeMeeting(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, ProjectDeed.MEETING, known -> library.layBeforeMeeting(known, sent.version(), sent.text("note")));
  }

  @PostMapping("/approval")
  ResponseEntity<?> approve(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    var approval = new Approval(sent.fen("amount"), sent.bySource(), sent.text("note"));
    return deeds.make(sent, ProjectDeed.APPROVAL, known -> decisions.approve(known, sent.version(), approval));
  }

  @PostMapping("/deferral")
  ResponseEntity<?> defer(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, ProjectDeed.DEFERRAL, known -> decisions.defer(known, sent.version(), sent.text("reason")));
  }

  @PostMapping("/refusal")
  ResponseEntity<?> refuse(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, ProjectDeed.REFUSAL, known -> decisions.refuse(known, sent.version(), sent.text("reason")));
  }

  @PostMapping("/carrying-over")
  ResponseEntity<?> carryOver(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, ProjectDeed.CARRYING_OVER, known -> library.carryOver(known, sent.version(), sent.text("reason")));
  }

  @Allowed({Permission.PROJECTS_PROPOSE, Permission.PROJECTS_DECIDE})
  @PostMapping("/withdrawal")
  ResponseEntity<?> withdraw(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, ProjectDeed.WITHDRAWAL, known -> library.withdraw(known, sent.version(), sent.text("reason")));
  }

  @Allowed(Permission.PROJECTS_PROPOSE)
  @PostMapping("/requests")
  ResponseEntity<?> join(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, ProjectDeed.REQUESTS, known -> library.join(known, sent.version(), sent.codes("requests")));
  }

  @Allowed(Permission.PROJECTS_PROPOSE)
  @PostMapping("/correction")
  ResponseEntity<?> correct(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    NewProject proposed = proposed(sent, 2000, List.of());
    return deeds.make(sent, ProjectDeed.CORRECTION, known -> library.correct(known, sent.version(), proposed));
  }

  static NewProject proposed(Sent sent, int year, List<String> requests) {
    return new NewProject(
        year, sent.oneOf(Kind.class, "kind"), sent.text("title"), sent.text("village"), sent.text("place"), sent.text("need"), sent.whole("benefiting"),
        sent.fen("estimate"), requests);
  }

  /** An officer acts for their own department and for no other. */
  static String department(Page page) {
    Viewer viewer = page.viewer();
    if (viewer == null || viewer.department() == null) throw new AccessDeniedException("of no department");
    return viewer.department();
  }
}
