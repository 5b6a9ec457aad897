package org.guanjia.platform.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.guanjia.platform.files.FileRefused.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Copies of a PNG only header, palette, transparency and pixels: text and profiles, which may hold bombs of their own
 * (zTXt, iTXt, iCCP), are skipped uninflated, and nothing after the end is kept. Structure: W3C PNG, third edition.
 */
final class PngStripper {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int EXIF_MAX = 1 << 16;

  private final ByteSource in;
  private final OutputStream out;
  private byte @Nullable [] exif;
  private @Nullable ByteBuffer header;
  private boolean transparent;
  private boolean pixels;

  private PngStripper(ByteSource in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Begins after the signature. */
  static PictureHeader strip(ByteSource in, OutputStream out) throws IOException {
    return new PngStripper(in, out).strip();
  }

  private PictureHeader strip() throws IOException {
    out.write(SIGNATURE);
    String type;
    do {
      int length = in.u31();
      byte[] name = in.bytes(4);
      type = new String(name, StandardCharsets.ISO_8859_1);
      chunk(type, name, length);
    } while (!type.equals("IEND"));
    return header();
  }

  private void chunk(String type, byte[] name, int length) throws IOException {
    if (header == null && !type.equals("IHDR")) throw new FileRefused(Reason.DAMAGED);
    switch (type) {
      case "IHDR" -> {
        if (header != null || length != 13) throw new FileRefused(Reason.DAMAGED);
        header = ByteBuffer.wrap(copy(name, length));
      }
      case "PLTE", "tRNS" -> {
        if (length > 768) throw new FileRefused(Reason.DAMAGED);
        transparent |= type.equals("tRNS");
        copy(name, length);
      }
      case "IDAT" -> {
        pixels = true;
        copyPieces(name, length);
      }
      case "IEND" -> {
        if (!pixels || length != 0) throw new FileRefused(Reason.DAMAGED);
        copy(name, length);
      }
      case "eXIf" -> {
        if (length <= EXIF_MAX) exif = in.bytes(length);
        else in.skip(length);
        in.skip(4);
      }
      default -> {
        // A capital first letter marks a chunk without which the picture cannot be shown.
        if (Character.isUpperCase(type.charAt(0))) throw new FileRefused(Reason.UNUSUAL);
        in.skip(length + 4L);
      }
    }
  }

  private byte[] copy(byte[] name, int length) throws IOException {
    byte[] content = in.bytes(length);
    var checksum = begin(name, length);
    write(content, checksum);
    end(checksum);
    return content;
  }

  private void copyPieces(byte[] name, int length) throws IOException {
    var checksum = begin(name, length);
    for (int left = length; left > 0; ) {
      byte[] piece = in.bytes(Math.min(left, 8192));
      write(piece, checksum);
      left -= piece.length;
    }
    end(checksum);
  }

  private CRC32 begin(byte[] name, int length) throws IOException {
    var checksum = new CRC32();
    out.write(ByteBuffer.allocate(4).putInt(length).array());
    write(name, checksum);
    return checksum;
  }

  private void write(byte[] content, CRC32 checksum) throws IOException {
    checksum.update(content);
    out.write(content);
  }

  private void end(CRC32 checksum) throws IOException {
    byte[] stored = in.bytes(4);
    if (ByteBuffer.wrap(stored).getInt() != (int) checksum.getValue()) throw new FileRefused(Reason.DAMAGED);
    out.write(stored);
  }

  private PictureHeader header() {
    ByteBuffer found = header;
    if (found == null) throw new FileRefused(Reason.DAMAGED);
    int colour = found.get(9);
    int channels = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
    int bytes = Math.max(transparent || channels == 2 || channels == 4 ? 4 : 3, channels * Math.max(1, found.get(8) / 8));
    return new PictureHeader(PictureHeader.Type.PNG, found.getInt(0), found.getInt(4), false, bytes, exif);
  }
}
