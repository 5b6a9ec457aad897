package org.guanjia.requests.matching;

import java.util.Map;

/**
 * The Mandarin syllable of a Chinese character, without tone and with the pairs that southern speakers and dictation mix up folded
 * together (zh/z, ch/c, sh/s, -ng/-n after e and i, l/n): two characters with one syllable are a likely slip of the keyboard.
 */
final class Syllables {

  private static final char[] SYLLABLE = table();

  private Syllables() {}

  /** A number that is the same for characters that sound alike; the character itself where the sound is not known. */
  static int of(int point) {
    return point < SYLLABLE.length && SYLLABLE[point] != 0 ? SYLLABLE[point] : point;
  }

  private static char[] table() {
    var table = new char[0xA000];
    Map<String, Character> numbers = new java.util.HashMap<>();
    for (var line : DataFile.lines("syllables.txt")) {
      var space = line.indexOf(' ');
      var sound = folded(line.substring(0, space));
      // Numbers start in the private use area, away from every character that stands for itself.
      var number = numbers.computeIfAbsent(sound, s -> (char) (0xE000 + numbers.size()));
      for (int i = space + 1; i < line.length(); i++) table[line.charAt(i)] = number;
    }
    return table;
  }

  private static String folded(String sound) {
    var initial = sound.replaceFirst("^([zcs])h", "$1").replaceFirst("^n(?=[aeiouü])", "l");
    return initial.replaceFirst("(?<=[ei])ng$", "n");
  }
}
