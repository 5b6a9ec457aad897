package org.guanjia.requests.matching;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.guanjia.requests.matching.Likeness.Trait;
import org.guanjia.requests.matching.Reason.Kind;

/** Says in words what the model weighed. */
final class Reasons {

  private static final int WORDS_SHOWN_MAX = 5;
  private static final double METRES_WORTH_SAYING = 1_000;

  private Reasons() {}

  static List<Reason> between(Matter one, Reading a, Matter other, Reading b, double[] traits) {
    var reasons = new ArrayList<Reason>();
    matter(reasons, a, b, traits);
    place(reasons, one, a, other, b, traits);
    if (has(traits, Trait.PHONE_SAME)) reasons.add(Reason.pro(Kind.PHONE, ""));
    var days = Math.round(Likeness.days(one, other));
    reasons.add(days == 0 ? Reason.pro(Kind.SAME_DAY, "") : new Reason(Kind.DAYS, days <= 14, String.valueOf(days)));
    return List.copyOf(reasons);
  }

  /** The words that both texts have, longest runs as written in the first, without courtesy. */
  static List<String> sharedWords(Reading a, Reading b) {
    var words = new LinkedHashSet<String>();
    for (var run : a.words().split(" ")) addSharedRuns(run, b.words(), words);
    return words.stream().limit(WORDS_SHOWN_MAX).toList();
  }

  private static void matter(List<Reason> reasons, Reading a, Reading b, double[] traits) {
    if (has(traits, Trait.THING_SAME)) sharedThing(reasons, a, b);
    if (has(traits, Trait.THING_OTHER)) reasons.add(Reason.contra(Kind.OTHER_THING, ""));
    var words = sharedWords(a, b);
    if (!words.isEmpty()) reasons.add(Reason.pro(Kind.WORDS, String.join("、", words)));
    if (has(traits, Trait.CATEGORY_SAME)) reasons.add(Reason.pro(Kind.CATEGORY, ""));
  }

  private static void sharedThing(List<Reason> reasons, Reading a, Reading b) {
    for (int thing : a.things()) {
      var word = b.named().get(thing);
      if (word == null || !a.named().containsKey(thing)) continue;
      reasons.add(Reason.pro(Kind.THING, word.equals(a.named().get(thing)) ? word : a.named().get(thing) + " = " + word));
      return;
    }
  }

  private static void place(List<Reason> reasons, Matter one, Reading a, Matter other, Reading b, double[] traits) {
    named(reasons, Kind.ROAD, Kind.OTHER_ROAD, a.places().roads(), b.places().roads(), has(traits, Trait.ROAD_OTHER));
    named(reasons, Kind.NUMBER, Kind.OTHER_NUMBER, a.places().numbers(), b.places().numbers(), has(traits, Trait.NUMBER_OTHER));
    named(reasons, Kind.LANDMARK, Kind.LANDMARK, a.places().landmarks(), b.places().landmarks(), false);
    if (has(traits, Trait.VILLAGE_SAME)) reasons.add(Reason.pro(Kind.VILLAGE, ""));
    if (has(traits, Trait.VILLAGE_OTHER)) reasons.add(Reason.contra(Kind.OTHER_VILLAGE, ""));
    var metres = one.metresTo(other);
    if (metres == null) return;
    if (has(traits, Trait.POINT_FAR)) reasons.add(Reason.contra(Kind.FAR, Math.round(metres)));
    else if (metres < METRES_WORTH_SAYING) reasons.add(Reason.pro(Kind.METRES, Math.round(metres)));
  }

  private static void named(List<Reason> reasons, Kind same, Kind different, Set<String> a, Set<String> b, boolean contradict) {
    var shared = a.stream().filter(b::contains).toList();
    if (!shared.isEmpty()) reasons.add(Reason.pro(same, String.join("、", shared)));
    else if (contradict) reasons.add(Reason.contra(different, String.join("、", b)));
  }

  private static void addSharedRuns(String run, String other, Set<String> words) {
    var han = !run.isEmpty() && Scripts.isHan(run.codePointAt(0));
    if (!han) {
      if (run.length() > 2 && (" " + other + " ").contains(" " + run + " ")) words.add(run);
      return;
    }
    for (int start = 0; start < run.length() - 1; ) {
      var end = start + 1;
      while (end < run.length() && other.contains(run.substring(start, end + 1))) end++;
      if (end - start >= 2) words.add(run.substring(start, end));
      start = Math.max(end, start + 1);
    }
  }

  private static boolean has(double[] traits, Trait trait) {
    return Likeness.get(traits, trait) > 0;
  }
}
