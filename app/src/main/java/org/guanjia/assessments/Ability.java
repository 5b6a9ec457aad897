package org.guanjia.assessments;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How able a person is.
 *
 * @param assessment its number
 * @param personId the person today
 * @param level 0 (able) to 4 (not able at all)
 * @param assessedOn the day from which it holds
 * @param reviewOn when somebody has to look again; null when nobody said. The level holds on after it
 * @param countsSince when it became known
 */
public record Ability(long assessment, long personId, int level, LocalDate assessedOn, @Nullable LocalDate reviewOn, Instant countsSince) {}
