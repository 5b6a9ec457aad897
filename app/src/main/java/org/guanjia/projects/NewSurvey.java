package org.guanjia.projects;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found on the spot.
 *
 * @param findings at most 4,000 characters
 * @param asked people asked
 * @param inFavour of them, in favour
 * @param photos ids of uploaded pictures
 */
public record NewSurvey(@Nullable LocalDate surveyedOn, String findings, int asked, int inFavour, List<UUID> photos) {}
