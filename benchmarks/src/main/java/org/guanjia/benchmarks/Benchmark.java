package org.guanjia.benchmarks;

/** One benchmark. */
interface Benchmark {

  /**
   * Measures and prints what it measured.
   *
   * @param small ends within a minute, on less data or for less time; good for seeing that it works
   */
  Result run(boolean small) throws Exception;

  /**
   * What the last line says.
   *
   * @param ratio of what was measured to its raw limit or demand
   */
  record Result(double ratio, double target, boolean higherIsBetter) {

    static Result higherIsBetter(double ratio, double target) {
      return new Result(ratio, target, true);
    }

    static Result lowerIsBetter(double ratio, double target) {
      return new Result(ratio, target, false);
    }

    boolean met() {
      return higherIsBetter ? ratio >= target : ratio <= target;
    }
  }
}
