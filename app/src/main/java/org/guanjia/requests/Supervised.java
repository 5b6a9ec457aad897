package org.guanjia.requests;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An overdue matter as whoever supervises sees it.
 *
 * @param reason why it is overdue, as last explained; null when nobody has
 * @param reasonBy name of whoever explained it
 * @param before names of those before whom it was laid last; empty before the first step up
 */
public record Supervised(MatterRow row, @Nullable String reason, @Nullable String reasonBy, @Nullable Instant reasonAt, List<String> before) {}
