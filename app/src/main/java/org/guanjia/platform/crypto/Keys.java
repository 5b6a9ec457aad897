package org.guanjia.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The installation's keys: one in use, and older ones that still open what they once closed. The oldest stays the root of whatever
 * has to come out the same for ever: seals of the audit log, digits of receipts, indexes by which values are found.
 *
 * <p>The given key itself encrypts nothing. HKDF-SHA256 (RFC 5869) derives one key per purpose from it, so that a
 * blind index says nothing about a cipher text, and neither about a session or an audit seal.
 */
public final class Keys {

  /** Length of the installation's key, in bytes. */
  public static final int KEY_BYTES = 32;

  static final int ID_BYTES = 4;

  private final byte[] currentId;
  private final byte[] firstId;
  private final Map<String, byte[]> mastersById = new LinkedHashMap<>();

  /**
   * @param current the key that closes, {@value #KEY_BYTES} bytes
   * @param older keys that only open, newest first
   * @throws IllegalArgumentException when a key has another length
   */
  public Keys(byte[] current, List<byte[]> older) {
    currentId = id(current);
    firstId = id(older.isEmpty() ? current : older.getLast());
    add(current);
    older.forEach(this::add);
  }

  /**
   * A key for one purpose, derived from the installation's first key: the same purpose always gives the same key, whatever key is
   * in use.
   *
   * @param purpose a constant such as {@code "audit.seal"}
   */
  public SecretKey derive(String purpose) {
    return derive(master(firstId), purpose);
  }

  /** What tells the key in use from others, in eight hexadecimal digits; tells nothing about it. */
  public String name() {
    return hex(currentId);
  }

  /** Whether the key of that {@link #name} is among these. */
  public boolean include(String name) {
    return mastersById.containsKey(name);
  }

  byte[] currentId() {
    return currentId.clone();
  }

  byte[] firstId() {
    return firstId.clone();
  }

  @Nullable SecretKey deriveFrom(byte[] keyId, String purpose) {
    byte[] master = mastersById.get(hex(keyId));
    return master == null ? null : derive(master, purpose);
  }

  private void add(byte[] master) {
    if (master.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, this one " + master.length);
    }
    mastersById.putIfAbsent(hex(id(master)), master.clone());
  }

  private byte[] master(byte[] keyId) {
    byte[] master = mastersById.get(hex(keyId));
    if (master == null) {
      throw new IllegalStateException("no key " + hex(keyId));
    }
    return master;
  }

  private static SecretKey derive(byte[] master, String purpose) {
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(new SecretKeySpec(master, "HKDF"))
              .addSalt("guanjia".getBytes(StandardCharsets.US_ASCII))
              .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of every Java 25", e);
    }
  }

  /** The first bytes of the key's digest: names the key without telling it. */
  private static byte[] id(byte[] master) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(master), ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
