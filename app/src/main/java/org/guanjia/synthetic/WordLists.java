package org.guanjia.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Lists of words from {@code synthetic/*.txt}, to draw from. */
final class WordLists {

  /** How much likelier the first words of a list without weights are: the place is a power of a random number. */
  private static final double FIRST_OFTENER = 1.6;

  private static final Map<String, WordLists> LOADED = new HashMap<>();

  static {
    for (String file : List.of("names.txt", "places.txt")) for (String line : lines("/synthetic/" + file)) {
      String[] parts = line.split(" ");
      LOADED.put(parts[0], new WordLists(Arrays.copyOfRange(parts, 1, parts.length)));
    }
  }

  private final String[] words;
  private final int[] upTo;

  private WordLists(String[] listed) {
    this.words = new String[listed.length];
    this.upTo = new int[listed.length];
    int sum = 0;
    for (int i = 0; i < listed.length; i++) {
      int colon = listed[i].indexOf(':');
      words[i] = colon < 0 ? listed[i] : listed[i].substring(0, colon);
      sum += colon < 0 ? 0 : Integer.parseInt(listed[i].substring(colon + 1));
      upTo[i] = sum;
    }
  }

  /** The list of that name. */
  static WordLists of(String name) {
    return Objects.requireNonNull(LOADED.get(name), name);
  }

  static boolean has(String name) {
    return LOADED.containsKey(name);
  }

  /** Lines that say something. */
  static List<String> lines(String resource) {
    try (var in = Objects.requireNonNull(WordLists.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All characters of family names and given names. */
  static Set<Integer> charactersOfNames() {
    Set<Integer> found = new HashSet<>();
    LOADED.forEach((name, list) -> {
      if (name.matches("family|local|[mf]\\d")) list.words().forEach(word -> word.codePoints().forEach(found::add));
    });
    return found;
  }

  /** Of that list of {@code offices.txt}: what stands before each colon, and what after it. */
  static Map<String, String> pairs(String name) {
    Map<String, String> found = new HashMap<>();
    for (String line : lines("/synthetic/offices.txt")) {
      if (!line.startsWith(name + " ")) continue;
      for (String pair : line.substring(name.length() + 1).split(" ")) {
        int colon = pair.indexOf(':');
        found.put(pair.substring(0, colon), pair.substring(colon + 1));
      }
    }
    return Map.copyOf(found);
  }

  Stream<String> words() {
    return Arrays.stream(words);
  }

  /** By its weight where the list has weights; otherwise one of the first more often. */
  String draw(SplittableRandom random) {
    int sum = upTo[upTo.length - 1];
    if (sum == 0) return words[(int) (Math.pow(random.nextDouble(), FIRST_OFTENER) * words.length)];
    return words[above(random.nextInt(sum))];
  }

  /** A word drawn by thousandths, or the other when the weights leave it open. */
  String drawThousandth(SplittableRandom random, String otherwise) {
    int drawn = random.nextInt(1000);
    return drawn < upTo[upTo.length - 1] ? words[above(drawn)] : otherwise;
  }

  private int above(int drawn) {
    int found = Arrays.binarySearch(upTo, drawn);
    return found < 0 ? -found - 1 : found + 1;
  }
}
