package org.guanjia.rules;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A FEEL text and the place reached in it. Names may hold spaces and signs ({@code Applicant Age}, {@code a-b}), so that no lexer can cut the text without
 * knowing which names are in scope: the longest known name wins.
 */
final class FeelText {

  private static final int LENGTH_MAX = 10_000;
  private static final Pattern LABEL = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}\\p{M}_]*(?:\\s+[\\p{L}\\p{N}\\p{M}_]+)*)\\s*:");

  private final String text;
  private int at;

  FeelText(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new FeelException(Problem.Kind.SYNTAX, "longer than " + LENGTH_MAX + " characters");
    }
    this.text = text;
    skip();
  }

  boolean ended() {
    return at == text.length();
  }

  int place() {
    return at;
  }

  void back(int place) {
    at = place;
  }

  char next() {
    return ended() ? '\0' : text.charAt(at);
  }

  char after() {
    return at + 1 < text.length() ? text.charAt(at + 1) : '\0';
  }

  /** Takes the sign if it comes next. */
  boolean take(String sign) {
    if (text.startsWith(sign, at)) {
      at += sign.length();
      skip();
      return true;
    }
    return false;
  }

  /** Takes the word if it comes next and ends there. */
  boolean takeWord(String word) {
    if (text.startsWith(word, at) && ends(at + word.length())) {
      at += word.length();
      skip();
      return true;
    }
    return false;
  }

  boolean isWord(String word) {
    return text.startsWith(word, at) && ends(at + word.length());
  }

  void expect(String sign) {
    if (!take(sign)) {
      throw wrong("expected " + sign);
    }
  }

  void expectWord(String word) {
    if (!takeWord(word)) {
      throw wrong("expected " + word);
    }
  }

  FeelException wrong(String what) {
    String rest = text.substring(at, Math.min(text.length(), at + 20));
    return new FeelException(Problem.Kind.SYNTAX, what + (rest.isEmpty() ? " at the end" : " at " + (at + 1) + ": " + rest));
  }

  /** Takes the longest of the known names that comes next, or null. */
  @Nullable String takeKnown(Collection<String> known) {
    String best = null;
    int end = at;
    for (String name : known) {
      int stop = matched(name);
      if (stop > end) {
        best = name;
        end = stop;
      }
    }
    if (best != null) {
      at = end;
      skip();
    }
    return best;
  }

  /** Takes a name without spaces, or null where none begins. */
  @Nullable String takeIdentifier() {
    if (!starts(next())) {
      return null;
    }
    int from = at;
    while (!ended() && part(next())) {
      at++;
    }
    String name = text.substring(from, at);
    skip();
    return name;
  }

  /** Takes a name that is being defined, up to the sign or word that follows it. */
  String takeNewName(List<String> until) {
    int end = until.stream().mapToInt(stop -> text.indexOf(stop, at)).filter(found -> found >= 0).min().orElse(-1);
    if (end < 0 || !starts(next())) {
      throw wrong("expected a name");
    }
    String name = text.substring(at, end).strip().replaceAll("\\s+", " ");
    at = end;
    skip();
    return name;
  }

  /** Takes a name that is being defined, up to the word that follows it after a space. */
  String takeNewNameBefore(String word) {
    for (int i = at + 1; starts(next()) && i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i - 1)) && text.startsWith(word, i) && ends(i + word.length())) {
        String name = text.substring(at, i).strip().replaceAll("\\s+", " ");
        at = i;
        return name;
      }
    }
    throw wrong("expected a name");
  }

  /** Takes the name of an argument and its colon if they come next, else null. */
  @Nullable String takeLabel() {
    Matcher label = LABEL.matcher(text).region(at, text.length());
    if (!label.lookingAt()) {
      return null;
    }
    at = label.end();
    skip();
    return label.group(1).replaceAll("\\s+", " ");
  }

  /** Takes what stands between double quotes, its escapes resolved. */
  String takeString() {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      if (ended()) {
        throw wrong("a string without its closing quote");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        skip();
        return out.toString();
      }
      out.append(c == '\\' ? escape() : String.valueOf(c));
    }
  }

  /** Takes digits with at most one point among them. */
  String takeNumber() {
    int from = at;
    while (digit(next())) {
      at++;
    }
    if (next() == '.' && digit(after())) {
      at++;
      while (digit(next())) {
        at++;
      }
    }
    String number = text.substring(from, at);
    if (starts(next()) || number.length() > 64) {
      throw wrong("not a number");
    }
    skip();
    return number;
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean starts(char c) {
    return c == '_' || Character.isLetter(c) || Character.isSurrogate(c);
  }

  private String escape() {
    char c = ended() ? '\0' : text.charAt(at++);
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '"', '\\', '\'' -> String.valueOf(c);
      case 'u' -> unicode(4);
      case 'U' -> unicode(6);
      default -> throw wrong("unknown escape \\" + c);
    };
  }

  private String unicode(int digits) {
    try {
      String code = text.substring(at, at + digits);
      at += digits;
      return Character.toString(Integer.parseInt(code, 16));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw wrong("not the code of a character");
    }
  }

  private int matched(String name) {
    int i = at;
    for (int n = 0; n < name.length(); n++) {
      if (name.charAt(n) == ' ') {
        int before = i;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
          i++;
        }
        if (i == before) {
          return -1;
        }
      } else if (i >= text.length() || text.charAt(i++) != name.charAt(n)) {
        return -1;
      }
    }
    return ends(i) ? i : -1;
  }

  private boolean ends(int place) {
    return place >= text.length() || !part(text.charAt(place)) || !part(text.charAt(place - 1));
  }

  private static boolean part(char c) {
    return starts(c) || Character.isDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private void skip() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0' || text.charAt(at) == '\ufeff') {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at);
        if (end < 0) {
          throw wrong("a comment without its end");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

}
