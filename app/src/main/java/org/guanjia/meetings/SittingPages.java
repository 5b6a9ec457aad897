package org.guanjia.meetings;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guanjia.meetings.NewMeeting.Invitee;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is done while a meeting sits: the materials of an item with its decision, attendance, things given out. */
@RestController
@RequestMapping("/meetings/{id}")
@Allowed(Permission.MEETINGS_EDIT)
class SittingPages {

  private final Sittings sittings;
  private final Materials materials;
  private final MeetingViews views;
  private final FileAnswer fileAnswer;
  private final Idempotency idempotency;
  private final Templates templates;

  SittingPages(Sittings sittings, Materials materials, MeetingViews views, FileAnswer fileAnswer, Idempotency idempotency, Templates templates) {
    this.sittings = sittings;
    this.materials = materials;
    this.views = views;
    this.fileAnswer = fileAnswer;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Allowed(Permission.MEETINGS_VIEW)
  @GetMapping("/items/{item}")
  JteModel item(Page page, @PathVariable long id, @PathVariable long item) {
    return templates.meetingsItem(page, views.item(page, id, item, MeetingForm.FRESH, null));
  }

  @Allowed(Permission.MEETINGS_VIEW)
  @GetMapping("/items/{item}/print")
  JteModel print(Page page, @PathVariable long id, @PathVariable long item) {
    return templates.meetingsItemPrint(page, views.item(page, id, item, MeetingForm.FRESH, null));
  }

  @Allowed(Permission.MEETINGS_VIEW)
  @GetMapping("/items/{item}/files/{file}")
  ResponseEntity<Resource> file(@PathVariable long id, @PathVariable long item, @PathVariable UUID file, @RequestParam(required = false) @Nullable String size) {
    StoredFile found = materials.file(id, item, file).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return fileAnswer.of(found, !found.isPicture() || size == null ? Variant.ORIGINAL : size.equals("small") ? Variant.SMALL : Variant.LARGE);
  }

  @PostMapping("/items/{item}/decision")
  ResponseEntity<?> decide(Page page, HttpServletResponse response, @PathVariable long id, @PathVariable long item, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    return onItem(
        page, response, id, item, sent, "meetings.decisionWritten",
        () -> {
          var decision =
              new Decision(
                  sent.oneOf(Ruling.class, "ruling"), sent.text("text"), sent.matterVersion(), sent.fen("amount"), sent.bySource(), sent.text("lead"), sent.all("others"),
                  sent.text("answer"), sent.date("dueOn"));
          sent.checks().refuse();
          sittings.decide(id, item, decision);
        });
  }

  @PostMapping("/items/{item}/follow-ups")
  ResponseEntity<?> give(Page page, HttpServletResponse response, @PathVariable long id, @PathVariable long item, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    return onItem(
        page, response, id, item, sent, "meetings.given",
        () -> {
          Invitee owner = sent.invitees("owner").stream().findFirst().orElse(null);
          var given = new NewFollowUp(item, sent.text("task"), owner == null ? null : owner.party(), owner == null ? null : owner.code(), sent.date("taskDue"));
          sent.checks().refuse();
          give(id, given);
        });
  }

  /** The page has two dates; that of the task bears a name of its own there. */
  private void give(long id, NewFollowUp given) {
    try {
      sittings.give(id, given);
    } catch (InvalidInput refused) {
      throw new InvalidInput(
          refused.errors().stream().map(error -> error.field().equals("dueOn") ? new InvalidInput.FieldError("taskDue", error.key(), error.arguments()) : error).toList());
    }
  }

  @GetMapping("/attendance")
  JteModel attendance(Page page, @PathVariable long id) {
    MeetingView view = views.of(page, id);
    return view.meeting().can(MeetingMove.ATTEND) ? templates.meetingsAttendance(page, view, MeetingForm.FRESH, List.of()) : templates.meetingsShow(page, view);
  }

  @PostMapping("/attendance")
  ResponseEntity<?> attend(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    try {
      once(sent, () -> sittings.attend(id, sent.version(), seats(sent)));
      Flash.success("meetings.attendanceWritten").on(response);
      return seeOther("/meetings/" + id);
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
          .body(templates.meetingsAttendance(page, views.of(page, id), MeetingForm.refused(typed, refused, page), List.of()));
    } catch (StaleMeeting stale) {
      MeetingView now = views.of(page, id);
      return ResponseEntity.status(HttpStatus.CONFLICT)
          .body(templates.meetingsAttendance(page, now, MeetingForm.typed(typed), Beside.attendance(page, now.meeting(), sent)));
    } catch (IllegalMeetingMove illegal) {
      return notNow(page, id, illegal);
    }
  }

  private static List<Sittings.Seat> seats(Sent sent) {
    var seats = new ArrayList<Sittings.Seat>();
    for (String field : sent.typed().keySet()) {
      if (!field.matches("attendance\\.[0-9]{1,18}")) continue;
      String member = field.substring(field.indexOf('.') + 1);
      seats.add(new Sittings.Seat(Long.parseLong(member), sent.oneOf(Attendance.class, field), sent.text("who." + member)));
    }
    return seats;
  }

  private ResponseEntity<?> onItem(Page page, HttpServletResponse response, long id, long item, Sent sent, String flash, Runnable work) {
    try {
      once(sent, work);
      Flash.success(flash).on(response);
      return seeOther("/meetings/" + id + "/items/" + item);
    } catch (InvalidInput refused) {
      return page(HttpStatus.UNPROCESSABLE_CONTENT, page, id, item, MeetingForm.refused(sent.typed(), refused, page), null);
    } catch (MatterMovedOn moved) {
      String key = moved.stateKey();
      String told = key == null ? page.t("meetings.problem.matterChanged") : page.t("meetings.problem.matterMoved", page.t(key));
      return page(HttpStatus.CONFLICT, page, id, item, MeetingForm.typed(sent.typed()), told);
    } catch (DecidedBefore before) {
      return page(HttpStatus.CONFLICT, page, id, item, MeetingForm.typed(sent.typed()), page.t("meetings.problem.decidedBefore"));
    } catch (IllegalMeetingMove illegal) {
      return notNow(page, id, illegal);
    }
  }

  private ResponseEntity<?> page(HttpStatus status, Page page, long id, long item, MeetingForm form, @Nullable String conflict) {
    return ResponseEntity.status(status).body(templates.meetingsItem(page, views.item(page, id, item, form, conflict)));
  }

  private ResponseEntity<?> notNow(Page page, long id, IllegalMeetingMove illegal) {
    String told = page.t("meetings.problem.illegalMove", page.t("meetings.state." + illegal.from()));
    return ResponseEntity.status(HttpStatus.CONFLICT).body(templates.meetingsShow(page, views.of(page, id, Map.of("version", told))));
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
