package org.guanjia.requests;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.guanjia.platform.crypto.Keys;
import org.springframework.stereotype.Component;

/**
 * The six digits beside a receipt code. They derive from the installation's key, so that none are stored and a window
 * clerk can print a lost receipt again; a new {@code secret_version} makes the old digits worthless.
 */
@Component
class ReceiptSecrets {

  private static final int SPACE = 1_000_000;

  private final SecretKey key;

  ReceiptSecrets(Keys keys) {
    key = keys.derive("receipt");
  }

  String of(String town, long id, int version) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] digest = mac.doFinal((town + "|" + id + "|" + version).getBytes(StandardCharsets.UTF_8));
      return "%06d".formatted(Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), SPACE));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares in constant time. */
  boolean matches(String town, long id, int version, String typed) {
    return MessageDigest.isEqual(
        of(town, id, version).getBytes(StandardCharsets.UTF_8), typed.strip().getBytes(StandardCharsets.UTF_8));
  }
}
