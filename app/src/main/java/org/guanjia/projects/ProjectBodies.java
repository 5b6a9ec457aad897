package org.guanjia.projects;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What programs say with each deed. {@code version} is the one that was read; with it, a deed is refused (409) when the project has changed
 * since. Null where the program does not mind. Amounts are whole fen.
 */
final class ProjectBodies {

  private ProjectBodies() {}

  record ProjectJson(
      @Schema(description = "Of the library; left out when correcting") @Nullable Integer year,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Kind kind,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String title,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code") @Nullable String village,
      @Nullable String place,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String need,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer benefiting,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long estimateFen,
      @Schema(description = "Receipt codes of the requests it comes from") @Nullable List<String> requests,
      @Nullable Integer version) {

    NewProject proposed(int otherYear) {
      return new NewProject(
          year == null ? otherYear : year, kind, text(title), text(village), place, text(need), given("benefiting", benefiting),
          given("estimate", estimateFen), listOf("requests", requests));
    }
  }

  record SurveyJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate surveyedOn,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String findings,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer asked,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer inFavour,
      @Schema(description = "Ids of pictures sent to /api/v1/files before") @Nullable List<UUID> photos,
      @Nullable Integer version) {

    NewSurvey found() {
      return new NewSurvey(surveyedOn, text(findings), given("asked", asked), given("inFavour", inFavour), listOf("photos", photos));
    }
  }

  record DepartmentsJson(@Schema(requiredMode = RequiredMode.REQUIRED, description = "Codes") @Nullable List<String> departments, @Nullable Integer version) {}

  record ViewJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Opinion opinion,
      @Schema(description = "Required for CONDITIONS and AGAINST") @Nullable String text,
      @Nullable Integer version) {}

  record ScoreJson(@Schema(requiredMode = RequiredMode.REQUIRED, description = "Points by id of the criterion") @Nullable Map<String, Integer> points, @Nullable Integer version) {

    Map<Long, Integer> byCriterion() {
      var all = new HashMap<Long, Integer>();
      for (Map.Entry<String, Integer> one : Objects.requireNonNullElse(points, Map.<String, Integer>of()).entrySet()) {
        if (!one.getKey().matches("[0-9]{1,18}")) throw new InvalidInput("points." + one.getKey(), "projects.error.noCriterion");
        all.put(Long.valueOf(one.getKey()), one.getValue());
      }
      return all;
    }
  }

  record NoteJson(@Nullable String note, @Nullable Integer version) {}

  record ProjectReasonJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason, @Nullable Integer version) {}

  record ProjectApprovalJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long amountFen,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Fen by source; they add up to the amount") @Nullable Map<Source, Long> bySource,
      @Nullable String note,
      @Nullable Integer version) {

    Approval approval() {
      return new Approval(given("amount", amountFen), amounts(bySource), note);
    }
  }

  record StepJson(@Nullable Long id, @Nullable String title, @Nullable LocalDate plannedOn) {}

  record PlanJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String builder,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Id of a user") @Nullable String responsible,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable List<StepJson> milestones,
      @Nullable Integer version) {

    Plan plan() {
      var steps = new ArrayList<Plan.Step>();
      for (StepJson step : listOf("milestones", milestones)) steps.add(new Plan.Step(step.id(), text(step.title()), step.plannedOn()));
      return new Plan(text(builder), responsible, steps);
    }
  }

  record BeginningJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate startedOn, @Nullable Integer version) {}

  record MilestoneJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long milestone, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate doneOn,
      @Nullable Integer version) {}

  record PhotosJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long milestone,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "BEFORE, DURING or AFTER") @Nullable Slot slot,
      @Nullable String caption,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Ids of pictures sent to /api/v1/files before") @Nullable List<UUID> photos,
      @Nullable Integer version) {}

  record InspectionJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Boolean accepted, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String text,
      @Nullable Integer version) {}

  record ClosureJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String result, @Nullable Integer version) {}

  record PaymentJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate paidOn,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String payee,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Source source,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long fen,
      @Nullable Long milestone,
      @Nullable String note,
      @Nullable Integer version) {

    NewPayment payment() {
      return new NewPayment(paidOn, text(payee), source, given("amount", fen), milestone, note);
    }
  }

  record ChangeJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "More or less, in fen by source") @Nullable Map<Source, Long> bySource,
      @Nullable Integer version) {}

  record ChangeDecisionJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Boolean approved, @Nullable String note, @Nullable Integer version) {}

  record RequestsJson(@Schema(requiredMode = RequiredMode.REQUIRED, description = "Receipt codes") @Nullable List<String> requests, @Nullable Integer version) {}

  record CriterionJson(@Nullable String name, @Nullable Integer weight, @Nullable Integer pointsMax) {}

  record SheetJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable List<CriterionJson> criteria, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Integer version) {

    List<Scoring.Criterion> laid() {
      var all = new ArrayList<Scoring.Criterion>();
      for (CriterionJson one : listOf("criteria", criteria)) {
        all.add(new Scoring.Criterion(0, text(one.name()), Objects.requireNonNullElse(one.weight(), 0), Objects.requireNonNullElse(one.pointsMax(), 0)));
      }
      return all;
    }
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  static <T> T given(String field, @Nullable T value) {
    if (value == null) throw new InvalidInput(field, "requests.error.required");
    return value;
  }

  static <T> List<T> listOf(String field, @Nullable List<T> list) {
    if (list == null) return List.of();
    if (list.stream().anyMatch(Objects::isNull)) throw new InvalidInput(field, "projects.error.choose");
    return list;
  }

  static Map<Source, Long> amounts(@Nullable Map<Source, Long> typed) {
    var all = new EnumMap<Source, Long>(Source.class);
    if (typed == null) return all;
    for (Map.Entry<Source, Long> one : typed.entrySet()) all.put(one.getKey(), given("source." + one.getKey(), one.getValue()));
    return all;
  }
}
