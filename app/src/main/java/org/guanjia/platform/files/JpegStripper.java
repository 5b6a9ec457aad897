package org.guanjia.platform.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.guanjia.platform.files.FileRefused.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a JPEG only what its pixels need: no application segments, comments, profiles, nothing after its end. What
 * the decoder then sees is small and known. Structure: ITU-T T.81 annex B.
 */
final class JpegStripper {

  private static final int TABLES_MAX = 1 << 20;
  private static final int SCANS_MAX = 30;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};
  private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
  private static final byte[] JFIF_SEGMENT = {
    (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private final ByteSource in;
  private final OutputStream out;
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private byte @Nullable [] exif;
  private byte @Nullable [] adobe;
  private boolean jfif;
  private byte @Nullable [] frame;
  private boolean progressive;
  private int scans;

  private JpegStripper(ByteSource in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Begins after the first two bytes, SOI. */
  static PictureHeader strip(ByteSource in, OutputStream out) throws IOException {
    return new JpegStripper(in, out).strip();
  }

  private PictureHeader strip() throws IOException {
    int marker = marker();
    while (marker != 0xd9) {
      if (marker == 0xda) {
        marker = scan();
      } else {
        segment(marker, in.bytes(length()));
        marker = marker();
      }
    }
    if (scans == 0) throw new FileRefused(Reason.DAMAGED);
    out.write(0xff);
    out.write(0xd9);
    return header();
  }

  private int marker() throws IOException {
    if (in.u8() != 0xff) throw new FileRefused(Reason.DAMAGED);
    int marker = in.u8();
    while (marker == 0xff) marker = in.u8();
    return marker;
  }

  private int length() throws IOException {
    int length = in.u16();
    if (length < 2) throw new FileRefused(Reason.DAMAGED);
    return length - 2;
  }

  private void segment(int marker, byte[] content) throws IOException {
    switch (marker) {
      case 0xc0, 0xc1, 0xc2 -> frame(marker, content);
      case 0xc4, 0xdb, 0xdd -> table(marker, content);
      case 0xe0 -> jfif |= startsWith(content, JFIF);
      case 0xe1 -> exif(content);
      case 0xee -> adobe(content);
      case 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xef, 0xfe -> {}
      case 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xdc -> throw new FileRefused(Reason.UNUSUAL);
      default -> throw new FileRefused(Reason.DAMAGED);
    }
  }

  private void table(int marker, byte[] content) throws IOException {
    if (scans > 0) {
      write(out, marker, content);
    } else {
      if (tables.size() + content.length > TABLES_MAX) throw new FileRefused(Reason.BOMB);
      write(tables, marker, content);
    }
  }

  private void exif(byte[] content) {
    if (exif == null && startsWith(content, EXIF)) exif = Arrays.copyOfRange(content, EXIF.length, content.length);
  }

  private void adobe(byte[] content) {
    if (adobe == null && content.length >= 12 && startsWith(content, ADOBE)) adobe = Arrays.copyOf(content, 12);
  }

  private void frame(int marker, byte[] content) throws IOException {
    if (frame != null || content.length < 6) throw new FileRefused(Reason.DAMAGED);
    int components = content[5];
    if (content[0] != 8 || components != 1 && components != 3) throw new FileRefused(Reason.UNUSUAL);
    if (content.length != 6 + 3 * components) throw new FileRefused(Reason.DAMAGED);
    frame = content;
    progressive = marker == 0xc2;
    out.write(0xff);
    out.write(0xd8);
    // The markers that tell the decoder how colours are coded, in their plainest form.
    if (adobe != null) write(out, 0xee, adobe);
    else if (jfif || exif != null) out.write(JFIF_SEGMENT);
    tables.writeTo(out);
    tables.reset();
    write(out, marker, content);
  }

  /** Copies a scan's header and its entropy-coded data; gives the marker that ends it. */
  private int scan() throws IOException {
    if (frame == null) throw new FileRefused(Reason.DAMAGED);
    if (++scans > SCANS_MAX) throw new FileRefused(Reason.BOMB);
    tables.writeTo(out);
    tables.reset();
    write(out, 0xda, in.bytes(length()));
    while (true) {
      int value = in.u8();
      if (value != 0xff) {
        out.write(value);
        continue;
      }
      int marker = in.u8();
      while (marker == 0xff) marker = in.u8();
      boolean data = marker == 0 || marker >= 0xd0 && marker <= 0xd7;
      if (!data) return marker;
      out.write(0xff);
      out.write(marker);
    }
  }

  private PictureHeader header() {
    byte[] found = frame;
    if (found == null) throw new FileRefused(Reason.DAMAGED);
    int height = (found[1] & 0xff) << 8 | found[2] & 0xff;
    int width = (found[3] & 0xff) << 8 | found[4] & 0xff;
    // A picture in several scans, progressive or not, is assembled from all its coefficients.
    return new PictureHeader(PictureHeader.Type.JPEG, width, height, progressive || scans > 1, 3, exif);
  }

  private static void write(OutputStream out, int marker, byte[] content) throws IOException {
    int length = content.length + 2;
    out.write(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
    out.write(content);
  }

  private static boolean startsWith(byte[] content, byte[] start) {
    return content.length >= start.length && Arrays.mismatch(content, 0, start.length, start, 0, start.length) < 0;
  }
}
