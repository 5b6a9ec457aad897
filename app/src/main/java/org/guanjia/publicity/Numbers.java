package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.platform.identity.BankCard;
import org.guanjia.publicity.PersonalDetail.Kind;

/** Phone, identity, plate and card numbers, e-mail addresses and accounts: everything that shows itself by its characters. */
final class Numbers {

  /** A shape, which of its groups is the detail, and what the digits must fulfil besides. */
  private record Shape(Kind kind, Pattern pattern, int group, Predicate<String> holds) {
    static Shape of(Kind kind, String regex) {
      return new Shape(kind, Pattern.compile(regex), 0, any -> true);
    }

    static Shape after(Kind kind, String regex) {
      return new Shape(kind, Pattern.compile(regex), 1, any -> true);
    }

    Shape when(Predicate<String> condition) {
      return new Shape(kind, pattern, group, condition);
    }
  }

  private static final String IS = "(?:号码|号|帐号|账号|账户|(?:ID|id)(?![A-Za-z0-9_])|同号)?\\s*(?:(?:number|no\\.?|is)(?![A-Za-z0-9_])|是|为|:|：|=|,)?\\s*(?:is(?![A-Za-z0-9_])|:)?\\s*";
  private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
  private static final String DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
  private static final String GAP = "[ -]?";

  /** Twelve digits in a text are more often something else than a card. */
  private static final int CARD_LENGTH_MIN = 13;

