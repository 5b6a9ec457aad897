package org.guanjia.platform.audit;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What the auditor looks for; empty texts stand for everything.
 *
 * @param who user name, or "system", "resident"
 * @param from first day, in Asia/Shanghai
 * @param to last day
 */
public record AuditFilter(
    String who, String action, String subjectType, String subject, @Nullable LocalDate from, @Nullable LocalDate to) {

  static AuditFilter of(
      @Nullable String who, @Nullable String action, @Nullable String subjectType, @Nullable String subject,
      @Nullable String from, @Nullable String to) {
    return new AuditFilter(text(who), text(action), text(subjectType), text(subject), day(from), day(to));
  }

  /** Whether anything is left out. */
  public boolean any() {
    return !(who + action + subjectType + subject).isEmpty() || from != null || to != null;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /** A day that does not exist is no filter; the field shows what was taken. */
  private static @Nullable LocalDate day(@Nullable String value) {
    try {
      return value == null || value.isBlank() ? null : LocalDate.parse(value.strip());
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
