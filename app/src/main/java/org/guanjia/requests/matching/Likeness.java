package org.guanjia.requests.matching;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** How alike two matters are, as numbers between 0 and 1 with names: what the model weighs and what the desk is told. */
final class Likeness {

  /** A duplicate is the same matter, at the same place, at one time: all three, so each is judged by itself. */
  enum Aspect {
    MATTER,
    PLACE,
    TIME
  }

  /** Each is a question a clerk asks; the weights of the answers are in model.txt under these names. */
  enum Trait {
    WORDS(Aspect.MATTER),
    WORDS_CONTAINED(Aspect.MATTER),
    THING_SAME(Aspect.MATTER),
    THING_OTHER(Aspect.MATTER),
    STATE_SAME(Aspect.MATTER),
    STATE_OTHER(Aspect.MATTER),
    CATEGORY_SAME(Aspect.MATTER),
    CATEGORY_OTHER(Aspect.MATTER),
    ROAD_SAME(Aspect.PLACE),
    ROAD_OTHER(Aspect.PLACE),
    NUMBER_SAME(Aspect.PLACE),
    NUMBER_OTHER(Aspect.PLACE),
    LANDMARK_SAME(Aspect.PLACE),
    LANDMARK_OTHER(Aspect.PLACE),
    VILLAGE_SAME(Aspect.PLACE),
    VILLAGE_OTHER(Aspect.PLACE),
    POINT_NEAR(Aspect.PLACE),
    POINT_FAR(Aspect.PLACE),
    DAYS_APART(Aspect.TIME),
    PHONE_SAME(Aspect.TIME);

    final Aspect aspect;

    Trait(Aspect aspect) {
      this.aspect = aspect;
    }
  }

  static final double DAYS_LONG = 90;

  private static final double METRES_NEAR = 150;
  private static final double METRES_FAR = 500;

  private final Frequencies frequencies;

  Likeness(Frequencies frequencies) {
    this.frequencies = frequencies;
  }

  double[] traits(Matter one, Reading a, Matter other, Reading b) {
    var traits = new double[Trait.values().length];
    words(traits, a, b);
    compare(traits, Trait.THING_SAME, Trait.THING_OTHER, a.things(), b.things());
    compare(traits, Trait.STATE_SAME, Trait.STATE_OTHER, a.states(), b.states());
    compare(traits, Trait.LANDMARK_SAME, Trait.LANDMARK_OTHER, a.landmarks(), b.landmarks());
    either(traits, Trait.CATEGORY_SAME, Trait.CATEGORY_OTHER, one.category(), other.category());
    names(traits, Trait.ROAD_SAME, Trait.ROAD_OTHER, a.places().roads(), b.places().roads(), Reading::road);
    names(traits, Trait.NUMBER_SAME, Trait.NUMBER_OTHER, a.places().numbers(), b.places().numbers(), Reading::number);
    either(traits, Trait.VILLAGE_SAME, Trait.VILLAGE_OTHER, one.place(), other.place());
    points(traits, one.metresTo(other));
    set(traits, Trait.PHONE_SAME, one.phone() != null && one.phone().equals(other.phone()) ? 1 : 0);
    set(traits, Trait.DAYS_APART, Math.min(1, days(one, other) / DAYS_LONG));
    return traits;
  }

  static double get(double[] traits, Trait trait) {
    return traits[trait.ordinal()];
  }

  static double days(Matter one, Matter other) {
    return Math.abs(Duration.between(one.at(), other.at()).toMinutes()) / 1440.0;
  }

  private void words(double[] traits, Reading a, Reading b) {
    var shared = frequencies.weightShared(a.sounds(), b.sounds());
    if (shared == 0) return;
    var weightA = frequencies.weight(a.sounds());
    var weightB = frequencies.weight(b.sounds());
    set(traits, Trait.WORDS, shared / Math.sqrt(weightA * weightB));
    set(traits, Trait.WORDS_CONTAINED, shared / Math.min(weightA, weightB));
  }

  private static void compare(double[] traits, Trait same, Trait other, int[] a, int[] b) {
    if (a.length == 0 || b.length == 0) return;
    var shared = Arrays.stream(a).filter(idea -> Arrays.binarySearch(b, idea) >= 0).count();
    if (shared == 0) set(traits, other, 1);
    else set(traits, same, 2.0 * shared / (a.length + b.length));
  }

  /** Names written in different scripts neither agree nor contradict each other. */
  private void names(double[] traits, Trait same, Trait other, Set<String> a, Set<String> b, ToIntFunction<String> piece) {
    var shared = a.stream().filter(b::contains).mapToDouble(name -> frequencies.telling(piece.applyAsInt(name))).max();
    if (shared.isPresent()) set(traits, same, shared.getAsDouble());
    else if (oneScript(a, b)) set(traits, other, 1);
  }

  private static boolean oneScript(Set<String> a, Set<String> b) {
    return a.stream().anyMatch(Likeness::isChinese) ? b.stream().anyMatch(Likeness::isChinese) : !a.isEmpty() && b.stream().anyMatch(name -> !isChinese(name));
  }

  private static boolean isChinese(String name) {
    return name.chars().anyMatch(Scripts::isHan);
  }

  private static void points(double[] traits, @Nullable Double metres) {
    if (metres == null) return;
    set(traits, Trait.POINT_NEAR, Math.exp(-metres / METRES_NEAR));
    set(traits, Trait.POINT_FAR, metres > METRES_FAR ? 1 : 0);
  }

  private static void either(double[] traits, Trait same, Trait different, @Nullable String a, @Nullable String b) {
    if (a != null && b != null) set(traits, Objects.equals(a, b) ? same : different, 1);
  }

  private static void set(double[] traits, Trait trait, double value) {
    traits[trait.ordinal()] = value;
  }
}
