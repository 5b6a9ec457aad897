package org.guanjia.rules;

/**
 * Answers for many persons, column by column.
 *
 * @param answer the ordinal of {@link Answer}
 * @param amountFen fen a month; 0 unless YES
 * @param row as {@link Decision#row()}
 * @param nearest as {@link Decision#nearest()}; filled with reasons only
 * @param missing a bit for each raw fact, by its place; filled with reasons only
 * @param failed a bit for each column of the nearest row that is not met; filled with reasons only
 */
public record Outcomes(byte[] answer, long[] amountFen, short[] row, short[] nearest, long[] missing, long[] failed) {

  /** Room for so many persons. */
  public Outcomes(int size) {
    this(new byte[size], new long[size], new short[size], new short[size], new long[size], new long[size]);
  }

  /** How many persons. */
  public int size() {
    return answer.length;
  }

  /** The answer for a person. */
  public Answer answerOf(int person) {
    return ANSWERS[answer[person]];
  }

  private static final Answer[] ANSWERS = Answer.values();
}
