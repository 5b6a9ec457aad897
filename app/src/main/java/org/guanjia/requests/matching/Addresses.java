package org.guanjia.requests.matching;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Roads, named places and house numbers that a text mentions. */
record Addresses(Set<String> roads, Set<String> landmarks, Set<String> numbers) {

  private static final int EACH_MAX = 24;

  /** The blocks of Chinese characters in everyday use; looking each character's script up costs several times as much. */
  private static final String HAN = "[\\u3400-\\u9fff\\uf900-\\ufaff々〇]";
  private static final Pattern ROAD =
      Pattern.compile("(?:HAN{2}|HAN{0,2}\\d{1,3})(?:大道|[路街巷坊])(?![灯面障况过人树牌坑])".replace("HAN", HAN));
  private static final Pattern LANDMARK =
      Pattern.compile("HAN{2}(?:花园|小区|广场|市场|小学|中学|幼儿园|公园|祠堂|医院|工业区|工业园|大厦|球场|酒店|商场)".replace("HAN", HAN));
  private static final Pattern COUNTED = Pattern.compile("(\\d{1,5})([号栋幢座组队横])");
  private static final Pattern STREET = Pattern.compile("(?:^| )(\\d{1,6}) (?:[nsew] )?([a-z]{3,})|(?:^| )([a-z]{3,}) (?:st|street|av|ave|avenue|rd|road|blvd|lane|ln|drive|dr|alley|pl|place|ct)(?= |$)");

  /** Not names: "our road", "this street", "the main road". */
  private static final Pattern NOT_A_NAME = Pattern.compile("^(我们|这条|那条|呢条|一条|个条|整条|条马|门口|村道|这个|那个|公共|主干|边的|里的|前的|出的|的|1条|2条|3条).*|.*(马路|公路|道路|铁路|走路|修路|水路|过路|让路|条路|条街|条巷|边路)$");

  /** From the words of the matter and the address field, both in normal spelling. */
  static Addresses in(String text, String address) {
    var roads = new TreeSet<String>();
    var landmarks = new TreeSet<String>();
    var numbers = new TreeSet<String>();
    for (var part : List.of(text, address)) {
      collectRoads(part, roads, numbers);
      for (var m = LANDMARK.matcher(part); landmarks.size() < EACH_MAX && m.find(); ) landmarks.add(m.group());
    }
    if (!address.isEmpty() && address.chars().noneMatch(c -> Scripts.isHan(c))) collectLatin(address, roads, numbers);
    return new Addresses(roads, landmarks, numbers);
  }

  /** The text with spaces for roads and house numbers, so that the words left over are about the matter. */
  static String without(String normal) {
    var roads = ROAD.matcher(normal).replaceAll(m -> NOT_A_NAME.matcher(m.group()).matches() ? Matcher.quoteReplacement(m.group()) : " ");
    return COUNTED.matcher(LANDMARK.matcher(roads).replaceAll(" ")).replaceAll(" ");
  }

  private static void collectRoads(String normal, Set<String> roads, Set<String> numbers) {
    for (var m = ROAD.matcher(normal); roads.size() < EACH_MAX && m.find(); ) {
      if (!NOT_A_NAME.matcher(m.group()).matches()) roads.add(m.group());
    }
    for (var m = COUNTED.matcher(normal); numbers.size() < EACH_MAX && m.find(); ) numbers.add(m.group(2).equals("号") ? m.group(1) : m.group());
    if (normal.chars().noneMatch(c -> c >= 'a' && c <= 'z')) return;
    for (var m = STREET.matcher(normal); roads.size() < EACH_MAX && m.find(); ) {
      if (m.group(1) != null) numbers.add(m.group(1));
      roads.add(Stems.of(m.group(2) != null ? m.group(2) : m.group(3)));
    }
  }

  private static final Set<String> STREET_KINDS =
      Set.of("st", "street", "av", "ave", "avenue", "rd", "road", "blvd", "lane", "ln", "drive", "dr", "alley", "pl", "place", "ct", "n", "s", "e", "w");

  private static void collectLatin(String address, Set<String> roads, Set<String> numbers) {
    for (var word : address.split(" ")) {
      if (roads.size() >= EACH_MAX || numbers.size() >= EACH_MAX || STREET_KINDS.contains(word) || word.isEmpty()) continue;
      (Character.isDigit(word.charAt(0)) ? numbers : roads).add(Stems.of(word));
    }
  }
}
