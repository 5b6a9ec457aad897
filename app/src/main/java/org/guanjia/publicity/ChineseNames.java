package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.publicity.PersonalDetail.Kind;

/**
 * Names of people in Chinese text. A family name alone proves nothing (方便, 高兴, 马路), so each place is weighed by what stands before it
 * (联系人：, 村民), what it is made of, and what stands after it (先生, 的, a comma).
 */
final class ChineseNames {

  /** A name of two parts goes to at most four characters. */
  private static final int NAME_LENGTH_MAX = 4;

  private static final int CUE_LENGTH_MAX = 6;
  private static final String PLACE_ENDS = "镇村路街巷区市省县局办厅桥河涌塘坊里圩屋厦苑园站店厂校院所馆队组社会户档";
  private static final String SEPARATORS = " ：:，,、是为叫\"“”'「《(（）)-/|";

  /** Titles of one character are relatives and neighbours; only what cannot go on as another word counts. */
  private static final String SHORT_TITLE_GOES_ON = "母父夫友弟妹姐爷婆妈姨叔伯嫂哥婶产活意气日物态命";

  private static final Pattern POLITE = Pattern.compile("先生|女士|小姐");
  private static final String PARTICLES = "的了着过是在也和与及或不没很就都还又再才却把被将给让对向从这那哪我你您他她它们么呢吗吧啊呀哦";
  private static final Pattern TITLE_SWALLOWED = Pattern.compile("先生|女士|小姐|太太|阿姨|叔叔|大爷|大姐|大叔|大妈|老师|师傅|医生|婆婆|主任|书记|村长|经理");
  private static final Pattern NOBODY = Pattern.compile("[位名该某各这那位老男女的一二两三几多]|残障|残疾");
  private static final int POLITE_LENGTH_MAX = 3;
  private static final Pattern GOES_ON =
      Pattern.compile("(?:[〇一二三四五六七八九十两百]{1,4}|\\d{1,3})多?(?:岁|户|兄弟|姐妹|口人|夫妇|人联)|[,，] ?(?:我|男|女|住|家|现年|今年|电话|手机|身份证|联系|现住|系|是本)|(?:已|曾)?[于在](?:上|本|今|昨|去|前|\\d|[一二三四五六七八九十])|[,，:：/(（ ]{1,3}\\+?[(（]?\\d{3}|等(?:\\d{1,3}|[一二三四五六七八九十两几多]{1,2})[人户名]");
  private static final Set<String> DAYS = Set.of("去年", "今年", "前年", "本周", "周末", "月初", "月底", "年初", "当天", "当晚", "个月", "上月", "上周", "下周", "本月", "刚才", "刚刚", "后来", "当时", "近期", "年前", "昨夜", "今晚", "昨天", "今天", "前天", "昨日", "今日", "昨晚", "今早", "上午", "下午", "晚上", "早上", "中午", "近日", "目前", "现在", "经查", "获悉", "其中");
  private static final String ROLE_ENDS = "人主员商者师生长工手客户妈爸哥弟姐妹爷奶婆女孙伴娘嫂友童儿村区组镇";
  private static final Set<String> NAMING = Set.of("姓名", "姓名是", "我叫", "名叫", "名字叫", "名字是", "户名", "开户名", "联系人", "签名", "署名", "具名");
  private static final String NO_NAME_ENDS = "会局办部处组司室店厂校院所站队府人们员";

  private final Lists lists = Lists.LOADED;
  private final Set<String> placesAndWords;

  /** How strongly what stands before a place speaks for a name. */
  private enum Before {
    NOTHING,
    EDGE,
    /** A verb that people stand behind, or what may be a role: 找, 给, 承包商. */
    CUE,
    /** A role: 村民, 业主. */
    ROLE,
    NAMED
  }

  ChineseNames(Set<String> placesAndWords) {
    this.placesAndWords = placesAndWords;
  }

