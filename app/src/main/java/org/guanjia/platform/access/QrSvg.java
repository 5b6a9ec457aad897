package org.guanjia.platform.access;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/** A QR code as one SVG path: sharp on paper, and no script or inline style that the page's policy would forbid. */
final class QrSvg {

  private static final int QUIET_MODULES = 4;

  private QrSvg() {}

  static String of(String text) {
    BitMatrix matrix = encode(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        if (matrix.get(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="220" height="220" shape-rendering="crispEdges" \
        role="img" aria-hidden="true"><rect width="100%%" height="100%%" fill="#fff"/><path fill="#000" d="%s"/></svg>"""
        .formatted(matrix.getWidth(), matrix.getHeight(), path);
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
