package org.guanjia.publicity;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How rare words of Chinese text are, of one to four characters: {@code privacy/words.txt} and those that are added. Costs are negative
 * natural logarithms of a word's share of all words.
 */
final class NameWords {

  static final int LENGTH_MAX = 4;

  /** What a character costs that stands for itself and is in no list. */
  private static final double UNKNOWN = 14;

  private final long[] keys;
  private final byte[] halves;

  private NameWords(Map<Long, Byte> words) {
    keys = new long[words.size()];
    halves = new byte[words.size()];
    int at = 0;
    for (var word : new TreeMap<>(words).entrySet()) {
      keys[at] = word.getKey();
      halves[at++] = word.getValue();
    }
  }

  /** @param more words that count as well, at twice the cost given, where they are not commoner already */
  static NameWords load(List<String> lines, Map<String, Byte> more) {
    Map<Long, Byte> words = new HashMap<>(120_000);
    for (String line : lines) {
      int gap = line.indexOf(' ');
      byte cost = Byte.parseByte(line.substring(0, gap));
      for (String word : line.substring(gap + 1).split(" ")) words.put(key(word, 0, word.length()), cost);
    }
    more.forEach((word, cost) -> {
      if (word.length() <= LENGTH_MAX) words.merge(key(word, 0, word.length()), cost, (one, other) -> (byte) Math.min(one, other));
    });
    return new NameWords(words);
  }

  /** What the word costs that goes from here to there; infinity when it is none. */
  double cost(String text, int start, int end) {
    int at = Arrays.binarySearch(keys, key(text, start, end));
    if (at >= 0) return halves[at] / 2.0;
    return end - start == 1 ? UNKNOWN : Double.POSITIVE_INFINITY;
  }

  boolean has(String text, int start, int end) {
    return Arrays.binarySearch(keys, key(text, start, end)) >= 0;
  }

  private static long key(String text, int start, int end) {
    long key = 0;
    for (int i = start; i < end; i++) key = key << 16 | text.charAt(i);
    return key;
  }
}
