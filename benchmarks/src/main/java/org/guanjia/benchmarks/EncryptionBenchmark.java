package org.guanjia.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.function.IntConsumer;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.guanjia.platform.crypto.ClosedInMemory;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;

/**
 * Closing, opening and fingerprinting of resident IDs on one core by both suites, beside Java's bare cipher and MAC with one key, one object and
 * counted nonces, which is the least that it can cost.
 */
final class EncryptionBenchmark implements Benchmark {

  private static final double RATIO_MIN = 0.5;
  private static final int COLUMNS = 6;

  @Override
  public Result run(boolean small) throws Exception {
    int calls = small ? 200_000 : 2_000_000;
    double bare = bareCipher(calls);
    double bareMac = bareMac(calls);
    System.out.printf("bare AES-256-GCM %,.0f a second, bare HMAC-SHA256 %,.0f a second%n", bare, bareMac);
    double aes = suite("aes-256-gcm", calls);
    suite("sm4-gcm", calls);
    return Result.higherIsBetter(aes / bare, RATIO_MIN);
  }

  private static double suite(String name, int calls) {
    PersonalData data = ClosedInMemory.of(name);
    String[] purposes = new String[COLUMNS];
    byte[][] closed = new byte[COLUMNS][];
    return new TownContext("441900103", "system", null, null).call(() -> {
      for (int i = 0; i < COLUMNS; i++) {
        purposes[i] = "people.column" + i;
        closed[i] = data.encrypt(purposes[i], number(i));
      }
      double close = perSecond(calls, i -> data.encrypt(purposes[i % COLUMNS], number(i)));
      double open = perSecond(calls, i -> data.decrypt(purposes[i % COLUMNS], closed[i % COLUMNS]));
      double index = perSecond(calls, i -> data.blindIndex(purposes[i % COLUMNS], number(i)));
      System.out.printf("%s: encrypt %,.0f, decrypt %,.0f, blindIndex %,.0f a second%n", name, close, open, index);
      return close;
    });
  }

  private static double bareCipher(int calls) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var key = new SecretKeySpec(new byte[32], "AES");
    byte[] nonce = new byte[12];
    byte[] purpose = "people.column0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer counter = ByteBuffer.wrap(nonce);
    long[] used = {0};
    return perSecond(calls, i -> {
      counter.putLong(0, ++used[0]);
      try {
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(purpose);
        cipher.doFinal(number(i).getBytes(StandardCharsets.UTF_8));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static double bareMac(int calls) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    return perSecond(calls, i -> mac.doFinal(number(i).getBytes(StandardCharsets.UTF_8)));
  }

  private static String number(int i) {
    return Long.toString(441_900_195_001_000_000L + i);
  }

  /** The better of three after one to warm up: others work on the machine too. */
  private static double perSecond(int calls, IntConsumer call) {
    double best = 0;
    for (int round = 0; round < 4; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < calls; i++) call.accept(i);
      double rate = calls * 1e9 / (System.nanoTime() - begin);
      if (round > 0) best = Math.max(best, rate);
    }
    return best;
  }
}
