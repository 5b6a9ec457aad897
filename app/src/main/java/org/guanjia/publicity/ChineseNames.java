package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.publicity.PersonalDetail.Kind;

/**
 * Names of people in Chinese text. A family name alone proves nothing (方便, 高兴, 马路): the text is cut into words and names so that all of
 * it together is likeliest, where a name costs what its characters are rare in names, less what the words before and after it speak for one.
 */
final class ChineseNames {

  // What each shape of a name costs besides its characters and its surroundings, in natural logarithms; found by trial on the texts that the filter learns from.
  private static final double TWO = 5.4;
  private static final double THREE = 4;
  private static final double FAMILY_WITH_TITLE = 3.5;
  private static final double UNKNOWN_FAMILY = 9.5;
  private static final double UNKNOWN_FAMILY_LONG = 5;
  private static final double COMPOUND = 4;
  private static final double GIVEN_ALONE = 10;
  private static final double CALLED = 6;
  private static final double OLD_OR_YOUNG = 7;
  private static final double GIVEN_WITH_KIN = 7;
  private static final double LOOKS = 6;
  private static final double SHORT_TITLE = 5;
  private static final double LONG_TITLE = 3;
  private static final double LIKE_A_PLACE = 5.5;
  private static final double TOWN_WORD = 2;

  /** What a name costs less after another, and before another. */
  private static final double AFTER_A_NAME = -5.5;

  private static final double BEFORE_A_NAME = -5;

  /** What a word costs less as a name where only somebody's name can stand. */
  private static final double SOMEBODY = -6;

  /** How much of the rareness of characters counts: rare names are commoner here than in the news they were counted from. */
  private static final double FAMILY_SHARE = 0.6;

  private static final double FAMILY_ALONE_SHARE = 1.7;
  private static final double GIVEN_SHARE = 0.8;

  /** What a word costs at most that everybody uses. */
  private static final double COMMON = 13;

  private static final int NAME_LENGTH_MAX = 4;
  private static final int TOWN_WORD_MAX = 8;
  private static final int PASSES_MAX = 3;

  /** Before 仔 and 姐 they count or point. */
  private static final String NO_CALL = "个只条呢嗰我你佢他她这那一二三四五六七八九十大小细老后阿的各";

  /** What stands between the names of a list. */
  private static final Pattern BETWEEN =
      Pattern.compile("[ (]?(?:\\d{1,5}|[一二三四五六七八九十两])?[元人箱票份岁男女户组]?[)]?[、,;/ 和与及跟同]{1,2}(?:\\(?\\d{1,2}\\)?[.、 ]? ?)?");

  /** 古丽·买买提: of other peoples, and of abroad. */
  private static final Pattern DOTTED = Pattern.compile("[一-鿿]{2,6}[·•・‧][一-鿿]{2,5}");

  /** Whoever is spoken to in a group by what they call themselves there. */
  private static final Pattern MENTIONED = Pattern.compile("(?<=(?<![A-Za-z0-9._-])@)(?!全体|所有|各位|all)[\\p{L}\\d_-]{1,12}(?=\\s|$)");

  /** What somebody calls themselves, in quotation marks. */
  private static final Pattern QUOTED = Pattern.compile("(?<=(?:网名|昵称|微信名|群名|自称|人称|外号|花名|绰号|名叫|名为|网友|用户|叫) ?[“\"「'‘《])[^”\"」'’》\\n{},]{1,12}(?=[”\"」'’》])");

  /** 老K, and 单名一个毅字. */
  private static final Pattern SPELT = Pattern.compile("(?<![A-Za-z])[老小阿亚][A-Z](?![A-Za-z0-9])|(?<=单名(?:一个|一|叫|是)?)[一-鿿](?=字)");

  private static final String NUMERALS = "〇一二三四五六七八九十百千万两";
  private static final int NUMERAL_LENGTH_MAX = 12;
  private static final double NUMERAL = 6;

  private final Lists lists = Lists.LOADED;
  private final NameContext context;
  private final Set<String> townWords;

  ChineseNames(Set<String> townWords) {
    this.townWords = townWords;
    this.context = new NameContext(lists);
  }

  /** Names whose places are known from a reading before, so that their neighbours in a list are likelier. */
  private record Neighbours(BitSet after, BitSet before) {}

  private record Span(int start, int end) {}

