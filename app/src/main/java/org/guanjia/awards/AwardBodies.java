package org.guanjia.awards;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.benefits.MonthWords;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/** What programs say with each deed. {@code version} is the one that was read; a deed is refused (409) when the award has changed since. */
final class AwardBodies {

  private AwardBodies() {}

  record ApplicationJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long person, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String programme,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "PAPER, PHONE or VISIT") Award.@Nullable Origin origin, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate appliedOn,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "First month, 2026-05", type = "string") @Nullable String from, @Nullable String applicant, @Nullable String phone,
      @Nullable String words, @Schema(description = "Ids of stored files") @Nullable List<UUID> files) {

    NewAward award() {
      return new NewAward(
          given("person", person), programme, origin, appliedOn, month("from", from), blankToNull(applicant), blankToNull(phone), blankToNull(words),
          Objects.requireNonNullElse(files, List.of()));
    }
  }

  record ProposalJson(@Nullable List<Long> persons, @Nullable String programme, @Schema(type = "string") @Nullable String from) {}

  record ProposedJson(int proposed) {}

  record AwardVersionJson(@Nullable Integer version) {}

  record AwardWordsJson(@Nullable Integer version, @Nullable String words) {}

  record AwardReasonJson(@Nullable Integer version, @Nullable String reason) {}

  record MonthJson(@Nullable Integer version, @Schema(type = "string") @Nullable String from) {}

  record CheckJson(@Nullable Integer version, Award.@Nullable Finding finding, @Nullable String words) {}

  record PapersJson(@Nullable List<UUID> files, @Schema(description = "Code of the fact that they settle") @Nullable String proves, @Nullable String note) {}

  record ObjectionJson(@Nullable String words, @Nullable String objector, @Nullable String phone) {}

  record AnswerJson(@Nullable Boolean upheld, @Nullable String words) {}

  record SuspensionJson(@Nullable Integer version, @Schema(type = "string") @Nullable String from, @Nullable LocalDate until, @Nullable String reason) {}

  record ResumptionJson(@Nullable Integer version, @Schema(type = "string") @Nullable String from, boolean makeGood, @Nullable String reason) {}

  record ProlongationJson(@Nullable Integer version, @Nullable LocalDate until, @Nullable String reason) {}

  record EndJson(@Nullable Integer version, Award.@Nullable EndReason reason, @Schema(type = "string") @Nullable String lastMonth, @Nullable String words) {}

  record AppealJson(@Nullable Integer version, @Nullable String words, @Nullable LocalDate madeOn) {}

  record DecisionJson(@Nullable Integer version, @Nullable Boolean granted, @Nullable String words) {}

  record RoundJson(@Nullable List<Long> awards) {}

  record ProcedureJson(@Nullable Integer publicationDays, @Nullable String document) {}

  record LimitJson(@Schema(description = "role: and a role, or user: and a user's id") @Nullable String holder, @Nullable Long monthlyFen, @Nullable String document) {}

  static <T> T given(String field, @Nullable T value) {
    if (value == null) throw new InvalidInput(field, "awards.error.given");
    return value;
  }

  static YearMonth month(String field, @Nullable String typed) {
    YearMonth month = MonthWords.parse(typed).orElse(null);
    if (month == null) throw new InvalidInput(field, "awards.error.month");
    return month;
  }

  static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
