package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.publicity.NameReading.Neighbours;
import org.guanjia.publicity.NameReading.Span;
import org.guanjia.publicity.PersonalDetail.Kind;

/**
 * Names of people in Chinese text. A family name alone proves nothing (方便, 高兴, 马路): the text is cut into words and names so that all of
 * it together is likeliest, where a name costs what its characters are rare in names, less what the words before and after it speak for one.
 */
final class ChineseNames {

  /** What a word costs at most that everybody uses. */
  static final double COMMON = 13;

  private static final int PASSES_MAX = 3;

  /** What stands between the names of a list. */
  private static final Pattern BETWEEN =
      Pattern.compile("[ (]?(?:\\d{1,5}|[一二三四五六七八九十两])?[元人箱票份岁男女户组]?[)]?[、,;/ 和与及跟同]{1,2}(?:\\(?\\d{1,2}\\)?[.、 ]? ?)?");

  private static final int BETWEEN_MAX = 10;

  /** 古丽·买买提: of other peoples, and of abroad. */
  private static final Pattern DOTTED = Pattern.compile("[一-鿿]{2,6}[·•・‧][一-鿿]{2,5}");

  /** Whoever is spoken to in a group by what they call themselves there. */
  private static final Pattern MENTIONED = Pattern.compile("(?<=(?<![A-Za-z0-9._-])@)(?!全体|所有|各位|all)[\\p{L}\\d_-]{1,12}(?=\\s|$)");

  /** What somebody calls themselves, in quotation marks. */
  private static final Pattern QUOTED = Pattern.compile("(?<=(?:网名|昵称|微信名|群名|自称|人称|外号|花名|绰号|名叫|名为|网友|用户|叫) ?[“\"「'‘《])[^”\"」'’》\\n{},]{1,12}(?=[”\"」'’》])");

  /** 老K, and 单名一个毅字. */
  private static final Pattern SPELT = Pattern.compile("(?<![A-Za-z])[老小阿亚][A-Z](?![A-Za-z0-9])|(?<=单名(?:一个|一|叫|是)?)[一-鿿](?=字)");

  private final Lists lists = Lists.LOADED;
  private final NameContext context;
  private final Set<String> townWords;

  ChineseNames(Set<String> townWords) {
    this.townWords = townWords;
    this.context = new NameContext(lists);
  }

  List<PersonalDetail> find(PlainText plain) {
    String text = plain.text();
    Neighbours neighbours = Neighbours.NONE;
    List<Span> names = List.of();
    for (int pass = 0; pass < PASSES_MAX; pass++) {
      List<Span> read = new NameReading(text, neighbours, townWords, context).names();
      if (read.equals(names)) break;
      names = read;
      neighbours = neighbours(text, names);
      if (neighbours.isEmpty()) break;
    }
    List<PersonalDetail> found = new ArrayList<>();
    for (Span name : names) found.add(plain.detail(name.start(), name.end(), Kind.NAME));
    for (Pattern pattern : List.of(DOTTED, MENTIONED, QUOTED, SPELT)) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) found.add(plain.detail(matcher.start(), matcher.end(), Kind.NAME));
    }
    return found;
  }

  private static Neighbours neighbours(String text, List<Span> names) {
    BitSet after = new BitSet();
    BitSet before = new BitSet();
    Matcher between = BETWEEN.matcher(text);
    for (Span name : names) {
      if (between.region(name.end(), text.length()).lookingAt()) after.set(between.end());
      for (int at = name.start() - 1; at >= Math.max(0, name.start() - BETWEEN_MAX); at--) {
        if (between.region(at, name.start()).matches()) before.set(at);
      }
    }
    return new Neighbours(after, before);
  }

  /** What somebody of that name is called by those who know them. */
  List<String> given(String name) {
    int family = lists.compound().contains(name.substring(0, Math.min(2, name.length()))) ? 2 : 1;
    String given = name.substring(Math.min(family, name.length()));
    if (given.length() == 2 && lists.words().cost(given, 0, 2) > COMMON) return List.of(given);
    return given.length() == 1 ? List.of("阿" + given, "亚" + given, given + "仔") : List.of();
  }

  static boolean isHan(char c) {
    return c >= '一' && c <= '鿿' || c >= '㐀' && c <= '䶿' || c == '〇';
  }
}
