package org.guanjia.payments;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What programs say with each deed. {@code version} is the one that was read; with it, a deed is refused (409) when the thing has changed since. Null
 * where the program does not mind. Amounts are whole fen, months are written 2026-05.
 */
final class PaymentBodies {

  private PaymentBodies() {}

  record NewRunJson(
      @Schema(description = "MONTHLY when left out") @Nullable RunKind kind,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "2026-05") @Nullable String month,
      @Schema(description = "Earlier months are looked at again from here on; a year back when left out") @Nullable String since,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "Codes") @Nullable List<String> programmes,
      @Schema(description = "Of a correction: also those whose account is still the one that the bank refused") @Nullable Boolean sameAccountToo) {

    NewRun wanted() {
      return new NewRun(
          Objects.requireNonNullElse(kind, RunKind.MONTHLY), monthOf("month", month), monthOf("since", since), listOf("programmes", programmes), Boolean.TRUE.equals(sameAccountToo));
    }
  }

  record VersionJson(@Nullable Integer version) {}

  record PaymentReasonJson(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason, @Nullable Integer version) {}

  record FileJson(@Schema(requiredMode = RequiredMode.REQUIRED, description = "Number of a layout") @Nullable Long layout, @Nullable Integer version) {}

  record AgreementJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long instalmentFen,
      @Schema(description = "Of a month's payment at most so much is kept back; 50 when left out") @Nullable Integer capPercent,
      @Schema(description = "Code of the programme it is kept back from; that which paid too much when left out") @Nullable String deductFrom,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String firstMonth,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate agreedOn,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String agreedWith,
      @Nullable Integer version) {

    Agreement agreement() {
      return new Agreement(given("instalment", instalmentFen), Objects.requireNonNullElse(capPercent, 50), deductFrom, monthOf("firstMonth", firstMonth), agreedOn, agreedWith);
    }
  }

  record CashJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long fen, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LocalDate on, @Nullable String reason,
      @Nullable Integer version) {}

  record WriteOffJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Boolean approved, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String reason, @Nullable Integer version) {}

  record LayoutJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LayoutKind kind,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String name,
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable DefinitionJson definition,
      @Nullable Boolean retired,
      @Schema(description = "The version that was read; required when changing") @Nullable Integer version) {}

  record ColumnJson(
      @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String title, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable LayoutContent content, @Nullable String fixed) {}

  record DefinitionJson(
      @Schema(description = "CSV or XLSX") @Nullable String format, @Schema(description = "UTF-8 or GB18030") @Nullable String charset, @Nullable String separator,
      @Nullable Boolean heading, Layout.@Nullable TotalLine total, @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable List<ColumnJson> columns,
      @Nullable List<ColumnJson> totalColumns, Layout.@Nullable Unit unit, @Nullable String fileName, @Nullable List<String> accountPrefixes, @Nullable List<String> paidWords,
      @Nullable List<String> failedWords, @Nullable String totalWord, @Nullable Boolean failuresOnly) {

    Layout.Definition definition() {
      return new Layout.Definition(
          Objects.requireNonNullElse(format, "CSV"), Objects.requireNonNullElse(charset, "UTF-8"), Objects.requireNonNullElse(separator, ","), !Boolean.FALSE.equals(heading),
          Objects.requireNonNullElse(total, Layout.TotalLine.NONE), columns("columns", columns), columns("totalColumns", totalColumns),
          Objects.requireNonNullElse(unit, Layout.Unit.YUAN), Objects.requireNonNullElse(fileName, ""), listOf("accountPrefixes", accountPrefixes),
          listOf("paidWords", paidWords), listOf("failedWords", failedWords), totalWord, Boolean.TRUE.equals(failuresOnly));
    }

    private static List<Layout.Column> columns(String field, @Nullable List<ColumnJson> columns) {
      return listOf(field, columns).stream().map(column -> new Layout.Column(given(field, column.title()), given(field, column.content()), column.fixed())).toList();
    }
  }

  record PaydayJson(
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "1 to 28") @Nullable Integer day, @Nullable Integer proposeBefore, @Nullable Integer submitBefore,
      @Nullable Integer approveBefore, @Nullable Integer fileBefore, @Nullable Integer warnBefore,
      @Schema(requiredMode = RequiredMode.REQUIRED, description = "The version that was read; 0 before the first") @Nullable Integer version) {

    Payday rule(Payday usual) {
      return new Payday(
          0, given("day", day), Objects.requireNonNullElse(proposeBefore, usual.proposeBefore()), Objects.requireNonNullElse(submitBefore, usual.submitBefore()),
          Objects.requireNonNullElse(approveBefore, usual.approveBefore()), Objects.requireNonNullElse(fileBefore, usual.fileBefore()),
          Objects.requireNonNullElse(warnBefore, usual.warnBefore()));
    }
  }

  /** Null for none. */
  static @Nullable YearMonth monthOf(String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    return HistoryTarget.month(typed).orElseThrow(() -> new InvalidInput(field, "payments.error.month"));
  }

  static <T> T given(String field, @Nullable T value) {
    if (value == null) throw new InvalidInput(field, "requests.error.required");
    return value;
  }

  static <T> List<T> listOf(String field, @Nullable List<T> list) {
    if (list == null) return List.of();
    if (list.stream().anyMatch(Objects::isNull)) throw new InvalidInput(field, "payments.error.choose");
    return list;
  }

  static int size(@Nullable String typed) {
    if (typed == null || typed.isBlank()) return Payments.PAGE_SIZE;
    if (!typed.matches("[0-9]{1,3}") || Integer.parseInt(typed) < 1 || Integer.parseInt(typed) > Payments.PAGE_SIZE_MAX) {
      throw new InvalidInput("limit", "payments.error.range", 1, Payments.PAGE_SIZE_MAX);
    }
    return Integer.parseInt(typed);
  }

  static @Nullable Long cursor(@Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    if (!typed.matches("[0-9]{1,18}")) throw new InvalidInput("after", "payments.error.number");
    return Long.valueOf(typed);
  }

  static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field, @Nullable String typed) {
    if (typed == null || typed.isBlank()) return null;
    E one = RunViews.oneOf(type, typed);
    if (one == null) throw new InvalidInput(field, "payments.error.oneOf", Arrays.toString(type.getEnumConstants()));
    return one;
  }
}
