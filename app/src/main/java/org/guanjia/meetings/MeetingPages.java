package org.guanjia.meetings;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Tile;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of meetings, the form for a new one, a meeting whole and its moves. */
@RestController
@Allowed(Permission.MEETINGS_VIEW)
class MeetingPages {

  private static final int COUNTED_MAX = 100;

  private final Meetings meetings;
  private final Planning planning;
  private final Sittings sittings;
  private final FollowUps followUps;
  private final Marks marks;
  private final MeetingViews views;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;

  MeetingPages(
      Meetings meetings, Planning planning, Sittings sittings, FollowUps followUps, Marks marks, MeetingViews views, Export export, Idempotency idempotency,
      Templates templates) {
    this.meetings = meetings;
    this.planning = planning;
    this.sittings = sittings;
    this.followUps = followUps;
    this.marks = marks;
    this.views = views;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Bean
  static NavEntry meetingsNav() {
    return new NavEntry(NavEntry.Section.SERVICES, 30, "mic", "meetings.title", "/meetings", Permission.MEETINGS_VIEW);
  }

  @GetMapping("/meetings")
  JteModel list(
      Page page, @RequestParam(required = false) @Nullable String year, @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String after) {
    Integer inYear = year(year);
    MeetingState standing = state(state);
    return templates.meetingsList(page, views.read(() -> list(page, inYear, standing, after)));
  }

  @Allowed(value = Permission.EXPORT, and = Permission.MEETINGS_VIEW)
  @GetMapping("/meetings/export.{format:csv|xlsx}")
  void export(
      Page page, HttpServletResponse response, @PathVariable String format, @RequestParam(required = false) @Nullable String year,
      @RequestParam(required = false) @Nullable String state) {
    List<Export.Column<MeetingLine>> columns =
        List.of(
            new Export.Column<>(page.t("meetings.field.year"), MeetingLine::year), new Export.Column<>(page.t("meetings.field.number"), MeetingLine::number),
            new Export.Column<>(page.t("meetings.field.heldOn"), MeetingLine::heldOn), new Export.Column<>(page.t("meetings.field.from"), line -> line.from().toString()),
            new Export.Column<>(page.t("meetings.field.place"), MeetingLine::place), new Export.Column<>(page.t("meetings.field.chair"), MeetingLine::chair),
            new Export.Column<>(page.t("meetings.field.state"), line -> page.t("meetings.state." + line.state())),
            new Export.Column<>(page.t("meetings.items"), MeetingLine::items), new Export.Column<>(page.t("meetings.decided"), MeetingLine::decided),
            new Export.Column<>(page.t("meetings.openFollowUps"), MeetingLine::openFollowUps));
    export.send(response, SheetFormat.of(format), page.t("meetings.title"), columns, () -> meetings.stream(year(year), state(state)));
  }

  @Allowed(Permission.MEETINGS_EDIT)
  @GetMapping("/meetings/new")
  JteModel blank(Page page) {
    return templates.meetingsEdit(page, null, MeetingForm.FRESH, views.parties(page));
  }

  @Allowed(Permission.MEETINGS_EDIT)
  @PostMapping("/meetings/new")
  ResponseEntity<?> plan(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    try {
      String id =
          idempotency.once(
              sent.text("key"),
              () -> {
                NewMeeting planned = sent.meeting();
                sent.checks().refuse();
                return Long.toString(planning.plan(planned));
              });
      Flash.success("meetings.planned").on(response);
      return seeOther("/meetings/" + id + "/agenda");
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(templates.meetingsEdit(page, null, MeetingForm.refused(typed, refused, page), views.parties(page)));
    }
  }

  @GetMapping("/meetings/{id}")
  JteModel show(Page page, @PathVariable long id) {
    return templates.meetingsShow(page, views.of(page, id));
  }

  @Allowed(Permission.MEETINGS_EDIT)
  @GetMapping("/meetings/{id}/edit")
  JteModel edit(Page page, @PathVariable long id) {
    return templates.meetingsEdit(page, views.of(page, id).meeting(), MeetingForm.FRESH, views.parties(page));
  }

  /** Whoever comes second sees what the first saved beside what they typed; sent again, what was typed stands. */
  @Allowed(Permission.MEETINGS_EDIT)
  @PostMapping("/meetings/{id}/edit")
  ResponseEntity<?> change(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    var sent = new Sent(typed);
    try {
      once(
          sent,
          () -> {
            NewMeeting changed = sent.meeting();
            sent.checks().refuse();
            planning.change(id, sent.version(), changed);
          });
      Flash.success("meetings.changed").on(response);
      return seeOther("/meetings/" + id);
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
          .body(templates.meetingsEdit(page, meetings.find(id), MeetingForm.refused(typed, refused, page), views.parties(page)));
    } catch (StaleMeeting stale) {
      Meeting now = meetings.find(id);
      return ResponseEntity.status(HttpStatus.CONFLICT).body(templates.meetingsEdit(page, now, beside(page, now, typed), views.parties(page)));
    } catch (IllegalMeetingMove illegal) {
      return notNow(page, id, illegal);
    }
  }

  @Allowed(Permission.MEETINGS_EDIT)
  @PostMapping("/meetings/{id}/convening")
  ResponseEntity<?> convene(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, id, typed, "meetings.convened", sent -> planning.convene(id, sent.version()));
  }

