package org.guanjia.requests.matching;

/** 32-bit hashes of the pieces of a text; stored in the database, so they must never change without rebuilding the column. */
final class Hash {

  private Hash() {}

  static int ofPair(int kind, int first, int second) {
    return mixed((kind * 31 + first) * 0x01000193 ^ second * 0x9E3779B1);
  }

  static int of(int kind, CharSequence word) {
    var hash = 0x811C9DC5 ^ kind;
    for (int i = 0; i < word.length(); i++) hash = (hash ^ word.charAt(i)) * 0x01000193;
    return mixed(hash);
  }

  private static int mixed(int h) {
    h = (h ^ h >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return h ^ h >>> 16;
  }
}
