package org.guanjia.requests.matching;

import java.util.function.IntToDoubleFunction;

/** What the desk's search looks up for words, so that a bare query can look up the same. */
public final class SoughtGrams {

  private SoughtGrams() {}

  public static int[] of(String words) {
    return TextGrams.sought(words);
  }

  /** Those of them that the search looks up, with shares as the application counts them: over the most recent requests. */
  public static int[] lookedUp(int[] grams, IntToDoubleFunction shares) {
    return WordSearch.worthLookingUp(grams, shares);
  }
}
