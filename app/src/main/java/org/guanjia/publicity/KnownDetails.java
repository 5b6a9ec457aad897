package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.publicity.PersonalDetail.Kind;

/**
 * What is known to be somebody's, found again wherever it stands: names that were found elsewhere in the texts or are kept with the matter,
 * given names alone, phone numbers however they are parted, and addresses. What a matter's own people are called is surer than any rule.
 */
final class KnownDetails {

  private static final int NAMES_MAX = 500;
  private static final int TAIL = 4;
  private static final int ENGLISH_WORD_MIN = 3;

  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> english = new LinkedHashSet<>();
  private final List<Pattern> phones = new ArrayList<>();
  private final Set<String> addresses = new LinkedHashSet<>();

  /** Adds a name of two or more characters or words; less tells nobody. */
  void name(String name, Collection<String> given) {
    if (names.size() + english.size() >= NAMES_MAX) return;
    if (name.chars().allMatch(c -> ChineseNames.isHan((char) c))) {
      if (name.length() < 2) return;
      names.add(name);
      names.addAll(given);
    } else if (name.matches("[A-Za-z][A-Za-z'’. -]+")) {
      for (String word : name.split("[ .]+")) if (word.length() >= ENGLISH_WORD_MIN && !EnglishNames.isWord(word)) english.add(word);
    }
  }

  void phone(String phone) {
    String digits = phone.replaceAll("\\D", "").replaceFirst("^(?:00)?86(?=1\\d{10}$)", "");
    if (digits.length() < 7) return;
    String tail = digits.substring(digits.length() - TAIL);
    String whole = "(?<!\\d)" + String.join("[ .·-]{0,2}", digits.split(""));
    phones.add(Pattern.compile("(?:" + whole + "|(?<=尾号.{0,3})" + tail + "|(?<=ending (?:in|with) )" + tail + ")(?!\\d)"));
  }

  /** Of an address its house number goes, where the whole address stands; all of it where no house number is seen in it. */
  void address(String address) {
    if (address.length() >= 4) addresses.add(address);
  }

  List<PersonalDetail> find(PlainText plain) {
    List<PersonalDetail> found = new ArrayList<>();
    for (String name : names) everywhere(plain, name, found);
    for (String word : english) {
      Matcher matcher = Pattern.compile("(?<![A-Za-z])" + Pattern.quote(word) + "(?![A-Za-z])").matcher(plain.text());
      while (matcher.find()) found.add(plain.detail(matcher.start(), matcher.end(), Kind.NAME));
    }
    for (Pattern phone : phones) {
      Matcher matcher = phone.matcher(plain.text());
      while (matcher.find()) found.add(plain.detail(matcher.start(), matcher.end(), Kind.PHONE));
    }
    for (String address : addresses) houses(plain, address, found);
    return found;
  }

  private static void everywhere(PlainText plain, String name, List<PersonalDetail> found) {
    for (int at = plain.text().indexOf(name); at >= 0; at = plain.text().indexOf(name, at + name.length())) {
      found.add(plain.detail(at, at + name.length(), Kind.NAME));
    }
  }

  private static void houses(PlainText plain, String address, List<PersonalDetail> found) {
    PlainText written = PlainText.of(address);
    List<PersonalDetail> houses = HouseNumbers.find(written);
    if (houses.isEmpty() && written.text().chars().noneMatch(Character::isDigit)) return;
    int start = houses.stream().mapToInt(PersonalDetail::start).min().orElse(0);
    int end = houses.stream().mapToInt(PersonalDetail::end).max().orElse(written.text().length());
    if (written.text().length() != address.length()) return;
    for (int at = plain.text().indexOf(written.text()); at >= 0; at = plain.text().indexOf(written.text(), at + 1)) {
      found.add(plain.detail(at + start, at + end, Kind.HOUSE_NUMBER));
    }
  }
}
