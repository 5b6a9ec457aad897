package org.guanjia.rules;

/**
 * Raw facts of many persons, column by column: {@code columns[fact.place()][person]}.
 *
 * @param columns one for each raw fact of the vocabulary, all of the same length, each value as {@link Fact#holds} says; not copied
 */
public record Population(long[][] columns) {

  public Population {
    for (long[] column : columns) {
      if (column.length != columns[0].length) {
        throw new IllegalArgumentException("Columns of " + columns[0].length + " and of " + column.length + " persons");
      }
    }
  }

  /** Unknown in every fact. */
  public static Population unknown(Vocabulary vocabulary, int size) {
    long[][] columns = new long[vocabulary.raw().size()][size];
    for (long[] column : columns) {
      java.util.Arrays.fill(column, Facts.UNKNOWN);
    }
    return new Population(columns);
  }

  /** How many persons. */
  public int size() {
    return columns.length == 0 ? 0 : columns[0].length;
  }

  /** Sets the raw facts of one person. */
  public void set(int person, long[] raw) {
    for (int place = 0; place < columns.length; place++) {
      columns[place][person] = raw[place];
    }
  }

  /** The raw facts of one person. */
  public long[] raw(int person) {
    long[] raw = new long[columns.length];
    for (int place = 0; place < columns.length; place++) {
      raw[place] = columns[place][person];
    }
    return raw;
  }
}
