package org.guanjia.meetings;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.Source;
import org.jspecify.annotations.Nullable;

/**
 * What programs say with each deed. {@code version} is the one that was read; what overwrites something needs it, and is refused (409)
 * when the meeting has changed since.
 */
final class MeetingBodies {

  private MeetingBodies() {}

  record InviteeJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Party party,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code of the department or village, or a user's id") @Nullable String code) {}

  record MeetingJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate heldOn,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Time of day, 09:00", type = "string") @Nullable LocalTime from,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String place,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "By office") @Nullable String chair,
      @Nullable List<InviteeJson> members,
      @Schema(description = "Of the meeting that was read; not needed for a new one") @Nullable Integer version) {

    NewMeeting planned() {
      return new NewMeeting(heldOn, from, place, chair, listOf("members", members).stream().map(one -> new NewMeeting.Invitee(given("members", one.party()), given("members", one.code()))).toList());
    }
  }

  record EntryJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable ItemKind kind,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code of the project or request, id of the follow-up") @Nullable String ref) {}

  record AgendaJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable List<EntryJson> items, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {
    List<Entry> entries() {
      return listOf("items", given("items", items)).stream().map(one -> new Entry(given("items", one.kind()), given("items", one.ref()))).toList();
    }
  }

  record MeetingVersionJson(@Nullable Integer version) {}

  record MeetingReasonJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason, @Nullable Integer version) {}

  record AddendumJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String text) {}

  record CompletionJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String note, @Nullable Integer version) {}

  record MarkJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Receipt code") @Nullable String request,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason) {}

  record SeatJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Id of the member") @Nullable Long member, @Nullable Attendance attendance,
      @Schema(description = "Who came; required for a substitute") @Nullable String who) {}

  record AttendanceJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable List<SeatJson> seats, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {
    List<Sittings.Seat> taken() {
      return listOf("seats", given("seats", seats)).stream().map(one -> new Sittings.Seat(given("seats", one.member()), one.attendance(), one.who())).toList();
    }
  }

  record MeetingDecisionJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Ruling ruling,
      @Schema(description = "In words; required but for LEFT_OVER") @Nullable String text,
      @Schema(description = "Version of the project or request that was read") @Nullable Integer matterVersion,
      @Schema(description = "What an APPROVED project gets, in fen; the sources must add up to it") @Nullable Long amountFen,
      @Nullable Map<Source, Long> bySource,
      @Schema(description = "Code of the department, for HANDED_OVER") @Nullable String lead,
      @Nullable List<String> others,
      @Schema(description = "What reporters are told, for ANSWERED") @Nullable String answer,
      @Schema(description = "For CONTINUED") @Nullable LocalDate dueOn) {

    Decision made() {
      Map<Source, Long> sources = bySource == null || bySource.isEmpty() ? Map.of() : new EnumMap<>(bySource);
      sources.forEach((source, fen) -> given("bySource." + source, fen));
      return new Decision(ruling, text, matterVersion, amountFen == null ? 0 : amountFen, sources, lead, listOf("others", others), answer, dueOn);
    }
  }

  record FollowUpJson(
      @Schema(description = "Id of the item it comes from") @Nullable Long item,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "What is to be done") @Nullable String task,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Party party,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code of the department or village, or a user's id") @Nullable String owner,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate dueOn) {

    NewFollowUp given() {
      return new NewFollowUp(item, task, party, owner, dueOn);
    }
  }

  record MinutesJson(
      @Nullable String summary,
      @Schema(description = "Words of decisions by the id of their item; those not named stay") @Nullable Map<Long, String> texts,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {

    Map<Long, String> words() {
      return texts == null ? Map.of() : new HashMap<>(texts);
    }
  }

  static <T> T given(String field, @Nullable T value) {
    if (value == null) throw new InvalidInput(field, "requests.error.required");
    return value;
  }

  private static <T> List<T> listOf(String field, @Nullable List<T> values) {
    if (values == null) return List.of();
    for (int i = 0; i < values.size(); i++) if (values.get(i) == null) throw new InvalidInput(field + "[" + i + "]", "requests.error.required");
    return List.copyOf(values);
  }
}
