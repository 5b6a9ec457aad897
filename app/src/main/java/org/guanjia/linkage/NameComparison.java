package org.guanjia.linkage;

import java.util.Arrays;
import java.util.List;

/** How two names differ. */
final class NameComparison {

  private NameComparison() {}

  static Level of(String one, String other) {
    if (one.equals(other)) return Level.NAME_SAME;
    String ours = bare(one);
    String theirs = bare(other);
    if (ours.equals(theirs)) return Level.NAME_VARIANT;
    int[] a = ours.codePoints().toArray();
    int[] b = theirs.codePoints().toArray();
    if (a.length == 0 || b.length == 0) return Level.NAME_OTHER;
    if (a.length == b.length && a.length > 1) {
      List<String> spoken = PersonNames.syllables(ours);
      List<String> heard = PersonNames.syllables(theirs);
      if (spoken.equals(heard)) return Level.NAME_SOUND;
      if (southern(spoken).equals(southern(heard))) return Level.NAME_NEAR_SOUND;
    }
    if (oneCharacter(a, b)) return Level.NAME_ONE_CHARACTER;
    if (sameCharacters(a, b)) return Level.NAME_ORDER;
    return sameFamily(a, b) ? Level.NAME_FAMILY : Level.NAME_OTHER;
  }

  /** The normal form without dots and blanks: 阿曼·买买提 is written 阿曼买买提 as well. */
  private static String bare(String name) {
    String normal = PersonNames.normal(name);
    return normal.indexOf('·') < 0 && normal.indexOf(' ') < 0 ? normal : normal.replace("·", "").replace(" ", "");
  }

  /** What many speakers of Cantonese and Hakka write alike. */
  private static List<String> southern(List<String> syllables) {
    return syllables.stream().map(NameComparison::southern).toList();
  }

  private static String southern(String syllable) {
    String alike = syllable.replaceFirst("^([zcs])h", "$1").replaceFirst("^n", "l").replaceFirst("ng$", "n").replaceFirst("^hu", "f");
    return alike.equals("fan") || alike.equals("huan") ? "fan" : alike;
  }

  /** Three characters or more, of which one differs, is missing or is too many; so at least two agree. */
  private static boolean oneCharacter(int[] a, int[] b) {
    if (Math.max(a.length, b.length) < 3 || Math.abs(a.length - b.length) > 1) return false;
    int start = 0;
    while (start < Math.min(a.length, b.length) && a[start] == b[start]) start++;
    int end = 0;
    while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] == b[b.length - 1 - end]) end++;
    return Math.max(a.length, b.length) - start - end == 1;
  }

  private static boolean sameCharacters(int[] a, int[] b) {
    if (a.length != b.length) return false;
    int[] sorted = a.clone();
    int[] others = b.clone();
    Arrays.sort(sorted);
    Arrays.sort(others);
    return Arrays.equals(sorted, others);
  }

  private static boolean sameFamily(int[] a, int[] b) {
    int length = FamilyNames.length(a);
    return length == FamilyNames.length(b) && Arrays.equals(a, 0, length, b, 0, length);
  }
}