  List<PersonalDetail> find(PlainText plain) {
    String text = plain.text();
    List<PersonalDetail> found = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < text.length(); ) {
      int end = nameEnd(text, i, !found.isEmpty() && i > 0 && found.getLast().end() == plain.at()[i - 1] && "、,和与及 ".indexOf(text.charAt(i - 1)) >= 0);
      if (end > i) {
        found.add(plain.detail(i, end, Kind.NAME));
        if (end - i > 1) names.add(text.substring(i, end));
        String title = title(text, end);
        i = title == null ? end : end + title.length();
      } else {
        i += wordLength(text, i);
      }
    }
    found.addAll(polite(plain));
    found.addAll(again(plain, names));
    found.addAll(nicknames(plain));
    return found;
  }

  /** The same name further on, and the given name alone: 陈志强 … 志强说. */
  private List<PersonalDetail> again(PlainText plain, Set<String> names) {
    Set<String> wanted = new HashSet<>(names);
    for (String name : names) {
      int family = lists.compound().contains(name.substring(0, Math.min(2, name.length()))) ? 2 : 1;
      if (name.length() - family == 2 && !lists.notName().contains(name.substring(family))) wanted.add(name.substring(family));
    }
    List<PersonalDetail> found = new ArrayList<>();
    for (String name : wanted) {
      if (name.length() < 2) continue;
      for (int at = plain.text().indexOf(name); at >= 0; at = plain.text().indexOf(name, at + name.length())) {
        found.add(plain.detail(at, at + name.length(), Kind.NAME));
      }
    }
    return found;
  }

  /** Whoever is called 先生 or 女士 has a name, whatever it is. */
  private List<PersonalDetail> polite(PlainText plain) {
    String text = plain.text();
    List<PersonalDetail> found = new ArrayList<>();
    Matcher address = POLITE.matcher(text);
    while (address.find()) {
      int start = address.start();
      while (start > 0 && address.start() - start < POLITE_LENGTH_MAX && isHan(text.charAt(start - 1)) && (start == address.start() || !edgeBefore(text, start) && !isCueBefore(text, start))) start--;
      String called = text.substring(start, address.start());
      boolean begins = edgeBefore(text, start) || isCueBefore(text, start);
      if (begins && !called.isEmpty() && !NOBODY.matcher(called).find()) found.add(plain.detail(start, address.start(), Kind.NAME));
    }
    return found;
  }

  private boolean isCueBefore(String text, int start) {
    for (int length = 2; length <= Math.min(CUE_LENGTH_MAX, start); length++) if (lists.cue().contains(text.substring(start - length, start))) return true;
    return false;
  }

  /** 阿强, 老陈, 小李: by what they are called at home. */
  private List<PersonalDetail> nicknames(PlainText plain) {
    String text = plain.text();
    List<PersonalDetail> found = new ArrayList<>();
    for (int i = 0; i + 1 < text.length(); i++) {
      char call = text.charAt(i);
      char name = text.charAt(i + 1);
      boolean begins = i == 0 || !isHan(text.charAt(i - 1)) || edgeBefore(text, i);
      boolean ends = i + 2 >= text.length() || !isHan(text.charAt(i + 2)) || lists.after().indexOf(text.charAt(i + 2)) >= 0;
      if (!begins || !ends) continue;
      if (call == '阿' && "姨公婆爷妈伯叔嫂姐哥妹弟拉里斯".indexOf(name) < 0 && lists.given().indexOf(name) >= 0) found.add(plain.detail(i, i + 2, Kind.NAME));
      else if ((call == '老' || call == '小') && isClear(name) && "区路田叶段兰章池苗阳强解游池麻任关龙牛林汤庄".indexOf(name) < 0) found.add(plain.detail(i + 1, i + 2, Kind.NAME));
    }
    return found;
  }

  /** Where the name that begins here ends; the same place when none begins here. */
  private int nameEnd(String text, int i, boolean listed) {
    if (!isHan(text.charAt(i))) return i;
    int family = familyLength(text, i);
    if (i > 0 && text.charAt(i - 1) == '姓' && family > 0) return afterFamilyName(text, i, family);
    Before before = listed ? Before.NAMED : before(text, i);
    if (family > 0 && before.compareTo(Before.EDGE) >= 0 && longTitle(text, i + family)) return i + family;
    if (isKnownWord(text, i)) return before == Before.NAMED && !listed && family > 0 && unknownFamily(text, i) == i + 3 ? i + 3 : i;
    if (family == 0) return before == Before.NAMED && !listed ? unknownFamily(text, i) : i;
    if (before.compareTo(Before.ROLE) < 0 && endsAsWord(text, i)) return i;
    boolean doubtful = family == 1 && !isClear(text.charAt(i));
    int titled = titled(text, i, family, doubtful, before);
    if (titled > i) return titled;
    for (int given : new int[] {2, 1}) {
      int end = i + family + given;
      if (end > text.length() || end - i > NAME_LENGTH_MAX || !allHan(text, i + family, end)) continue;
      if (before != Before.NAMED && isPlace(text, i, end)) continue;
      if (accepted(text, i, family, end, before, doubtful)) return end;
    }
    return i;
  }

  /** 我姓陈: the family name, and what is written right after it. */
  private static int afterFamilyName(String text, int i, int family) {
    int end = i + family;
    while (end < text.length() && end < i + family + 2 && isHan(text.charAt(end))) end++;
    return end == text.length() || !isHan(text.charAt(end)) ? end : i + family;
  }

  /** After 姓名： two or three characters alone are a name, whatever they are. */
  private static int unknownFamily(String text, int i) {
    int end = i;
    while (end < text.length() && end - i < NAME_LENGTH_MAX && isHan(text.charAt(end))) end++;
    boolean alone = end == text.length() || !isHan(text.charAt(end));
    return alone && end - i >= 2 && end - i <= 3 && NO_NAME_ENDS.indexOf(text.charAt(end - 1)) < 0 ? end : i;
  }

  private boolean accepted(String text, int start, int family, int end, Before before, boolean doubtful) {
    int given = end - start - family;
    int likely = likelyGiven(text, start + family, end);
    boolean edge = end == text.length() || !isHan(text.charAt(end));
    boolean speaks = speaks(text, end);
    boolean after = edge || speaks || lists.after().indexOf(text.charAt(end)) >= 0 || title(text, end) != null;
    for (int i = start + family; i < end; i++) if (PARTICLES.indexOf(text.charAt(i)) >= 0) return false;
    if (given == 2 && TITLE_SWALLOWED.matcher(text).region(end - 1, text.length()).lookingAt()) return false;
    if (given == 2 && "和与及跟同".indexOf(text.charAt(end - 1)) >= 0 && !edge) return false;
    if (given == 2 && lists.after().indexOf(text.charAt(end - 1)) >= 0 && likely < 2 && before != Before.NAMED && !speaks) return false;
    if (given == 1 && lists.after().indexOf(text.charAt(end - 1)) >= 0 && likely == 0) return false;
    return switch (before) {
      case NAMED -> given == 2 ? after || likely >= 1 || !doubtful : after;
      case ROLE -> after || given == 2;
      case CUE -> after || given == 2 && !doubtful;
      case EDGE -> given == 2 ? !doubtful || after && likely >= 1 || likely == 2 || speaks : speaks || !doubtful && after;
      case NOTHING -> given == 2 ? !doubtful && (likely >= 1 || after) || likely == 2 && speaks : speaks && likely == 1 && !doubtful;
    };
  }

  private boolean speaks(String text, int end) {
    if (GOES_ON.matcher(text).region(end, text.length()).lookingAt()) return true;
    for (int length = Math.min(3, text.length() - end); length > 0; length--) if (lists.speaks().contains(text.substring(end, end + length))) return true;
    return false;
  }

  /** Where the name before a title ends: 陈先生, 陈志强先生, 欧阳老师. */
  private int titled(String text, int start, int family, boolean doubtful, Before before) {
    for (int given = 0; given <= 2; given++) {
      int end = start + family + given;
      if (end > text.length() || !allHan(text, start + family, end)) break;
      String title = title(text, end);
      if (title == null || given == 0 && (doubtful && before == Before.NOTHING || lists.notName().contains(text.substring(start, end + title.length())))) continue;
      if (given == 0 && doubtful && title.length() == 1 && !endsAfter(text, end + 1)) continue;
      if (title.length() == 1 && !isWholeShortTitle(text, end, given, before)) continue;
      if (given > 0 && (doubtful && before.compareTo(Before.EDGE) < 0 || lists.family(text.charAt(end - 1)) && given == 1 && doubtful)) continue;
      if (given > 0 && likelyGiven(text, start + family, end) == 0 && (before.compareTo(Before.EDGE) < 0 || doubtful)) continue;
      return end;
    }
    return start;
  }

  private boolean isWholeShortTitle(String text, int end, int given, Before before) {
    if (given > 0 && before == Before.NOTHING) return false;
    return end + 1 >= text.length() || SHORT_TITLE_GOES_ON.indexOf(text.charAt(end + 1)) < 0;
  }

  private boolean endsAfter(String text, int end) {
    return end >= text.length() || !isHan(text.charAt(end)) || lists.after().indexOf(text.charAt(end)) >= 0 || "您你".indexOf(text.charAt(end)) >= 0;
  }

  private int likelyGiven(String text, int from, int to) {
    int likely = 0;
    for (int i = from; i < to; i++) if (lists.given().indexOf(text.charAt(i)) >= 0) likely++;
    return likely;
  }

  private boolean longTitle(String text, int at) {
    String title = title(text, at);
    return title != null && title.length() > 1 && !lists.notName().contains(text.substring(at - 1, at + title.length()));
  }

  private @org.jspecify.annotations.Nullable String title(String text, int at) {
    for (int length = Math.min(4, text.length() - at); length > 0; length--) {
      String word = text.substring(at, at + length);
      if (lists.title().contains(word)) return word;
    }
    return null;
  }

  private Before before(String text, int start) {
    if (start == 0) return Before.EDGE;
    int end = start;
    while (end > 0 && SEPARATORS.indexOf(text.charAt(end - 1)) >= 0) end--;
    boolean separated = end < start;
    for (int length = Math.min(CUE_LENGTH_MAX, end); length > 0; length--) {
      String word = text.substring(end - length, end);
      if (lists.cue().contains(word) && (length > 1 || !separated)) return separated && length > 1 || NAMING.contains(word) ? Before.NAMED : length > 1 ? Before.ROLE : Before.CUE;
    }
    if (start >= 2 && (text.startsWith("我是", start - 2) || text.startsWith("叫做", start - 2) || text.startsWith("我叫", start - 2))) return Before.NAMED;
    if (!separated && ROLE_ENDS.indexOf(text.charAt(start - 1)) >= 0) return isClear(text.charAt(start)) ? Before.CUE : Before.EDGE;
    return edgeBefore(text, start) ? Before.EDGE : Before.NOTHING;
  }

  private static boolean edgeBefore(String text, int start) {
    if (start == 0) return true;
    char c = text.charAt(start - 1);
    if (start >= 2 && DAYS.contains(text.substring(start - 2, start))) return true;
    return !isHan(c) || "和与及跟给找请由被让叫的是把向对问同据将在了由受写经替代凭送接当比除因陪教害帮托".indexOf(c) >= 0;
  }

  /** Whether the character here ends a word that began before it: 对方, 平安. */
  private boolean endsAsWord(String text, int i) {
    return i >= 1 && lists.notBefore().contains(text.substring(i - 1, i + 1)) || i >= 2 && lists.notBefore().contains(text.substring(i - 2, i + 1));
  }

  /** How far the word goes that stands here and is no name: nobody's name begins within it. */
  private int wordLength(String text, int i) {
    for (int length = Math.min(6, text.length() - i); length > 2; length--) if (placesAndWords.contains(text.substring(i, i + length))) return length;
    return 1;
  }

  private boolean isKnownWord(String text, int i) {
    for (int length = 2; length <= 6 && i + length <= text.length(); length++) {
      String word = text.substring(i, i + length);
      if (lists.notName().contains(word) || placesAndWords.contains(word)) return true;
    }
    return false;
  }

  private static boolean isPlace(String text, int start, int end) {
    return "镇村路街巷市省县局办厅桥河涌塘厂店校站".indexOf(text.charAt(end - 1)) >= 0 && end - start == 2 || end < text.length() && PLACE_ENDS.indexOf(text.charAt(end)) >= 0 && !text.startsWith("家", end)
        || PLACE_ENDS.indexOf(text.charAt(end - 1)) >= 0 && "镇村路街巷局办厅".indexOf(text.charAt(end - 1)) >= 0;
  }

  private int familyLength(String text, int i) {
    if (i + 2 <= text.length() && lists.compound().contains(text.substring(i, i + 2))) return 2;
    return isFamily(text, i) ? 1 : 0;
  }

  private boolean isFamily(String text, int i) {
    return lists.family(text.charAt(i));
  }

  private boolean isClear(char c) {
    return lists.clear().indexOf(c) >= 0;
  }

  private static boolean allHan(String text, int from, int to) {
    for (int i = from; i < to; i++) if (!isHan(text.charAt(i))) return false;
    return true;
  }

  static boolean isHan(char c) {
    return c >= '一' && c <= '鿿' || c >= '㐀' && c <= '䶿' || c == '〇';
  }
}
