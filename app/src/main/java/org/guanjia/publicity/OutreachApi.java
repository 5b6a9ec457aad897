package org.guanjia.publicity;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Outreach for programs. */
@Tag(name = "Outreach", description = "Leaflets in plain words, what was done to carry them to people, and how many were reached.")
@RestController
@Allowed({Permission.OUTREACH_RECORD, Permission.PUBLICITY_EDIT})
@RequestMapping(path = "/api/v1/outreach", produces = MediaType.APPLICATION_JSON_VALUE)
class OutreachApi {

  private static final String KEY = "Idempotency-Key";

  private final Outreach outreach;
  private final Idempotency idempotency;

  OutreachApi(Outreach outreach, Idempotency idempotency) {
    this.outreach = outreach;
    this.idempotency = idempotency;
  }

  /** @param policy number of the policy; @param villages codes, empty for every village; @param version of what was read, 0 for a new one */
  record LeafletJson(
      @Nullable Long policy, @Nullable String title, @Nullable String who, @Nullable String what, @Nullable String how, @Nullable String where,
      @Nullable List<String> villages, @Nullable Boolean active, @Nullable Integer version) {

    Outreach.Leaflet leaflet(long id) {
      return new Outreach.Leaflet(
          id, policy, said(title), said(who), said(what), said(how), where, villages == null ? List.of() : villages, !Boolean.FALSE.equals(active),
          Objects.requireNonNullElse(version, 0));
    }

    private static String said(@Nullable String text) {
      return text == null ? "" : text.strip();
    }
  }

  record EffortJson(
      @Nullable Long leaflet, @Nullable String village, @Nullable LocalDate heldOn, Outreach.@Nullable Way way, @Nullable Integer times, @Nullable Integer people,
      @Nullable String note) {}

  /** @param what PROJECTS or WISHES; @param version of what was read, 0 for a new one */

  @Operation(summary = "All leaflets")
  @GetMapping("/leaflets")
  List<Outreach.Leaflet> leaflets() {
    return outreach.leaflets(false);
  }

  @Operation(summary = "Write a leaflet")
  @Allowed(Permission.PUBLICITY_EDIT)
  @PostMapping("/leaflets")
  Outreach.Leaflet add(@RequestBody LeafletJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    long id = Long.parseLong(idempotency.once(key, () -> String.valueOf(outreach.save(said.leaflet(0)))));
    return outreach.leaflet(id).orElseThrow();
  }

  @Operation(summary = "Change a leaflet; 409 when somebody else changed it since that version")
  @Allowed(Permission.PUBLICITY_EDIT)
  @PutMapping("/leaflets/{id}")
  Outreach.Leaflet change(@PathVariable long id, @RequestBody LeafletJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    if (outreach.leaflet(id).isEmpty()) throw new PublicationProblem.Unknown(id);
    idempotency.once(key, () -> String.valueOf(outreach.save(said.leaflet(id))));
    return outreach.leaflet(id).orElseThrow();
  }

  @Operation(summary = "What was done in a year")
  @GetMapping("/efforts")
  List<Outreach.Effort> efforts(@RequestParam int year) {
    return outreach.efforts(checked(year));
  }

  @Operation(summary = "Enter a talk, door visits or the like")
  @PostMapping("/efforts")
  Map<String, Long> enter(@RequestBody EffortJson said, @RequestHeader(name = KEY, required = false) @Nullable String key) {
    Outreach.Way way = said.way();
    LocalDate heldOn = said.heldOn();
    if (way == null) throw new InvalidInput("way", "publicity.error.way");
    if (heldOn == null) throw new InvalidInput("heldOn", "publicity.error.date");
    var effort =
        new Outreach.Effort(
            0, said.leaflet(), Objects.requireNonNullElse(said.village(), ""), heldOn, way, Objects.requireNonNullElse(said.times(), 1),
            Objects.requireNonNullElse(said.people(), 0), said.note());
    return Map.of("id", Long.valueOf(idempotency.once(key, () -> String.valueOf(outreach.enter(effort)))));
  }

  @Operation(summary = "Who was reached in a year, by village")
  @GetMapping("/reached")
  List<Outreach.Reached> reached(@RequestParam int year) {
    return outreach.reached(checked(year));
  }

  private static int checked(int year) {
    if (year < 2000 || year > 2099) throw new InvalidInput("year", "publicity.error.year");
    return year;
  }
}
