package org.guanjia.requests.matching;

/**
 * The searchable pieces of a text as numbers: Chinese characters, pairs of neighbouring ones, stems of Latin words, numbers, and a
 * number with the counting word after it (38号). What is stored in {@code requests.wording.grams} and asked for by search and matching.
 */
public final class TextGrams {

  /** About 1,000 Chinese characters; what stands after them is not found by search, so that no text fills the index without bound. */
  public static final int GRAMS_MAX = 2_000;

  private static final int PAIR = 1;
  private static final int WORD = 2;
  private static final int COUNTED = 3;
  private static final int CHARACTER = 6;
  private static final int PLACED = 7;

  private TextGrams() {}

  /** Sorted, without repetition, at most {@link #GRAMS_MAX}; empty where the text has no letters or digits. */
  public static int[] of(String text) {
    return ofNormal(NormalText.of(text), true);
  }

  /**
   * What a text must hold to be found by these words. What another piece says already is left out: a pair its characters, a number with
   * its counting word both of them.
   */
  public static int[] sought(String words) {
    return ofNormal(NormalText.of(words), false);
  }

  /**
   * The numbers that stand behind two Chinese characters, each with them: 村路125 of 环村路125号. A house number says little alone, and so does a road.
   *
   * @param normal as {@link NormalText} spells it
   * @param apart whether a space between them does not count, as in what was written; in what is sought a space separates
   */
  static int[] placed(String normal, boolean apart) {
    var grams = new Ints();
    for (int start = 0, end; start < normal.length() && grams.size() < GRAMS_MAX; start = end) {
      end = Math.max(start + 1, Scripts.wordEnd(normal, start));
      if (!Character.isDigit(normal.charAt(start))) continue;
      int before = apart && start > 0 && normal.charAt(start - 1) == ' ' ? start - 1 : start;
      if (before < 2 || !Scripts.isHan(normal.charAt(before - 1)) || !Scripts.isHan(normal.charAt(before - 2))) continue;
      grams.add(Hash.of(PLACED, normal.substring(before - 2, before) + normal.substring(start, end)));
    }
    return grams.sortedSet();
  }

  static int[] ofNormal(String normal, boolean eachCharacter) {
    var grams = new Ints();
    for (int i = 0; i < normal.length() && grams.size() < GRAMS_MAX; ) {
      var point = normal.codePointAt(i);
      if (Scripts.isHan(point)) i = addCharacter(normal, i, eachCharacter, grams);
      else if (point == ' ') i++;
      else i = addWord(normal, i, eachCharacter, grams);
    }
    return grams.sortedSet();
  }

  private static int addCharacter(String normal, int i, boolean always, Ints grams) {
    var point = normal.codePointAt(i);
    var next = i + Character.charCount(point);
    var hasNext = next < normal.length() && Scripts.isHan(normal.codePointAt(next));
    var hasPrevious = i > 0 && Scripts.isHan(normal.codePointBefore(i));
    var counts = i > 0 && Character.isDigit(normal.charAt(i - 1));
    if (always || !hasNext && !hasPrevious && !counts) grams.add(Hash.ofPair(CHARACTER, point, 0));
    if (hasNext) grams.add(Hash.ofPair(PAIR, point, normal.codePointAt(next)));
    return next;
  }

  private static int addWord(String normal, int start, boolean always, Ints grams) {
    var end = Scripts.wordEnd(normal, start);
    var word = normal.substring(start, end);
    var counted = end < normal.length() && Character.isDigit(normal.charAt(end - 1)) && Scripts.isHan(normal.codePointAt(end));
    if (always || !counted) grams.add(Hash.of(WORD, Stems.of(word)));
    if (counted) grams.add(Hash.of(COUNTED, word + normal.charAt(end)));
    return end;
  }
}
