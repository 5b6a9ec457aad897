package org.guanjia.assessments;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Another ability level holds of a person from a day on: two assessors signed, an older result came in, or one was taken back.
 *
 * @param town code of the town
 * @param personId the person today
 * @param level 0 (able) to 4 (not able at all); null when none is known from that day on
 * @param from the day of the assessment, maybe long past
 */
public record AbilityAssessed(String town, long personId, @Nullable Integer level, LocalDate from) {}
