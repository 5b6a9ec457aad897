package org.guanjia.requests.matching;

import java.util.Arrays;
import java.util.List;

/**
 * In how many of a town's texts each piece occurs, counted over a sample of recent ones. A rare piece says more about a matter than a
 * common one: {@link #weight} is its inverse document frequency.
 */
final class Frequencies {

  /** Before a town has texts, every piece weighs the same. */
  static final Frequencies NONE = new Frequencies(0, 1, new int[0], new int[0]);

  /** So many imagined texts keep the weights of a young town from jumping. */
  private static final double IMAGINED = 400;

  private static final double COMMON_SHARE = 0.15;

  private final int texts;
  private final double perDay;
  private final int[] pieces;
  private final int[] counts;

  private Frequencies(int texts, double perDay, int[] pieces, int[] counts) {
    this.texts = texts;
    this.perDay = perDay;
    this.pieces = pieces;
    this.counts = counts;
  }

  static Frequencies over(List<Reading> readings) {
    return over(readings, 1);
  }

  /** @param days over which these texts came in */
  static Frequencies over(List<Reading> readings, double days) {
    var all = new Ints();
    for (var reading : readings) {
      for (var set : List.of(reading.sounds(), reading.things(), reading.states(), reading.landmarks(), TextGrams.ofNormal(reading.normal(), true))) for (int piece : set) all.add(piece);
      reading.places().roads().forEach(road -> all.add(Reading.road(road)));
      reading.places().numbers().forEach(number -> all.add(Reading.number(number)));
    }
    return counted(readings.size(), readings.size() / Math.max(1, days), all.sorted());
  }

  private static Frequencies counted(int texts, double perDay, int[] sorted) {
    var pieces = new Ints();
    var counts = new Ints();
    for (int i = 0, run; i < sorted.length; i += run) {
      run = 1;
      while (i + run < sorted.length && sorted[i + run] == sorted[i]) run++;
      if (run == 1) continue; // unknown and seen once weigh the same, and most pieces are seen once
      pieces.add(sorted[i]);
      counts.add(run);
    }
    return new Frequencies(texts, perDay, pieces.toArray(), counts.toArray());
  }

  /** How many texts come in, in days like those of the sample. */
  double perDay() {
    return perDay;
  }

  int texts() {
    return texts;
  }

  /** Share of the town's texts that contain the piece, between 0 and 1; in a young town less than it seems, for it has few texts. */
  double share(int piece) {
    return count(piece) / (texts + IMAGINED);
  }

  private int count(int piece) {
    var at = Arrays.binarySearch(pieces, piece);
    return at >= 0 ? counts[at] : 1;
  }

  /**
   * Inverse document frequency, squared as in a cosine of tf-idf vectors; nothing for pieces of every seventh text, because the
   * phrases of a clerk's template, long but common, must not outweigh the matter.
   */
  double weight(int piece) {
    var rarity = Math.max(0, Math.log((texts + IMAGINED) * COMMON_SHARE / (count(piece) + 1)));
    return rarity * rarity;
  }

  /** How telling a piece is, from 0 (in every text) to 1 (as rare as can be). */
  double telling(int piece) {
    return Math.log((texts + IMAGINED) / (count(piece) + 1)) / Math.log((texts + IMAGINED) / 2);
  }

  double weight(int[] set) {
    double sum = 0;
    for (int piece : set) sum += weight(piece);
    return sum;
  }

  /** Weight of what two sorted sets share. */
  double weightShared(int[] one, int[] other) {
    double sum = 0;
    for (int i = 0, j = 0; i < one.length && j < other.length; ) {
      if (one[i] == other[j]) {
        sum += weight(one[i]);
        i++;
        j++;
      } else if (one[i] < other[j]) i++;
      else j++;
    }
    return sum;
  }
}
