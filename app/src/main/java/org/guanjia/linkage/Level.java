package org.guanjia.linkage;

import java.util.Arrays;
import java.util.List;

/** How far a field of two records agrees, the best first in each field. */
public enum Level {
  NAME_SAME(Field.NAME),
  /** Traditional or variant characters, blanks, dots. */
  NAME_VARIANT(Field.NAME),
  /** Other characters, the same syllables. */
  NAME_SOUND(Field.NAME),
  /** Syllables that the south does not tell apart: zh and z, n and l, -ing and -in. */
  NAME_NEAR_SOUND(Field.NAME),
  /** One character of three or more is another one, is missing or is too many. */
  NAME_ONE_CHARACTER(Field.NAME),
  /** The same characters in another order. */
  NAME_ORDER(Field.NAME),
  NAME_FAMILY(Field.NAME),
  NAME_OTHER(Field.NAME),

  BIRTH_SAME(Field.BIRTH),
  /** Day and month changed places. */
  BIRTH_SWAPPED(Field.BIRTH),
  /** One digit wrong, two neighbours swapped, or the year beside it. */
  BIRTH_SLIP(Field.BIRTH),
  /** Two of year, month and day are the same. */
  BIRTH_PART(Field.BIRTH),
  BIRTH_OTHER(Field.BIRTH),

  SEX_SAME(Field.SEX),
  SEX_OTHER(Field.SEX),

  VILLAGE_SAME(Field.VILLAGE),
  VILLAGE_OTHER(Field.VILLAGE),

  PHONE_SHARED(Field.PHONE),
  PHONE_OTHER(Field.PHONE),

  DOCUMENT_SAME(Field.DOCUMENT),
  /** The last four characters are the same, and one of the numbers is not valid. */
  DOCUMENT_TAIL(Field.DOCUMENT),
  /** Numbers differ, and one of them is not valid. */
  DOCUMENT_OTHER(Field.DOCUMENT),
  /** Two valid numbers: two people, or somebody else's number in the file. */
  DOCUMENT_CONFLICT(Field.DOCUMENT);

  private final Field field;

  Level(Field field) {
    this.field = field;
  }

  public Field field() {
    return field;
  }

  /** What agrees, for people, for {@code platform.web.Messages}. */
  public String messageKey() {
    return "linkage.level." + this;
  }

  static List<Level> of(Field field) {
    return Arrays.stream(values()).filter(level -> level.field == field).toList();
  }
}
