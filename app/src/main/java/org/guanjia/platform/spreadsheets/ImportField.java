package org.guanjia.platform.spreadsheets;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A field that a column of a spreadsheet can fill: its name, the headings it is known by, whether it must be filled, and how its cells
 * are read.
 *
 * @param name name within its target, also the end of its message key
 * @param required whether a row without it is refused
 * @param aliases headings under which files have it, in Chinese and English, in any spelling that {@link Headings} folds together
 */
public record ImportField<T>(String name, boolean required, List<String> aliases, CellParser<T> parser) {

  /** Words on one line or several, without blanks around them. */
  public static ImportField<String> text(String name, int charsMax) {
    return new ImportField<>(name, false, List.of(), (cell, order) -> CellText.words(cell, charsMax));
  }

  /** A code or number of identity: digits that must not have been eaten by a number format, in half-width characters. */
  public static ImportField<String> code(String name, int charsMax) {
    return new ImportField<>(name, false, List.of(), (cell, order) -> CellText.code(cell, charsMax));
  }

  /** A day. */
  public static ImportField<LocalDate> date(String name) {
    return new ImportField<>(name, false, List.of(), (cell, order) -> CellDates.moment(cell, order).toLocalDate());
  }

  /** A day with a time of day, in the town's zone; midnight when the file gives the day only. */
  public static ImportField<LocalDateTime> dateTime(String name) {
    return new ImportField<>(name, false, List.of(), CellDates::moment);
  }

  /** A whole number within bounds, thousands separators allowed. */
  public static ImportField<Long> wholeNumber(String name, long min, long max) {
    return new ImportField<>(name, false, List.of(), (cell, order) -> CellText.wholeNumber(cell, min, max));
  }

  /** A number with decimals within bounds. */
  public static ImportField<BigDecimal> decimal(String name, BigDecimal min, BigDecimal max) {
    return new ImportField<>(name, false, List.of(), (cell, order) -> CellText.decimal(cell, min, max));
  }

  /** Yes or no, in the words offices use. */
  public static ImportField<Boolean> yesNo(String name) {
    return oneOf(name, Map.ofEntries(
        Map.entry("是", true), Map.entry("有", true), Map.entry("对", true), Map.entry("√", true), Map.entry("yes", true), Map.entry("y", true),
        Map.entry("true", true), Map.entry("1", true), Map.entry("否", false), Map.entry("无", false), Map.entry("×", false),
        Map.entry("no", false), Map.entry("n", false), Map.entry("false", false), Map.entry("0", false)));
  }

  /** One of several values, each under one or more words; spelling, width and case do not matter. */
  public static <E> ImportField<E> oneOf(String name, Map<String, E> words) {
    Map<String, E> folded = new HashMap<>();
    words.forEach((word, value) -> folded.put(Headings.fold(word), value));
    return new ImportField<>(name, false, List.of(), (cell, order) -> CellText.choice(cell, folded, words.keySet()));
  }

  /** The same field, with no row taken without it. */
  public ImportField<T> mandatory() {
    return new ImportField<>(name, true, aliases, parser);
  }

  /** The same field, known by these headings too. */
  public ImportField<T> alias(String... headings) {
    List<String> all = new ArrayList<>(aliases);
    all.addAll(List.of(headings));
    return new ImportField<>(name, required, List.copyOf(all), parser);
  }

  /** The same field, with its value turned into another one. */
  public <U> ImportField<U> map(Function<T, U> change) {
    return new ImportField<>(name, required, aliases, (cell, order) -> change.apply(parser.parse(cell, order)));
  }
}
