package org.guanjia.platform.files;

import org.jspecify.annotations.Nullable;

/**
 * What a picture's own structure says, read before anything is decoded.
 *
 * @param wholeInMemory decoding holds the whole picture at once, however small it is wanted: progressive JPEG, WebP
 * @param bytesPerPixel decoded
 * @param exif the EXIF block (TIFF structure); null for none
 */
record PictureHeader(
    Type type, int width, int height, boolean wholeInMemory, int bytesPerPixel, byte @Nullable [] exif) {

  enum Type {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp");

    private final String mediaType;

    Type(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }
  }

  long pixels() {
    return (long) width * height;
  }
}
