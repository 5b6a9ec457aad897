package org.guanjia.people;

import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.guanjia.linkage.PersonNames;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.identity.OtherDocument;
import org.guanjia.platform.identity.ResidentId;
import org.springframework.stereotype.Component;

/**
 * Understands what is typed into the one search box: Chinese characters are a name, or an address when nothing is called so; Latin letters are
 * initials, then pinyin; four characters of digits or X are the last of a document or phone; longer ones are one of them whole. A name and a
 * number may stand side by side.
 */
@Component
class Ways {

  static final int TYPED_LENGTH_MAX = 100;

  /** No document and no phone in use is shorter; a shorter one is a piece. */
  private static final int WHOLE_LENGTH_MIN = 7;

  private static final Pattern LETTERS = Pattern.compile("[A-Za-zÜü' ·-]*[A-Za-zÜü][A-Za-zÜü' ·-]*");
  private static final Pattern TAIL = Pattern.compile("[0-9]{3}[0-9Xx]");
  private static final Pattern NUMBER = Pattern.compile("\\+?[A-Za-z]{0,3}[0-9][0-9 ()-]{4,}[0-9Xx]");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+[Xx]?");

  private final Fingerprints fingerprints;
  private final Clock clock;

  Ways(Fingerprints fingerprints, Clock clock) {
    this.fingerprints = fingerprints;
    this.clock = clock;
  }

  /** What it can mean, the likeliest first; at most two. None when it is part of a number, which cannot be searched. */
  List<Way> of(String typed) {
    String plain = Normalizer.normalize(typed.substring(0, Math.min(typed.length(), TYPED_LENGTH_MAX)), Normalizer.Form.NFKC).replace('\0', ' ').strip();
    if (plain.isEmpty()) return List.of(Way.all());
    if (number(plain)) return numbers(plain).map(keys -> List.of(Way.holding(List.of(keys)))).orElse(List.of());
    List<List<Long>> also = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    for (String word : plain.split("\\s+")) {
      if (!number(word)) words.append(words.isEmpty() ? "" : " ").append(word);
      else if (numbers(word).map(also::add).isEmpty()) return List.of();
    }
    return words(words.toString()).stream().map(way -> way.with(also)).toList();
  }

  private List<Way> words(String words) {
    if (words.isEmpty()) return List.of(Way.all());
    if (LETTERS.matcher(words).matches()) return letters(words);
    String name = PersonNames.normal(words);
    Set<String> address = AddressWords.of(words);
    List<Way> ways = new ArrayList<>();
    if (!name.isEmpty() && name.codePoints().noneMatch(Character::isDigit)) ways.add(Way.by(Way.Order.NAME, name));
    if (!address.isEmpty()) ways.add(Way.holding(address.stream().map(word -> List.of(fingerprints.addressWord(word))).toList()));
    return ways;
  }

  private static List<Way> letters(String words) {
    String letters = words.toLowerCase(Locale.ROOT).replace('ü', 'v').replaceAll("[^a-z]", "");
    return List.of(Way.by(Way.Order.INITIALS, letters), Way.by(Way.Order.PINYIN, letters).without(letters));
  }

  private static boolean number(String word) {
    return DIGITS.matcher(word).matches() || NUMBER.matcher(word).matches();
  }

  /** By which a number is found; none for a part of one that is not its last four characters. */
  private java.util.Optional<List<Long>> numbers(String typed) {
    if (TAIL.matcher(typed).matches()) {
      String tail = typed.toUpperCase(Locale.ROOT);
      return java.util.Optional.of(List.of(fingerprints.documentTail(tail), fingerprints.phoneTail(tail)));
    }
    Set<Long> keys = new LinkedHashSet<>();
    ResidentId resident = ResidentId.parse(typed, WorkingDays.dayOf(clock.instant()));
    if (resident.normal().length() == ResidentId.LENGTH) keys.add(fingerprints.wholeDocument(resident.normal()));
    for (OtherDocument.Kind kind : OtherDocument.Kind.values()) {
      OtherDocument document = OtherDocument.parse(kind, typed);
      if (document.valid() && document.normal().length() >= WHOLE_LENGTH_MIN) keys.add(fingerprints.wholeDocument(document.normal()));
    }
    String phone = Phones.normal(typed);
    if (phone.matches("[0-9]{7,20}")) keys.add(fingerprints.wholePhone(phone));
    return keys.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(List.copyOf(keys));
  }
}
