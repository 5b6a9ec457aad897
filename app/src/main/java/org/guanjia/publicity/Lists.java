package org.guanjia.publicity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The word lists of {@code privacy/names.txt}, with the two counted ones beside it.
 *
 * @param compound family names of two characters
 * @param title what follows a name and shows that it was one
 * @param kin titles of one character that follow a given name
 * @param looks what somebody is called by their looks or their trade, before a given name: 肥仔明
 * @param human what only somebody does or is, so that even a word before it is a name: 方向同学
 * @param nobody those of whom it is said as well, and are no names
 * @param naming what says outright that a name follows
 * @param cue what comes before a name
 * @param day words for a time, after which a sentence goes on with who did something
 * @param after characters that may follow a name
 * @param speaks words that show that what stands before them was a name
 * @param traditional traditional characters, each with its simplified one
 */
record Lists(
    Set<String> compound,
    Set<String> title,
    String kin,
    Set<String> looks,
    Set<String> human,
    Set<String> nobody,
    Set<String> naming,
    Set<String> cue,
    Set<String> day,
    String after,
    Set<String> speaks,
    NameCharacters characters,
    NameWords words,
    Map<Character, Character> traditional) {

  /** What a word of the lists here costs at most: they are common in what the town hears. */
  private static final byte OWN_WORD = 2 * 8;

  static final Lists LOADED = load();

  private static Lists load() {
    Map<String, String> lines = new HashMap<>();
    for (String line : lines("names.txt")) {
      int gap = line.indexOf(' ');
      lines.put(line.substring(0, gap), line.substring(gap + 1));
    }
    Map<String, Byte> own =
        Stream.of("word", "title", "looks", "naming", "cue", "day", "speaks")
            .flatMap(list -> words(lines, list).stream())
            .filter(word -> word.length() > 1)
            .distinct()
            .collect(Collectors.toMap(word -> word, word -> OWN_WORD));
    return new Lists(
        words(lines, "compound"), words(lines, "title"), characters(lines, "kin"), words(lines, "looks"), words(lines, "human"), words(lines, "nobody"),
        words(lines, "naming"), words(lines, "cue"), words(lines, "day"), characters(lines, "after"), words(lines, "speaks"),
        new NameCharacters(lines("name-characters.txt")), NameWords.load(lines("words.txt"), own), traditionalOnes());
  }

  /** The simplified character of a traditional one, otherwise itself. */
  char simplified(char c) {
    return traditional.getOrDefault(c, c);
  }

  private static Map<Character, Character> traditionalOnes() {
    List<String> lines = lines("traditional.txt");
    Map<Character, Character> traditional = new HashMap<>();
    for (int i = 0; i < lines.getFirst().length(); i++) traditional.put(lines.getFirst().charAt(i), lines.getLast().charAt(i));
    return traditional;
  }

  /** Whether every character of the name is one that the lists have in names. */
  boolean knows(String name) {
    int family = compound.contains(name.substring(0, 2)) ? 2 : 1;
    return (family == 2 || characters.isFamily(name.charAt(0))) && characters.knowsGiven(name, family);
  }

  private static List<String> lines(String file) {
    try (var in = Objects.requireNonNull(Lists.class.getResourceAsStream("/privacy/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String characters(Map<String, String> lines, String name) {
    return Objects.requireNonNull(lines.get(name), name);
  }

  private static Set<String> words(Map<String, String> lines, String name) {
    return Arrays.stream(characters(lines, name).split(" ")).collect(Collectors.toUnmodifiableSet());
  }
}
