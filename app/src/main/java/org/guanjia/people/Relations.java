package org.guanjia.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Relations to the head of a household (GB/T 4761), and what they say of ages. */
final class Relations {

  static final String HEAD = "02";

  /** Between a parent and a child; the youngest mothers that registers have known. */
  static final int GENERATION_YEARS_MIN = 12;

  private static final String SELF = "01";
  private static final Set<Integer> IN_LAW = Set.of(28, 38, 45, 46, 53, 54, 55, 56, 57, 58, 27, 37);

  private Relations() {}

  /** Those a form offers; the message {@code people.relation.NN} names each. */
  static List<String> codes() {
    return Stream.concat(Stream.of(HEAD), IntStream.rangeClosed(10, 99).filter(Relations::known).mapToObj("%02d"::formatted)).toList();
  }

  static boolean valid(String code) {
    return code.equals(SELF) || codes().contains(code);
  }

  private static boolean known(int code) {
    return code >= 10 && code <= 12 || code >= 20 && code <= 64 || code >= 70 && code <= 80 || code == 97 || code == 99;
  }

  /**
   * What is wrong with the ages of a member and the head, as a message key; by blood a parent is at least twelve years older than the child, a
   * grandparent twice that.
   */
  static Optional<String> wrongAges(String relation, @Nullable LocalDate member, @Nullable LocalDate head) {
    if (member == null || head == null) return Optional.empty();
    int code = Integer.parseInt(relation);
    int generations = IN_LAW.contains(code) ? 0 : younger(code) - older(code);
    if (generations > 0 && head.plusYears((long) generations * GENERATION_YEARS_MIN).isAfter(member)) return Optional.of("register.error.youngerThanChild.head");
    if (generations < 0 && member.plusYears((long) -generations * GENERATION_YEARS_MIN).isAfter(head)) return Optional.of("register.error.youngerThanChild");
    return Optional.empty();
  }

  /** How many generations below the head. */
  private static int younger(int code) {
    if (code >= 20 && code <= 39) return 1;
    if (code == 47 || code == 48) return 3;
    return code >= 40 && code <= 49 ? 2 : 0;
  }

  /** How many generations above the head. */
  private static int older(int code) {
    if (code >= 50 && code <= 59) return 1;
    return code >= 60 && code <= 64 ? 2 : 0;
  }
}
