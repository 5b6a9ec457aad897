package org.guanjia.visits;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit that was made.
 *
 * @param words what was found; null when nothing was written down
 * @param changed names of the person's attributes that were found otherwise
 */
public record Visit(
    long id, @Nullable Long person, @Nullable String village, Instant visitedAt, String visitor, NewVisit.Met met, NewVisit.Condition condition,
    @Nullable String words, @Nullable String requestCode, List<String> changed) {}
