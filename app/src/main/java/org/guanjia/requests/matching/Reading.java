package org.guanjia.requests.matching;

import java.util.List;
import java.util.TreeMap;

/**
 * What a text says, once read: its words as it sounds, the things and states it names, and the places it mentions.
 *
 * @param normal the text in normal spelling
 * @param sounds syllable pairs, stems and numbers without courtesy words, as a sorted set
 * @param things numbers of the ideas of kind thing, sorted; {@code states} likewise
 * @param named the words that name things and states as written, by idea number
 */
record Reading(String normal, int[] sounds, int[] things, int[] states, Addresses places, TreeMap<Integer, String> named) {

  private static final int SOUND = 4;
  private static final int WORD = 5;

  static Reading of(String text, String address) {
    var normal = NormalText.of(text);
    var stemmed = Ideas.stemmed(normal);
    var found = Ideas.ofTheField().in(stemmed);
    return new Reading(
        normal,
        sounds(withoutFillers(stemmed, found)),
        numbers(found, Ideas.Kind.THING),
        numbers(found, Ideas.Kind.STATE),
        Addresses.in(normal, NormalText.of(address)),
        named(stemmed, found));
  }

  private static String withoutFillers(String stemmed, List<Ideas.Found> found) {
    var kept = new StringBuilder(stemmed);
    for (var f : found) {
      if (f.idea().kind() == Ideas.Kind.FILLER) for (int i = f.start(); i < f.end(); i++) kept.setCharAt(i, ' ');
    }
    return kept.toString();
  }

  private static int[] sounds(String stemmed) {
    var sounds = new Ints();
    for (int i = 0; i < stemmed.length() && sounds.size() < TextGrams.GRAMS_MAX; ) {
      var point = stemmed.codePointAt(i);
      var next = i + Character.charCount(point);
      if (Scripts.isHan(point)) {
        if (next < stemmed.length() && Scripts.isHan(stemmed.codePointAt(next))) {
          sounds.add(Hash.ofPair(SOUND, Syllables.of(point), Syllables.of(stemmed.codePointAt(next))));
        }
      } else if (point != ' ') {
        next = Scripts.wordEnd(stemmed, i);
        sounds.add(Hash.of(WORD, stemmed.substring(i, next)));
      }
      i = next;
    }
    return sounds.sortedSet();
  }

  private static int[] numbers(List<Ideas.Found> found, Ideas.Kind kind) {
    var numbers = new Ints();
    found.stream().filter(f -> f.idea().kind() == kind).forEach(f -> numbers.add(f.idea().number()));
    return numbers.sortedSet();
  }

  private static TreeMap<Integer, String> named(String stemmed, List<Ideas.Found> found) {
    var named = new TreeMap<Integer, String>();
    for (var f : found) {
      if (f.idea().kind() != Ideas.Kind.FILLER) named.putIfAbsent(f.idea().number(), stemmed.substring(f.start(), f.end()));
    }
    return named;
  }

  static int road(String road) {
    return Hash.of(20, road);
  }

  static int number(String number) {
    return Hash.of(21, number);
  }
}
