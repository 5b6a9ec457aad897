package org.guanjia.requests.matching;

/** Where a normal text changes from Chinese characters to words of letters or digits. */
final class Scripts {

  private Scripts() {}

  static boolean isHan(int point) {
    return point >= 0x3400 && (point <= 0x9FFF || point >= 0xF900 && point <= 0xFAFF || point >= 0x20000 && point <= 0x3FFFF) || point == '〇';
  }

  /** End of the run of letters, or of digits, that starts here: "a023" is one word after the letter, "38号" ends before 号. */
  static int wordEnd(String normal, int start) {
    var i = start;
    while (i < normal.length()) {
      var point = normal.codePointAt(i);
      if (point == ' ' || isHan(point)) break;
      i += Character.charCount(point);
    }
    return i;
  }
}
