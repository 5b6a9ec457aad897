package org.guanjia.requests.matching;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a text says, once read: its words as they sound, the things and states it names, and the places it mentions.
 *
 * @param normal the text in normal spelling
 * @param words what is left of it without courtesy words and the names of places
 * @param sounds of these words: syllable pairs, stems and numbers, as a sorted set
 * @param things numbers of the ideas of kind thing, sorted; {@code states} likewise
 * @param landmarks things that only say where: 鱼塘边, by the school
 * @param named the words that name things and states as written, by idea number
 */
record Reading(
    String normal, String words, int[] sounds, int[] things, int[] states, int[] landmarks, Addresses places, Map<Integer, String> named) {

  private static final int SOUND = 4;
  private static final int WORD = 5;
  private static final Pattern BESIDE = Pattern.compile("[ ]?(边|旁|前|后面|侧|门口|对面|附近|楼下|隔壁|隔篱|路口|里面).*");
  private static final Pattern BY = Pattern.compile(".*\\b(by|near|opposit|behind|besid|next to|outsid|at)( the| our| old)* $");
  private static final int BESIDE_MAX = 3;
  private static final int BY_MAX = 20;

  static Reading of(String text, String address) {
    var normal = NormalText.of(text);
    var places = Addresses.in(normal, NormalText.of(address));
    var matter = Addresses.without(Ideas.stemmed(normal));
    var found = Ideas.ofTheField().in(matter);
    var words = withoutPlaces(matter, found);
    return new Reading(
        normal,
        words,
        sounds(words, places),
        numbers(found, f -> f.idea().kind() == Ideas.Kind.THING && !isLandmark(matter, f)),
        numbers(found, f -> f.idea().kind() == Ideas.Kind.STATE),
        landmarks(matter, found, places),
        places,
        named(matter, found));
  }

  private static boolean isLandmark(String text, Ideas.Found f) {
    if (f.idea().kind() == Ideas.Kind.PLACE) return true;
    if (f.idea().kind() != Ideas.Kind.THING) return false;
    var after = text.substring(f.end(), Math.min(text.length(), f.end() + BESIDE_MAX));
    var before = text.substring(Math.max(0, f.start() - BY_MAX), f.start());
    return BESIDE.matcher(after).matches() || BY.matcher(before).matches();
  }

  /** The text with spaces for what carries no matter: courtesy, and things that only say where. */
  private static String withoutPlaces(String stemmed, List<Ideas.Found> found) {
    var kept = new StringBuilder(stemmed);
    for (var f : found) {
      if (f.idea().kind() == Ideas.Kind.FILLER || isLandmark(stemmed, f)) {
        for (int i = f.start(); i < f.end(); i++) kept.setCharAt(i, ' ');
      }
    }
    return kept.toString();
  }

  private static int[] sounds(String stemmed, Addresses places) {
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
        var word = stemmed.substring(i, next);
        if (!places.roads().contains(word)) sounds.add(Hash.of(WORD, word));
      }
      i = next;
    }
    return sounds.sortedSet();
  }

  private static int[] numbers(List<Ideas.Found> found, Predicate<Ideas.Found> wanted) {
    var numbers = new Ints();
    found.stream().filter(wanted).forEach(f -> numbers.add(f.idea().number()));
    return numbers.sortedSet();
  }

  private static int[] landmarks(String matter, List<Ideas.Found> found, Addresses places) {
    var landmarks = new Ints();
    found.stream().filter(f -> isLandmark(matter, f)).forEach(f -> landmarks.add(f.idea().number()));
    places.landmarks().forEach(name -> landmarks.add(Hash.of(22, name)));
    return landmarks.sortedSet();
  }

  private static Map<Integer, String> named(String stemmed, List<Ideas.Found> found) {
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
