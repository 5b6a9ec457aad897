package org.guanjia.platform.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts personal fields before they reach the database (PIPL art. 51: encryption and de-identification).
 *
 * <p>AES-256-GCM. A cipher text is: one byte of format, four bytes that name the key, twelve random bytes, the text
 * and its tag. The purpose ({@code "requests.phone"}) picks the key and is authenticated, so that a value copied from
 * one column into another does not open there.
 */
public final class PersonalData {

  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER_BYTES = 1 + Keys.ID_BYTES + NONCE_BYTES;

  private final Keys keys;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, SecretKey> derived = new ConcurrentHashMap<>();

  public PersonalData(Keys keys) {
    this.keys = keys;
  }

  /**
   * Closes a text.
   *
   * @param purpose which field this is, for example {@code "requests.phone"}; the same when it is opened
   */
  public byte[] encrypt(String purpose, String text) {
    return encrypt(purpose, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Closes bytes; see {@link #encrypt(String, String)}. */
  public byte[] encrypt(String purpose, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] keyId = keys.currentId();
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + plain.length + TAG_BITS / 8);
    out.put(FORMAT).put(keyId).put(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keyFor(keyId, purpose), nonce, purpose);
      cipher.doFinal(ByteBuffer.wrap(plain), out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
    return out.array();
  }

  /**
   * Opens what {@link #encrypt(String, String)} closed.
   *
   * @throws UnreadableData when it was changed, closed for another purpose, or its key is not there
   */
  public String decrypt(String purpose, byte[] closed) {
    return new String(decryptBytes(purpose, closed), StandardCharsets.UTF_8);
  }

  /** Opens bytes; see {@link #decrypt}. */
  public byte[] decryptBytes(String purpose, byte[] closed) {
    if (closed.length < HEADER_BYTES + TAG_BITS / 8 || closed[0] != FORMAT) {
      throw new UnreadableData(purpose + ": not a cipher text of this program");
    }
    ByteBuffer in = ByteBuffer.wrap(closed, 1, closed.length - 1);
    byte[] keyId = new byte[Keys.ID_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(keyId).get(nonce);
    try {
      byte[] plain = new byte[in.remaining() - TAG_BITS / 8];
      cipher(Cipher.DECRYPT_MODE, keyFor(keyId, purpose), nonce, purpose).doFinal(in, ByteBuffer.wrap(plain));
      return plain;
    } catch (GeneralSecurityException e) {
      throw new UnreadableData(purpose + ": changed, or closed for another purpose");
    }
  }

  /** {@link #encrypt(String, String)} that lets nothing be nothing. */
  public byte @Nullable [] encryptOrNull(String purpose, @Nullable String text) {
    return text == null || text.isBlank() ? null : encrypt(purpose, text);
  }

  /** {@link #decrypt} that lets nothing be nothing. */
  public @Nullable String decryptOrNull(String purpose, byte @Nullable [] closed) {
    return closed == null ? null : decrypt(purpose, closed);
  }

  /**
   * A fingerprint by which equal values are found without reading any (HMAC-SHA256 under a key of its own).
   *
   * @param kind which values are comparable with each other, for example {@code "phone"}
   * @param value already in its one normal form, see {@link Phones#normal}
   */
  public byte[] blindIndex(String kind, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keyFor(keys.firstId(), "blind index " + kind));
      return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }

  private SecretKey keyFor(byte[] keyId, String purpose) {
    String name = HexFormat.of().formatHex(keyId) + purpose;
    SecretKey known = derived.get(name);
    if (known != null) {
      return known;
    }
    SecretKey key = keys.deriveFrom(keyId, "personal data " + purpose);
    if (key == null) {
      throw new UnreadableData(purpose + ": its key is not among the keys given to this program");
    }
    derived.put(name, key);
    return key;
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String purpose) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** A closed value that does not open. The message never holds the value. */
  public static final class UnreadableData extends RuntimeException {
    UnreadableData(String message) {
      super(message);
    }
  }
}
