package org.guanjia.synthetic;

/** What is wrong with a row; the truth beside an office's file names it. */
public enum Dirt {
  NAME_LOOKS_ALIKE,
  NAME_SOUNDS_ALIKE,
  NAME_ORDER,
  NAME_VARIANT,
  ID_DIGIT,
  ID_DIGIT_VALID,
  ID_SWAPPED,
  ID_LOWER_X,
  ID_FULL_WIDTH,
  ID_OLD_FORM,
  ID_MISSING,
  OLD_ADDRESS,
  OLD_PHONE,
  WRONG_SEX,
  BIRTH_SWAPPED,
  BIRTH_OFF,
  DOUBLED,
  /** Has died, and the office does not know it yet. */
  DIED,
  /** Has moved away, and the office does not know it yet. */
  MOVED
}
