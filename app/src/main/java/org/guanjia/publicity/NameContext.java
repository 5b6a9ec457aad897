package org.guanjia.publicity;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much the words around a place speak for a name there. Costs are natural logarithms: the lower, the likelier. */
final class NameContext {

  // What stands before.
  private static final double NAMED = -6;
  /** A name after a role, or a verb that people stand behind, is beyond doubt. */
  static final double ROLE = -4.3;
  private static final double ROLE_WORD = -2.4;
  private static final double ROLE_END = -2;
  private static final double CUE = -1.5;
  private static final double EDGE = -1.3;
  /** A word that ties things together, after which somebody may stand: 和, 由, 在. */
  static final double FUNCTION = -0.8;
  private static final double NOTHING = 1.2;

  // What stands after.
  private static final double LONG_TITLE = -6;
  private static final double SHORT_TITLE = -3.5;
  private static final double SPEAKS = -2.5;
  private static final double NUMBER_FOLLOWS = -2.5;
  private static final double CHARACTER = -1;
  private static final double END = -0.5;
  private static final double NOTHING_AFTER = 1.5;
  private static final double PLACE = 4;

  private static final int CUE_LENGTH_MAX = 6;
  private static final String SEPARATORS = " ：:﹕;；，,、是为系叫\"“”‘’'「」《(（)-/|";
  private static final String PLACE_ENDS = "镇村路街巷区市省县局办厅桥河涌塘坊里圩屋厦苑园站店厂校院馆队组社档围记庙";
  private static final String ROLE_ENDS = "人主员商者师生长工手客户妈爸哥弟姐妹爷奶婆女孙伴娘嫂友童儿村区组镇";
  private static final String FUNCTIONS = "和与及跟给找请由被让叫的是把向对问同据将在了由受写经替代凭送接当比除因陪教害帮托令派如至";
  private static final String SHORT_TITLE_GOES_ON = "母父夫友弟妹姐爷婆妈姨叔伯嫂哥婶产活意气日物态命";
  private static final Pattern GOES_ON =
      Pattern.compile(
          "(?:[〇一二三四五六七八九十两百]{1,4}|\\d{1,3})多?(?:岁|户|兄弟|姐妹|口人|夫妇|人)|(?:等|[一两二三四])?(?:\\d{1,3}|[一二三四五六七八九十两几多]{1,2})[人户名]");
  private static final Pattern NUMBER = Pattern.compile("[,，:：/(（ -]{0,3}(?:\\+?[(（]?\\d{3}|男|女|我|住|现年|今年|电话|手机|身份证|联系)");
  private static final Pattern KIN = Pattern.compile("(?:两|俩|二|三)(?:兄弟|姐妹|姊妹|夫妇|夫妻|母子|母女|父子|父女|人均?是)");
  private static final Set<String> POLITE = Set.of("先生", "女士", "小姐", "女仕");
  private static final String NOBODY = "位名该某各这那老男女的一二三两几多";

  private final Lists lists;

  NameContext(Lists lists) {
    this.lists = lists;
  }

  /** What stands before: the cost, and whether it says outright that a name follows (姓名：). */
  record Before(double cost, boolean isNamed) {}

  Before before(String text, int start) {
    if (start == 0) return new Before(EDGE, false);
    int end = start;
    while (end > 0 && SEPARATORS.indexOf(text.charAt(end - 1)) >= 0) end--;
    boolean separated = end < start;
    for (int length = Math.min(CUE_LENGTH_MAX, end); length > 1; length--) {
      String word = text.substring(end - length, end);
      if (lists.naming().contains(word)) return new Before(NAMED, true);
      if (lists.cue().contains(word)) return separated && text.charAt(start - 1) != ',' ? new Before(NAMED, text.charAt(start - 1) != '、') : new Before(ROLE, false);
    }
    char c = text.charAt(start - 1);
    if (!ChineseNames.isHan(c)) return new Before(EDGE, false);
    if (start >= 2 && lists.day().contains(text.substring(start - 2, start))) return new Before(FUNCTION, false);
    if (lists.cue().contains(text.substring(start - 1, start))) return new Before(CUE, false);
    if (ROLE_ENDS.indexOf(c) >= 0) return new Before(isRole(text, start) ? ROLE_WORD : ROLE_END, false);
    return new Before(FUNCTIONS.indexOf(c) >= 0 ? FUNCTION : NOTHING, false);
  }

