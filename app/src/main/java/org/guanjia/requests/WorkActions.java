package org.guanjia.requests;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.Uploads;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The deeds of whoever works on a matter: a department's own, and what the desk and departments both do. */
@RestController
@RequestMapping("/requests/{code}")
@Allowed({Permission.REQUESTS_TRIAGE, Permission.REQUESTS_HANDLE})
class WorkActions {

  private final MatterDeeds deeds;
  private final Handling handling;
  private final Questions questions;
  private final FollowUp followUp;
  private final Deadlines deadlines;
  private final Uploads uploads;

  WorkActions(MatterDeeds deeds, Handling handling, Questions questions, FollowUp followUp, Deadlines deadlines, Uploads uploads) {
    this.deeds = deeds;
    this.handling = handling;
    this.questions = questions;
    this.followUp = followUp;
    this.deadlines = deadlines;
    this.uploads = uploads;
  }

  @Allowed(Permission.REQUESTS_HANDLE)
  @PostMapping("/acceptance")
  ResponseEntity<?> accept(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.ACCEPTANCE, known -> handling.accept(known, sent.version(), department(page)));
  }

  @Allowed(Permission.REQUESTS_HANDLE)
  @PostMapping("/refusal")
  ResponseEntity<?> refuse(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.REFUSAL, known -> handling.refuse(known, sent.version(), department(page), sent.text("reason")));
  }

  @Allowed(Permission.REQUESTS_HANDLE)
  @PostMapping("/result")
  ResponseEntity<?> report(Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    ResponseEntity<?> refused = store(sent, request, Deed.RESULT, "before", "after", "papers");
    if (refused != null) return refused;
    Map<AttachmentKind, List<UUID>> files =
        Map.of(AttachmentKind.BEFORE, sent.stored("before"), AttachmentKind.AFTER, sent.stored("after"), AttachmentKind.PAPER, sent.stored("papers"));
    return deeds.make(sent, Deed.RESULT, known -> handling.report(known, sent.version(), department(page), sent.text("result"), files));
  }

  @PostMapping("/question")
  ResponseEntity<?> ask(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.QUESTION, known -> questions.ask(known, sent.version(), sent.text("question")));
  }

  /** The reporter's answer, taken down for them; without one, the reason for going on without it. */
  @PostMapping("/continuation")
  ResponseEntity<?> goOn(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(
        sent,
        Deed.CONTINUATION,
        known -> {
          if (sent.optional("answer") != null) questions.answer(known, sent.version(), sent.text("answer"));
          else questions.goOnWithout(known, sent.version(), sent.text("reason"));
        });
  }

  @Allowed({Permission.REQUESTS_TRIAGE, Permission.REQUESTS_HANDLE, Permission.REQUESTS_RECORD})
  @PostMapping("/addition")
  ResponseEntity<?> add(Page page, HttpServletRequest request, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    ResponseEntity<?> refused = store(sent, request, Deed.ADDITION, "photos");
    if (refused != null) return refused;
    return deeds.make(sent, Deed.ADDITION, known -> followUp.add(known, sent.text("text"), sent.stored("photos"), sent.typed().containsKey("internal")));
  }

  @Allowed({Permission.REQUESTS_TRIAGE, Permission.REQUESTS_HANDLE})
  @PostMapping("/explanation")
  ResponseEntity<?> explain(Page page, HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(page, response, code, typed);
    return deeds.make(sent, Deed.EXPLANATION, known -> deadlines.explain(known, sent.version(), sent.text("reason")));
  }

  /** Stores the files before the transaction of the deed; the answer when one of them is refused, else null. */
  private @org.jspecify.annotations.Nullable ResponseEntity<?> store(Sent sent, HttpServletRequest request, Deed deed, String... fields) {
    String code = MatterPages.parsed(sent.code());
    for (String field : fields) {
      try {
        sent.store(uploads, request, field, Intake.FILES_MAX);
      } catch (FileRefused refused) {
        return deeds.refused(sent, code, deed, new InvalidInput(field, refused.messageKey(), refused.arguments()));
      }
    }
    return null;
  }

  /** An officer acts for their own department and for no other. */
  private static String department(Page page) {
    Viewer viewer = page.viewer();
    if (viewer == null || viewer.department() == null) throw new AccessDeniedException("of no department");
    return viewer.department();
  }
}
