package org.guanjia.linkage;

import java.time.LocalDate;
import java.util.Set;
import org.guanjia.platform.identity.Sex;
import org.jspecify.annotations.Nullable;

/**
 * What linkage may know of a person: no number in the clear. Phones and documents come as blind indexes of their normal form and are compared for
 * equality only.
 *
 * @param name as written; never blank
 * @param birth as a column says it; not taken from the document
 * @param village code of the village
 * @param phones blind indexes; empty when none is known
 */
public record Traits(String name, @Nullable LocalDate birth, @Nullable Sex sex, @Nullable String village, Set<String> phones, @Nullable Document document) {

  /**
   * What a resident identity number or another document tells without being told: most that are wrong have one digit wrong, and the rest still
   * speaks. Of {@code platform.identity.ResidentId}: {@code valid}, {@code birth}, {@code sex}.
   *
   * @param index blind index of the whole normal number
   * @param tail blind index of its last four characters; {@code null} when it has no such part
   * @param valid whether its check character fits: two valid numbers that differ are of two people
   * @param birth as the number says it; {@code null} when it says none
   * @param sex as the number says it; {@code null} when it says none
   */
  public record Document(String index, @Nullable String tail, boolean valid, @Nullable LocalDate birth, @Nullable Sex sex) {}

  public Traits {
    if (name.isBlank()) throw new IllegalArgumentException("a person without a name cannot be matched");
    phones = Set.copyOf(phones);
  }
}