  /** Whether a word ends here that says what somebody is: 上访人, 投诉者. */
  private boolean isRole(String text, int end) {
    for (int start = end - 2; start >= Math.max(0, end - NameWords.LENGTH_MAX); start--) if (lists.words().has(text, start, end)) return true;
    return false;
  }

  /** @param sure whether what stands before leaves no doubt that it is a person: then 陈志强屋 is a house of theirs */
  double after(String text, int end, boolean sure) {
    if (end >= text.length()) return END;
    int title = titleEnd(text, end, text.length());
    if (title - end > 1) return LONG_TITLE;
    if (speaks(text, end)) return SPEAKS;
    char c = text.charAt(end);
    if (NUMBER.matcher(text).region(end, text.length()).lookingAt()) return NUMBER_FOLLOWS;
    if (!ChineseNames.isHan(c)) return END;
    if (title > end && !goesOn(text, end + 1)) return SHORT_TITLE;
    if (!sure && PLACE_ENDS.indexOf(c) >= 0 && !startsWord(text, end)) return PLACE;
    return lists.after().indexOf(c) >= 0 ? CHARACTER : NOTHING_AFTER;
  }

  double afterShortTitle(String text, int end) {
    if (end >= text.length() || !ChineseNames.isHan(text.charAt(end))) return CHARACTER;
    if (goesOn(text, end)) return PLACE;
    return speaks(text, end) ? SPEAKS : lists.after().indexOf(text.charAt(end)) >= 0 ? CHARACTER : NOTHING_AFTER;
  }

  private static boolean goesOn(String text, int at) {
    return at < text.length() && SHORT_TITLE_GOES_ON.indexOf(text.charAt(at)) >= 0;
  }

  private boolean startsWord(String text, int at) {
    return at + 2 <= text.length() && ChineseNames.isHan(text.charAt(at + 1)) && lists.words().has(text, at, at + 2);
  }

  private boolean speaks(String text, int end) {
    if (GOES_ON.matcher(text).region(end, text.length()).lookingAt()) return true;
    for (int length = Math.min(4, text.length() - end); length > 0; length--) if (lists.speaks().contains(text.substring(end, end + length))) return true;
    return false;
  }

  /** Whether a word stands where only somebody's name can: 方向同学, 白露说. */
  boolean isSomebody(String text, int start, int end) {
    if (isSomebodyElse(text.substring(start, end))) return false;
    for (int length = Math.min(3, text.length() - end); length > 1; length--) if (lists.human().contains(text.substring(end, end + length))) return true;
    // 说 says it, 说明 does not.
    return end < text.length() && lists.human().contains(text.substring(end, end + 1)) && !startsWord(text, end);
  }

  /** Whether the word says what somebody is, or when, and not who. */
  boolean isSomebodyElse(String word) {
    return Stream.of(lists.nobody(), lists.cue(), lists.naming(), lists.title(), lists.day(), lists.speaks()).anyMatch(list -> list.contains(word));
  }

  /** Whether only somebody's name can stand before what begins here: 建平两兄弟. */
  boolean isKinOf(String text, int at) {
    return at < text.length() && "两俩二三".indexOf(text.charAt(at)) >= 0 && KIN.matcher(text).region(at, text.length()).lookingAt();
  }

  /** Where the title that begins here ends; the same place when none begins here. */
  int titleEnd(String text, int at, int most) {
    for (int end = Math.min(Math.min(at + 4, most), text.length()); end > at; end--) if (lists.title().contains(text.substring(at, end))) return end;
    return at;
  }

  /** Whether a place's name would end with that character: 彩虹路, 何屋. */
  boolean isPlaceEnd(String text, int at) {
    return "路街巷道村屋涌塘岭桥庙镇市区县局厅办队站馆店厂".indexOf(text.charAt(at)) >= 0;
  }

  boolean isPolite(String text, int at) {
    return at + 2 <= text.length() && POLITE.contains(text.substring(at, at + 2));
  }

  boolean isPoliteWithin(String text, int start, int most) {
    if (NOBODY.indexOf(text.charAt(start)) >= 0) return false;
    for (int at = start + 2; at <= Math.min(start + 3, most); at++) if (isPolite(text, at)) return true;
    return false;
  }
}
