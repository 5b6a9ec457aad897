package org.guanjia.platform.calendar;

/** How a day of a holiday notice differs from what its day of the week would make it. */
public enum DayKind {
  /** Off (放假). */
  HOLIDAY,
  /** A Saturday or Sunday that is worked to make up for a holiday (调休上班). */
  WORKED
}
