package org.guanjia.publicity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The word lists of {@code privacy/names.txt}.
 *
 * @param clear family names that mean little else
 * @param doubtful family names that are common words as well
 * @param given characters of given names
 * @param notName words that begin with a family name's character
 * @param notBefore words that end in one
 * @param after characters that may follow a name
 * @param speaks words that show that what stands before them was one
 */
record Lists(
    String clear, String doubtful, Set<String> compound, String given, Set<String> notName, Set<String> notBefore, Set<String> title, Set<String> cue, String after, Set<String> speaks) {

  static final Lists LOADED = load();

  boolean family(char c) {
    return clear.indexOf(c) >= 0 || doubtful.indexOf(c) >= 0;
  }

  private static Lists load() {
    Map<String, String> lines = new HashMap<>();
    try (var in = Objects.requireNonNull(Lists.class.getResourceAsStream("/privacy/names.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.isBlank() || line.startsWith("#")) continue;
        int gap = line.indexOf(' ');
        lines.put(line.substring(0, gap), line.substring(gap + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Lists(
        characters(lines, "clear"), characters(lines, "doubtful"), words(lines, "compound"), characters(lines, "given"), words(lines, "notName"),
        words(lines, "notBefore"), words(lines, "title"), words(lines, "cue"), characters(lines, "after"), words(lines, "speaks"));
  }

  private static String characters(Map<String, String> lines, String name) {
    return Objects.requireNonNull(lines.get(name), name);
  }

  private static Set<String> words(Map<String, String> lines, String name) {
    return Arrays.stream(characters(lines, name).split(" ")).collect(Collectors.toUnmodifiableSet());
  }
}
