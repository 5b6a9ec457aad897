package org.guanjia.platform.crypto;

import org.jspecify.annotations.Nullable;

/** Shows as much of a personal field as its owner needs to know it again, and no more. */
public final class Mask {

  private Mask() {}

  /** {@code 张三} becomes {@code 张*}; a compound or foreign name keeps its first character only. Empty stays empty. */
  public static String name(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return "";
    }
    int[] characters = name.strip().codePoints().toArray();
    return new String(characters, 0, 1) + "*".repeat(Math.clamp(characters.length - 1L, 1, 4));
  }

  /** {@code 13800131234} becomes {@code 138****1234}; a land line keeps its last two digits. */
  public static String phone(@Nullable String phone) {
    if (phone == null || phone.isBlank()) {
      return "";
    }
    String digits = Phones.normal(phone);
    return digits.length() == 11 && digits.startsWith("1") ? keep(digits, 3, 4) : keep(digits, 0, 2);
  }

  /** {@code 441900195001011234} becomes {@code 441***********1234}: neither birth date nor home district is left. */
  public static String identity(@Nullable String number) {
    return number == null || number.isBlank() ? "" : keep(number.strip(), 3, 4);
  }

  /** {@code 茶山镇南社村3巷8号} becomes {@code 茶山镇南社****}: the village at most. */
  public static String address(@Nullable String address) {
    if (address == null || address.isBlank()) {
      return "";
    }
    int[] characters = address.strip().codePoints().toArray();
    return new String(characters, 0, Math.min(6, characters.length / 2)) + "****";
  }

  /** {@code 6222020000000001234} becomes {@code ***************1234}: as on a receipt, the last four digits. */
  public static String account(@Nullable String number) {
    return number == null || number.isBlank() ? "" : keep(number.strip(), 0, 4);
  }

  private static String keep(String text, int first, int last) {
    if (text.length() <= first + last) {
      return "*".repeat(text.length());
    }
    int hidden = text.length() - first - last;
    return text.substring(0, first) + "*".repeat(hidden) + text.substring(text.length() - last);
  }
}
