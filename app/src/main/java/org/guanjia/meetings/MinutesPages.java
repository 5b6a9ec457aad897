package org.guanjia.meetings;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The minutes: written, approved, added to, printed, taken along as a Word document. */
@RestController
@RequestMapping("/meetings/{id}")
@Allowed(Permission.MEETINGS_EDIT)
class MinutesPages {

  private final Minutes minutes;
  private final MeetingViews views;
  private final Idempotency idempotency;
  private final Templates templates;

  MinutesPages(Minutes minutes, MeetingViews views, Idempotency idempotency, Templates templates) {
    this.minutes = minutes;
    this.views = views;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping("/minutes")
  JteModel blank(Page page, @PathVariable long id) {
    MeetingView view = views.of(page, id);
    return view.meeting().can(MeetingMove.WRITE) ? templates.meetingsMinutes(page, view, MeetingForm.FRESH, List.of()) : templates.meetingsShow(page, view);
  }

  @PostMapping("/minutes")
  ResponseEntity<?> write(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    try {
      once(sent, () -> minutes.write(id, sent.version(), sent.text("summary"), texts(sent)));
      Flash.success("meetings.minutesWritten").on(response);
      return seeOther("/meetings/" + id);
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
          .body(templates.meetingsMinutes(page, views.of(page, id), MeetingForm.refused(typed, refused, page), List.of()));
    } catch (StaleMeeting stale) {
      MeetingView now = views.of(page, id);
      return ResponseEntity.status(HttpStatus.CONFLICT).body(templates.meetingsMinutes(page, now, MeetingForm.typed(typed), Beside.minutes(page, now.meeting(), sent)));
    } catch (IllegalMeetingMove illegal) {
      return shown(HttpStatus.CONFLICT, page, id, Map.of("version", page.t("meetings.problem.illegalMove", page.t("meetings.state." + illegal.from()))));
    }
  }

  @Allowed(Permission.MEETINGS_VIEW)
  @GetMapping("/minutes/print")
  JteModel print(Page page, @PathVariable long id) {
    MeetingView view = views.of(page, id);
    return templates.meetingsMinutesPrint(page, view, MinutesPaper.of(page, view));
  }

  @Allowed(Permission.MEETINGS_VIEW)
  @GetMapping("/minutes.docx")
  ResponseEntity<byte[]> word(Page page, @PathVariable long id) {
    MinutesPaper paper = MinutesPaper.of(page, views.of(page, id));
    var download = ContentDisposition.attachment().filename(paper.fileName() + ".docx", java.nio.charset.StandardCharsets.UTF_8).build();
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(WordFile.MEDIA_TYPE))
        .header("Content-Disposition", download.toString())
        .header("Cache-Control", "no-store")
        .body(MinutesWord.of(paper));
  }

  @Allowed(Permission.MEETINGS_APPROVE)
  @PostMapping("/approval")
  ResponseEntity<?> approve(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    return done(page, response, id, sent, "meetings.approved", () -> minutes.approve(id, sent.version()));
  }

  @PostMapping("/addenda")
  ResponseEntity<?> amend(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    return done(page, response, id, sent, "meetings.amended", () -> minutes.amend(id, sent.text("addendum")));
  }

  private ResponseEntity<?> done(Page page, HttpServletResponse response, long id, Sent sent, String flash, Runnable work) {
    try {
      once(sent, work);
      Flash.success(flash).on(response);
      return seeOther("/meetings/" + id);
    } catch (InvalidInput refused) {
      return shown(HttpStatus.UNPROCESSABLE_CONTENT, page, id, MeetingForm.messages(refused, page));
    } catch (StaleMeeting stale) {
      return shown(HttpStatus.CONFLICT, page, id, Map.of("version", page.t("meetings.stale.move")));
    } catch (IllegalMeetingMove illegal) {
      return shown(HttpStatus.CONFLICT, page, id, Map.of("version", page.t("meetings.problem.illegalMove", page.t("meetings.state." + illegal.from()))));
    }
  }

  private ResponseEntity<?> shown(HttpStatus status, Page page, long id, Map<String, String> errors) {
    return ResponseEntity.status(status).body(templates.meetingsShow(page, views.of(page, id, errors)));
  }

  private static Map<Long, String> texts(Sent sent) {
    var texts = new HashMap<Long, String>();
    sent.typed().keySet().stream().filter(field -> field.matches("text\\.[0-9]{1,18}")).forEach(field -> texts.put(Long.valueOf(field.substring(5)), sent.text(field)));
    return texts;
  }

  private void once(Sent sent, Runnable work) {
    idempotency.once(
        sent.text("key"),
        () -> {
          work.run();
          return "done";
        });
  }
}
