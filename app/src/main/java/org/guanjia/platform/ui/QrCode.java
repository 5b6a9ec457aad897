package org.guanjia.platform.ui;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/**
 * A QR code (ISO/IEC 18004) as one SVG path: sharp on paper, drawn without script, style or image.
 *
 * @param modules width and height with the quiet zone, in modules
 * @param path SVG path data of the dark modules
 */
public record QrCode(int modules, String path) {

  private static final int QUIET_MODULES = 4;

  /**
   * @throws IllegalArgumentException when the text is too long for a QR code (about 2,300 bytes)
   */
  public static QrCode of(String text) {
    BitMatrix matrix = encode(text);
    var path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        if (matrix.get(x, y)) path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
      }
    }
    return new QrCode(matrix.getWidth(), path.toString());
  }

  private static BitMatrix encode(String text) {
    try {
      var hints =
          Map.of(
              EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M,
              EncodeHintType.CHARACTER_SET, "UTF-8",
              EncodeHintType.MARGIN, QUIET_MODULES);
      return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }
}
