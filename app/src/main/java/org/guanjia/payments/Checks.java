package org.guanjia.payments;

import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.money.Money;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.jspecify.annotations.Nullable;

/** Checks of what people type about payments; all that is wrong is told at once. */
final class Checks {

  static final int REASON_LENGTH_MAX = 500;
  /** A billion yuan: no payment of a town, and sums stay far from the end of 64 bits. */
  static final long FEN_MAX = 100_000_000_000L;

  private final List<FieldError> errors;

  Checks() {
    this(new ArrayList<>());
  }

  /** @param errors what was found so far; grows */
  Checks(List<FieldError> errors) {
    this.errors = errors;
  }

  /** The text without surrounding space; empty when it was refused. */
  String required(String field, @Nullable String text, int lengthMax) {
    String stripped = text == null ? "" : text.strip();
    if (stripped.isEmpty()) error(field, "requests.error.required");
    if (stripped.length() > lengthMax) error(field, "requests.error.tooLong", lengthMax, stripped.length());
    if (stripped.indexOf('\u0000') >= 0 || stripped.indexOf('\uFFFD') >= 0) error(field, "payments.error.unreadable");
    return stripped;
  }

  String reason(@Nullable String text) {
    return required("reason", text, REASON_LENGTH_MAX);
  }

  <T> @Nullable T present(String field, @Nullable T value) {
    if (value == null) error(field, "requests.error.required");
    return value;
  }

  void within(String field, long value, long least, long most) {
    if (value < least || value > most) error(field, "payments.error.range", least, most);
  }

  /** @param mostFen in whole fen, too */
  void fen(String field, long fen, long mostFen) {
    if (fen < 1 || fen > mostFen) error(field, "payments.error.amount", new Money(mostFen).yuan());
  }

  void error(String field, String key, Object... arguments) {
    errors.add(FieldError.of(field, key, arguments));
  }

  /** @throws InvalidInput when anything was wrong */
  void refuse() {
    if (!errors.isEmpty()) throw new InvalidInput(errors);
  }
}
