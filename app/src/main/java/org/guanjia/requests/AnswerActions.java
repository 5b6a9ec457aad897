package org.guanjia.requests;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** MatterDeeds around the answer: approved or returned, told to each reporter, reviewed; and those of whoever supervises. */
@RestController
@RequestMapping("/requests/{code}")
class AnswerActions {

  /** What a review finds. */
  enum Found {
    UPHOLD,
    REDO
  }

  private final MatterDeeds deeds;
  private final Answers answers;
  private final Tellings tellings;
  private final Reviews reviews;
  private final Deadlines deadlines;
  private final Reveals reveals;
  private final MatterViews views;
  private final Templates templates;

  AnswerActions(
      MatterDeeds deeds, Answers answers, Tellings tellings, Reviews reviews, Deadlines deadlines, Reveals reveals, MatterViews views, Templates templates) {
    this.deeds = deeds;
    this.answers = answers;
    this.tellings = tellings;
    this.reviews = reviews;
    this.deadlines = deadlines;
    this.reveals = reveals;
    this.views = views;
    this.templates = templates;
  }

  @Allowed(Permission.REQUESTS_APPROVE)
  @PostMapping("/approval")
  ResponseEntity<?> approve(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.APPROVAL, known -> answers.approve(known, sent.version(), sent.optional("text")));
  }

  @Allowed(Permission.REQUESTS_APPROVE)
  @PostMapping("/return")
  ResponseEntity<?> giveBack(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.RETURN, known -> answers.giveBack(known, sent.version(), sent.text("reason")));
  }

  /** One reporter has been told: {@code reporter} is the code of that reporter's own request, which may be a merged one. */
  @Allowed(Permission.REQUESTS_TELL)
  @PostMapping("/telling")
  ResponseEntity<?> tell(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(
        sent,
        Deed.TELLING,
        known -> {
          String reporter = ReceiptCode.parse(sent.text("reporter")).orElseThrow(() -> new InvalidInput("reporter", "matter.error.choose"));
          tellings.told(reporter, MatterDeeds.choice(Tellings.Way.class, "way", sent.text("way")), sent.optional("note"));
        });
  }

  @Allowed(Permission.REQUESTS_SUPERVISE)
  @PostMapping("/review")
  ResponseEntity<?> review(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(
        sent,
        Deed.REVIEW,
        known -> {
          Found found = MatterDeeds.choice(Found.class, "found", sent.text("found"));
          if (found == Found.UPHOLD) reviews.uphold(known, sent.version(), sent.text("review"));
          else reviews.redo(known, sent.version(), sent.text("review"));
        });
  }

  @Allowed(Permission.REQUESTS_SUPERVISE)
  @PostMapping("/extension")
  ResponseEntity<?> extend(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.EXTENSION, known -> deadlines.extend(known, sent.version(), sent.number("workingDays", 0), sent.text("reason")));
  }

  /**
   * Shows the reporter's name and number once, in this answer alone: nothing of it comes into an address, and nobody may
   * keep the answer.
   */
  @Allowed(Permission.PERSONAL_REVEAL)
  @PostMapping("/reveal")
  ResponseEntity<?> reveal(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    String known = MatterPages.parsed(code);
    try {
      Reveals.Purpose purpose = MatterDeeds.choice(Reveals.Purpose.class, "purpose", sent.text("purpose"));
      Reveals.Person person = reveals.reveal(known, purpose);
      return ResponseEntity.ok()
          .cacheControl(CacheControl.noStore())
          .contentType(MediaType.TEXT_HTML)
          .body(templates.matterShow(page, views.revealed(page, known, person, sent.text("from"))));
    } catch (InvalidInput refused) {
      return deeds.refused(sent, known, Deed.REVEAL, refused);
    }
  }
}
