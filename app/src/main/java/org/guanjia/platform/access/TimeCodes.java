package org.guanjia.platform.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** Codes of six digits that change every 30 seconds (RFC 6238), as every authenticator app shows them. */
final class TimeCodes {

  static final int SECRET_BYTES = 20;
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final TimeBasedOneTimePasswordGenerator generator;
  private final int digits;

  TimeCodes() {
    this(6);
  }

  TimeCodes(int digits) {
    this.digits = digits;
    this.generator = new TimeBasedOneTimePasswordGenerator(STEP, digits);
  }

  static byte[] newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  String codeAt(byte[] secret, Instant moment) {
    try {
      return generator.generateOneTimePasswordString(new SecretKeySpec(secret, "RAW"), moment);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any bytes are a key for HMAC", e);
    }
  }

  /**
   * The step in which this code is valid: now, one before or one after (clocks differ). Who calls refuses a step that
   * is not later than the last one used, so that a code read over a shoulder works no second time.
   *
   * @return the number of the step since 1970, or nothing when the code does not fit
   */
  OptionalLong stepOf(byte[] secret, String typed, Instant now) {
    String code = PasswordRules.normal(typed).replaceAll("\\s", "");
    long current = now.getEpochSecond() / STEP.toSeconds();
    OptionalLong found = OptionalLong.empty();
    for (long step = current - 1; step <= current + 1; step++) {
      String expected = codeAt(secret, Instant.ofEpochSecond(step * STEP.toSeconds()));
      if (code.length() == digits && equalInConstantTime(code, expected)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** The secret as people type it into an app. */
  static String base32(byte[] secret) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : secret) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt((buffer >> bits) & 31));
      }
    }
    return bits == 0 ? text.toString() : text.append(BASE32.charAt((buffer << (5 - bits)) & 31)).toString();
  }

  /** The address an authenticator app reads from the QR picture. */
  static String address(String issuer, String username, byte[] secret) {
    String label = encode(issuer) + ":" + encode(username);
    return "otpauth://totp/" + label + "?secret=" + base32(secret) + "&issuer=" + encode(issuer)
        + "&algorithm=SHA1&digits=6&period=30";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static boolean equalInConstantTime(String a, String b) {
    return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
