package org.guanjia.payments;

/**
 * When a town pays, and what has to be done by when before that; counted in working days.
 *
 * @param version counts changes
 * @param day of the month, 1 to 28; when that is no working day, the last one before it
 * @param proposeBefore the run is computed so many days before
 * @param submitBefore what is held has been looked at, and the run is submitted
 * @param approveBefore it is approved
 * @param fileBefore the bank has its files
 * @param warnBefore whoever has to do a step is warned so many days ahead
 */
public record Payday(int version, int day, int proposeBefore, int submitBefore, int approveBefore, int fileBefore, int warnBefore) {

  /** Until the town says otherwise. */
  static final Payday USUAL = new Payday(0, 15, 8, 5, 3, 2, 2);
}
