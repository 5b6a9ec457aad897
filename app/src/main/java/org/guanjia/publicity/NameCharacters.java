package org.guanjia.publicity;

import java.util.Arrays;
import java.util.List;

/**
 * How rare a character is as a family name, as first or second of two given characters, or as the only one: {@code
 * privacy/name-characters.txt}. Costs are negative natural logarithms.
 */
final class NameCharacters {

  /** A given character that the lists do not know. */
  private static final double UNKNOWN_GIVEN = 12.5;

  private final byte[] family;
  private final byte[] first;
  private final byte[] second;
  private final byte[] only;

  NameCharacters(List<String> lines) {
    family = table(lines, "family ", 0);
    first = table(lines, "first ", (int) (2 * UNKNOWN_GIVEN));
    second = table(lines, "second ", (int) (2 * UNKNOWN_GIVEN));
    only = table(lines, "only ", (int) (2 * UNKNOWN_GIVEN));
  }

  private static byte[] table(List<String> lines, String name, int unknown) {
    byte[] table = new byte[Character.MAX_VALUE + 1];
    Arrays.fill(table, (byte) unknown);
    for (String line : lines) {
      if (!line.startsWith(name)) continue;
      int gap = line.indexOf(' ', name.length());
      byte cost = Byte.parseByte(line.substring(name.length(), gap));
      line.substring(gap + 1).chars().forEach(c -> table[c] = cost);
    }
    return table;
  }

  boolean isFamily(char c) {
    return family[c] > 0;
  }

  double family(char c) {
    return family[c] > 0 ? family[c] / 2.0 : Double.POSITIVE_INFINITY;
  }

  boolean knowsGiven(String name, int family) {
    return name.substring(family).chars().allMatch(c -> first[c] < 2 * UNKNOWN_GIVEN || second[c] < 2 * UNKNOWN_GIVEN);
  }

  double given(String text, int start, int end) {
    return end - start == 1 ? only[text.charAt(start)] / 2.0 : (first[text.charAt(start)] + second[text.charAt(start + 1)]) / 2.0;
  }
}
