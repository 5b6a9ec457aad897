package org.guanjia.meetings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done with a meeting, by programs; each answers with the meeting as it stands then, and is done once for one Idempotency-Key. */
@Tag(name = "Joint meetings")
@RestController
@Allowed(Permission.MEETINGS_EDIT)
@RequestMapping(path = "/api/v1/meetings/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class MeetingApi {

  private static final String KEY = "Idempotency-Key";

  private final Meetings meetings;
  private final Planning planning;
  private final Sittings sittings;
  private final Minutes minutes;
  private final MeetingViews views;
  private final Idempotency idempotency;

  MeetingApi(Meetings meetings, Planning planning, Sittings sittings, Minutes minutes, MeetingViews views, Idempotency idempotency) {
    this.meetings = meetings;
    this.planning = planning;
    this.sittings = sittings;
    this.minutes = minutes;
    this.views = views;
    this.idempotency = idempotency;
  }

  @Operation(summary = "Change day, place, chair or members")
  @PutMapping
  Meeting change(@PathVariable long id, @RequestBody MeetingBodies.MeetingJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    NewMeeting changed = said.planned();
    int version = MeetingBodies.given("version", said.version());
    return once(id, key, () -> planning.change(id, version, changed));
  }

  @Operation(summary = "Put the agenda together anew: these items in this order")
  @PutMapping("/agenda")
  Meeting arrange(@PathVariable long id, @RequestBody MeetingBodies.AgendaJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    var entries = said.entries();
    int version = MeetingBodies.given("version", said.version());
    return once(id, key, () -> planning.arrange(id, version, entries));
  }

  @Operation(summary = "Fix the agenda and invite the members")
  @PostMapping("/convening")
  Meeting convene(@PathVariable long id, @RequestBody MeetingBodies.MeetingVersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return once(id, key, () -> planning.convene(id, said.version()));
  }

  @Operation(summary = "Open the agenda again")
  @PostMapping("/reopening")
  Meeting reopen(@PathVariable long id, @RequestBody MeetingBodies.MeetingVersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return once(id, key, () -> planning.reopen(id, said.version()));
  }

  @Operation(summary = "Call the meeting off")
  @PostMapping("/calling-off")
  Meeting callOff(@PathVariable long id, @RequestBody MeetingBodies.MeetingReasonJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return once(id, key, () -> planning.callOff(id, said.version(), said.reason()));
  }

  @Operation(summary = "Say that the meeting has sat")
  @PostMapping("/holding")
  Meeting hold(@PathVariable long id, @RequestBody MeetingBodies.MeetingVersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return once(id, key, () -> sittings.hold(id, said.version()));
  }

  @Operation(summary = "Write down who came")
  @PutMapping("/attendance")
  Meeting attend(@PathVariable long id, @RequestBody MeetingBodies.AttendanceJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    var seats = said.taken();
    int version = MeetingBodies.given("version", said.version());
    return once(id, key, () -> sittings.attend(id, version, seats));
  }

  @Operation(
      summary = "Write a decision down and move its matter",
      description = "409 when the matter is not what it was, such as withdrawn a minute ago, or somebody else has decided; nothing is done then.")
  @PostMapping("/items/{item}/decision")
  Meeting decide(
      @PathVariable long id, @PathVariable long item, @RequestBody MeetingBodies.MeetingDecisionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    Decision decision = said.made();
    return once(id, key, () -> sittings.decide(id, item, decision));
  }

  @Operation(summary = "Give somebody something to do")
  @PostMapping("/follow-ups")
  Meeting give(@PathVariable long id, @RequestBody MeetingBodies.FollowUpJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return once(id, key, () -> sittings.give(id, said.given()));
  }

  @Operation(summary = "Write the minutes")
  @PutMapping("/minutes")
  Meeting write(@PathVariable long id, @RequestBody MeetingBodies.MinutesJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    int version = MeetingBodies.given("version", said.version());
    return once(id, key, () -> minutes.write(id, version, said.summary(), said.words()));
  }

  @Operation(summary = "Read the minutes as a Word document")
  @Allowed(Permission.MEETINGS_VIEW)
  @GetMapping(path = "/minutes.docx", produces = WordFile.MEDIA_TYPE)
  ResponseEntity<byte[]> word(Page page, @PathVariable long id) {
    return ResponseEntity.ok(MinutesWord.of(MinutesPaper.of(page, views.of(page, id))));
  }

  @Operation(summary = "Approve minutes that somebody else wrote; they do not change any more")
  @Allowed(Permission.MEETINGS_APPROVE)
  @PostMapping("/approval")
  Meeting approve(@PathVariable long id, @RequestBody MeetingBodies.MeetingVersionJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return once(id, key, () -> minutes.approve(id, said.version()));
  }

  @Operation(summary = "Add something to approved minutes")
  @PostMapping("/addenda")
  Meeting amend(@PathVariable long id, @RequestBody MeetingBodies.AddendumJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    return once(id, key, () -> minutes.amend(id, said.text()));
  }

  private Meeting once(long id, @Nullable String key, Runnable work) {
    idempotency.once(
        key,
        () -> {
          work.run();
          return "done";
        });
    return meetings.find(id);
  }
}
