package org.guanjia.synthetic;

/**
 * How often what goes wrong in the lists of an office, as shares from 0 to 1 of the rows it can happen to.
 *
 * @param nameTypo another character that looks or sounds like the right one, or two characters in the wrong order
 * @param nameVariant a variant or the traditional form of a character
 * @param idDigit a wrong digit, so that the check character does not fit
 * @param idDigitValid a wrong number whose check character fits
 * @param idSwapped two digits in the wrong order
 * @param idLowerX a small x, among those that end in X
 * @param idFullWidth full-width digits
 * @param idOldForm the fifteen digits of before 1999, among those born before 2000; the list of the disabled alone
 * @param idMissing no number
 * @param idNotAsked no number in the lists of village committees, beyond those that are missing everywhere
 * @param oldAddress where the household lived before; not in the list of the police
 * @param oldPhone a number given up
 * @param wrongSex the other sex in the column (the ID still tells the right one)
 * @param birthOff day and month in the wrong order, or a day, month or year beside the right one
 * @param doubled a second row for the same person, with its own mistakes
 */
public record DirtSpec(
    double nameTypo,
    double nameVariant,
    double idDigit,
    double idDigitValid,
    double idSwapped,
    double idLowerX,
    double idFullWidth,
    double idOldForm,
    double idMissing,
    double idNotAsked,
    double oldAddress,
    double oldPhone,
    double wrongSex,
    double birthOff,
    double doubled) {

  /** Nothing wrong: only the headings, formats and coverage differ. */
  public static final DirtSpec NONE = new DirtSpec(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Lists as they come. */
  public static final DirtSpec TYPICAL =
      new DirtSpec(0.015, 0.01, 0.008, 0.001, 0.004, 0.3, 0.004, 0.06, 0.01, 0.12, 0.08, 0.1, 0.004, 0.01, 0.008);

  public DirtSpec {
    for (double share : new double[] {nameTypo, nameVariant, idDigit, idDigitValid, idSwapped, idLowerX, idFullWidth, idOldForm, idMissing,
        idNotAsked, oldAddress, oldPhone, wrongSex, birthOff, doubled}) {
      if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("a share from 0 to 1, not " + share);
    }
  }
}
