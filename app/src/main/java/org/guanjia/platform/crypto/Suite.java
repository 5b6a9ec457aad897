package org.guanjia.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.function.UnaryOperator;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** The algorithms that belong together. A data key is of one suite for life; each closed value says in its first byte of which. */
enum Suite {

  /** AES-256-GCM (NIST SP 800-38D), HMAC-SHA256, HKDF-SHA256 (RFC 5869), all of them Java's own. */
  AES_256_GCM(2) {
    @Override
    Aead aead(byte[] secret, String info, byte[] authenticated) {
      return new Aead.OfJava(hkdfSha256(secret, info).getEncoded(), authenticated);
    }

    @Override
    UnaryOperator<byte[]> mac(byte[] secret, String info) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(hkdfSha256(secret, info));
        return mac::doFinal;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("HmacSHA256 is part of every Java", e);
      }
    }
  },

  /** SM4-GCM (GB/T 32907, GB/T 36624, RFC 8998), HMAC-SM3 (GB/T 32905, GB/T 15852.2) and HKDF over it, by Bouncy Castle. */
  SM4_GCM(3) {
    @Override
    Aead aead(byte[] secret, String info, byte[] authenticated) {
      return new Aead.OfSm4(hkdfSm3(secret, info, SM4_KEY_BYTES), authenticated);
    }

    @Override
    UnaryOperator<byte[]> mac(byte[] secret, String info) {
      HMac mac = new HMac(new SM3Digest());
      mac.init(new KeyParameter(hkdfSm3(secret, info, MAC_KEY_BYTES)));
      return value -> {
        mac.update(value, 0, value.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
      };
    }
  };

  private static final int SM4_KEY_BYTES = 16;
  private static final int MAC_KEY_BYTES = 32;
  private static final byte[] SALT = "guanjia".getBytes(StandardCharsets.US_ASCII);

  private final byte format;

  Suite(int format) {
    this.format = (byte) format;
  }

  /** First byte of what is closed by this suite. */
  byte format() {
    return format;
  }

  /**
   * A cipher for one thread at a time, under a key derived for one use.
   *
   * @param info the use
   * @param authenticated what is not kept but has to be the same when it is opened
   */
  abstract Aead aead(byte[] secret, String info, byte[] authenticated);

  /** Fingerprints of 32 bytes under a key derived for one use; for one thread at a time. */
  abstract UnaryOperator<byte[]> mac(byte[] secret, String info);

  static SecretKey hkdfSha256(byte[] secret, String info) {
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(new SecretKeySpec(secret, "HKDF"))
              .addSalt(SALT)
              .thenExpand(info.getBytes(StandardCharsets.UTF_8), Keys.KEY_BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of every Java 25", e);
    }
  }

  private static byte[] hkdfSm3(byte[] secret, String info, int bytes) {
    var hkdf = new HKDFBytesGenerator(new SM3Digest());
    hkdf.init(new HKDFParameters(secret, SALT, info.getBytes(StandardCharsets.UTF_8)));
    byte[] key = new byte[bytes];
    hkdf.generateBytes(key, 0, bytes);
    return key;
  }
}
