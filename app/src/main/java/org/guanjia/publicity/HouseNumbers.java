package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.publicity.PersonalDetail.Kind;

/**
 * House, building and room numbers. The road, the lane and the village stay: a public matter is somewhere. A building alone stays too,
 * because it is many homes; with a room it goes.
 */
final class HouseNumbers {

  private static final String NUMBER = "(?:[A-Za-z]?-?\\d{1,5}[A-Za-z]?|[〇零一二三四五六七八九十百]{1,5}|[甲乙丙丁东西南北])(?:[-之~][A-Za-z]?(?:\\d{1,4}|[一二三四五六七八九十]{1,3})[A-Za-z]?){0,3}";
  private static final String OF_A_HOUSE = " ?(?:号|號)(?!线|灯|杆|变|台|井|公交|车|楼梯|文|令|院|闸|泵|工|厂|仓|码头|桥|标|路口|信号|汽油|柴油|油|桌|床|选手|考场|窗口|柜|铺|档|摊|球|位|票|员|停|下午|上午|晚|早上|起|开始|以后|之后|之前)(?:楼|院)?(?:之[一二三四五六七八九十\\d]{1,2})?";
  private static final String HOUSE = "(?:门牌 ?)?(?:第 ?)?" + NUMBER + OF_A_HOUSE;
  private static final String BUILDING = "(?:(?:第 ?)?" + NUMBER + "|[A-Za-z]) ?(?:号楼|栋|幢|座|期|单元|梯|门|楼|层|[Bb]uilding)";
  private static final String ROOM = "(?:" + NUMBER + " ?(?:房|室|户)|[A-Za-z]?-?\\d{3,4}[A-Za-z]?(?![\\dA-Za-z%％.]|元|米|人|年|块|万|平|次|个|路))";
  private static final String REST = "(?:[ ,，]?" + BUILDING + ")*(?:[ ,，]?" + ROOM + ")?";

  /** A house number after what a road, lane, village or quarter ends with. */
  private static final Pattern OF_A_ROAD =
      Pattern.compile(
          "(?<=[路街巷道里弄坊村区苑园围组队社圩墟庄庙埔岗基城庭府邸湾寓厦场堂排段塘坑头尾横直])(?:[ ,，]?(?:门牌号?|门牌号码|地址)?[ :：,，]?)(" + HOUSE + REST + ")");

  /** Building and room with no road before them. */
  private static final Pattern OF_A_BUILDING = Pattern.compile("(?<![0-9A-Za-z〇零一二三四五六七八九十])((?:" + BUILDING + "[ ,，]?){1,3}" + ROOM + ")");

  private static final String BEFORE_IT = "(?<![0-9A-Za-z.〇零一二三四五六七八九十百第〕年月号线路])";

  /** What is a home without a road before it: with a building or a room, with what stands at a house, or no day of a month. */
  private static final Pattern OF_NOTHING =
      Pattern.compile(
          BEFORE_IT + "(" + HOUSE + "(?:(?:[ ,，]?" + BUILDING + ")+(?:[ ,，]?" + ROOM + ")?|[ ,，]?" + NUMBER + "房|(?=门口|门前|对面|对出|旁|隔壁|隔篱|楼下|楼上|屋|后面|前面|后门|侧边|墙|家|的?住户|的?业主)))|"
              + BEFORE_IT + "((?:3[2-9]|[4-9]\\d|[1-9]\\d{2,3})" + OF_A_HOUSE + "|" + NUMBER + " ?号之[一二三四五六七八九十\\d]{1,2})|(?<=^|[\\s。！？!?，,；;：:、])(" + HOUSE + "(?=[至到]))");

  /** A room alone needs three digits: 3室 are three rooms, 301室 is one. */
  private static final Pattern ROOM_ALONE = Pattern.compile("(?<![0-9A-Za-z.])([A-Za-z]?-?\\d{3,4}[A-Za-z]?|[〇零一二三四五六七八九]{3,4}) ?(?:房|室|户)(?!型|外|内)");

  /** 住在 and 门牌 say it themselves. */
  private static final Pattern SAID = Pattern.compile("(?:住在?|家在|家住|住址|地址|位于|现住|租住|搬到|搬去|送到|寄到|送去|门牌号?码?|门牌) ?(?:是|为|:|：)? ?(" + HOUSE + REST + "|[A-Za-z]?\\d{1,4}-\\d{1,4}(?:-\\d{1,4})?|\\d{3,4}(?![\\d.年元米人多平]))");

  private static final String WORD = "[A-Z][A-Za-z'’]*";
  private static final String ROAD = "(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Alley|Boulevard|Blvd|Drive|Court|Garden|Gardens|Estate|Village|Xiang|Lu|Jie|Dadao)\\b";
  private static final String UNIT = "(?:Room|Rm\\.?|Flat|Apartment|Apt\\.?|Unit|Suite|House|Door|Villa)(?: ?(?:No\\.?|number|#))? ?[A-Z]?-?\\d{1,5}[A-Z]?(?:-\\d{1,4})?\\b";
  private static final String BLOCK = "(?:Building|Bldg\\.?|Block|Tower)(?: ?(?:No\\.?|#))? ?[A-Z]?\\d{0,3}[A-Z]?\\b";
  private static final String FLOOR = "(?:\\d{1,2}(?:st|nd|rd|th) [Ff]loor|\\d{1,2}/F|[Ff]loor \\d{1,2})";
  private static final List<Pattern> ENGLISH =
      List.of(
          Pattern.compile("((?:(?:" + BLOCK + "|" + FLOOR + "),? ?){0,2}" + UNIT + "(?:,? ?(?:of )?(?:" + BLOCK + "|" + FLOOR + ")){0,2}(?:,? (?:No\\.? ?)?\\d{1,5}[A-Z]?(?=,? (?:" + WORD + " ){1,4}" + ROAD + "))?)"),
          Pattern.compile("((?:No\\.?|Number|#|no\\.?|number) ?\\d{1,5}[A-Z]?(?:-\\d{1,4})?),? (?:of )?(?:" + WORD + " |\\d+ ){1,4}" + ROAD),
          Pattern.compile("(?<![\\w.-])(\\d{1,5}[A-Z]?(?:-\\d{1,4})?),? (?:" + WORD + " ){1,4}" + ROAD),
          Pattern.compile(ROAD + ",? ((?:No\\.?|#) ?\\d{1,5}[A-Z]?(?:-\\d{1,4})?)"));

  private HouseNumbers() {}

  static List<PersonalDetail> find(PlainText plain) {
    List<PersonalDetail> found = new ArrayList<>();
    for (Pattern pattern : List.of(OF_A_ROAD, OF_A_BUILDING, OF_NOTHING, SAID)) add(plain, pattern, 1, found);
    add(plain, ROOM_ALONE, 0, found);
    for (Pattern pattern : ENGLISH) add(plain, pattern, 1, found);
    return found;
  }

  private static void add(PlainText plain, Pattern pattern, int group, List<PersonalDetail> found) {
    Matcher matcher = pattern.matcher(plain.text());
    while (matcher.find()) {
      int of = group;
      while (of < matcher.groupCount() && matcher.start(of) < 0) of++;
      if (matcher.end(of) > matcher.start(of)) found.add(plain.detail(matcher.start(of), matcher.end(of), Kind.HOUSE_NUMBER));
    }
  }
}
