package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** The likeliest way through one text, cut into words and names. Costs are negative natural logarithms: the lower, the likelier. */
final class NameReading {

  // What each shape of a name costs besides its characters and its surroundings; found by trial on the texts that the filter learns from.
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

  private static final int NAME_LENGTH_MAX = 4;
  private static final int TITLE_LENGTH_MAX = 4;
  private static final int TOWN_WORD_MAX = 8;
  private static final String NUMERALS = "〇一二三四五六七八九十百千万两";
  private static final int NUMERAL_LENGTH_MAX = 12;
  private static final double NUMERAL = 6;

  /** After 阿 they are relatives and foreign parts: 阿姨, 阿拉. */
  private static final String NO_NAME_AFTER_A = "姨公婆爷妈伯叔嫂姐哥妹弟拉里斯";

  /** Before 仔 and 姐 they count or point. */
  private static final String NO_CALL = "个只条呢嗰我你佢他她这那一二三四五六七八九十大小细老后阿的各";

  /** What is part of how somebody is called, and goes with it. */
  private static final String PART_OF_THE_CALL = "妹仔";

  /** A name from its first character to the one after its last. */
  record Span(int start, int end) {}

  /** Names whose places are known from a reading before, so that their neighbours in a list are likelier. */
  record Neighbours(BitSet after, BitSet before) {
    static final Neighbours NONE = new Neighbours(new BitSet(), new BitSet());

    boolean isEmpty() {
      return after.isEmpty() && before.isEmpty();
    }
  }

  private final Lists lists = Lists.LOADED;
  private final NameContext context;
  private final Set<String> townWords;
  private final String text;
  private final Neighbours neighbours;
  private final double[] best;
  private final int[] from;
  private final int[] nameStart;
  private final int[] nameEnd;
  private final double[] afterOne;
  private final double[] afterOneForSure;

  NameReading(String text, Neighbours neighbours, Set<String> townWords, NameContext context) {
    this.text = text;
    this.neighbours = neighbours;
    this.townWords = townWords;
    this.context = context;
    best = new double[text.length() + 1];
    from = new int[text.length() + 1];
    nameStart = new int[text.length() + 1];
    nameEnd = new int[text.length() + 1];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = 0;
    afterOne = new double[text.length() + 1];
    afterOneForSure = new double[text.length() + 1];
    Arrays.fill(afterOne, Double.NaN);
    Arrays.fill(afterOneForSure, Double.NaN);
    for (int i = 0; i < text.length(); i++) {
      if (isHan(i)) {
        words(i);
        names(i);
      } else {
        word(i, i + 1, 0);
      }
    }
  }

  /** The names, in the order of the text. */
  List<Span> names() {
    List<Span> names = new ArrayList<>();
    for (int at = text.length(); at > 0; at = from[at]) if (nameEnd[at] > nameStart[at]) names.add(new Span(nameStart[at], nameEnd[at]));
    return names.reversed();
  }

  private void word(int start, int end, double cost) {
    step(start, end, cost, new Span(start, start));
  }

  private void name(int start, int end, double cost) {
    step(start, end, cost, new Span(start, end));
  }

  private void step(int start, int end, double cost, Span name) {
    double sum = best[start] + cost;
    if (sum >= best[end]) return;
    best[end] = sum;
    from[end] = start;
    nameStart[end] = name.start();
    nameEnd[end] = name.end();
  }

  private void words(int i) {
    int most = hanUntil(i, TOWN_WORD_MAX);
    for (int end = i + 1; end <= most; end++) {
      double cost = end - i <= NameWords.LENGTH_MAX ? lists.words().cost(text, i, end) : Double.POSITIVE_INFINITY;
      if (end - i > 1 && cost > TOWN_WORD && townWords.contains(text.substring(i, end))) cost = TOWN_WORD;
      if (cost < Double.POSITIVE_INFINITY) word(i, end, cost);
    }
    int end = i;
    while (end < text.length() && end < i + NUMERAL_LENGTH_MAX && NUMERALS.indexOf(text.charAt(end)) >= 0) end++;
    if (end > i + 1) word(i, end, NUMERAL);
  }

  private void names(int i) {
    int most = hanUntil(i, NAME_LENGTH_MAX + TITLE_LENGTH_MAX);
    NameContext.Before before = context.before(text, i);
    boolean listed = neighbours.after().get(i);
    boolean comma = listed && text.charAt(i - 1) == ',';
    double cost = before.cost() + (comma ? AFTER_A_NAME / 2 : listed ? AFTER_A_NAME : 0);
    if (most - i >= 2 && lists.compound().contains(text.substring(i, i + 2))) named(i, i + 2, COMPOUND, cost, most);
    double family = FAMILY_SHARE * lists.characters().family(text.charAt(i));
    if (family < Double.POSITIVE_INFINITY) {
      named(i, i + 1, family, cost, most);
      spaced(i, family + cost);
    }
    if (before.isNamed() || listed && !comma || context.isPoliteWithin(text, i, most)) unknown(i, cost, most);
    if (most - i < 2) return;
    nicknames(i, cost);
    withKin(i, cost);
    looks(i, cost, most);
    givenAlone(i, cost);
  }

