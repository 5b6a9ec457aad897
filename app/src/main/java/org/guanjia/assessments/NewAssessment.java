package org.guanjia.assessments;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An assessment that is to be made.
 *
 * @param person number in the register
 * @param reviewOn when to look again; null for as many months later as the level asks for
 * @param corrects the one that it shall take the place of; null for none
 */
public record NewAssessment(
    long person, Assessment.@Nullable Reason reason, Assessment.@Nullable Place place, @Nullable LocalDate assessedOn, @Nullable LocalDate reviewOn, @Nullable Long corrects) {}
