package org.guanjia.platform.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.guanjia.platform.files.FileRefused.Reason;
import org.jspecify.annotations.Nullable;

/** Copies of a WebP only its one picture: no profile, EXIF, XMP, alpha plane or animation. Structure: RFC 9649. */
final class WebpStripper {

  private static final int EXIF_MAX = 1 << 16;
  private static final int START_BYTES = 10;

  private final ByteSource in;
  private final OutputStream out;
  private byte @Nullable [] exif;
  private int width;
  private int height;

  private WebpStripper(ByteSource in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Begins after the twelve bytes RIFF, size, WEBP. */
  static PictureHeader strip(ByteSource in, long riffSize, OutputStream out) throws IOException {
    return new WebpStripper(in, out).strip(riffSize - 4);
  }

  private PictureHeader strip(long size) throws IOException {
    for (long left = size; left >= 8; ) {
      String name = new String(in.bytes(4), StandardCharsets.ISO_8859_1);
      int length = in.u31LittleEndian();
      long padded = length + (length & 1L);
      if (padded > left - 8) throw new FileRefused(Reason.DAMAGED);
      chunk(name, length, padded);
      left -= 8 + padded;
    }
    if (width == 0) throw new FileRefused(Reason.DAMAGED);
    return new PictureHeader(PictureHeader.Type.WEBP, width, height, true, 4, exif);
  }

  private void chunk(String name, int length, long padded) throws IOException {
    switch (name) {
      case "VP8 ", "VP8L" -> picture(name, length, padded);
      case "ANIM", "ANMF" -> throw new FileRefused(Reason.ANIMATED);
      case "EXIF" -> {
        if (length <= EXIF_MAX) exif = withoutPrefix(in.bytes(length));
        else in.skip(length);
        in.skip(padded - length);
      }
      default -> in.skip(padded);
    }
  }

  private void picture(String name, int length, long padded) throws IOException {
    if (width != 0 || length < START_BYTES) throw new FileRefused(Reason.DAMAGED);
    byte[] start = in.bytes(START_BYTES);
    if (name.equals("VP8 ")) lossySize(start);
    else losslessSize(start);
    var riff = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    riff.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt((int) padded + 12);
    riff.put(("WEBP" + name).getBytes(StandardCharsets.ISO_8859_1)).putInt(length);
    out.write(riff.array());
    out.write(start);
    for (long left = padded - START_BYTES; left > 0; ) {
      byte[] piece = in.bytes((int) Math.min(left, 8192));
      out.write(piece);
      left -= piece.length;
    }
  }

  private void lossySize(byte[] start) {
    boolean key = (start[0] & 1) == 0 && start[3] == (byte) 0x9d && start[4] == 1 && start[5] == 0x2a;
    if (!key) throw new FileRefused(Reason.DAMAGED);
    width = (start[6] & 0xff | start[7] << 8) & 0x3fff;
    height = (start[8] & 0xff | start[9] << 8) & 0x3fff;
    if (width == 0 || height == 0) throw new FileRefused(Reason.DAMAGED);
  }

  private void losslessSize(byte[] start) {
    if (start[0] != 0x2f) throw new FileRefused(Reason.DAMAGED);
    int bits = ByteBuffer.wrap(start, 1, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    width = (bits & 0x3fff) + 1;
    height = (bits >>> 14 & 0x3fff) + 1;
  }

  /** Some programs put JPEG's prefix before the TIFF structure. */
  private static byte[] withoutPrefix(byte[] exif) {
    boolean prefixed = exif.length > 6 && exif[0] == 'E' && exif[1] == 'x' && exif[4] == 0;
    return prefixed ? java.util.Arrays.copyOfRange(exif, 6, exif.length) : exif;
  }
}
