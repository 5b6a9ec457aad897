package org.guanjia.requests.matching;

/** A light English stem: lights, lighting and lighted meet; wrong stems do no harm because both sides get the same one. */
final class Stems {

  private Stems() {}

  static String of(String word) {
    var stem = word;
    if (stem.length() > 4 && stem.endsWith("ies")) return stem.substring(0, stem.length() - 3) + "y";
    if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) stem = stem.substring(0, stem.length() - 1);
    if (stem.length() > 5 && stem.endsWith("ing")) return undoubled(stem.substring(0, stem.length() - 3));
    if (stem.length() > 4 && stem.endsWith("ed")) return undoubled(stem.substring(0, stem.length() - 2));
    if (stem.length() > 4 && stem.endsWith("e")) return stem.substring(0, stem.length() - 1);
    return stem;
  }

  private static String undoubled(String stem) {
    var last = stem.length() - 1;
    var doubled = last > 2 && stem.charAt(last) == stem.charAt(last - 1) && "bdgmnprt".indexOf(stem.charAt(last)) >= 0;
    return doubled ? stem.substring(0, last) : stem;
  }
}
