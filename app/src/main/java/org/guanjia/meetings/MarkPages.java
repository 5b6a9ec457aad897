package org.guanjia.meetings;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.MatterLine;
import org.guanjia.requests.Matters;
import org.guanjia.requests.NoSuchRequest;
import org.guanjia.requests.ReceiptCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Requests that wait for a meeting: marked here, with the reason, from the request's page or by its code. */
@RestController
@RequestMapping("/meetings/marks")
@Allowed(Permission.MEETINGS_MARK)
class MarkPages {

  private final Marks marks;
  private final Matters matters;
  private final Idempotency idempotency;
  private final MeetingViews views;
  private final Templates templates;

  MarkPages(Marks marks, Matters matters, Idempotency idempotency, MeetingViews views, Templates templates) {
    this.marks = marks;
    this.matters = matters;
    this.idempotency = idempotency;
    this.views = views;
    this.templates = templates;
  }

  /** @param request receipt code of the one to be marked, filled in */
  @GetMapping
  JteModel list(Page page, @RequestParam(defaultValue = "") String request) {
    return page(page, request, MeetingForm.FRESH);
  }

  @PostMapping
  ResponseEntity<?> mark(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    try {
      String code = ReceiptCode.parse(sent.text("request")).orElseThrow(() -> new InvalidInput("request", "meetings.error.noSuchRequest"));
      idempotency.once(
          sent.text("key"),
          () -> {
            marks.mark(code, sent.text("reason"));
            return code;
          });
      Flash.success("meetings.marked").on(response);
      return seeOther("/meetings/marks");
    } catch (NoSuchRequest unknown) {
      return refused(page, typed, new InvalidInput("request", "meetings.error.noSuchRequest"));
    } catch (InvalidInput refused) {
      return refused(page, typed, refused);
    }
  }

  @PostMapping("/{code}/removal")
  ResponseEntity<?> unmark(HttpServletResponse response, @PathVariable String code, @RequestParam MultiValueMap<String, String> typed) {
    String parsed = ReceiptCode.parse(code).orElseThrow(() -> new NoSuchMeeting(code));
    idempotency.once(
        new Sent(typed).text("key"),
        () -> {
          marks.unmark(parsed);
          return parsed;
        });
    Flash.success("meetings.unmarked").on(response);
    return seeOther("/meetings/marks");
  }

  private ResponseEntity<?> refused(Page page, MultiValueMap<String, String> typed, InvalidInput refused) {
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(page(page, "", MeetingForm.refused(typed, refused, page)));
  }

  private JteModel page(Page page, String request, MeetingForm form) {
    return views.read(
        () -> {
          List<Mark> open = marks.open();
          Map<String, MatterLine> lines = new LinkedHashMap<>();
          matters.lines(open.stream().map(Mark::requestCode).toList()).forEach(line -> lines.put(line.code(), line));
          @Nullable MatterLine wanted = ReceiptCode.parse(request).flatMap(matters::line).orElse(null);
          return templates.meetingsMarks(page, open, lines, views.names(open), wanted, form);
        });
  }
}
