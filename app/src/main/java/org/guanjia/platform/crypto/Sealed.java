package org.guanjia.platform.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The header of what is closed: one byte of format, four that name the key. */
final class Sealed {

  static final int HEADER_BYTES = 1 + Keys.ID_BYTES;
  static final int BYTES_MIN = Aead.TEXT_AT + Aead.TAG_BYTES;

  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Sealed() {}

  static boolean isLongEnough(byte[] closed) {
    return closed.length >= BYTES_MIN;
  }

  static boolean hasKnownFormat(byte[] closed) {
    return closed[0] >= DataKey.MASTERS_FORMAT && closed[0] <= Suite.SM4_GCM.format();
  }

  static int keyId(byte[] closed) {
    return (int) INT.get(closed, 1);
  }

  /** The header of what this key closes. */
  static byte[] header(DataKey key) {
    byte[] header = new byte[HEADER_BYTES];
    header[0] = key.format();
    writeId(key.id(), header);
    return header;
  }

  static void writeId(int id, byte[] out) {
    INT.set(out, 1, id);
  }
}
