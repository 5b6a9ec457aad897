package org.guanjia.requests.matching;

/**
 * The searchable pieces of a text as numbers: pairs of neighbouring Chinese characters, stems of Latin words, numbers, and a number
 * with the counting word after it (38号). What is stored in {@code requests.wording.grams} and asked for by search and matching.
 */
public final class TextGrams {

  /** A text gives at most so many pieces, so that no description, however long, makes an index entry without bound. */
  public static final int GRAMS_MAX = 600;

  static final int PAIR = 1;
  static final int WORD = 2;
  static final int COUNTED = 3;

  private TextGrams() {}

  /** Sorted, without repetition, at most {@link #GRAMS_MAX}; empty where the text has no letters or digits. */
  public static int[] of(String text) {
    return ofNormal(NormalText.of(text));
  }

  static int[] ofNormal(String normal) {
    var grams = new Ints();
    for (int i = 0; i < normal.length() && grams.size() < GRAMS_MAX; ) i = addFrom(normal, i, grams);
    return grams.sortedSet();
  }

  private static int addFrom(String normal, int i, Ints grams) {
    var point = normal.codePointAt(i);
    var next = i + Character.charCount(point);
    if (point == ' ') return next;
    if (Scripts.isHan(point)) {
      if (next < normal.length() && Scripts.isHan(normal.codePointAt(next))) grams.add(Hash.ofPair(PAIR, point, normal.codePointAt(next)));
      return next;
    }
    var end = Scripts.wordEnd(normal, i);
    addWord(normal, i, end, grams);
    return end;
  }

  private static void addWord(String normal, int start, int end, Ints grams) {
    var word = normal.substring(start, end);
    grams.add(Hash.of(WORD, Stems.of(word)));
    if (end < normal.length() && Character.isDigit(normal.charAt(end - 1)) && Scripts.isHan(normal.codePointAt(end))) {
      grams.add(Hash.of(COUNTED, word + normal.charAt(end)));
    }
  }
}
