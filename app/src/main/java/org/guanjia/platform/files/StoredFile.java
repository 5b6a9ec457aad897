package org.guanjia.platform.files;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stored file.
 *
 * @param id unguessable
 * @param type media type, by content: image/jpeg, image/png or application/pdf
 * @param name what the sender called it, for people to read only
 * @param size bytes
 * @param width pixels, upright; null for a PDF
 * @param height pixels, upright; null for a PDF
 * @param takenAt when the camera says the picture was taken; null when unknown
 * @param latitude where, in degrees north (WGS 84); null when unknown
 * @param longitude where, in degrees east (WGS 84); null when unknown
 * @param uploadedBy user id or "resident"
 * @param owner who keeps it, such as {@code request:123}; null while it waits for its form
 */
public record StoredFile(
    UUID id,
    String sha256,
    String type,
    String name,
    long size,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Instant takenAt,
    @Nullable Double latitude,
    @Nullable Double longitude,
    String uploadedBy,
    Instant uploadedAt,
    @Nullable String owner) {

  public boolean isPicture() {
    return type.startsWith("image/");
  }
}
