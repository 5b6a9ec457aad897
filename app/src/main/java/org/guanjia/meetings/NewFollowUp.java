package org.guanjia.meetings;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something to be given to somebody.
 *
 * @param item id of the item it comes from; null for none
 * @param owner code of a department or village, or a user id
 */
public record NewFollowUp(@Nullable Long item, @Nullable String text, @Nullable Party party, @Nullable String owner, @Nullable LocalDate dueOn) {}
