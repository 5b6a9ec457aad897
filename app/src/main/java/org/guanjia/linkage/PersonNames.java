package org.guanjia.linkage;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of people: one form however they are written, and how they are read. Source of forms and readings: Unicode CLDR, by ICU. */
public final class PersonNames {

  /** Zero-width characters, and the selectors by which a rare character asks for one of its drawings. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\uFE00-\\uFE0F\\x{E0100}-\\x{E01EF}]+");

  private static final Pattern DOTS = Pattern.compile("[\\s\\p{Z}]*[·•‧∙⋅・.。᛫⸱⸳﹒˙●]+[\\s\\p{Z}]*");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern BLANKS_BY_HAN = Pattern.compile("(?<=\\p{IsHan}) | (?=\\p{IsHan})");
  private static final Pattern OUTER = Pattern.compile("^[ ·]+|[ ·]+$");
  private static final Pattern PLAIN = Pattern.compile("[\\u4E00-\\u9FA5]+");

  private PersonNames() {}

  /**
   * The form in which names are compared: simplified and usual characters, one middle dot, no blank beside a Chinese character, Latin letters
   * upper-case. Rare characters outside the basic plane stay whole. {@code 張 偉峯} becomes {@code 张伟峰}. Applied twice it changes nothing more.
   */
  public static String normal(String name) {
    String plain = PLAIN.matcher(name).matches() ? name : cleaned(name);
    int[] characters = plain.codePoints().map(Characters::form).toArray();
    return new String(characters, 0, characters.length);
  }

  /**
   * How it is read: lower-case syllables without tones, ü as v, joined by a space; family names as family names ({@code 单雄信} becomes
   * {@code shan xiong xin}). A character without a known reading stays as it is; a word in Latin letters is one syllable.
   */
  public static String pinyin(String name) {
    return String.join(" ", syllables(normal(name)));
  }

  /** The first letter of each syllable: {@code 欧阳修} becomes {@code oyx}. */
  public static String initials(String name) {
    return syllables(normal(name)).stream().map(syllable -> Character.toString(syllable.codePointAt(0))).collect(Collectors.joining());
  }

  /** Syllables of a name in its normal form. */
  static List<String> syllables(String normal) {
    int[] name = normal.codePoints().toArray();
    List<String> syllables = new ArrayList<>(name.length);
    String family = FamilyNames.compoundReading(name);
    if (family != null) syllables.addAll(List.of(family.split(" ")));
    for (int i = syllables.size(); i < name.length; ) {
      int end = i + 1;
      if (Characters.isHan(name[i])) {
        syllables.add(i == 0 ? Characters.firstReading(name[i]) : Characters.reading(name[i]));
      } else if (Character.isLetterOrDigit(name[i])) {
        while (end < name.length && Character.isLetterOrDigit(name[end]) && !Characters.isHan(name[end])) end++;
        syllables.add(new String(name, i, end - i).toLowerCase(Locale.ROOT));
      }
      i = end;
    }
    return syllables;
  }

  private static String cleaned(String name) {
    String composed = UNSEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
    String blanks = BLANKS.matcher(DOTS.matcher(composed).replaceAll("·")).replaceAll(" ");
    return OUTER.matcher(BLANKS_BY_HAN.matcher(blanks).replaceAll("")).replaceAll("").toUpperCase(Locale.ROOT);
  }
}
