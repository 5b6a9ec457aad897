package org.guanjia.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTests {

  private static final int QUIET = 4;

  @Test
  void aPhoneReadsWhatWasWritten() throws Exception {
    String address = "http://localhost:8080/follow/K7QM-2XD4?字=茶山";
    assertThat(new Decoder().decode(drawn(QrCode.of(address))).getText()).isEqualTo(address);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of("x".repeat(5000)));
  }

  /** The dark modules of the path, without the quiet zone. */
  private static BitMatrix drawn(QrCode code) {
    var matrix = new BitMatrix(code.modules() - 2 * QUIET);
    Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(code.path()).results()
        .forEach(module -> matrix.set(Integer.parseInt(module.group(1)) - QUIET, Integer.parseInt(module.group(2)) - QUIET));
    return matrix;
  }
}
