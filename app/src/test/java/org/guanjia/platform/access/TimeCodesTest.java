package org.guanjia.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCodesTest {

  private static final byte[] RFC_SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B, the rows of SHA-1. */
  @ParameterizedTest
  @CsvSource({
    "59,94287082", "1111111109,07081804", "1111111111,14050471", "1234567890,89005924", "2000000000,69279037",
    "20000000000,65353130"})
  void agreesWithTheStandard(long seconds, String code) {
    assertThat(new TimeCodes(8).codeAt(RFC_SECRET, Instant.ofEpochSecond(seconds))).isEqualTo(code);
  }

  @Test
  void takesTheStepBeforeAndAfterButNoOther() {
    TimeCodes codes = new TimeCodes();
    Instant now = Instant.ofEpochSecond(1_000_000_010);
    long step = 1_000_000_010 / 30;
    assertThat(codes.stepOf(RFC_SECRET, codes.codeAt(RFC_SECRET, now.minusSeconds(30)), now)).hasValue(step - 1);
    assertThat(codes.stepOf(RFC_SECRET, codes.codeAt(RFC_SECRET, now), now)).hasValue(step);
    assertThat(codes.stepOf(RFC_SECRET, codes.codeAt(RFC_SECRET, now.plusSeconds(30)), now)).hasValue(step + 1);
    assertThat(codes.stepOf(RFC_SECRET, codes.codeAt(RFC_SECRET, now.minusSeconds(90)), now)).isEmpty();
    assertThat(codes.stepOf(RFC_SECRET, codes.codeAt(RFC_SECRET, now.plusSeconds(90)), now)).isEmpty();
  }

  @Test
  void takesACodeAsPeopleTypeIt() {
    TimeCodes codes = new TimeCodes();
    Instant now = Instant.ofEpochSecond(1_000_000_010);
    String code = codes.codeAt(RFC_SECRET, now);
    assertThat(codes.stepOf(RFC_SECRET, code.substring(0, 3) + " " + code.substring(3), now)).isPresent();
    assertThat(codes.stepOf(RFC_SECRET, "", now)).isEmpty();
    assertThat(codes.stepOf(RFC_SECRET, code + "0", now)).isEmpty();
  }

  /** RFC 4648, section 10. */
  @ParameterizedTest
  @CsvSource({"f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
  void writesSecretsInBase32(String plain, String base32) {
    assertThat(TimeCodes.base32(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
  }

  @Test
  void namesTheAccountInTheApp() {
    assertThat(TimeCodes.address("莞家", "chen mei", RFC_SECRET))
        .startsWith("otpauth://totp/%E8%8E%9E%E5%AE%B6:chen%20mei?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=");
  }

  @Test
  void recoveryCodesAreReadFromPaper() {
    String code = Secrets.newRecoveryCodes().getFirst();
    assertThat(Secrets.normalRecoveryCode(" " + code.toUpperCase().replace("-", " ") + " "))
        .isEqualTo(code.replace("-", ""));
    assertThat(Secrets.newRecoveryCodes()).doesNotHaveDuplicates().hasSize(10);
  }
}
