package org.guanjia.simulation;

/** Ages by which figures are counted: completed years at the end of the month. */
public enum AgeGroup {
  UNDER_18(0, 17),
  TO_59(18, 59),
  TO_64(60, 64),
  TO_69(65, 69),
  TO_79(70, 79),
  TO_89(80, 89),
  TO_99(90, 99),
  FROM_100(100, 999),
  UNKNOWN(-1, -1);

  private final int from;
  private final int to;

  AgeGroup(int from, int to) {
    this.from = from;
    this.to = to;
  }

  /** @param age negative for unknown */
  static AgeGroup of(int age) {
    for (AgeGroup group : values()) if (age >= group.from && age <= group.to) return group;
    return UNKNOWN;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
