package org.guanjia.requests;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What programs say with each deed. {@code version} is the one that was read; with it, a deed is refused (409) when the
 * request has changed since. Null where the program does not mind.
 */
final class Deeds {

  private Deeds() {}

  record TriageJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Each but DEPARTMENT, for which there is hand-over") @Nullable Outcome outcome,
      @Nullable String category,
      @Schema(description = "Required for DECLINE and WISH") @Nullable String reason,
      @Schema(description = "Ids of the policies looked at; for POLICY the first covers it") @Nullable List<Long> policies,
      @Nullable Integer version) {

    Outcome chosen() {
      return chosenOf("outcome", outcome);
    }

    List<Long> policyIds() {
      return listOf("policies", policies);
    }
  }

  record HandOverJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code of the department that answers for it") @Nullable String lead,
      @Schema(description = "Codes of departments that help") @Nullable List<String> others,
      @Nullable String category,
      @Nullable String note,
      @Nullable Integer version) {

    List<String> helpers() {
      return listOf("others", others);
    }
  }

  record AssignmentJson(@Schema(description = "Id of a user; null takes it from whoever has it") @Nullable String assignee, @Nullable Integer version) {}

  record UserJson(@Schema(description = "Id of a user; null for nobody") @Nullable String supervisor, @Nullable Integer version) {}

  record CorrectionJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String title,
      @Nullable String category,
      @Nullable String village,
      @Nullable String address,
      @Nullable Integer version) {}

  record QuestionJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String question, @Nullable Integer version) {}

  record ContinuationJson(
      @Schema(description = "What the reporter answered") @Nullable String answer,
      @Schema(description = "Why it goes on without an answer") @Nullable String reason,
      @Nullable Integer version) {}

  record AdditionJson(
      @Nullable String text,
      @Schema(description = "Ids of files sent to /api/v1/files before") @Nullable List<UUID> files,
      @Nullable Boolean internal) {

    List<UUID> fileIds() {
      return listOf("files", files);
    }
  }

  record MergeJson(@Schema(requiredMode = RequiredMode.REQUIRED, description = "Code of the other request") @Nullable String into, @Nullable Integer version) {}

  record VersionJson(@Nullable Integer version) {}

  record AcceptanceJson(@Nullable Integer version) {}

  record ReasonJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason, @Nullable Integer version) {}

  record ResultJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "What was done, up to 20,000 characters") @Nullable String result,
      @Schema(description = "Ids of pictures from before the work") @Nullable List<UUID> before,
      @Schema(description = "Ids of pictures from after the work") @Nullable List<UUID> after,
      @Schema(description = "Ids of papers") @Nullable List<UUID> papers,
      @Nullable Integer version) {

    Map<AttachmentKind, List<UUID>> files() {
      var files = new EnumMap<AttachmentKind, List<UUID>>(AttachmentKind.class);
      files.put(AttachmentKind.BEFORE, listOf("before", before));
      files.put(AttachmentKind.AFTER, listOf("after", after));
      files.put(AttachmentKind.PAPER, listOf("papers", papers));
      return files;
    }
  }

  record DraftJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String text,
      @Schema(description = "Id of the policy that the answer refers to") @Nullable Long policy,
      @Nullable Integer version) {}

  record ApprovalJson(@Schema(description = "The answer in mended words; null approves the draft as it is") @Nullable String text, @Nullable Integer version) {}

  record TellingJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "How it was done in the end") Tellings.@Nullable Way way, @Nullable String note) {

    Tellings.Way chosen() {
      return chosenOf("way", way);
    }

    @Nullable String remark() {
      return note == null || note.isBlank() ? null : Texts.required("note", note);
    }
  }

  enum Finding {
    /** The answer stands. */
    UPHOLD,
    /** It must be done again. */
    REDO
  }

  record ReviewJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Finding finding,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "What the review found") @Nullable String review,
      @Nullable Integer version) {

    Finding chosen() {
      return chosenOf("finding", finding);
    }
  }

  record ExtensionJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "1 to 30") @Nullable Integer workingDays,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason,
      @Nullable Integer version) {

    int days() {
      return chosenOf("workingDays", workingDays);
    }
  }

  record RevealJson(@Schema(requiredMode = RequiredMode.REQUIRED) Reveals.@Nullable Purpose purpose) {

    Reveals.Purpose chosen() {
      return chosenOf("purpose", purpose);
    }
  }

  private static <T> T chosenOf(String field, @Nullable T value) {
    if (value == null) throw new InvalidInput(field, "requests.error.required");
    return value;
  }

  /** The values as a list; refused when one of them is null. */
  static <T> List<T> listOf(String field, @Nullable List<T> values) {
    if (values == null) return List.of();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null) throw new InvalidInput(field + "[" + i + "]", "requests.error.required");
    }
    return List.copyOf(values);
  }
}
