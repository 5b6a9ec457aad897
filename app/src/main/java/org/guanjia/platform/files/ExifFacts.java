package org.guanjia.platform.files;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.ExifTiffHandler;
import com.drew.metadata.exif.GpsDirectory;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a camera wrote into a picture that is worth keeping before the rest is stripped.
 *
 * @param orientation 1 to 8 as in EXIF: how the pixels must be turned to stand upright
 * @param takenAt null when absent or impossible
 * @param latitude degrees north, WGS 84; null when absent
 * @param longitude degrees east, WGS 84; null when absent
 */
record ExifFacts(
    int orientation, @Nullable Instant takenAt, @Nullable Double latitude, @Nullable Double longitude) {

  static final ExifFacts NONE = new ExifFacts(1, null, null, null);

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss");
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1990, 1, 1, 0, 0);

  /** Reads the TIFF structure; a damaged one tells nothing, because it is not worth a picture. */
  static ExifFacts read(byte @Nullable [] exif, Instant now) {
    if (exif == null) return NONE;
    var metadata = new Metadata();
    try {
      new TiffReader().processTiff(new ByteArrayReader(exif), new ExifTiffHandler(metadata, null, 0), 0);
    } catch (TiffProcessingException | IOException | RuntimeException damaged) {
      return NONE;
    }
    Double[] position = position(metadata);
    return new ExifFacts(orientation(metadata), takenAt(metadata, now), position[0], position[1]);
  }

  private static int orientation(Metadata metadata) {
    var main = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer value = main == null ? null : main.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return value == null || value < 1 || value > 8 ? 1 : value;
  }

  private static @Nullable Instant takenAt(Metadata metadata, Instant now) {
    var camera = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    String text = camera == null ? null : camera.getString(ExifSubIFDDirectory.TAG_DATETIME_ORIGINAL);
    if (camera == null || text == null) return null;
    try {
      LocalDateTime time = LocalDateTime.parse(text.strip(), TIME);
      String offset = camera.getString(ExifSubIFDDirectory.TAG_TIME_ZONE_ORIGINAL);
      Instant taken = time.atZone(offset == null ? ZONE : ZoneOffset.of(offset.strip())).toInstant();
      boolean possible = time.isAfter(EARLIEST) && taken.isBefore(now.plus(Duration.ofDays(1)));
      return possible ? taken : null;
    } catch (DateTimeException impossible) {
      return null;
    }
  }

  private static @Nullable Double[] position(Metadata metadata) {
    var gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
    var location = gps == null ? null : gps.getGeoLocation();
    if (location == null || location.isZero()) return new Double[2];
    double latitude = location.getLatitude();
    double longitude = location.getLongitude();
    boolean possible = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    return possible ? new Double[] {latitude, longitude} : new Double[2];
  }
}
