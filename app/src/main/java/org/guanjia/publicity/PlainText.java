package org.guanjia.publicity;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;

/**
 * A text as the finders read it: full-width letters and digits as ASCII, traditional characters as simplified ones, invisible characters
 * gone, and of each character where it stood.
 *
 * @param text what is read
 * @param at where each of its characters stood in the original; one more than it has characters
 */
record PlainText(String text, int[] at) {

  static PlainText of(String original) {
    var plain = new StringBuilder(original.length());
    int[] at = new int[original.length() + 1];
    for (int i = 0; i < original.length(); i++) {
      char c = original.charAt(i);
      if (Character.getType(c) == Character.FORMAT) continue;
      at[plain.length()] = i;
      plain.append(narrow(c));
    }
    at[plain.length()] = original.length();
    return new PlainText(plain.toString(), Arrays.copyOf(at, plain.length() + 1));
  }

  /** A detail found here, in the places of the original. */
  PersonalDetail detail(int start, int end, PersonalDetail.Kind kind) {
    return new PersonalDetail(at[start], at[end - 1] + 1, kind);
  }

  /** The same with digits in place of these details, so that no name is seen in them. */
  PlainText without(Collection<PersonalDetail> details) {
    var taken = new BitSet();
    details.forEach(detail -> taken.set(detail.start(), detail.end()));
    var rest = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) if (taken.get(at[i])) rest.setCharAt(i, '0');
    return new PlainText(rest.toString(), at);
  }

  private static char narrow(char c) {
    if (c >= '！' && c <= '～') return (char) (c - '！' + '!');
    if (c == '　' || c == ' ' || c == '\t') return ' ';
    if (c == '－' || c == '—' || c == '–' || c == '‐' || c == '‑' || c == '−') return '-';
    return c >= '⺀' ? Lists.LOADED.simplified(c) : c;
  }
}
