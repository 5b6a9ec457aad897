package org.guanjia.requests.matching;

/** What the desk's search looks up for words, so that a bare query can look up the same. */
public final class SoughtGrams {

  private SoughtGrams() {}

  public static int[] of(String words) {
    return TextGrams.sought(words);
  }
}
