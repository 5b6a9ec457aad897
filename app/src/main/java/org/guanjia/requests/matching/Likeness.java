package org.guanjia.requests.matching;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/** How alike two matters are, as numbers between 0 and 1 with names: what the model weighs and what the desk is told. */
final class Likeness {

  /** Each is a question a clerk asks; the weights of the answers are in model.txt under these names. */
  enum Trait {
    WORDS,
    WORDS_CONTAINED,
    THING_SAME,
    THING_OTHER,
    STATE_SAME,
    STATE_OTHER,
    ROAD_SAME,
    ROAD_OTHER,
    NUMBER_SAME,
    NUMBER_OTHER,
    VILLAGE_SAME,
    VILLAGE_OTHER,
    POINT_NEAR,
    POINT_FAR,
    CATEGORY_SAME,
    CATEGORY_OTHER,
    PHONE_SAME,
    DAYS_APART,
    MATTER_AND_PLACE,
    WORDS_AND_VILLAGE
  }

  private static final double METRES_NEAR = 150;
  private static final double METRES_FAR = 500;
  private static final double DAYS_LONG = 90;

  private final Frequencies frequencies;
  private final double rarest;

  Likeness(Frequencies frequencies) {
    this.frequencies = frequencies;
    this.rarest = Math.log(1 + (frequencies.texts() + 40) / 3.0);
  }

  double[] traits(Matter one, Reading a, Matter other, Reading b) {
    var traits = new double[Trait.values().length];
    words(traits, a, b);
    ideas(traits, a, b);
    addresses(traits, a.places(), b.places());
    circumstances(traits, one, other);
    together(traits);
    return traits;
  }

  private void words(double[] traits, Reading a, Reading b) {
    var shared = frequencies.weightShared(a.sounds(), b.sounds());
    var weightA = frequencies.weight(a.sounds());
    var weightB = frequencies.weight(b.sounds());
    if (shared == 0) return;
    set(traits, Trait.WORDS, shared / Math.sqrt(weightA * weightB));
    set(traits, Trait.WORDS_CONTAINED, shared / Math.min(weightA, weightB));
  }

  private void ideas(double[] traits, Reading a, Reading b) {
    compare(traits, Trait.THING_SAME, Trait.THING_OTHER, a.things(), b.things());
    compare(traits, Trait.STATE_SAME, Trait.STATE_OTHER, a.states(), b.states());
  }

  private void compare(double[] traits, Trait same, Trait other, int[] a, int[] b) {
    if (a.length == 0 || b.length == 0) return;
    var shared = frequencies.weightShared(a, b);
    if (shared == 0) set(traits, other, 1);
    else set(traits, same, 2 * shared / (frequencies.weight(a) + frequencies.weight(b)));
  }

  private void addresses(double[] traits, Addresses a, Addresses b) {
    var roads = rarestShared(a.roads(), b.roads(), true);
    var numbers = rarestShared(a.numbers(), b.numbers(), false);
    set(traits, Trait.ROAD_SAME, roads);
    if (roads == 0 && !a.roads().isEmpty() && !b.roads().isEmpty()) set(traits, Trait.ROAD_OTHER, 1);
    set(traits, Trait.NUMBER_SAME, numbers);
    if (numbers == 0 && !a.numbers().isEmpty() && !b.numbers().isEmpty()) set(traits, Trait.NUMBER_OTHER, 1);
  }

  private double rarestShared(Set<String> a, Collection<String> b, boolean roads) {
    return a.stream()
        .filter(b::contains)
        .mapToDouble(name -> Math.min(1, frequencies.weight(roads ? Reading.road(name) : Reading.number(name)) / rarest))
        .max()
        .orElse(0);
  }

  private static void circumstances(double[] traits, Matter one, Matter other) {
    either(traits, Trait.VILLAGE_SAME, Trait.VILLAGE_OTHER, one.place(), other.place());
    either(traits, Trait.CATEGORY_SAME, Trait.CATEGORY_OTHER, one.category(), other.category());
    var metres = one.metresTo(other);
    if (metres != null) {
      set(traits, Trait.POINT_NEAR, Math.exp(-metres / METRES_NEAR));
      set(traits, Trait.POINT_FAR, metres > METRES_FAR ? 1 : 0);
    }
    if (one.phone() != null && one.phone().equals(other.phone())) set(traits, Trait.PHONE_SAME, 1);
    var days = Math.abs(Duration.between(one.at(), other.at()).toMinutes()) / 1440.0;
    set(traits, Trait.DAYS_APART, Math.min(1, Math.log1p(days) / Math.log1p(DAYS_LONG)));
  }

  private static void either(double[] traits, Trait same, Trait different, @org.jspecify.annotations.Nullable String a, @org.jspecify.annotations.Nullable String b) {
    if (a != null && b != null) set(traits, Objects.equals(a, b) ? same : different, 1);
  }

  /** Same matter or same place alone makes no duplicate; both together do. */
  private static void together(double[] traits) {
    var matter = Math.max(get(traits, Trait.THING_SAME), get(traits, Trait.WORDS));
    var place = Math.max(get(traits, Trait.ROAD_SAME), Math.max(get(traits, Trait.NUMBER_SAME), get(traits, Trait.POINT_NEAR)));
    set(traits, Trait.MATTER_AND_PLACE, matter * place);
    set(traits, Trait.WORDS_AND_VILLAGE, get(traits, Trait.WORDS_CONTAINED) * get(traits, Trait.VILLAGE_SAME));
  }

  static double get(double[] traits, Trait trait) {
    return traits[trait.ordinal()];
  }

  private static void set(double[] traits, Trait trait, double value) {
    traits[trait.ordinal()] = value;
  }
}
