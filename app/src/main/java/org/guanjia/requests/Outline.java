package org.guanjia.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may know of a request: nothing of the persons, nothing of the exact place, and of the words and the answer only what was published.
 *
 * @param category code of its category
 * @param village code of its village; null when it is told by address alone
 * @param latitude degrees north (WGS 84), rounded to about a kilometre; null when not known
 * @param longitude degrees east, rounded alike
 * @param departments codes of those who have it in their hands
 * @param changedAt of an open request the last move, of a closed one its end
 * @param published what a person looked through and published; null while nobody has
 */
public record Outline(
    String code,
    State state,
    String category,
    @Nullable String village,
    @Nullable Double latitude,
    @Nullable Double longitude,
    List<String> departments,
    Instant receivedAt,
    Instant changedAt,
    LocalDate dueOn,
    PublishedWords.@Nullable Words published) {

  /** Places of a degree that are left: 0.01 of one is 1.1 km north to south. */
  static final int DECIMALS = 2;
}
