package org.guanjia.meetings;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.Export.Column;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
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

/** What meetings gave out: the list, and the form that says it is done. */
@RestController
@RequestMapping("/meetings/follow-ups")
@Allowed(Permission.MEETINGS_VIEW)
class FollowUpPages {

  private final FollowUps followUps;
  private final MeetingViews views;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;

  FollowUpPages(FollowUps followUps, MeetingViews views, Export export, Idempotency idempotency, Templates templates) {
    this.followUps = followUps;
    this.views = views;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @GetMapping
  JteModel list(
      Page page, @RequestParam(required = false) @Nullable String standing, @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam(required = false) @Nullable String after) {
    FollowUps.Standing shown = standing(standing);
    FollowUps.Lines found = followUps.list(shown, mine, after, FollowUps.PAGE_SIZE);
    var chips = new ArrayList<Chip>();
    chips.add(new Chip(page.t("meetings.followUps.mine"), path(FollowUps.Standing.OPEN, true, null), null, mine));
    for (FollowUps.Standing one : FollowUps.Standing.values()) {
      chips.add(new Chip(page.t("meetings.standing." + one), path(one, false, null), null, !mine && one == shown));
    }
    String query = path(shown, mine, null).substring("/meetings/follow-ups".length());
    return templates.meetingsFollowUps(page, new FollowUpList(found.lines(), chips, views.today(), query, found.next() == null ? null : path(shown, mine, found.next())));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.MEETINGS_VIEW)
  @GetMapping("/export.{format:csv|xlsx}")
  void export(
      Page page, HttpServletResponse response, @PathVariable String format, @RequestParam(required = false) @Nullable String standing,
      @RequestParam(defaultValue = "false") boolean mine) {
    LocalDate today = views.today();
    List<Column<MeetingFollowUp>> columns =
        List.of(
            new Column<>(page.t("meetings.field.meeting"), one -> one.year() == 0 ? "" : one.year() + "-" + one.number()), new Column<>(page.t("meetings.field.task"), MeetingFollowUp::text),
            new Column<>(page.t("meetings.field.owner"), MeetingFollowUp::ownerName), new Column<>(page.t("meetings.field.dueOn"), MeetingFollowUp::dueOn),
            new Column<>(page.t("meetings.field.state"), one -> page.t(FollowUpList.stateKey(one, today))),
            new Column<>(page.t("meetings.field.doneAt"), one -> one.doneAt() == null ? null : LocalDate.ofInstant(one.doneAt(), MeetingMoves.ZONE)),
            new Column<>(page.t("meetings.field.note"), MeetingFollowUp::note));
    export.send(response, SheetFormat.of(format), page.t("meetings.followUps"), columns, () -> followUps.stream(standing(standing), mine));
  }

  @GetMapping("/{id}")
  JteModel show(Page page, @PathVariable long id) {
    return templates.meetingsFollowUp(page, followUps.find(id), views.today(), maySay(page, id), MeetingForm.FRESH, null);
  }

  @PostMapping("/{id}/completion")
  ResponseEntity<?> complete(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    try {
      idempotency.once(
          sent.text("key"),
          () -> {
            followUps.complete(id, sent.version(), sent.text("note"));
            return "done";
          });
      Flash.success("meetings.completed").on(response);
      return seeOther("/meetings/follow-ups/" + id);
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
          .body(templates.meetingsFollowUp(page, followUps.find(id), views.today(), true, MeetingForm.refused(typed, refused, page), null));
    } catch (StaleMeeting stale) {
      return ResponseEntity.status(HttpStatus.CONFLICT)
          .body(templates.meetingsFollowUp(page, followUps.find(id), views.today(), maySay(page, id), MeetingForm.typed(typed), page.t("meetings.stale.followUp")));
    }
  }

  private boolean maySay(Page page, long id) {
    MeetingFollowUp followUp = followUps.find(id);
    return !followUp.done() && FollowUps.maySay(followUp, Objects.requireNonNull(page.viewer()));
  }

  private static String path(FollowUps.Standing standing, boolean mine, @Nullable String after) {
    String path = "/meetings/follow-ups?standing=" + standing.name().toLowerCase(Locale.ROOT) + (mine ? "&mine=true" : "");
    return after == null ? path : path + "&after=" + after;
  }

  static FollowUps.Standing standing(@Nullable String typed) {
    return Arrays.stream(FollowUps.Standing.values()).filter(one -> one.name().equalsIgnoreCase(typed)).findFirst().orElse(FollowUps.Standing.OPEN);
  }
}
