package org.guanjia.publicity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guanjia.publicity.PersonalDetail.Kind;

/**
 * Labelled texts: sentences as residents and offices write them, with generated people, numbers and homes in their gaps, and sentences
 * with nothing personal that look as if. Who learnt from which file stands in benchmarks/RESULTS.md. Names are put together from lists of
 * their own, rare ones as often as common ones; {@code {=陈志强}} is a name as somebody wrote it, {@code {again}} the last one once more,
 * {@code {given}} its given name alone. Every number is random; check characters are right three times in four, as people mistype.
 */
public final class PrivacySamples {

  /** A text and what in it is personal. */
  public record Sample(String text, List<PersonalDetail> details) {}

  private static final Pattern GAP = Pattern.compile("\\{(=?)([^}]+)}");
  private static final String[] FAMILY =
      ("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 覃 武 戴 莫 孔 向 汤"
              + " 麦 袁 黎 刘 陈 香 殷 卫 简 欧 游 骆 利 关 植 阮 练 冼 邝 霍 欧阳 司徒 上官 诸葛 仝 逄 佴 粘 仉 乜 晏 佘 卓 揭 邬 占 苑 来 鹿 郜 母").split(" ");
  private static final Set<String> FAMILIES = Set.copyOf(List.of(FAMILY).stream().distinct().toList());
  private static final String GIVEN =
      "伟强芳敏静丽军洋勇艳杰娟涛明超霞平刚辉玲桂英华玉萍红兰飞鹏波斌宇浩凯秀珍健俊帆帅旭宁龙林欢佳磊琴倩云慧巧美娜淑惠珠翠雅芝莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思丽祥弟胜球灶坤润炳沛镗棣骐潼煊玮婧彧骞翀昶昱";
  private static final String[] TITLE = {"先生", "女士", "小姐", "阿姨", "叔", "伯", "老师", "师傅", "大姐", "婆婆", "主任", "医生", "大爷"};
  private static final String[] ENGLISH_FAMILY = "Chen Li Wong Zhang Chan Lam Liang Huang Smith Brown Miller Lau Zhou He Xu Guo Tan Johnson Walker Yuan Ye Lai Deng Nowak Haddad Okafor".split(" ");
  private static final String[] ENGLISH_GIVEN = "Xiaoming Wei Tai-man Mary John Siu-ling Jianguo Meiling Peter Grace Haoran Zihan Kate David Ka-yan Lihua Anna Guoqiang Daniel Yuki Fatima".split(" ");
  private static final String[] PROVINCE = "粤 粤 粤 粤 粤 湘 桂 赣 鄂 川 京 沪 豫".split(" ");
  private static final String PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String[] CHINESE = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "二十三"};

  private final SplittableRandom random;

  public PrivacySamples(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** So many texts with gaps filled from that file. */
  public List<Sample> personal(String file, int count) {
    List<String> sentences = lines(file);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) samples.add(filled(sentences.get(i % sentences.size())));
    return samples;
  }

  /** The texts with nothing personal in them. */
  public static List<Sample> plain() {
    return Stream.of("plain.txt", "plain-final.txt").flatMap(file -> lines(file).stream()).map(line -> new Sample(line, List.of())).toList();
  }

  /** The share of generated Chinese names of which the filter's lists do not know every character. */
  public double unknownNames(int count) {
    int unknown = 0;
    for (int i = 0; i < count; i++) {
      String name = name();
      boolean known = Lists.LOADED.knows(name);
      if (!known) unknown++;
    }
    return (double) unknown / count;
  }

  private Sample filled(String sentence) {
    var text = new StringBuilder();
    List<PersonalDetail> details = new ArrayList<>();
    Matcher gap = GAP.matcher(sentence);
    int done = 0;
    String title = null;
    String last = null;
    while (gap.find()) {
      text.append(sentence, done, gap.start());
      int start = text.length();
      switch (gap.group(1).isEmpty() ? gap.group(2) : "=") {
        case "=" -> add(text, details, gap.group(2), Kind.NAME);
        case "title" -> {
          if (title == null) title = pick(FAMILY) + (random.nextInt(4) == 0 ? given() : "") + "|" + pick(TITLE);
          String name = title.substring(0, title.indexOf('|'));
          text.append(name);
          details.add(new PersonalDetail(start, text.length(), Kind.NAME));
          text.append(title.substring(title.indexOf('|') + 1));
        }
        case "name" -> add(text, details, last = name(), Kind.NAME);
        case "again" -> add(text, details, Objects.requireNonNull(last), Kind.NAME);
        case "given" -> addGiven(text, details, Objects.requireNonNull(last));
        case "efirst" -> add(text, details, pick(ENGLISH_GIVEN), Kind.NAME);
        case "ename" -> add(text, details, random.nextBoolean() ? pick(ENGLISH_GIVEN) + " " + pick(ENGLISH_FAMILY) : pick(ENGLISH_FAMILY) + " " + pick(ENGLISH_GIVEN), Kind.NAME);
        case "esurname" -> add(text, details, pick(ENGLISH_FAMILY), Kind.NAME);
        case "mobile" -> add(text, details, mobile(), Kind.PHONE);
        case "landline" -> add(text, details, landline(), Kind.PHONE);
        case "id" -> add(text, details, identity(), Kind.IDENTITY_NUMBER);
        case "card" -> add(text, details, card(), Kind.BANK_CARD);
        case "plate" -> add(text, details, plate(), Kind.PLATE);
        case "wechat" -> add(text, details, account(), Kind.ACCOUNT);
        case "qq" -> add(text, details, "" + random.nextLong(100_000, 4_000_000_000L), Kind.ACCOUNT);
        case "email" -> add(text, details, account() + pick("@qq.com", "@163.com", "@example.org", "@mail.dg.gov.cn"), Kind.EMAIL);
        case "house" -> add(text, details, house(), Kind.HOUSE_NUMBER);
        case "room" -> add(text, details, room(), Kind.HOUSE_NUMBER);
        case "ehouse" -> englishHome(text, details);
        default -> throw new IllegalArgumentException(sentence);
      }
      done = gap.end();
    }
    return new Sample(text.append(sentence.substring(done)).toString(), details);
  }

  private static void add(StringBuilder text, List<PersonalDetail> details, String detail, Kind kind) {
    details.add(new PersonalDetail(text.length(), text.length() + detail.length(), kind));
    text.append(detail);
  }

  /** The given name alone; nobody is called by one character alone, but 阿强 by those who know them. */
  private static void addGiven(StringBuilder text, List<PersonalDetail> details, String name) {
    int family = FAMILIES.contains(name.substring(0, 2)) ? 2 : 1;
    if (name.length() - family == 1) text.append('阿');
    add(text, details, name.substring(family), Kind.NAME);
  }

  private void englishHome(StringBuilder text, List<PersonalDetail> details) {
    String number = "" + random.nextInt(1, 200);
    String road = pick("Market Road", "Riverside Street", "School Lane", "Dragon Boat Avenue");
    switch (random.nextInt(3)) {
      case 0 -> add(text, details, "Room " + random.nextInt(101, 2000) + ", Building " + random.nextInt(1, 30), Kind.HOUSE_NUMBER);
      case 1 -> add(text, details, "No. " + number, Kind.HOUSE_NUMBER);
      default -> add(text, details, number, Kind.HOUSE_NUMBER);
    }
    if (text.charAt(text.length() - 1) != ' ') text.append(text.toString().matches("(?s).*Building \\d+$") ? ", " : " ");
    text.append(road);
  }

  private String name() {
    return pick(FAMILY) + (random.nextInt(4) == 0 ? given() : given() + given());
  }

  private String given() {
    return "" + GIVEN.charAt(random.nextInt(GIVEN.length()));
  }

  private String mobile() {
    String digits = "1" + random.nextInt(3, 10) + String.format("%09d", random.nextInt(1_000_000_000));
    return switch (random.nextInt(8)) {
      case 0 -> digits.substring(0, 3) + "-" + digits.substring(3, 7) + "-" + digits.substring(7);
      case 1 -> digits.substring(0, 3) + " " + digits.substring(3, 7) + " " + digits.substring(7);
      case 2 -> "+86 " + digits;
      case 3 -> wide(digits);
      default -> digits;
    };
  }

  private String landline() {
    String digits = pick("2", "8", "3") + String.format("%07d", random.nextInt(10_000_000));
    return pick("0769-" + digits, "0769 " + digits, "（0769）" + digits, "0769" + digits, "020-" + digits, digits);
  }

  private String identity() {
    String day = String.format("%04d%02d%02d", random.nextInt(1930, 2022), random.nextInt(1, 13), random.nextInt(1, 29));
    String division = pick("441900", "440100", "430524", "452123", "510722", "110105");
    if (random.nextInt(10) == 0) return division + day.substring(2) + String.format("%03d", random.nextInt(1000));
    String first = division + day + String.format("%03d", random.nextInt(1000));
    int sum = 0;
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    for (int i = 0; i < 17; i++) sum += (first.charAt(i) - '0') * weights[i];
    char check = "10X98765432".charAt(sum % 11);
    String whole = first + (random.nextInt(4) == 0 ? (char) ('0' + random.nextInt(10)) : check);
    return random.nextInt(10) == 0 ? whole.substring(0, 6) + " " + whole.substring(6, 14) + " " + whole.substring(14) : whole;
  }

  private String card() {
    String first = pick("6228", "6217", "6222", "6236", "4392") + String.format("%014d", random.nextLong(100_000_000_000_000L));
    for (char last = '0'; last <= '9'; last++) {
      if (!Numbers.isCard(first + last)) continue;
      String card = first + last;
      return random.nextInt(3) == 0 ? card.replaceAll("(\\d{4})(?=\\d)", "$1 ") : card;
    }
    throw new AssertionError();
  }

  private String plate() {
    var plate = new StringBuilder(pick(PROVINCE)).append(PLATE_LETTERS.charAt(random.nextInt(24)));
    if (random.nextInt(4) == 0) plate.append(pick("·", " ", "-"));
    boolean electric = random.nextInt(3) == 0;
    if (electric) plate.append(pick("D", "F", "A"));
    for (int i = 0; i < 5; i++) plate.append(random.nextInt(4) == 0 && i > 0 ? PLATE_LETTERS.charAt(random.nextInt(24)) : (char) ('0' + random.nextInt(10)));
    return random.nextInt(10) == 0 ? plate.toString().toLowerCase(java.util.Locale.ROOT) : plate.toString();
  }

  private String account() {
    var account = new StringBuilder().append((char) ('a' + random.nextInt(26)));
    for (int i = random.nextInt(5, 10); i > 0; i--) account.append("abcdefghijkmnpqrstuvwxyz0123456789_".charAt(random.nextInt(35)));
    return account.append(random.nextInt(10)).toString();
  }

  private String house() {
    int number = random.nextInt(1, 400);
    return switch (random.nextInt(6)) {
      case 0 -> number + "号" + random.nextInt(1, 20) + "栋" + random.nextInt(101, 1800) + "房";
      case 1 -> pick(CHINESE) + "号";
      case 2 -> number + "号之" + pick("一", "二", "3");
      case 3 -> random.nextInt(1, 20) + "栋" + random.nextInt(1, 5) + "单元" + random.nextInt(101, 1800);
      case 4 -> wide("" + number) + "号";
      default -> number + "号";
    };
  }

  private String room() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(1, 30) + "栋" + random.nextInt(101, 2800) + "房";
      case 1 -> pick("A", "B", "C") + "座" + random.nextInt(101, 2800);
      case 2 -> random.nextInt(1, 30) + "号楼" + random.nextInt(1, 4) + "单元" + random.nextInt(101, 2800) + "室";
      default -> random.nextInt(101, 2800) + "房";
    };
  }

  private static String wide(String digits) {
    var wide = new StringBuilder();
    digits.chars().forEach(c -> wide.append((char) (c - '0' + '０')));
    return wide.toString();
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private static List<String> lines(String file) {
    try (var in = Objects.requireNonNull(PrivacySamples.class.getResourceAsStream("/privacy/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
