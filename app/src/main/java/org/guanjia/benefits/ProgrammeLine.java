package org.guanjia.benefits;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the town pays or gives by rules.
 *
 * @param code lower case, digits and hyphens, such as {@code old-age}
 * @param ordinal its bit in stored determinations, 0 to 61; never given to another programme
 * @param summary what it gives, in a sentence or two; may be empty
 * @param inForce number of the version that decides this month; null when none does
 * @param unconfirmed whether that version holds values that await confirmation (待核实)
 * @param pending number of the latest version that is drafted or proposed; null for none
 */
public record ProgrammeLine(
    String code, int ordinal, String name, String nameEn, String summary, String summaryEn, @Nullable Integer inForce, boolean unconfirmed, @Nullable Integer pending) {

  /** The name in that language. */
  public String name(Locale locale) {
    return english(locale) ? nameEn : name;
  }

  /** What it gives, in that language. */
  public String summary(Locale locale) {
    return english(locale) ? summaryEn : summary;
  }

  private static boolean english(Locale locale) {
    return locale.getLanguage().equals("en");
  }
}
