package org.guanjia.requests;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as it comes in by any channel.
 *
 * @param words what the person said, as said; 1 to 20,000 characters
 * @param title a short heading; null takes the beginning of the words
 * @param category code of the category; null lets the desk choose
 * @param village code of the village; null when the place is told by address alone
 * @param affected who is affected, in words
 * @param onBehalfOf for whom it is made, when not for the reporter; null otherwise
 * @param reporterName null when anonymous or not given
 * @param reporterPhone null when anonymous or not given
 * @param externalSystem name of the system it came from, with {@code externalId} its number there; both or neither
 * @param dropIn the leader's drop-in day it was raised on; null otherwise
 * @param files ids of uploaded pictures and papers
 */
public record NewRequest(
    Channel channel,
    String words,
    @Nullable String title,
    @Nullable String category,
    @Nullable String village,
    @Nullable String villageGroup,
    @Nullable String grid,
    @Nullable String address,
    @Nullable Double latitude,
    @Nullable Double longitude,
    @Nullable String affected,
    @Nullable Integer affectedCount,
    boolean anonymous,
    @Nullable String onBehalfOf,
    @Nullable String reporterName,
    @Nullable String reporterPhone,
    @Nullable String externalSystem,
    @Nullable String externalId,
    @Nullable Long dropIn,
    List<UUID> files) {

  /** A request of which only the channel and the words are known; the {@code with...} methods add the rest. */
  public static NewRequest of(Channel channel, String words) {
    return new NewRequest(
        channel, words, null, null, null, null, null, null, null, null, null, null, false, null, null, null, null, null,
        null, List.of());
  }
}
