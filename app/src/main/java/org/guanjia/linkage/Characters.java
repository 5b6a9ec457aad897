package org.guanjia.linkage;

import com.ibm.icu.text.Transliterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What ICU knows of single characters: their simplified form and their reading. Asked once for each character and kept, for a rule-based
 * transliteration of a name takes 90 µs and a look into the table none.
 */
final class Characters {

  /** 乾 is its own simplified form where it is read qián, as in each name; of 苎 and 苧 ICU makes the one of the other. */
  private static final String KEPT = "乾苎苧";

  /** Before it a character is not the first of the name, and loses its reading as a family name. */
  private static final String NOT_FIRST = "一 ";

  private static final ConcurrentMap<Integer, Integer> FORMS = new ConcurrentHashMap<>();
  private static final ConcurrentMap<Integer, String> FIRST_READINGS = new ConcurrentHashMap<>();
  private static final ConcurrentMap<Integer, String> READINGS = new ConcurrentHashMap<>();

  /** Loading the rules takes half a second: not before the first name. */
  private static final class Rules {
    static final Transliterator SIMPLIFIED = Transliterator.getInstance("Traditional-Simplified");
    static final Transliterator PINYIN = Transliterator.getInstance("Han-Latin/Names; Lower; NFD; [\\u0300\\u0301\\u0304\\u030C] Remove; NFC");
  }

  private Characters() {}

  static boolean isHan(int character) {
    return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
  }

  /** The usual simplified form. */
  static int form(int character) {
    return character < 0x2E80 ? character : FORMS.computeIfAbsent(character, Characters::askForm);
  }

  /** The reading without tone, ü as v; the character itself when it has none. */
  static String reading(int character) {
    return READINGS.computeIfAbsent(character, each -> FamilyNames.givenReading(each, askReading(NOT_FIRST + Character.toString(each)).substring("yi ".length()).strip()));
  }

  /** The reading at the beginning of a name, where a family name stands. */
  static String firstReading(int character) {
    return FIRST_READINGS.computeIfAbsent(character, each -> FamilyNames.reading(each, askReading(Character.toString(each))));
  }

  private static int askForm(int character) {
    if (KEPT.indexOf(character) >= 0) return character;
    String simplified;
    synchronized (Rules.SIMPLIFIED) {
      simplified = Rules.SIMPLIFIED.transliterate(Character.toString(character));
    }
    return Variants.usual(simplified.codePointAt(0));
  }

  private static String askReading(String text) {
    synchronized (Rules.PINYIN) {
      return Rules.PINYIN.transliterate(text).replace('ü', 'v');
    }
  }
}
