package org.guanjia.projects;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;

/** Checks of what people type about projects; all that is wrong is told at once. */
final class Checks {

  static final int TEXT_LENGTH_MAX = 4_000;
  static final int NAME_LENGTH_MAX = 100;
  /** A trillion yuan: no project of a town, and sums stay far from the end of 64 bits. */
  static final long FEN_MAX = 100_000_000_000_000L;

  private final List<FieldError> errors = new ArrayList<>();

  /** The text without surrounding space; empty when it was refused. */
  String required(String field, @Nullable String text, int lengthMax) {
    String stripped = text == null ? "" : text.strip();
    if (stripped.isEmpty()) error(field, "requests.error.required");
    return fitting(field, stripped, lengthMax);
  }

  @Nullable String optional(String field, @Nullable String text, int lengthMax) {
    String stripped = text == null ? "" : text.strip();
    return stripped.isEmpty() ? null : fitting(field, stripped, lengthMax);
  }

  <T> @Nullable T present(String field, @Nullable T value) {
    if (value == null) error(field, "requests.error.required");
    return value;
  }

  void within(String field, long value, long least, long most) {
    if (value < least || value > most) error(field, "projects.error.range", least, most);
  }

  void year(String field, int year) {
    if (year < 2000 || year > 2099) error(field, "projects.error.range", "2000", "2099");
  }

  void fen(String field, long fen, long least) {
    if (fen < least || fen > FEN_MAX) error(field, least > 0 ? "projects.error.amountPositive" : "projects.error.amount", new Money(FEN_MAX).yuan());
  }

  void notAfter(String field, @Nullable LocalDate date, LocalDate last) {
    if (date != null && date.isAfter(last)) error(field, "projects.error.future", last);
  }

  void error(String field, String key, Object... arguments) {
    errors.add(FieldError.of(field, key, arguments));
  }

  void addAll(Collection<FieldError> others) {
    errors.addAll(others);
  }

  boolean good() {
    return errors.isEmpty();
  }

  /** @throws InvalidInput when anything was wrong */
  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }

  private String fitting(String field, String text, int lengthMax) {
    if (text.length() > lengthMax) error(field, "requests.error.tooLong", lengthMax, text.length());
    if (text.indexOf('\u0000') >= 0 || text.indexOf('\uFFFD') >= 0) error(field, "projects.error.unreadable");
    return text;
  }
}
