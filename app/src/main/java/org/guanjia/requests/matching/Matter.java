package org.guanjia.requests.matching;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of a request.
 *
 * @param address group and free address in one line, empty when unknown
 * @param place code of the village, null when unknown
 * @param phone blind index of the phone number, never the number itself
 */
public record Matter(
    long id,
    String text,
    String address,
    @Nullable String place,
    @Nullable String category,
    @Nullable Double longitude,
    @Nullable Double latitude,
    @Nullable String phone,
    Instant at) {

  boolean hasPoint() {
    return longitude != null && latitude != null;
  }

  /** Metres between the two points, on a sphere; null when one of them is unknown. */
  @Nullable Double metresTo(Matter other) {
    if (longitude == null || latitude == null || other.longitude == null || other.latitude == null) return null;
    var north = Math.toRadians(other.latitude - latitude);
    var east = Math.toRadians(other.longitude - longitude) * Math.cos(Math.toRadians((latitude + other.latitude) / 2));
    return 6_371_000 * Math.hypot(north, east);
  }
}