  @Allowed(Permission.MEETINGS_EDIT)
  @PostMapping("/meetings/{id}/reopening")
  ResponseEntity<?> reopen(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, id, typed, "meetings.reopened", sent -> planning.reopen(id, sent.version()));
  }

  @Allowed(Permission.MEETINGS_EDIT)
  @PostMapping("/meetings/{id}/calling-off")
  ResponseEntity<?> callOff(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, id, typed, "meetings.calledOff", sent -> planning.callOff(id, sent.version(), sent.text("reason")));
  }

  @Allowed(Permission.MEETINGS_EDIT)
  @PostMapping("/meetings/{id}/holding")
  ResponseEntity<?> hold(Page page, HttpServletResponse response, @PathVariable long id, @RequestParam MultiValueMap<String, String> typed) {
    return move(page, response, id, typed, "meetings.held", sent -> sittings.hold(id, sent.version()));
  }

  /** A move that types little; what it is refused for stands on the meeting's page. */
  private interface Work {
    void on(Sent sent);
  }

  private ResponseEntity<?> move(Page page, HttpServletResponse response, long id, MultiValueMap<String, String> typed, String flash, Work work) {
    var sent = new Sent(typed);
    try {
      once(sent, () -> work.on(sent));
      Flash.success(flash).on(response);
      return seeOther("/meetings/" + id);
    } catch (InvalidInput refused) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).body(templates.meetingsShow(page, views.of(page, id, MeetingForm.messages(refused, page))));
    } catch (StaleMeeting stale) {
      return ResponseEntity.status(HttpStatus.CONFLICT).body(templates.meetingsShow(page, views.of(page, id, Map.of("version", page.t("meetings.stale.move")))));
    } catch (IllegalMeetingMove illegal) {
      return notNow(page, id, illegal);
    }
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

  private static MeetingForm beside(Page page, Meeting now, MultiValueMap<String, String> typed) {
    var differing = new java.util.LinkedHashMap<String, String>();
    compare(page, differing, typed, "heldOn", now.line().heldOn().toString());
    compare(page, differing, typed, "from", now.line().from().toString());
    compare(page, differing, typed, "place", now.line().place());
    compare(page, differing, typed, "chair", now.line().chair());
    var standing = new TreeSet<>(now.members().stream().map(Meeting.Member::key).toList());
    if (!standing.equals(new TreeSet<>(typed.getOrDefault("members", List.of())))) {
      String names = String.join("、", now.members().stream().map(Meeting.Member::name).toList());
      differing.put("members", page.t("meetings.stale.saved", names.isEmpty() ? "–" : names));
    }
    if (differing.isEmpty()) differing.put("heldOn", page.t("meetings.stale.move"));
    return new MeetingForm(typed, differing);
  }

  private static void compare(Page page, Map<String, String> differing, MultiValueMap<String, String> typed, String field, String saved) {
    if (!saved.equals(typed.getFirst(field))) differing.put(field, page.t("meetings.stale.saved", saved));
  }

  private MeetingList list(Page page, @Nullable Integer year, @Nullable MeetingState state, @Nullable String after) {
    Meetings.Lines found = meetings.list(year, state, after, Meetings.PAGE_SIZE);
    var years = new ArrayList<Chip>();
    years.add(new Chip(page.t("meetings.allYears"), "/meetings" + query(null, state, null), null, year == null));
    meetings.years().forEach(one -> years.add(new Chip(page.t("meetings.inYear", one.toString()), "/meetings" + query(one, state, null), null, one.equals(year))));
    var states = new ArrayList<Chip>();
    states.add(new Chip(page.t("meetings.allStates"), "/meetings" + query(year, null, null), null, state == null));
    for (MeetingState one : MeetingState.values()) {
      if (one == MeetingState.PLANNED && !page.may(Permission.MEETINGS_EDIT)) continue;
      states.add(new Chip(page.t("meetings.state." + one), "/meetings" + query(year, one, null), null, one == state));
    }
    return new MeetingList(
        found.lines(), years, states, tiles(page), query(year, state, null), found.next() == null ? null : "/meetings" + query(year, state, found.next()),
        year != null || state != null);
  }

  private List<Tile> tiles(Page page) {
    int overdue = followUps.count(FollowUps.Standing.OVERDUE, false, COUNTED_MAX);
    int mine = followUps.count(FollowUps.Standing.OPEN, true, COUNTED_MAX);
    var tiles = new ArrayList<Tile>();
    tiles.add(
        Tile.of(page.t("meetings.tile.open"), counted(page, followUps.count(FollowUps.Standing.OPEN, false, COUNTED_MAX))).to("/meetings/follow-ups"));
    tiles.add(Tile.of(page.t("meetings.tile.overdue"), counted(page, overdue)).to("/meetings/follow-ups?standing=overdue").tone(overdue == 0 ? null : Tone.DANGER));
    tiles.add(Tile.of(page.t("meetings.tile.mine"), counted(page, mine)).to("/meetings/follow-ups?mine=true").tone(mine == 0 ? null : Tone.ACCENT));
    if (page.may(Permission.MEETINGS_MARK)) tiles.add(Tile.of(page.t("meetings.tile.marks"), counted(page, marks.open().size())).to("/meetings/marks"));
    return tiles;
  }

  private static String counted(Page page, int count) {
    return count < COUNTED_MAX ? page.number(count) : page.t("desk.many", COUNTED_MAX - 1);
  }

  private static String query(@Nullable Integer year, @Nullable MeetingState state, @Nullable String after) {
    var parts = new ArrayList<String>();
    if (year != null) parts.add("year=" + year);
    if (state != null) parts.add("state=" + state.name().toLowerCase(Locale.ROOT));
    if (after != null) parts.add("after=" + after);
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  static @Nullable Integer year(@Nullable String typed) {
    return typed != null && typed.matches("20[0-9]{2}") ? Integer.valueOf(typed) : null;
  }

  static @Nullable MeetingState state(@Nullable String typed) {
    return Arrays.stream(MeetingState.values()).filter(state -> state.name().equalsIgnoreCase(typed)).findFirst().orElse(null);
  }
}
