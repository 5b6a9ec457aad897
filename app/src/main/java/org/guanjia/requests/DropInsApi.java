package org.guanjia.requests;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Leaders' drop-in days for programs. */
@Tag(name = "Drop-in days", description = "When which leader sits in which village, what was raised there and what became of it.")
@RestController
@RequestMapping(path = "/api/v1/drop-ins", produces = MediaType.APPLICATION_JSON_VALUE)
class DropInsApi {

  private final DropIns dropIns;
  private final Idempotency idempotency;

  DropInsApi(DropIns dropIns, Idempotency idempotency) {
    this.dropIns = dropIns;
    this.idempotency = idempotency;
  }

  /**
   * A day as programs write it.
   *
   * @param from time of day, {@code 09:00}
   * @param version of the day that was read; not needed for a new one
   */
  record DayJson(
      @Nullable String leader,
      @Nullable String village,
      @Nullable LocalDate heldOn,
      @Nullable LocalTime from,
      @Nullable String place,
      @Nullable String note,
      @Nullable Integer version) {

    private DropIns.Plan plan() {
      if (heldOn == null) throw new InvalidInput("heldOn", "requests.error.required");
      return new DropIns.Plan(
          Texts.required("leader", leader, DropIns.LEADER_LENGTH_MAX), Texts.required("village", village), heldOn, from,
          Texts.optional("place", place, DropIns.PLACE_LENGTH_MAX), Texts.optional("note", note));
    }
  }

  @Operation(summary = "Days from today on, or past ones the latest first; read on with afterDay and afterId of the last one")
  @Allowed(Permission.REQUESTS_VIEW)
  @GetMapping
  List<DropIns.Day> list(
      @RequestParam(defaultValue = "false") boolean past,
      @RequestParam(required = false) @Nullable String village,
      @RequestParam(required = false) @Nullable LocalDate afterDay,
      @RequestParam(defaultValue = "0") long afterId) {
    return dropIns.list(past, village, afterDay, afterId).stream().limit(DropIns.PAGE_SIZE).toList();
  }

  @Operation(summary = "A day's sheet: what was raised, and what is still known of the days before it in that village")
  @Allowed(Permission.REQUESTS_VIEW)
  @GetMapping("/{id}")
  DropIns.Sheet sheet(@PathVariable long id) {
    return dropIns.sheet(id);
  }

  @Operation(summary = "Put a day on the schedule")
  @Allowed(Permission.DROP_INS_EDIT)
  @PostMapping
  ResponseEntity<DropIns.Day> add(@RequestBody DayJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    DropIns.Plan plan = said.plan();
    long id = Long.parseLong(idempotency.once(key, () -> Long.toString(dropIns.add(plan))));
    return ResponseEntity.created(URI.create("/api/v1/drop-ins/" + id)).body(dropIns.day(id));
  }

  @Operation(summary = "Change a day; 409 when somebody else changed it since that version")
  @Allowed(Permission.DROP_INS_EDIT)
  @PutMapping("/{id}")
  DropIns.Day change(@PathVariable long id, @RequestBody DayJson said, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    DropIns.Plan plan = said.plan();
    Integer version = said.version();
    if (version == null) throw new InvalidInput("version", "requests.error.required");
    idempotency.once(
        key,
        () -> {
          dropIns.change(id, version, plan);
          return "changed";
        });
    return dropIns.day(id);
  }
}
