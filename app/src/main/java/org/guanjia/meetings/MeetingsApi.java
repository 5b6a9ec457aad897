package org.guanjia.meetings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.files.FileAnswer;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.platform.files.Variant;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.ReceiptCode;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Joint meetings for programs: lists, one whole, materials, marks, follow-ups. What is done with a meeting is {@link MeetingApi}'s. */
@Tag(name = "Joint meetings", description = "Agendas, decisions, follow-ups and minutes of the joint meeting. Amounts are whole fen.")
@RestController
@Allowed(Permission.MEETINGS_VIEW)
@RequestMapping(path = "/api/v1/meetings", produces = MediaType.APPLICATION_JSON_VALUE)
class MeetingsApi {

  private final Meetings meetings;
  private final Planning planning;
  private final Materials materials;
  private final AgendaCandidates candidates;
  private final FollowUps followUps;
  private final Marks marks;
  private final FileAnswer fileAnswer;
  private final Idempotency idempotency;

  MeetingsApi(
      Meetings meetings, Planning planning, Materials materials, AgendaCandidates candidates, FollowUps followUps, Marks marks, FileAnswer fileAnswer,
      Idempotency idempotency) {
    this.meetings = meetings;
    this.planning = planning;
    this.materials = materials;
    this.candidates = candidates;
    this.followUps = followUps;
    this.marks = marks;
    this.fileAnswer = fileAnswer;
    this.idempotency = idempotency;
  }

  /** @param next give it as {@code after} to read on; null at the end */
  record MeetingPage(List<MeetingLine> items, @Nullable String next) {}

  /** @param next give it as {@code after} to read on; null at the end */
  record FollowUpPage(List<MeetingFollowUp> items, @Nullable String next) {}

  @Operation(summary = "List meetings, the latest day first")
  @GetMapping
  MeetingPage list(
      @RequestParam(required = false) @Nullable String year, @RequestParam(required = false) @Nullable MeetingState state,
      @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String limit) {
    if (year != null && !year.isEmpty() && MeetingPages.year(year) == null) throw new InvalidInput("year", "meetings.error.year");
    Meetings.Lines found = meetings.list(MeetingPages.year(year), state, cursor(after), size(limit));
    return new MeetingPage(found.lines(), found.next());
  }

  @Operation(summary = "Plan a meeting", description = "What earlier meetings gave out and is not done stands first on its agenda.")
  @Allowed(Permission.MEETINGS_EDIT)
  @PostMapping
  ResponseEntity<Meeting> plan(@RequestBody MeetingBodies.MeetingJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    NewMeeting planned = said.planned();
    long id = Long.parseLong(idempotency.once(key, () -> Long.toString(planning.plan(planned))));
    return ResponseEntity.created(URI.create("/api/v1/meetings/" + id)).body(meetings.find(id));
  }

  @Operation(summary = "Read a meeting whole")
  @GetMapping("/{id}")
  Meeting read(@PathVariable long id) {
    return meetings.find(id);
  }

  @Operation(summary = "Read the materials of an item")
  @GetMapping("/{id}/items/{item}")
  Materials.Folder materials(@PathVariable long id, @PathVariable long item) {
    return materials.of(id, item);
  }

  @Operation(summary = "Read a picture or paper of an item's matter")
  @GetMapping(path = "/{id}/items/{item}/files/{file}", produces = MediaType.ALL_VALUE)
  ResponseEntity<Resource> file(@PathVariable long id, @PathVariable long item, @PathVariable UUID file, @RequestParam(defaultValue = "ORIGINAL") Variant variant) {
    Optional<StoredFile> found = materials.file(id, item, file);
    return fileAnswer.of(found.orElseThrow(() -> new FileRefused(FileRefused.Reason.UNKNOWN)), variant);
  }

  @Operation(summary = "List what can be put on an agenda: projects before the meeting, marked requests, follow-ups that are not done")
  @Allowed(Permission.MEETINGS_EDIT)
  @GetMapping("/candidates")
  List<AgendaCandidates.Candidate> candidates() {
    return candidates.all();
  }

  @Operation(summary = "List what meetings gave out, by the day it is due")
  @GetMapping("/follow-ups")
  FollowUpPage followUps(
      @RequestParam(defaultValue = "OPEN") FollowUps.Standing standing, @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) @Nullable String limit) {
    FollowUps.Lines found = followUps.list(standing, mine, cursor(after), size(limit));
    return new FollowUpPage(found.lines(), found.next());
  }

  @Operation(summary = "Say that a follow-up is done", description = "For whoever owes it, and for those who keep the meetings.")
  @PostMapping("/follow-ups/{id}/completion")
  MeetingFollowUp complete(@PathVariable long id, @RequestBody MeetingBodies.CompletionJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    idempotency.once(
        key,
        () -> {
          followUps.complete(id, said.version(), said.note());
          return "done";
        });
    return followUps.find(id);
  }

  @Operation(summary = "List the requests that wait for a meeting")
  @Allowed(Permission.MEETINGS_MARK)
  @GetMapping("/marks")
  List<Mark> marks() {
    return marks.open();
  }

  @Operation(summary = "Mark a request for the meeting")
  @Allowed(Permission.MEETINGS_MARK)
  @PostMapping("/marks")
  ResponseEntity<Mark> mark(@RequestBody MeetingBodies.MarkJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    String code = parsed(MeetingBodies.given("request", said.request()));
    idempotency.once(
        key,
        () -> {
          marks.mark(code, said.reason());
          return code;
        });
    return ResponseEntity.created(URI.create("/api/v1/meetings/marks")).body(marks.of(code).orElseThrow(() -> new NoSuchMeeting(code)));
  }

  @Operation(summary = "Take a mark back")
  @Allowed(Permission.MEETINGS_MARK)
  @PostMapping("/marks/{code}/removal")
  List<Mark> unmark(@PathVariable String code, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    String known = ReceiptCode.parse(code).orElseThrow(() -> new NoSuchMeeting(code));
    idempotency.once(
        key,
        () -> {
          marks.unmark(known);
          return known;
        });
    return marks.open();
  }

  private static String parsed(String typed) {
    return ReceiptCode.parse(typed).orElseThrow(() -> new InvalidInput("request", "meetings.error.noSuchRequest"));
  }

  private static @Nullable String cursor(@Nullable String after) {
    if (after == null || after.isEmpty()) return null;
    if (Meetings.DayCursor.parse(after) == null) throw new InvalidInput("after", "meetings.error.cursor");
    return after;
  }

  private static int size(@Nullable String typed) {
    if (typed == null || typed.isBlank()) return Meetings.PAGE_SIZE;
    if (!typed.matches("[0-9]{1,3}") || Integer.parseInt(typed) < 1 || Integer.parseInt(typed) > Meetings.PAGE_SIZE_MAX) {
      throw new InvalidInput("limit", "meetings.error.range", 1, Meetings.PAGE_SIZE_MAX);
    }
    return Integer.parseInt(typed);
  }
}