  private void named(int i, int familyEnd, double family, double before, int most) {
    if (i > 0 && text.charAt(i - 1) == '姓' && (i < 2 || text.charAt(i - 2) != '百')) afterFamilyName(i, familyEnd);
    int title = context.titleEnd(text, familyEnd, most);
    if (title > familyEnd) step(i, title, FAMILY_WITH_TITLE + FAMILY_ALONE_SHARE * family + before + title(familyEnd, title), new Span(i, familyEnd));
    for (int end = familyEnd + 1; end <= Math.min(most, familyEnd + 2); end++) {
      double after = after(end, before <= NameContext.ROLE) + (neighbours.before().get(end) ? BEFORE_A_NAME : 0);
      boolean somebody = before <= NameContext.FUNCTION && lists.words().has(text, i, end) && context.isSomebody(text, i, end);
      double cost =
          (end - familyEnd == 1 ? TWO : THREE) + family + given(familyEnd, end) + before + after + (somebody ? SOMEBODY : 0)
              + (context.isPlaceEnd(text, end - 1) ? LIKE_A_PLACE : 0);
      name(i, end, cost);
      int called = context.titleEnd(text, end, most);
      if (called == end + 1) step(i, called, cost + title(end, called), new Span(i, end));
    }
  }

  private double title(int start, int end) {
    if (context.isPolite(text, start)) return 0;
    return end - start > 1 ? LONG_TITLE : SHORT_TITLE + context.afterShortTitle(text, end);
  }

  /** 王　伟: two characters, drawn apart to the length of three. */
  private void spaced(int i, double before) {
    int at = i + 1;
    while (at < text.length() && at < i + 4 && text.charAt(at) == ' ') at++;
    if (at == i + 1 || at >= text.length() || !isHan(at) || hanUntil(at, 2) > at + 1 || i > 0 && isHan(i - 1)) return;
    name(i, at + 1, TWO + before + given(at, at + 1));
  }

  /** 我姓陈: the family name, and what is written right after it. */
  private void afterFamilyName(int i, int familyEnd) {
    name(i, familyEnd, 0);
    int end = hanUntil(i, NAME_LENGTH_MAX + TITLE_LENGTH_MAX);
    if (end <= familyEnd + 2) name(i, end, 0);
  }

  /** After 姓名： or before 先生 anything is a name. */
  private void unknown(int i, double before, int most) {
    for (int end = i + 2; end <= Math.min(most, i + 3); end++) {
      if (end < text.length() && isHan(end) && !context.isPolite(text, end)) continue;
      name(i, end, UNKNOWN_FAMILY + given(end - 2, end) + (end - i == 3 ? UNKNOWN_FAMILY_LONG : 0) + before + after(end, false));
    }
  }

  /** 志豪妈妈: where no word is, and a person can be. */
  private void givenAlone(int i, double before) {
    if (context.isPlaceEnd(text, i + 1)) return;
    boolean kin = neighbours.before().get(i + 2) || context.isKinOf(text, i + 2);
    boolean word = lists.words().cost(text, i, i + 2) <= ChineseNames.COMMON;
    if (word && (!kin || context.isSomebodyElse(text.substring(i, i + 2)))) return;
    name(i, i + 2, GIVEN_ALONE + (kin ? SOMEBODY : 0) + given(i, i + 2) + before + after(i + 2, false));
  }

  /** 阿强, 老陈, 小李, 妞妞: by what they are called at home. */
  private void nicknames(int i, double before) {
    char call = text.charAt(i);
    char name = text.charAt(i + 1);
    boolean a = (call == '阿' || call == '亚') && NO_NAME_AFTER_A.indexOf(name) < 0;
    boolean old = call == '老' || call == '小' || call == '大';
    boolean twice = call == name && lists.words().cost(text, i, i + 2) > ChineseNames.COMMON;
    if (!a && !old && !twice) return;
    double rest = before + after(i + 2, false);
    if (a) name(i, i + 2, CALLED + given(i + 1, i + 2) + rest);
    double family = lists.characters().family(name);
    if (old && family < Double.POSITIVE_INFINITY) step(i, i + 2, OLD_OR_YOUNG + family + rest, new Span(i + 1, i + 2));
    if (twice) name(i, i + 2, CALLED + given(i, i + 1) + rest);
  }

  /** 强哥, 炳叔, 康仔. */
  private void withKin(int i, double before) {
    char call = text.charAt(i);
    char kin = text.charAt(i + 1);
    boolean doubled = i + 2 < text.length() && text.charAt(i + 2) == kin;
    if (lists.kin().indexOf(kin) < 0 || lists.kin().indexOf(call) >= 0 || NO_CALL.indexOf(call) >= 0 || doubled) return;
    int end = PART_OF_THE_CALL.indexOf(kin) >= 0 ? i + 2 : i + 1;
    step(i, i + 2, GIVEN_WITH_KIN + given(i, i + 1) + before + context.afterShortTitle(text, i + 2), new Span(i, end));
  }

  /** 肥仔明. */
  private void looks(int i, double before, int most) {
    if (most - i < 3 || !lists.looks().contains(text.substring(i, i + 2))) return;
    step(i, i + 3, LOOKS + given(i + 2, i + 3) + before + after(i + 3, false), new Span(i + 2, i + 3));
  }

  /** What stands after, asked once for each place. */
  private double after(int end, boolean sure) {
    double[] asked = sure ? afterOneForSure : afterOne;
    if (Double.isNaN(asked[end])) asked[end] = context.after(text, end, sure);
    return asked[end];
  }

  private double given(int start, int end) {
    return GIVEN_SHARE * lists.characters().given(text, start, end);
  }

  private int hanUntil(int start, int most) {
    int end = start;
    while (end < text.length() && end - start < most && isHan(end)) end++;
    return end;
  }

  private boolean isHan(int at) {
    return ChineseNames.isHan(text.charAt(at));
  }
}
