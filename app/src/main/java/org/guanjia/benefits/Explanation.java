package org.guanjia.benefits;

import java.util.List;
import org.guanjia.platform.ui.Tone;
import org.guanjia.rules.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Why a programme says what it says of a person in a month, in the reader's language.
 *
 * @param sentence the whole in one sentence, naming the row of the table
 * @param row number of the row that decided or came nearest, from 1; null for none
 * @param note what the office wrote beside that row; may be empty
 * @param met conditions of the deciding row, each met
 * @param toChange conditions that are not met: what would have to be otherwise
 * @param missing what nobody knows and would settle it, with the paper
 * @param parameters values that decide, with their documents
 * @param bound that another programme takes its place or a cap cuts it; null when nothing does
 */
public record Explanation(
    String programme, String name, Answer answer, long amountFen, Tone tone, String sentence, @Nullable Integer row, String note, List<Line> met, List<Line> toChange, List<Missing> missing,
    List<Value> parameters, @Nullable String bound, int version) {

  /**
   * A condition.
   *
   * @param asked what the row asks, in words
   * @param is what holds of the person
   * @param origins who said so, when, by which paper
   */
  public record Line(String label, String asked, String is, List<String> origins) {}

  /** A fact nobody knows, by its code, and the paper that would settle it. */
  public record Missing(String code, String fact, String paper) {}

  /**
   * A parameter's value.
   *
   * @param document null while nobody named one
   * @param named whether the row itself names it
   */
  public record Value(String name, String value, @Nullable String document, boolean confirmed, boolean named) {}
}
