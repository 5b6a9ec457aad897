package org.guanjia.platform.spreadsheets;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** One cell as it stands in the file. Formulas are never computed: the value saved with them is what counts. */
public sealed interface SheetCell {

  /** The empty cell. */
  SheetCell BLANK = new Blank();

  /** What a person sees in the cell, as far as a file without its program can tell. */
  String text();

  /** Whether there is nothing to see. */
  default boolean isBlank() {
    return text().isBlank();
  }

  /** Nothing. */
  record Blank() implements SheetCell {
    @Override
    public String text() {
      return "";
    }
  }

  /** Words, untouched. */
  record Text(String text) implements SheetCell {}

  /** A number; a date without a date format looks like this too. {@code era1904} says how to count should it turn out to be one. */
  record Number(BigDecimal value, boolean era1904) implements SheetCell {
    /** Excel keeps 15 significant digits and shows no more. */
    private static final MathContext AS_SHOWN = new MathContext(15);

    @Override
    public String text() {
      BigDecimal shown = value.round(AS_SHOWN);
      return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    /** Excel stores doubles: from 16 digits on, the last ones have been replaced by zeros without a word. */
    boolean hasLostDigits() {
      return value.precision() - value.scale() > 15;
    }
  }

  /** A date, or a date with a time of day, in no zone. */
  record Moment(LocalDateTime value) implements SheetCell {
    private static final DateTimeFormatter WITH_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @Override
    public String text() {
      return value.toLocalTime().toSecondOfDay() == 0 ? value.toLocalDate().toString() : value.format(WITH_TIME);
    }
  }

  /** A tick box or the result of a comparison. */
  record Truth(boolean value) implements SheetCell {
    @Override
    public String text() {
      return value ? "TRUE" : "FALSE";
    }
  }

  /** A cell that shows an error such as {@code #REF!} in its own program. */
  record Faulty(String text) implements SheetCell {}
}
