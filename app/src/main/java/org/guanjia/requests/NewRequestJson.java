package org.guanjia.requests;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.UUID;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Viewer;
import org.jspecify.annotations.Nullable;

/** A request as programs send it. A field of another name is refused: a slip of the pen must not lose a phone number. */
record NewRequestJson(
    @Schema(requiredMode = RequiredMode.REQUIRED, description = "What the person said, as said; up to 20,000 characters") @Nullable String words,
    @Schema(description = "A short heading; without one, the beginning of the words") @Nullable String title,
    @Schema(description = "Code of the category; without one, the desk chooses") @Nullable String category,
    @Schema(description = "Code of the village", example = "441900103212") @Nullable String village,
    @Nullable String villageGroup,
    @Nullable String grid,
    @Nullable String address,
    @Schema(description = "Degrees north, WGS 84; only together with the longitude") @Nullable Double latitude,
    @Schema(description = "Degrees east, WGS 84") @Nullable Double longitude,
    @Schema(description = "Who is affected, in words") @Nullable String affected,
    @Nullable Integer affectedCount,
    @Schema(description = "The reporter does not want to be named; name and number are not kept then") @Nullable Boolean anonymous,
    @Schema(description = "For whom it is made, when not for the reporter") @Nullable String onBehalfOf,
    @Nullable String reporterName,
    @Nullable String reporterPhone,
    @Schema(description = "The system it comes from; without one, the name of the token") @Nullable String externalSystem,
    @Schema(description = "Its number there; the same number is taken once") @Nullable String externalId,
    @Schema(description = "Number of the leader's drop-in day it was raised on") @Nullable Long dropIn,
    @Schema(description = "By which door it came in; without one, SYSTEM for a system and the caller's own for staff") @Nullable Channel channel,
    @Schema(description = "Ids of files sent to /api/v1/files before") @Nullable List<UUID> files) {

  /** The request as that caller brings it. */
  NewRequest by(Viewer viewer) {
    return new NewRequest(
        channel == null ? usual(viewer.role()) : channel, words == null ? "" : words, title, said(category), said(village), said(villageGroup),
        said(grid), said(address), latitude, longitude, said(affected), affectedCount, Boolean.TRUE.equals(anonymous), said(onBehalfOf),
        said(reporterName), said(reporterPhone), source(viewer), said(externalId), dropIn, Deeds.listOf("files", files));
  }

  private @Nullable String source(Viewer viewer) {
    String named = said(externalSystem);
    return named == null && said(externalId) != null && viewer.role() == Role.OTHER_SYSTEM ? viewer.name() : named;
  }

  private static Channel usual(Role role) {
    return switch (role) {
      case OTHER_SYSTEM -> Channel.SYSTEM;
      case VILLAGE_CLERK -> Channel.VILLAGE;
      case GRID_WORKER -> Channel.GRID;
      default -> Channel.WINDOW;
    };
  }

  private static @Nullable String said(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
