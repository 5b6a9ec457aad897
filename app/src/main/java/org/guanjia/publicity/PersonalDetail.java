package org.guanjia.publicity;

/**
 * A place in a text that could tell who somebody is or where they live.
 *
 * @param start index of its first character (UTF-16)
 * @param end index after its last character
 */
public record PersonalDetail(int start, int end, Kind kind) {

  /** What kind of detail it is. */
  public enum Kind {
    NAME("姓名", "name"),
    PHONE("电话", "phone"),
    IDENTITY_NUMBER("证件号码", "ID number"),
    PLATE("车牌", "plate"),
    BANK_CARD("银行卡号", "card number"),
    HOUSE_NUMBER("门牌", "house number"),
    EMAIL("邮箱", "e-mail"),
    ACCOUNT("社交账号", "account"),
    /** What a person marked by hand. */
    OTHER("隐去", "left out");

    private final String zh;
    private final String en;

    Kind(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    /** What stands in place of the detail, in the language of the text around it. */
    String blank(boolean chinese) {
      return chinese ? "〔" + zh + "〕" : "[" + en + "]";
    }
  }

  boolean overlaps(PersonalDetail other) {
    return start < other.end && other.start < end;
  }

  public String of(String text) {
    return text.substring(start, end);
  }
}
