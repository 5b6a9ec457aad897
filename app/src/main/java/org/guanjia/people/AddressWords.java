package org.guanjia.people;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of an address by which it is found again: roads, lanes, estates and numbers, without the village, in one normal form. */
final class AddressWords {

  private static final Pattern PART =
      Pattern.compile("[^0-9A-Z路街巷道坊里弄园苑村组号栋幢座室楼单元镇市区]{1,12}(?:路|街|巷|大道|道|坊|里|弄|花园|园|苑|小区|广场)|[0-9A-Z]+(?:-[0-9A-Z]+)*(?:巷|弄|号|栋|幢|座|室|楼|单元|组)?");
  private static final int WORDS_MAX = 8;

  private AddressWords() {}

  /** At most eight words; none of a text that is no address. */
  static Set<String> of(String address) {
    String normal = Normalizer.normalize(address, Normalizer.Form.NFKC).toUpperCase(java.util.Locale.ROOT).replaceAll("\\s+", "")
        .replaceAll("^.*?(?:镇|街道)", "").replaceAll("^[^0-9路街巷]{1,8}?(?:社区|村(?!路|街|巷))", "");
    Set<String> words = new LinkedHashSet<>();
    Matcher parts = PART.matcher(normal);
    while (parts.find() && words.size() < WORDS_MAX) words.add(parts.group());
    return words;
  }
}