  /** The wider before the narrower: what an earlier shape took, a later one leaves. */
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(Kind.EMAIL, "(?i)(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64} ?(?:@|\\(at\\)|\\[at\\]) ?(?:[a-z0-9-]{1,63}\\.)+[a-z]{2,24}(?![a-z])"),
          // A resident identity number (GB 11643): division, birth date, order, check character. One that was mistyped tells as much.
          Shape.of(Kind.IDENTITY_NUMBER, "(?<![0-9A-Za-z])[1-8]\\d{5}" + GAP + "(?:18|19|20)\\d\\d" + GAP + DAY + GAP + "\\d{3}[0-9Xx](?:(?![0-9A-Za-z])|(?=1[3-9]\\d{9}(?!\\d)))"),
          Shape.of(Kind.IDENTITY_NUMBER, "(?<![0-9A-Za-z])[1-8]\\d{5}" + GAP + "\\d\\d" + DAY + GAP + "\\d{3}(?:(?![0-9A-Za-z])|(?=1[3-9]\\d{9}(?!\\d)))").when(Numbers::isDivision),
          Shape.after(Kind.IDENTITY_NUMBER, "(?i)(?:身份证|证件|护照|通行证|回乡证|居住证|残疾证|identity card|ID card|ID number|ID|passport)" + IS + "([A-Za-z]{0,2}\\d[0-9 -]{5,22}[0-9Xx])(?![0-9A-Za-z])"),
          Shape.of(Kind.IDENTITY_NUMBER, "(?<![0-9A-Za-z])[EGKHM][A-Z]?\\d{8}(?:\\d\\d)?(?![0-9A-Za-z])"),
          Shape.of(Kind.BANK_CARD, "(?<![0-9A-Za-z])[2-6]\\d{3}" + GAP + "\\d{4}" + GAP + "\\d{4}" + GAP + "\\d{1,4}(?:" + GAP + "\\d{1,3})?(?![0-9A-Za-z])").when(Numbers::isCard),
          Shape.after(Kind.BANK_CARD, "(?i)(?:银行卡|卡号|存折|银行账号|社保卡|bank card|card number|card no\\.?|account number|card)" + IS + "(\\d[\\d -]{8,26}\\d)(?![0-9A-Za-z])"),
          Shape.of(Kind.PHONE, "(?:(?<![0-9A-Za-z])|(?<=\\d{14}[0-9Xx]))(?:\\(?(?:\\+|00)? ?86\\)?[ -]?)?1[3-9]\\d(?:[ .·-]{0,2}\\d){8}(?![0-9])"),
          Shape.of(Kind.PHONE, "(?<![0-9A-Za-z])(?:(?:\\+|00)86[ -]?)?\\(?0?(?:10|2\\d|[3-9]\\d{2})\\)?[ -]{1,2}[2-9]\\d{2,3}[ -]?\\d{4}(?:[ -]?(?:转|ext\\.?) ?\\d{1,5})?(?![0-9])"),
          Shape.of(Kind.PHONE, "(?<![0-9A-Za-z])\\(?0(?:10|2\\d|[3-9]\\d{2})\\)?[ -]{0,2}[2-9]\\d{2,3}[ -]?\\d{4}(?:[ -]?(?:转|ext\\.?) ?\\d{1,5})?(?![0-9])"),
          Shape.of(Kind.PHONE, "(?<![0-9A-Za-z])\\+\\d{1,3}(?:[ -]?\\d){7,12}(?![0-9])"),
          Shape.after(Kind.PHONE, "(?i)(?:电话|手机|致电|拨打|[或再请可]者?打|座机|固话|小灵通|热线|联系方式|联系|回电|打给我|tel|telephone|phone|call|mobile|landline)(?: me| us)?(?: on| at)?[^0-9。，,;；]{0,6}" + IS + "([2-9]\\d{2,3}[ -]?\\d{4})(?![0-9])"),
          // Eight digits alone are a line of this city, unless they are a day.
          Shape.of(Kind.PHONE, "(?<![0-9A-Za-z.〔-])(?!(?:19|20)\\d\\d" + DAY + ")[2-8]\\d{3}[ -]?\\d{4}(?![0-9A-Za-z.]|元|万|号|人)"),
          Shape.of(Kind.PLATE, "(?i)[" + PROVINCES + "][A-HJ-NP-Z][ ·.•-]{0,2}(?=[A-Z0-9]*\\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"),
          Shape.after(Kind.PLATE, "(?i)(?:车牌|牌照|plate|registration)" + IS + "((?:东莞|DG)? ?[A-Z]{0,2}[ ·.-]?(?=[A-Z0-9]*\\d)[A-Z0-9]{4,7})(?![A-Za-z0-9])"),
          Shape.of(Kind.PLATE, "东莞[ ·.-]?[A-Z]?\\d{5,6}(?!\\d)"),
          Shape.of(Kind.ACCOUNT, "(?<![A-Za-z0-9])wxid_[A-Za-z0-9]{6,22}(?![A-Za-z0-9])"),
          Shape.after(Kind.ACCOUNT, "(?i)(?:微信|v信|(?<!添)加(?:我|一下)?|薇信|威信|wechat|weixin|(?<![A-Za-z0-9])[vw]x(?![A-Za-z0-9])|抖音|快手|微博|支付宝|telegram|whatsapp|line id)(?: ?(?:也|还)?是?)" + IS + "([A-Za-z][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9_-])"),
          // Letters and digits together are nobody's word; near WeChat and the like they are an account.
          Shape.after(Kind.ACCOUNT, "(?i)(?:微信|v信|wechat|weixin|vx|抖音|快手|QQ|支付宝|加我|加群|备注)[^。！？!?\\n]{0,12}?(?<![A-Za-z0-9_@.-])((?=[a-z0-9_-]{0,18}[0-9_])[a-z][a-z0-9_-]{5,19})(?![A-Za-z0-9_@.-])"),
          Shape.after(Kind.ACCOUNT, "(?i)(?<![A-Za-z0-9_@.-])((?=[a-z0-9_-]{0,18}[0-9_])[a-z][a-z0-9_-]{5,19})(?![A-Za-z0-9_@.-])[^。！？!?\\n]{0,8}(?:微信|wechat|weixin|抖音|QQ)"),
          Shape.after(Kind.ACCOUNT, "(?i)(?<![A-Za-z0-9@.])([a-z][a-z0-9_-]{4,19}|[1-9]\\d{4,11}) ?(?:是|为|is)(?: ?我的?| my)? ?(?:微信|QQ|抖音|wechat)"),
          Shape.after(Kind.ACCOUNT, "(?i)(?<![a-z])(?:QQ|扣扣|企鹅|微信|wechat|抖音)" + IS + "([1-9]\\d{4,11})(?!\\d)"));

  /** A phone number written in Chinese digits: 一三八, 幺三八. */
  private static final Pattern CHINESE_DIGITS = Pattern.compile("[一壹幺][三叁四五六七八九][〇零一二三四五六七八九幺两](?:[ -]?[〇零一二三四五六七八九幺两]){8}");

  private Numbers() {}

  static List<PersonalDetail> find(PlainText plain) {
    List<PersonalDetail> found = new ArrayList<>();
    for (Shape shape : SHAPES) {
      Matcher matcher = shape.pattern().matcher(plain.text());
      while (matcher.find()) {
        if (!shape.holds().test(matcher.group(shape.group()).replaceAll("\\D", ""))) continue;
        PersonalDetail detail = plain.detail(matcher.start(shape.group()), matcher.end(shape.group()), shape.kind());
        if (found.stream().noneMatch(detail::overlaps)) found.add(detail);
      }
    }
    Matcher spelt = CHINESE_DIGITS.matcher(plain.text());
    while (spelt.find()) found.add(plain.detail(spelt.start(), spelt.end(), Kind.PHONE));
    return found;
  }

  /** Whether a number of 15 digits begins with a province's code (GB/T 2260). */
  private static boolean isDivision(String digits) {
    int province = Integer.parseInt(digits.substring(0, 2));
    return province >= 11 && province <= 15 || province >= 21 && province <= 23 || province >= 31 && province <= 37 || province >= 41 && province <= 46
        || province >= 50 && province <= 54 || province >= 61 && province <= 65;
  }

  /** 13 to 19 digits with Luhn's check digit (ISO/IEC 7812-1). */
  static boolean isCard(String digits) {
    return digits.length() >= CARD_LENGTH_MIN && BankCard.parse(digits).valid();
  }
}
