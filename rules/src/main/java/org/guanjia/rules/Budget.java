package org.guanjia.rules;

/** How much may be reckoned while a programme is read: what takes longer is refused, whoever wrote it. */
final class Budget {

  private static final long STEPS_MAX = 100_000_000;

  private long left = STEPS_MAX;

  /** @throws FeelException when nothing is left */
  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new FeelException(Problem.Kind.TOO_COMPLEX, "more than " + STEPS_MAX + " steps to check the tables");
    }
  }
}
