package org.guanjia.platform.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * Authenticated encryption under one key. Works in place on the layout of closed values: one byte of format, four that name the key, twelve of
 * nonce, the text, sixteen of tag. Keeps its cipher and its key schedule between calls, so one thread at a time may use it.
 */
abstract sealed class Aead {

  static final int NONCE_AT = 1 + Keys.ID_BYTES;
  static final int NONCE_BYTES = 12;
  static final int TEXT_AT = NONCE_AT + NONCE_BYTES;
  static final int TAG_BYTES = 16;

  /** One call of the random generator, which all threads share, for so many nonces. */
  private static final int NONCES_AT_ONCE = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] nonces = new byte[NONCES_AT_ONCE * NONCE_BYTES];
  private int nextNonce = nonces.length;

  /** Puts a nonce that no other value has into the header of {@code out}, and text and tag behind it. */
  final void close(byte[] plain, byte[] out) throws GeneralSecurityException {
    if (nextNonce == nonces.length) {
      RANDOM.nextBytes(nonces);
      nextNonce = 0;
    }
    System.arraycopy(nonces, nextNonce, out, NONCE_AT, NONCE_BYTES);
    nextNonce += NONCE_BYTES;
    closeUnder(plain, out);
  }

  /** Puts text and tag behind the header of {@code out}, whose nonce is there already. */
  abstract void closeUnder(byte[] plain, byte[] out) throws GeneralSecurityException;

  /**
   * Opens what {@link #close} closed.
   *
   * @throws AEADBadTagException when it was changed, or closed under another key or for another purpose
   */
  abstract byte[] open(byte[] closed) throws GeneralSecurityException;

  static final class OfJava extends Aead {

    private final Cipher cipher;
    private final SecretKey key;
    private final byte[] authenticated;

    OfJava(byte[] key, byte[] authenticated) {
      this.key = new SecretKeySpec(key, "AES");
      this.authenticated = authenticated;
      try {
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES-GCM is part of every Java", e);
      }
    }

    @Override
    void closeUnder(byte[] plain, byte[] out) throws GeneralSecurityException {
      init(Cipher.ENCRYPT_MODE, out);
      cipher.doFinal(plain, 0, plain.length, out, TEXT_AT);
    }

    @Override
    byte[] open(byte[] closed) throws GeneralSecurityException {
      init(Cipher.DECRYPT_MODE, closed);
      return cipher.doFinal(closed, TEXT_AT, closed.length - TEXT_AT);
    }

    private void init(int mode, byte[] value) throws GeneralSecurityException {
      cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, value, NONCE_AT, NONCE_BYTES));
      cipher.updateAAD(authenticated);
    }
  }

  static final class OfSm4 extends Aead {

    private final GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    private final byte[] authenticated;

    /** Given once: the tables that follow from it are kept as long as it is not given again. */
    private @Nullable KeyParameter key;

    OfSm4(byte[] key, byte[] authenticated) {
      this.key = new KeyParameter(key);
      this.authenticated = authenticated;
    }

    @Override
    void closeUnder(byte[] plain, byte[] out) {
      init(true, out);
      try {
        int written = cipher.processBytes(plain, 0, plain.length, out, TEXT_AT);
        cipher.doFinal(out, TEXT_AT + written);
      } catch (InvalidCipherTextException e) {
        throw new IllegalStateException("closing checks nothing", e);
      }
    }

    @Override
    byte[] open(byte[] closed) throws AEADBadTagException {
      init(false, closed);
      byte[] plain = new byte[closed.length - TEXT_AT - TAG_BYTES];
      try {
        int written = cipher.processBytes(closed, TEXT_AT, closed.length - TEXT_AT, plain, 0);
        cipher.doFinal(plain, written);
        return plain;
      } catch (InvalidCipherTextException e) {
        throw new AEADBadTagException(e.getMessage());
      }
    }

    private void init(boolean closing, byte[] value) {
      byte[] nonce = new byte[NONCE_BYTES];
      System.arraycopy(value, NONCE_AT, nonce, 0, NONCE_BYTES);
      cipher.init(closing, new AEADParameters(key, TAG_BYTES * 8, nonce, authenticated));
      key = null;
    }
  }
}
