package org.guanjia.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.platform.access.PasswordRules.Refusal.BREACHED;
import static org.guanjia.platform.access.PasswordRules.Refusal.COMMON;
import static org.guanjia.platform.access.PasswordRules.Refusal.TOO_LONG;
import static org.guanjia.platform.access.PasswordRules.Refusal.TOO_SHORT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.security.MessageDigest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

  private static final List<String> ABOUT = List.of("chenxiaomei", "陈小梅", "chashan", "gongfuban");

  private final PasswordRules rules = new PasswordRules(null);

  @ParameterizedTest
  @ValueSource(strings = {
    "1234567890", "qwertyuiop", "password123", "Password1!", "woaini1314520", "a123456789", "zhangwei1990",
    "wangfang88888888", "Dongguan2024", "chashan123456", "1q2w3e4r5t", "5201314520", "aaaaaaaaaaaa", "19851001abc",
    "P@ssw0rd2024", "qazwsxedcrfv", "chenxiaomei2024", "不忘初心牢记使命2024", "iloveyou1314", "Admin@123456",
    "liming19900101", "1qaz2wsx3edc", "12345678910", "abcdefghijk", "13800138000"})
  void whatAttackersTryFirstIsRefused(String password) {
    assertThat(rules.check(password, ABOUT)).contains(COMMON);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "茶壶放在窗台上晒太阳", "correct horse battery staple", "mvk8wq2ztrpx", "gugaxlunofiwp", "七只猫在巷口等下雨天",
    "8274 9163 0558 2", "TREBUKZOLMINAQ", "窗台 3 盆兰花 昨夜开了"})
  void lengthIsEnoughWhateverItIsMadeOf(String password) {
    assertThat(rules.check(password, ABOUT)).isEmpty();
  }

  @Test
  void lengthIsCountedInCharactersAsPeopleSeeThem() {
    assertThat(rules.check("mvk8wq2zt", ABOUT)).contains(TOO_SHORT);
    assertThat(rules.check("mvk8wq2zt".repeat(15), ABOUT)).contains(TOO_LONG);
  }

  @Test
  @Timeout(5)
  void aHostilePasswordOfFullLengthIsMeasuredInTime() {
    assertThat(rules.check("aA1@".repeat(32), ABOUT)).contains(COMMON);
    assertThat(rules.check("p4$$w0rd".repeat(16), ABOUT)).contains(COMMON);
  }

  @Test
  void fullWidthLettersAreTheSamePassword() {
    Passwords passwords = new Passwords(1, 1, Duration.ofSeconds(5));
    assertThat(passwords.matches("ｍｖｋ８ｗｑ２ｚｔｒ", passwords.hash("mvk8wq2ztr"))).isTrue();
    assertThat(passwords.matches("mvk8wq2ztX", passwords.hash("mvk8wq2ztr"))).isFalse();
    assertThat(passwords.matches("nobody has this password", null)).isFalse();
  }

  @Test
  void aFileOfBreachedPasswordsIsSearchedWhereItLies(@TempDir Path folder) throws IOException {
    List<String> breached = IntStream.range(0, 500).mapToObj(i -> "mvk8wq2ztrpx" + i).toList();
    Path file = folder.resolve("pwned.txt");
    Files.write(file, breached.stream().map(PasswordRulesTest::sha1).sorted().map(hash -> hash + ":" + hash.hashCode()).toList());
    PasswordRules strict = new PasswordRules(new BreachedPasswords(file));
    assertThat(breached).allSatisfy(password -> assertThat(strict.check(password, ABOUT)).contains(BREACHED));
    Stream.of("mvk8wq2ztrpx500", "gugaxlunofiwp").forEach(
        password -> assertThat(strict.check(password, ABOUT)).isEmpty());
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes()));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
