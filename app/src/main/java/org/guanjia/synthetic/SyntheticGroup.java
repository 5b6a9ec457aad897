package org.guanjia.synthetic;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One membership in a special group.
 *
 * @param kind EXTREME_HARDSHIP, SUBSISTENCE, BORDERLINE, EXPENDITURE_HARDSHIP, DISABLED, LEFT_BEHIND_CHILD, CHILD_IN_DIFFICULTY, ORPHAN,
 *     LIVING_ALONE, EMPTY_NEST, OVER_80, INCAPACITATED, VETERAN, PREFERENTIAL_TREATMENT, LOST_ONLY_CHILD or SERIOUS_ILLNESS
 * @param category of a disability, by GB/T 26341: 1 sight, 2 hearing, 3 speech, 4 body, 5 intellect, 6 mind, 7 several
 * @param grade of a disability 1 (gravest) to 4 (GB/T 26341); of incapacity 2 to 4 (gravest; GB/T 42195)
 * @param evidence number or name of the paper that proves it
 */
public record SyntheticGroup(String kind, @Nullable String category, @Nullable String grade, LocalDate since, String evidence) {}
