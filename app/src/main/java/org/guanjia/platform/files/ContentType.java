package org.guanjia.platform.files;

import java.nio.charset.StandardCharsets;
import org.guanjia.platform.files.FileRefused.Reason;
import org.jspecify.annotations.Nullable;

/** Recognises a file by its first bytes; names and declared types are never asked. */
final class ContentType {

  static final int BYTES = 16;

  private ContentType() {}

  /**
   * The kind of picture; null for a PDF.
   *
   * @throws FileRefused TYPE or HEIC for anything else
   */
  static PictureHeader.@Nullable Type of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ff\u00d8\u00ff")) return PictureHeader.Type.JPEG;
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) return PictureHeader.Type.PNG;
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return PictureHeader.Type.WEBP;
    if (text.startsWith("%PDF-")) return null;
    boolean heic = text.startsWith("ftyp", 4) && text.substring(8).matches("(?s)(heic|heix|hevc|heim|heis|mif1|msf1|avif).*");
    throw new FileRefused(heic ? Reason.HEIC : Reason.TYPE);
  }
}
