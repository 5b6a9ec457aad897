package org.guanjia.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which persons a list shows; null, blank or {@link Standing#ALL} asks for nothing in particular.
 *
 * @param q a name, pinyin or its initials, a document or phone number whole or by its last four characters, an address
 * @param village code
 * @param group code of a village group
 * @param special of that group on the day
 * @param ageFrom whole years on the day, 0 to 150
 * @param ageTo whole years on the day, included
 * @param day as of which day; null for today
 */
public record PersonFilter(
    String q, @Nullable String village, @Nullable String group, @Nullable SpecialGroup special, Standing standing, @Nullable Integer ageFrom, @Nullable Integer ageTo,
    @Nullable LocalDate day) {

  public static final PersonFilter ALL = new PersonFilter("", null, null, null, Standing.ALL, null, null, null);
  public static final int AGE_MAX = 150;

  /** How a person stands to the town. */
  public enum Standing {
    ALL,
    /** Of a registered household (户籍), alive. */
    REGISTERED,
    /** Lives here (常住). */
    RESIDENT,
    /** Registered here, lives elsewhere (人户分离). */
    AWAY,
    /** Lives here, registered elsewhere. */
    INCOMER,
    /** Neither any more, alive as far as is known. */
    LEFT,
    DIED
  }

  public PersonFilter seeking(String other) {
    return new PersonFilter(other, village, group, special, standing, ageFrom, ageTo, day);
  }

  public PersonFilter in(@Nullable String otherVillage) {
    return new PersonFilter(q, otherVillage, group, special, standing, ageFrom, ageTo, day);
  }

  public PersonFilter of(@Nullable SpecialGroup other) {
    return new PersonFilter(q, village, group, other, standing, ageFrom, ageTo, day);
  }

  public PersonFilter standing(Standing other) {
    return new PersonFilter(q, village, group, special, other, ageFrom, ageTo, day);
  }

  public PersonFilter aged(@Nullable Integer from, @Nullable Integer to) {
    return new PersonFilter(q, village, group, special, standing, from, to, day);
  }

  public PersonFilter on(@Nullable LocalDate otherDay) {
    return new PersonFilter(q, village, group, special, standing, ageFrom, ageTo, otherDay);
  }
}
