package org.guanjia.platform.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.guanjia.platform.crypto.Mask;

/**
 * The number of a document by which people without a resident identity number are known. Sources: the notices of the National Immigration
 * Administration on the permits of Hong Kong, Macao and Taiwan residents, and on the permanent residence card of 2023; ICAO Doc 9303 for passports.
 *
 * @param normal upper-case, without blanks, and without the two digits by which a permit counts its renewals: the same person keeps the same number
 * @param problems what is wrong, in the order in which it is told; empty for a valid number
 */
public record OtherDocument(Kind kind, String normal, Set<Problem> problems) {

  /** Documents told apart by the shape of their numbers. */
  public enum Kind {
    /** Chinese (E12345678, EA1234567, G12345678) and foreign passports. */
    PASSPORT(".{5,12}", "[A-Z0-9]*[0-9][A-Z0-9]*"),
    /** 港澳居民来往内地通行证: H or M, eight digits for life, two that count the renewals until 2013. */
    HK_MACAO_PERMIT(".{9}|.{11}", "[HM][0-9]+"),
    /** 台湾居民来往大陆通行证: eight digits for life, two that count the renewals until 2015. */
    TAIWAN_PERMIT(".{8}|.{10}", "[0-9]+"),
    /** 外国人永久居留身份证: three letters and twelve digits, since December 2023 a 9 and sixteen digits with a check character. */
    FOREIGN_PERMANENT_RESIDENCE(".{15}|.{18}", "[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]|(?!.{15}$|.{18}$).*");

    private final Pattern length;
    private final Pattern characters;

    Kind(String length, String characters) {
      this.length = Pattern.compile(length);
      this.characters = Pattern.compile(characters);
    }
  }

  /** What can be wrong with a number. */
  public enum Problem {
    LENGTH,
    CHARACTERS,
    CHECK_CHARACTER
  }

  public OtherDocument {
    problems = problems.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(problems));
  }

  /** Reads what somebody typed: full-width characters, small letters, blanks and dashes are taken kindly. */
  public static OtherDocument parse(Kind kind, String typed) {
    String bare = TypedNumber.bare(typed);
    Set<Problem> problems = EnumSet.noneOf(Problem.class);
    if (!kind.length.matcher(bare).matches()) problems.add(Problem.LENGTH);
    if (!kind.characters.matcher(bare).matches()) problems.add(Problem.CHARACTERS);
    if (!problems.isEmpty()) return new OtherDocument(kind, bare, problems);
    if (kind == Kind.FOREIGN_PERMANENT_RESIDENCE && bare.length() == ResidentId.LENGTH && !CheckCharacter.holds(bare)) problems.add(Problem.CHECK_CHARACTER);
    return new OtherDocument(kind, forLife(kind, bare), problems);
  }

  public boolean valid() {
    return problems.isEmpty();
  }

  /** Says what is wrong, for {@code platform.web.Messages}. */
  public String messageKey(Problem problem) {
    return "identity.document." + kind + "." + problem;
  }

  /** Masked: the number itself must not slip into a log. */
  @Override
  public String toString() {
    return "OtherDocument[" + kind + " " + Mask.identity(normal) + " " + problems + "]";
  }

  private static String forLife(Kind kind, String bare) {
    return switch (kind) {
      case HK_MACAO_PERMIT -> bare.substring(0, 9);
      case TAIWAN_PERMIT -> bare.substring(0, 8);
      case PASSPORT, FOREIGN_PERMANENT_RESIDENCE -> bare;
    };
  }
}