  List<PersonalDetail> find(PlainText plain) {
    String text = plain.text();
    var neighbours = new Neighbours(new BitSet(), new BitSet());
    List<Span> names = List.of();
    for (int pass = 0; pass < PASSES_MAX; pass++) {
      List<Span> read = new Reading(text, neighbours).names();
      if (read.equals(names)) break;
      names = read;
      neighbours = neighbours(text, names);
      if (neighbours.after().isEmpty() && neighbours.before().isEmpty()) break;
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
      int from = Math.max(0, name.start() - 10);
      for (int at = name.start() - 1; at >= from; at--) {
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

  /** The likeliest way through one text. */
  private final class Reading {
    private final String text;
    private final Neighbours neighbours;
    private final double[] best;
    private final int[] from;
    private final int[] nameStart;
    private final int[] nameEnd;

    Reading(String text, Neighbours neighbours) {
      this.text = text;
      this.neighbours = neighbours;
      best = new double[text.length() + 1];
      from = new int[text.length() + 1];
      nameStart = new int[text.length() + 1];
      nameEnd = new int[text.length() + 1];
      Arrays.fill(best, Double.POSITIVE_INFINITY);
      best[0] = 0;
      for (int i = 0; i < text.length(); i++) {
        if (!isHan(text.charAt(i))) {
          step(i, i + 1, 0, 0, 0);
          continue;
        }
        words(i);
        names(i);
      }
    }

    List<Span> names() {
      List<Span> names = new ArrayList<>();
      for (int at = text.length(); at > 0; at = from[at]) if (nameEnd[at] > nameStart[at]) names.add(new Span(nameStart[at], nameEnd[at]));
      return names.reversed();
    }

    private void step(int start, int end, double cost, int name, int named) {
      double sum = best[start] + cost;
      if (sum >= best[end]) return;
      best[end] = sum;
      from[end] = start;
      nameStart[end] = name;
      nameEnd[end] = named;
    }

    private int hanUntil(int start, int most) {
      int end = start;
      while (end < text.length() && end - start < most && isHan(text.charAt(end))) end++;
      return end;
    }

    private void words(int i) {
      int most = hanUntil(i, TOWN_WORD_MAX);
      for (int end = i + 1; end <= most; end++) {
        double cost = end - i <= NameWords.LENGTH_MAX ? lists.words().cost(text, i, end) : Double.POSITIVE_INFINITY;
        if (end - i > 1 && cost > TOWN_WORD && townWords.contains(text.substring(i, end))) cost = TOWN_WORD;
        if (cost < Double.POSITIVE_INFINITY) step(i, end, cost, 0, 0);
      }
      if (NUMERALS.indexOf(text.charAt(i)) >= 0) {
        int end = i + 1;
        while (end < text.length() && end < i + NUMERAL_LENGTH_MAX && NUMERALS.indexOf(text.charAt(end)) >= 0) end++;
        if (end > i + 1) step(i, end, NUMERAL, 0, 0);
      }
    }

    private void names(int i) {
      int most = hanUntil(i, NAME_LENGTH_MAX + 4);
      NameContext.Before before = context.before(text, i);
      double cost = before.cost() + (neighbours.after().get(i) ? text.charAt(i - 1) == ',' ? AFTER_A_NAME / 2 : AFTER_A_NAME : 0);
      boolean compound = most - i >= 2 && lists.compound().contains(text.substring(i, i + 2));
      if (compound) named(i, i + 2, COMPOUND, cost, most);
      double family = lists.characters().family(text.charAt(i));
      if (family < Double.POSITIVE_INFINITY) named(i, i + 1, FAMILY_SHARE * family, cost, most);
      if (before.isNamed() || neighbours.after().get(i) && text.charAt(i - 1) != ',' || context.isPoliteWithin(text, i, most)) unknown(i, cost, most);
      nicknames(i, cost, most);
      givenAlone(i, cost, most);
      if (family < Double.POSITIVE_INFINITY) spaced(i, FAMILY_SHARE * family + cost);
    }

    private void named(int i, int familyEnd, double family, double before, int most) {
      if (i > 0 && text.charAt(i - 1) == '姓' && (i < 2 || text.charAt(i - 2) != '百')) afterFamilyName(i, familyEnd, most);
      int title = context.titleEnd(text, familyEnd, most);
      if (title > familyEnd) step(i, title, FAMILY_WITH_TITLE + FAMILY_ALONE_SHARE * family + before + (context.isPolite(text, familyEnd) ? 0 : title - familyEnd > 1 ? LONG_TITLE : SHORT_TITLE + context.afterShortTitle(text, title)), i, familyEnd);
      for (int end = familyEnd + 1; end <= Math.min(most, familyEnd + 2); end++) {
        double given = GIVEN_SHARE * lists.characters().given(text, familyEnd, end);
        double after = context.after(text, end, most, before <= NameContext.ROLE) + (neighbours.before().get(end) ? BEFORE_A_NAME : 0);
        if (before <= NameContext.FUNCTION && lists.words().has(text, i, end) && context.isSomebody(text, i, end)) after += SOMEBODY;
        double place = context.isPlaceEnd(text, end - 1) ? LIKE_A_PLACE : 0;
        double cost = (end - familyEnd == 1 ? TWO : THREE) + family + given + before + after + place;
        step(i, end, cost, i, end);
        int called = context.titleEnd(text, end, most);
        if (called == end + 1) step(i, called, cost + SHORT_TITLE + context.afterShortTitle(text, called), i, end);
      }
    }

    /** 王　伟: two characters, drawn apart to the length of three. */
    private void spaced(int i, double before) {
      int at = i + 1;
      while (at < text.length() && at < i + 4 && text.charAt(at) == ' ') at++;
      if (at == i + 1 || at >= text.length() || !isHan(text.charAt(at)) || hanUntil(at, 2) > at + 1 || i > 0 && isHan(text.charAt(i - 1))) return;
      step(i, at + 1, TWO + before + GIVEN_SHARE * lists.characters().given(text, at, at + 1), i, at + 1);
    }

    /** 我姓陈: the family name, and what is written right after it. */
    private void afterFamilyName(int i, int familyEnd, int most) {
      step(i, familyEnd, 0, i, familyEnd);
      int end = hanUntil(i, most - i);
      if (end <= familyEnd + 2) step(i, end, 0, i, end);
    }

    /** After 姓名： or before 先生 anything is a name. */
    private void unknown(int i, double before, int most) {
      for (int end = i + 2; end <= Math.min(most, i + 3); end++) {
        boolean edge = end == text.length() || !isHan(text.charAt(end)) || context.isPolite(text, end);
        if (edge) step(i, end, UNKNOWN_FAMILY + GIVEN_SHARE * lists.characters().given(text, end - 2, end) + (end - i == 3 ? UNKNOWN_FAMILY_LONG : 0) + before + context.after(text, end, most), i, end);
      }
    }

    /** 志豪妈妈: where no word is, and a person can be. */
    private void givenAlone(int i, double before, int most) {
      if (most - i < 2 || context.isPlaceEnd(text, i + 1)) return;
      boolean kin = neighbours.before().get(i + 2) || context.isKinOf(text, i + 2);
      if (lists.words().cost(text, i, i + 2) <= COMMON && (!kin || context.isSomebodyElse(text.substring(i, i + 2)))) return;
      step(i, i + 2, GIVEN_ALONE + (kin ? SOMEBODY : 0) + GIVEN_SHARE * lists.characters().given(text, i, i + 2) + before + context.after(text, i + 2, most), i, i + 2);
    }

    /** 阿强, 老陈, 小李, 强哥, 炳叔, 康仔: by what they are called at home. */
    private void nicknames(int i, double before, int most) {
      if (most - i < 2) return;
      char call = text.charAt(i);
      if (call == '阿' || call == '亚') {
        if ("姨公婆爷妈伯叔嫂姐哥妹弟拉里斯".indexOf(text.charAt(i + 1)) < 0) step(i, i + 2, CALLED + GIVEN_SHARE * lists.characters().given(text, i + 1, i + 2) + before + context.after(text, i + 2, most), i, i + 2);
      } else if (call == '老' || call == '小' || call == '大') {
        double family = lists.characters().family(text.charAt(i + 1));
        if (family < Double.POSITIVE_INFINITY) step(i, i + 2, OLD_OR_YOUNG + family + before + context.after(text, i + 2, most), i + 1, i + 2);
      }
      if (lists.kin().indexOf(text.charAt(i + 1)) >= 0 && lists.kin().indexOf(call) < 0 && NO_CALL.indexOf(call) < 0 && !text.startsWith(text.substring(i + 1, i + 2), i + 2)) step(i, i + 2, GIVEN_WITH_KIN + GIVEN_SHARE * lists.characters().given(text, i, i + 1) + before + context.afterShortTitle(text, i + 2), i, "妹仔".indexOf(text.charAt(i + 1)) >= 0 ? i + 2 : i + 1);
      looks(i, before, most);
      // 妞妞
      if (call == text.charAt(i + 1) && lists.words().cost(text, i, i + 2) > COMMON) step(i, i + 2, CALLED + GIVEN_SHARE * lists.characters().given(text, i, i + 1) + before + context.after(text, i + 2, most), i, i + 2);
    }

    /** 肥仔明. */
    private void looks(int i, double before, int most) {
      if (most - i < 3 || !lists.looks().contains(text.substring(i, i + 2))) return;
      step(i, i + 3, LOOKS + GIVEN_SHARE * lists.characters().given(text, i + 2, i + 3) + before + context.after(text, i + 3, most), i + 2, i + 3);
    }
  }

  static boolean isHan(char c) {
    return c >= '一' && c <= '鿿' || c >= '㐀' && c <= '䶿' || c == '〇';
  }
}
