package org.guanjia.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Random words that open something: the program keeps only what they hash to. */
final class Secrets {

  /** Bytes of randomness in a link, a session or a token: none of them can be guessed, so a plain hash is enough. */
  private static final int TOKEN_BYTES = 32;

  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_LETTERS = 16;
  private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** 256 random bits, as 43 characters that may stand in an address. */
  static String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  /** Ten codes that each replace the authenticator once, 79 bits each, written in four groups. */
  static List<String> newRecoveryCodes() {
    return IntStream.range(0, RECOVERY_CODES).mapToObj(i -> newRecoveryCode()).toList();
  }

  /** A recovery code as it is hashed: without what people add when they copy it from paper. */
  static String normalRecoveryCode(String typed) {
    return PasswordRules.normal(typed).toLowerCase(Locale.ROOT).replaceAll("[^" + LETTERS + "]", "");
  }

  private static String newRecoveryCode() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < RECOVERY_LETTERS; i++) {
      if (i > 0 && i % 4 == 0) {
        code.append('-');
      }
      code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return code.toString();
  }
}
