package org.guanjia.platform.files;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.guanjia.platform.files.FileRefused.Reason;

/**
 * Reads a picture that anybody may have sent and writes a new one with the same look: first only its structure, bounded,
 * then its pixels within a memory budget. Nothing of the original's bytes reaches the new file, so whatever else it also
 * was (a web page, a program, a ZIP) is gone, and so are position, time and serial numbers.
 */
final class Pictures {

  /** Larger pictures are refused unread; the largest phones take 200 megapixels but send 12 to 50. */
  static final long PIXELS_MAX = 120_000_000;

  /** For formats whose decoder needs the whole picture in memory. */
  private static final long PIXELS_MAX_WHOLE = 24_000_000;

  /** Kept; enough to read a number plate across a street. Larger ones are thinned while decoding. */
  private static final long PIXELS_KEPT = 4096L * 4096;

  private static final float QUALITY = 0.88f;
  private static final float QUALITY_THUMBNAIL = 0.8f;

  static {
    ImageIO.setUseCache(false);
  }

  private final DecodingBudget budget;

  Pictures(DecodingBudget budget) {
    this.budget = budget;
  }

  /** Strips the picture into a plain file of its own kind and says what its structure says. */
  static PictureHeader strip(PictureHeader.Type type, InputStream original, Path plain) throws IOException {
    var in = new ByteSource(original);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(plain), 1 << 16)) {
      PictureHeader header =
          switch (type) {
            case JPEG -> {
              in.skip(2);
              yield JpegStripper.strip(in, out);
            }
            case PNG -> {
              in.skip(8);
              yield PngStripper.strip(in, out);
            }
            case WEBP -> {
              in.skip(4);
              int size = in.u31LittleEndian();
              in.skip(4);
              yield WebpStripper.strip(in, size, out);
            }
          };
      check(header);
      return header;
    }
  }

  private static void check(PictureHeader header) {
    if (header.width() <= 0 || header.height() <= 0) throw new FileRefused(Reason.DAMAGED);
    long max = header.wholeInMemory() ? PIXELS_MAX_WHOLE : PIXELS_MAX;
    if (header.pixels() > max) throw new FileRefused(Reason.PIXELS, max / 1_000_000);
  }

  /** The size of the new picture. */
  record Size(int width, int height) {}

  /** A place to write the new picture or one of its thumbnails to. */
  interface Target {
    /** The path for the picture whose longer side is at most that long; 0 for the picture itself. */
    Path path(int longerSideMax);
  }

  /** Decodes the plain file, turns it upright, writes it and its thumbnails anew. */
  Size rewrite(PictureHeader header, Path plain, int orientation, int[] thumbnails, Target target) throws IOException {
    return budget.with(
        memory(header),
        () -> {
          BufferedImage picture = upright(decode(header, plain), orientation);
          boolean png = header.type() == PictureHeader.Type.PNG;
          write(picture, png ? "png" : "jpeg", QUALITY, target.path(0));
          BufferedImage smaller = opaque(picture);
          for (int side : thumbnails) {
            smaller = shrink(smaller, side);
            write(smaller, "jpeg", QUALITY_THUMBNAIL, target.path(side));
          }
          return new Size(picture.getWidth(), picture.getHeight());
        });
  }

  private static long memory(PictureHeader header) {
    long kept = header.pixels() / thinning(header) / thinning(header);
    // Once as decoded, once turned or made opaque; the decoder's own copy where it needs the whole.
    return kept * (header.bytesPerPixel() + 4) + (header.wholeInMemory() ? header.pixels() * 6 : 0);
  }

  /** Every n-th pixel of every n-th row is kept. */
  private static int thinning(PictureHeader header) {
    return (int) Math.ceil(Math.sqrt((double) header.pixels() / PIXELS_KEPT));
  }

  private static BufferedImage decode(PictureHeader header, Path plain) throws IOException {
    ImageReader reader = reader(header.type());
    try (var input = new BoundedImageInput(plain.toFile())) {
      reader.setInput(input, true, true);
      if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height())
        throw new FileRefused(Reason.DAMAGED);
      var param = reader.getDefaultReadParam();
      int step = thinning(header);
      param.setSourceSubsampling(step, step, 0, 0);
      return reader.read(0, param);
    } catch (IIOException | EOFException | RuntimeException damaged) {
      if (damaged instanceof FileRefused refused) throw refused;
      // The bytes are a stranger's: whatever the decoder stumbles over is damage, not a fault of ours.
      throw new FileRefused(Reason.DAMAGED);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(PictureHeader.Type type) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type.mediaType());
    if (!readers.hasNext()) throw new IllegalStateException("no reader for " + type.mediaType());
    return readers.next();
  }

  private static BufferedImage upright(BufferedImage picture, int orientation) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    boolean lying = orientation >= 5;
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
          default -> new AffineTransform();
        };
    boolean alpha = picture.getColorModel().hasAlpha();
    int kind = alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
    if (orientation == 1 && picture.getType() == kind) return picture;
    var turned = new BufferedImage(lying ? height : width, lying ? width : height, kind);
    draw(turned, graphics -> graphics.drawImage(picture, turn, null));
    return turned;
  }

  private static BufferedImage opaque(BufferedImage picture) {
    if (!picture.getColorModel().hasAlpha()) return picture;
    var opaque = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    draw(
        opaque,
        graphics -> {
          graphics.setColor(Color.WHITE);
          graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
          graphics.drawImage(picture, 0, 0, null);
        });
    return opaque;
  }

  private static BufferedImage shrink(BufferedImage picture, int longerSideMax) {
    int longer = Math.max(picture.getWidth(), picture.getHeight());
    if (longer <= longerSideMax) return picture;
    double factor = (double) longerSideMax / longer;
    int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
    return shrink(picture, width, height);
  }

  /** Halves while it is more than twice too large, so that every pixel has its share in the small picture. */
  private static BufferedImage shrink(BufferedImage picture, int width, int height) {
    int stepWidth = Math.max(width, (picture.getWidth() + 1) / 2);
    int stepHeight = Math.max(height, (picture.getHeight() + 1) / 2);
    var smaller = new BufferedImage(stepWidth, stepHeight, BufferedImage.TYPE_3BYTE_BGR);
    draw(smaller, graphics -> graphics.drawImage(picture, 0, 0, stepWidth, stepHeight, null));
    return stepWidth == width && stepHeight == height ? smaller : shrink(smaller, width, height);
  }

  private static void draw(BufferedImage target, Consumer<Graphics2D> work) {
    Graphics2D graphics = target.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      work.accept(graphics);
    } finally {
      graphics.dispose();
    }
  }

  private static void write(BufferedImage picture, String format, float quality, Path path) throws IOException {
    BufferedImage fit = format.equals("jpeg") ? opaque(picture) : picture;
    ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(fit), format).next();
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        var output = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
      }
      writer.setOutput(output);
      writer.write(null, new IIOImage(fit, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
