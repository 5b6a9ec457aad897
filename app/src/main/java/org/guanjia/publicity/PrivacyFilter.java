package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds what could tell who somebody is or where they live, in Chinese and English text: names, phone, identity, plate and card numbers,
 * house and room numbers, e-mail addresses and accounts. Rules and word lists alone, so that the same text always gives the same answer
 * and a reader can be told why. It is the first of two looks; the second is a person's.
 */
public final class PrivacyFilter {

  private final ChineseNames chineseNames;

  /** @param notNames words of the town that are no names of people: its villages, departments and the like */
  public PrivacyFilter(Collection<String> notNames) {
    this.chineseNames = new ChineseNames(Set.copyOf(notNames));
  }

  /** What was found, in the order of the text; no two overlap. */
  public List<PersonalDetail> find(String text) {
    PlainText plain = PlainText.of(text);
    List<PersonalDetail> found = new ArrayList<>(Numbers.find(plain));
    found.addAll(HouseNumbers.find(plain));
    // What shows itself by its characters is surer than a name.
    List<PersonalDetail> names = new ArrayList<>(chineseNames.find(plain));
    names.addAll(EnglishNames.find(plain));
    names.removeIf(name -> found.stream().anyMatch(name::overlaps));
    found.addAll(names);
    return apart(found);
  }

  /** The text with a labelled blank in place of each of these details. */
  public static String blackOut(String text, Collection<PersonalDetail> details) {
    boolean chinese = text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    var out = new StringBuilder(text.length());
    int done = 0;
    for (PersonalDetail detail : apart(details)) {
      out.append(text, done, detail.start()).append(detail.kind().blank(chinese));
      done = detail.end();
    }
    return out.append(text, done, text.length()).toString();
  }

  /** Of two that overlap the earlier, of two that begin together the longer; what sticks out of a neighbour is joined to it. */
  static List<PersonalDetail> apart(Collection<PersonalDetail> details) {
    List<PersonalDetail> sorted = new ArrayList<>(details);
    sorted.sort(Comparator.comparingInt(PersonalDetail::start).thenComparing(Comparator.comparingInt(PersonalDetail::end).reversed()));
    List<PersonalDetail> apart = new ArrayList<>();
    for (PersonalDetail detail : sorted) {
      PersonalDetail last = apart.isEmpty() ? null : apart.getLast();
      if (last == null || !last.overlaps(detail)) apart.add(detail);
      else if (detail.end() > last.end()) apart.set(apart.size() - 1, new PersonalDetail(last.start(), detail.end(), last.kind()));
    }
    return apart;
  }
}
