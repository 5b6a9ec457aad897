package org.guanjia.requests.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The synonym list of the field: which words of a text name a thing, which a state, and which carry no matter at all. */
final class Ideas {

  enum Kind {
    THING,
    STATE,
    PLACE,
    FILLER
  }

  record Idea(Kind kind, String name, int number) {}

  /** An idea found in a text, from {@code start} (inclusive) to {@code end} (exclusive). */
  record Found(Idea idea, int start, int end) {}

  private static final Ideas OF_THE_FIELD = new Ideas(DataFile.lines("synonyms.txt"));

  private final Node root = new Node();

  Ideas(List<String> lines) {
    lines.forEach(this::learn);
  }

  static Ideas ofTheField() {
    return OF_THE_FIELD;
  }

  private void learn(String line) {
    var equals = line.indexOf('=');
    var head = line.substring(0, equals).strip();
    var kind = Kind.valueOf(head.substring(0, head.indexOf(' ')).toUpperCase(java.util.Locale.ROOT));
    var name = head.substring(head.indexOf(' ') + 1);
    var idea = new Idea(kind, name, Hash.of(10 + kind.ordinal(), name));
    for (var word : line.substring(equals + 1).split(",")) root.learn(stemmed(NormalText.of(word)), idea);
  }

  /** Longest words first from left to right, never overlapping; Latin words match whole. */
  List<Found> in(String stemmed) {
    var found = new ArrayList<Found>();
    for (int i = 0; i < stemmed.length(); ) {
      var hit = longestAt(stemmed, i);
      if (hit != null) found.add(hit);
      i = hit != null ? hit.end() : next(stemmed, i);
    }
    return found;
  }

  private static int next(String stemmed, int i) {
    return Scripts.isHan(stemmed.charAt(i)) || stemmed.charAt(i) == ' ' ? i + 1 : Math.max(i + 1, Scripts.wordEnd(stemmed, i));
  }

  private @Nullable Found longestAt(String stemmed, int start) {
    Found best = null;
    var node = root;
    for (int i = start; i < stemmed.length(); i++) {
      node = node.next.get(stemmed.charAt(i));
      if (node == null) break;
      if (node.idea != null && endsWhole(stemmed, i + 1)) best = new Found(node.idea, start, i + 1);
    }
    return best;
  }

  private static boolean endsWhole(String text, int end) {
    return end == text.length() || Scripts.isHan(text.charAt(end - 1)) || text.charAt(end) == ' ' || Scripts.isHan(text.charAt(end));
  }

  /** Latin words reduced to their stems so that one entry of the list serves singular and plural. */
  static String stemmed(String normal) {
    if (normal.chars().noneMatch(c -> c >= 'a' && c <= 'z')) return normal;
    var out = new StringBuilder(normal.length());
    for (int i = 0; i < normal.length(); ) {
      var c = normal.charAt(i);
      if (c == ' ' || Scripts.isHan(normal.codePointAt(i))) {
        out.append(c);
        i++;
      } else {
        var end = Math.max(i + 1, Scripts.wordEnd(normal, i));
        out.append(Stems.of(normal.substring(i, end)));
        i = end;
      }
    }
    return out.toString();
  }

  private static final class Node {
    private final Map<Character, Node> next = new HashMap<>(4);
    private @Nullable Idea idea;

    private void learn(String word, Idea meaning) {
      var node = this;
      for (int i = 0; i < word.length(); i++) node = node.next.computeIfAbsent(word.charAt(i), c -> new Node());
      if (!word.isEmpty() && node.idea == null) node.idea = meaning;
    }
  }
}
