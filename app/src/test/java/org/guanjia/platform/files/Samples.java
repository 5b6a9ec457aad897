package org.guanjia.platform.files;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of every kind that people send, honest and otherwise, made byte by byte. */
public final class Samples {

  /** A lossy WebP of one pixel. */
  static final byte[] WEBP_LOSSY = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

  /** A lossless WebP of one pixel. */
  static final byte[] WEBP_LOSSLESS = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  private Samples() {}

  /** Left half red, right half blue, so that it shows when a picture is turned. */
  static BufferedImage picture(int width, int height) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    return picture;
  }

  /** A PNG of one colour with a dot somewhere, so that no two of them are the same file. */
  public static byte[] photo(Color colour) {
    var picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 640, 480);
    graphics.setColor(Color.WHITE);
    graphics.fillOval((int) (System.nanoTime() % 580), (int) (System.nanoTime() / 580 % 420), 60, 60);
    graphics.dispose();
    return png(picture);
  }

  public static byte[] jpeg(int width, int height) {
    return jpeg(picture(width, height), false);
  }

  static byte[] progressiveJpeg(int width, int height) {
    return jpeg(picture(width, height), true);
  }

  private static byte[] jpeg(BufferedImage picture, boolean progressive) {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(picture), "jpeg").next();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      var param = writer.getDefaultWriteParam();
      if (progressive) param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] png(BufferedImage picture) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Puts a segment right after a JPEG's first two bytes. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    var out = ByteBuffer.allocate(jpeg.length + content.length + 4);
    out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) (content.length + 2)).put(content);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** As a phone writes it: orientation, time with offset, position, and a serial number nobody needs to know. */
  public static byte[] withExif(byte[] jpeg, int orientation) {
    return withSegment(jpeg, 0xe1, join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff(orientation)));
  }

  /** 2026-11-20 08:30:00 +08:00 at 23.0717 N, 113.8769 E. */
  static byte[] tiff(int orientation) {
    byte[] time = ascii("2026:11:20 08:30:00");
    byte[] zone = ascii("+08:00");
    byte[] serial = ascii("SERIAL-4711");
    var out = ByteBuffer.allocate(400);
    out.put(ascii("MM"), 0, 2).putShort((short) 42).putInt(8);
    // IFD0 at 8: four entries; the camera's directory at 62, position at 104; values from 170 on
    out.putShort((short) 4);
    entry(out, 0x0112, 3, 1, orientation << 16);
    entry(out, 0x8769, 4, 1, 62);
    entry(out, 0x8825, 4, 1, 104);
    entry(out, 0xc62f, 2, serial.length, 190);
    out.putInt(0).position(62);
    out.putShort((short) 2);
    entry(out, 0x9003, 2, time.length, 170);
    entry(out, 0x9011, 2, zone.length, 210);
    out.putInt(0).position(104);
    out.putShort((short) 4);
    entry(out, 0x0001, 2, 2, 'N' << 24);
    entry(out, 0x0002, 5, 3, 220);
    entry(out, 0x0003, 2, 2, 'E' << 24);
    entry(out, 0x0004, 5, 3, 244);
    out.putInt(0);
    out.put(170, time).put(190, serial).put(210, zone).position(220);
    rationals(out, 23, 4, 1812);
    rationals(out, 113, 52, 3684);
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
    out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static void rationals(ByteBuffer out, int degrees, int minutes, int hundredthsOfSeconds) {
    out.putInt(degrees).putInt(1).putInt(minutes).putInt(1).putInt(hundredthsOfSeconds).putInt(100);
  }

  private static byte[] ascii(String text) {
    return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Puts a chunk right after a PNG's header. */
  static byte[] withChunk(byte[] png, String name, byte[] content) {
    int afterHeader = 8 + 25;
    return join(slice(png, 0, afterHeader), chunk(name, content), slice(png, afterHeader, png.length));
  }

  static byte[] chunk(String name, byte[] content) {
    byte[] type = name.getBytes(StandardCharsets.ISO_8859_1);
    var checksum = new CRC32();
    checksum.update(type);
    checksum.update(content);
    return ByteBuffer.allocate(content.length + 12).putInt(content.length).put(type).put(content).putInt((int) checksum.getValue()).array();
  }

  /** A few hundred bytes that claim so many pixels. */
  static byte[] pngClaiming(int width, int height) {
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0}).array();
    byte[] signature = slice(png(picture(1, 1)), 0, 8);
    return join(signature, chunk("IHDR", header), chunk("IDAT", zeros(100_000)), chunk("IEND", new byte[0]));
  }

  /** So many zero bytes, deflated. */
  static byte[] zeros(long count) {
    var out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out, new Deflater(9))) {
      byte[] block = new byte[1 << 16];
      for (long left = count; left > 0; left -= block.length) deflater.write(block, 0, (int) Math.min(left, block.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] deflated(String text) {
    var out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out)) {
      deflater.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** One empty page, and what is put in its catalog. */
  static byte[] pdf(String inCatalog, byte[]... objects) {
    byte[] begin =
        ("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + inCatalog + " >>\nendobj\n"
                + "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
                + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] end = "trailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n0\n%%EOF\n".getBytes(StandardCharsets.ISO_8859_1);
    return join(begin, join(objects), end);
  }

  static byte[] stream(String dictionary, byte[] content) {
    return join(
        ("4 0 obj\n<< " + dictionary + " /Length " + content.length + " >>\nstream\n").getBytes(StandardCharsets.ISO_8859_1),
        content,
        "\nendstream\nendobj\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }
}
