package org.guanjia.awards;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application on its way in.
 *
 * @param person number in the register
 * @param programme code
 * @param from the first month that is asked for
 * @param applicant who asks for the person; null when they ask themselves
 * @param phone by which the decision is told; null for what the register knows
 * @param words what else was said; null for nothing
 * @param files ids of stored files
 */
public record NewAward(
    long person, @Nullable String programme, Award.@Nullable Origin origin, @Nullable LocalDate appliedOn, @Nullable YearMonth from, @Nullable String applicant,
    @Nullable String phone, @Nullable String words, List<UUID> files) {

  public static final int APPLICANT_LENGTH_MAX = 100;
  public static final int WORDS_LENGTH_MAX = 2000;
  public static final int FILES_MAX = 12;

  public NewAward {
    files = List.copyOf(files);
  }
}
