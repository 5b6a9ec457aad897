package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.guanjia.publicity.PersonalDetail.Kind;
import org.guanjia.requests.KnownPeople;

/**
 * Finds what could tell who somebody is or where they live, in Chinese and English text: names, phone, identity, plate and card numbers,
 * house and room numbers, e-mail addresses and accounts. Rules, word lists and counted words alone, so that the same text always gives the
 * same answer and a reader can be told why. It is the first of two looks; the second is a person's.
 */
public final class PrivacyFilter {

  private final ChineseNames chineseNames;

  /** @param notNames words of the town that are no names of people: its villages, departments and the like */
  public PrivacyFilter(Collection<String> notNames) {
    this.chineseNames = new ChineseNames(Set.copyOf(notNames));
  }

  /** What was found, in the order of the text; no two overlap. */
  public List<PersonalDetail> find(String text) {
    return find(List.of(text), KnownPeople.NOBODY).getFirst();
  }

  /**
   * What was found in each of the texts of one matter: a name found in one is found in all.
   *
   * @param people whose names, phones and addresses are known, and are found wherever they stand
   */
  public List<List<PersonalDetail>> find(List<String> texts, KnownPeople people) {
    List<PlainText> plain = texts.stream().map(PlainText::of).toList();
    var known = new KnownDetails();
    people.names().forEach(name -> knownName(name, known));
    people.phones().forEach(known::phone);
    people.addresses().forEach(known::address);
    List<List<PersonalDetail>> found = plain.stream().map(this::seen).toList();
    for (int i = 0; i < plain.size(); i++) {
      for (PersonalDetail detail : found.get(i)) if (detail.kind() == Kind.NAME) called(PlainText.of(detail.of(texts.get(i))).text(), known);
    }
    List<List<PersonalDetail>> all = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      List<PersonalDetail> details = new ArrayList<>(found.get(i));
      // What shows itself by its characters is surer than a name.
      for (PersonalDetail again : known.find(plain.get(i))) {
        if (again.kind() != Kind.NAME || found.get(i).stream().noneMatch(other -> other.kind() != Kind.NAME && other.overlaps(again))) details.add(again);
      }
      all.add(apart(details));
    }
    return all;
  }

  private List<PersonalDetail> seen(PlainText plain) {
    List<PersonalDetail> found = new ArrayList<>(Numbers.find(plain));
    found.addAll(HouseNumbers.find(plain));
    PlainText rest = plain.without(found);
    found.addAll(chineseNames.find(rest));
    found.addAll(EnglishNames.find(rest));
    return found;
  }

  /** A name as it is kept may be one with a title, several, or 母亲李秀英. */
  private void knownName(String written, KnownDetails known) {
    PlainText plain = PlainText.of(written);
    List<PersonalDetail> names = new ArrayList<>(chineseNames.find(plain));
    names.addAll(EnglishNames.find(plain));
    names.forEach(name -> called(PlainText.of(name.of(written)).text(), known));
    if (names.isEmpty()) called(plain.text(), known);
  }

  private void called(String name, KnownDetails known) {
    known.name(name, name.length() > 1 && ChineseNames.isHan(name.charAt(0)) ? chineseNames.given(name) : List.of());
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
