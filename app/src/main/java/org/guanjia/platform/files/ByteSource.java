package org.guanjia.platform.files;

import java.io.IOException;
import java.io.InputStream;
import org.guanjia.platform.files.FileRefused.Reason;

/** Reads a file's bytes in order; its end where more was promised means that the file is damaged. */
final class ByteSource {

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  ByteSource(InputStream in) {
    this.in = in;
  }

  /** The next byte, or -1 at the end. */
  int next() throws IOException {
    if (position == limit && !fill()) return -1;
    return buffer[position++] & 0xff;
  }

  int u8() throws IOException {
    int value = next();
    if (value < 0) throw new FileRefused(Reason.DAMAGED);
    return value;
  }

  int u16() throws IOException {
    return u8() << 8 | u8();
  }

  /** Four bytes, most significant first; more than 2^31 - 1 is damage. */
  int u31() throws IOException {
    int value = u16() << 16 | u16();
    if (value < 0) throw new FileRefused(Reason.DAMAGED);
    return value;
  }

  /** Four bytes, least significant first; more than 2^31 - 1 is damage. */
  int u31LittleEndian() throws IOException {
    int value = u8() | u8() << 8 | u8() << 16 | u8() << 24;
    if (value < 0) throw new FileRefused(Reason.DAMAGED);
    return value;
  }

  byte[] bytes(int count) throws IOException {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) bytes[i] = (byte) u8();
    return bytes;
  }

  void skip(long count) throws IOException {
    for (long left = count; left > 0; ) {
      if (position == limit && !fill()) throw new FileRefused(Reason.DAMAGED);
      int step = (int) Math.min(left, limit - position);
      position += step;
      left -= step;
    }
  }

  private boolean fill() throws IOException {
    limit = Math.max(0, in.read(buffer));
    position = 0;
    return limit > 0;
  }
}
