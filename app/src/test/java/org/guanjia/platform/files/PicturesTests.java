package org.guanjia.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.guanjia.platform.files.FileRefused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PicturesTests {

  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final byte[] PAGE = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  private final Pictures pictures = new Pictures(new DecodingBudget(170));

  @Test
  void readsPositionAndTimeThenStripsThem() throws IOException {
    byte[] photo = Samples.withExif(Samples.jpeg(640, 480), 1);
    ExifFacts facts = ExifFacts.read(strip(photo).exif(), NOW);
    assertThat(facts.takenAt()).isEqualTo("2026-11-20T00:30:00Z");
    assertThat(facts.latitude()).isCloseTo(23.0717, org.assertj.core.data.Offset.offset(0.0001));
    assertThat(facts.longitude()).isCloseTo(113.8769, org.assertj.core.data.Offset.offset(0.0001));
    for (Path file : rewrite(photo)) {
      String stored = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(stored).doesNotContain("Exif").doesNotContain("SERIAL-4711").doesNotContain("2026:11:20");
    }
  }

  /** Where the red half of the picture is after it was turned upright: EXIF 2.32, tag 0x0112. */
  @ParameterizedTest
  @CsvSource({"1,60,40,left", "2,60,40,right", "3,60,40,right", "4,60,40,left", "5,40,60,top", "6,40,60,top", "7,40,60,bottom", "8,40,60,bottom"})
  void turnsThePictureUpright(int orientation, int width, int height, String red) throws IOException {
    BufferedImage upright = read(rewrite(Samples.withExif(Samples.jpeg(60, 40), orientation))[0]);
    assertThat(upright.getWidth()).isEqualTo(width);
    assertThat(upright.getHeight()).isEqualTo(height);
    int x = red.equals("left") ? 5 : red.equals("right") ? width - 5 : width / 2;
    int y = red.equals("top") ? 5 : red.equals("bottom") ? height - 5 : height / 2;
    assertThat(new Color(upright.getRGB(x, y)).getRed()).isGreaterThan(200);
    assertThat(new Color(upright.getRGB(width - 1 - x, height - 1 - y)).getRed() < 60 || x == width / 2 && y == height / 2).isTrue();
  }

  @Test
  void makesThumbnails() throws IOException {
    Path[] files = rewrite(Samples.jpeg(3000, 2000));
    assertThat(read(files[0]).getWidth()).isEqualTo(3000);
    assertThat(read(files[1]).getWidth()).isEqualTo(1280);
    assertThat(read(files[2]).getWidth()).isEqualTo(320);
    assertThat(read(files[2]).getHeight()).isEqualTo(213);
  }

  @Test
  void keepsAPngsTransparencyAndPutsItsThumbnailOnWhite() throws IOException {
    var picture = new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB);
    Path[] files = rewrite(Samples.png(picture));
    assertThat(new Color(read(files[0]).getRGB(9, 9), true).getAlpha()).isZero();
    assertThat(new Color(read(files[2]).getRGB(9, 9)).getRed()).isEqualTo(255);
  }

  @Test
  void takesWebp() throws IOException {
    assertThat(read(rewrite(Samples.WEBP_LOSSY)[0]).getWidth()).isEqualTo(1);
    assertThat(read(rewrite(Samples.WEBP_LOSSLESS)[0]).getWidth()).isEqualTo(1);
  }

  @Test
  void takesProgressiveJpegs() throws IOException {
    PictureHeader header = strip(Samples.progressiveJpeg(300, 200));
    assertThat(header.wholeInMemory()).isTrue();
    assertThat(read(rewrite(Samples.progressiveJpeg(300, 200))[0]).getWidth()).isEqualTo(300);
  }

  /** A photo that is also a web page, a script and a ZIP: what is stored is only the photo. */
  @Test
  void nothingOfAPolyglotSurvives() throws IOException {
    byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0};
    byte[] jpeg = Samples.join(Samples.withSegment(Samples.withSegment(Samples.jpeg(64, 64), 0xfe, PAGE), 0xe5, PAGE), PAGE, zip);
    byte[] png = Samples.join(Samples.withChunk(Samples.png(Samples.picture(64, 64)), "tEXt", PAGE), PAGE, zip);
    for (byte[] polyglot : new byte[][] {jpeg, png}) {
      for (Path file : rewrite(polyglot)) {
        String stored = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(stored).doesNotContain("script").doesNotContain("PK\u0003\u0004");
      }
    }
  }

  @Test
  void refusesPixelBombsUnread() {
    refused(Samples.pngClaiming(50_000, 50_000), Reason.PIXELS);
    refused(Samples.pngClaiming(Integer.MAX_VALUE, Integer.MAX_VALUE), Reason.PIXELS);
    refused(claiming(Samples.jpeg(16, 16), 65_000, 65_000), Reason.PIXELS);
    refused(claiming(Samples.progressiveJpeg(16, 16), 6_000, 6_000), Reason.PIXELS);
  }

  /** 200 MB behind a compressed profile and comments: never inflated, so it costs nothing. */
  @Test
  void neverInflatesTextAndProfiles() throws IOException {
    byte[] bomb = Samples.join("icc\0\0".getBytes(StandardCharsets.ISO_8859_1), Samples.zeros(200L << 20));
    byte[] png = Samples.withChunk(Samples.withChunk(Samples.png(Samples.picture(64, 64)), "iCCP", bomb), "zTXt", bomb);
    assertThat(strip(png).width()).isEqualTo(64);
    assertThat(Files.size(folder.resolve("plain"))).isLessThan(2000);
    assertThat(read(rewrite(png)[0]).getWidth()).isEqualTo(64);
  }

  @Test
  void refusesAScanBomb() {
    byte[] jpeg = Samples.progressiveJpeg(16, 16);
    int scan = indexOf(jpeg, (byte) 0xda);
    byte[] oneScan = Arrays.copyOfRange(jpeg, scan - 1, indexOfNextMarker(jpeg, scan + 1));
    byte[] many = Arrays.copyOf(jpeg, scan - 1);
    for (int i = 0; i < 200; i++) many = Samples.join(many, oneScan);
    refused(Samples.join(many, new byte[] {(byte) 0xff, (byte) 0xd9}), Reason.BOMB);
  }

  @Test
  void refusesTruncatedPictures() {
    for (byte[] whole : new byte[][] {Samples.jpeg(64, 64), Samples.png(Samples.picture(64, 64)), Samples.WEBP_LOSSY}) {
      for (int length = 16; length < whole.length - 1; length += Math.max(1, whole.length / 40)) {
        int cut = length;
        assertThatThrownBy(() -> rewrite(Arrays.copyOf(whole, cut))).isInstanceOf(FileRefused.class);
      }
    }
  }

  /** Whatever is done to the bytes: a picture or a refusal, no other failure. */
  @Test
  void answersAnyDamageWithARefusal() throws IOException {
    var random = new Random(20261124);
    byte[][] wholes = {
      Samples.withExif(Samples.jpeg(48, 32), 6), Samples.progressiveJpeg(48, 32), Samples.png(Samples.picture(48, 32)),
      Samples.WEBP_LOSSY, Samples.WEBP_LOSSLESS
    };
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
      byte[] damaged = wholes[round % wholes.length].clone();
      for (int i = random.nextInt(1, 6); i > 0; i--) damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        rewrite(damaged);
      } catch (FileRefused expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(300, 1499);
  }

  @Test
  void refusesWhatIsNoPicture() {
    refused("MZ\u0090\0program".getBytes(StandardCharsets.ISO_8859_1), Reason.TYPE);
    refused("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8), Reason.TYPE);
    refused("GIF89a..........".getBytes(StandardCharsets.ISO_8859_1), Reason.TYPE);
    refused("\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1), Reason.HEIC);
    refused(Samples.join(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, PAGE), Reason.DAMAGED);
  }

  @Test
  void waitsForMemoryButNotForMemoryThatNeverComes() {
    var small = new DecodingBudget(10);
    assertThatThrownBy(() -> small.with(20 << 20, () -> ""))
        .isInstanceOfSatisfying(FileRefused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.PIXELS));
  }

  private void refused(byte[] file, Reason reason) {
    assertThatThrownBy(() -> rewrite(file))
        .isInstanceOfSatisfying(FileRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private PictureHeader strip(byte[] file) throws IOException {
    PictureHeader.Type type = ContentType.of(Arrays.copyOf(file, ContentType.BYTES));
    return Pictures.strip(Objects.requireNonNull(type), new ByteArrayInputStream(file), folder.resolve("plain"));
  }

  private Path[] rewrite(byte[] file) throws IOException {
    PictureHeader header = strip(file);
    int orientation = ExifFacts.read(header.exif(), NOW).orientation();
    pictures.rewrite(header, folder.resolve("plain"), orientation, StoredFiles.THUMBNAILS, side -> folder.resolve("new." + side));
    return new Path[] {folder.resolve("new.0"), folder.resolve("new.1280"), folder.resolve("new.320")};
  }

  private static BufferedImage read(Path path) throws IOException {
    File file = path.toFile();
    return Objects.requireNonNull(ImageIO.read(file), path.toString());
  }

  private static byte[] claiming(byte[] jpeg, int width, int height) {
    byte[] copy = jpeg.clone();
    int frame = 0;
    while (!(copy[frame] == (byte) 0xff && (copy[frame + 1] == (byte) 0xc0 || copy[frame + 1] == (byte) 0xc2))) frame++;
    copy[frame + 5] = (byte) (height >> 8);
    copy[frame + 6] = (byte) height;
    copy[frame + 7] = (byte) (width >> 8);
    copy[frame + 8] = (byte) width;
    return copy;
  }

  private static int indexOf(byte[] bytes, byte marker) {
    int index = 1;
    while (!(bytes[index - 1] == (byte) 0xff && bytes[index] == marker)) index++;
    return index;
  }

  private static int indexOfNextMarker(byte[] bytes, int from) {
    int index = from;
    while (!(bytes[index] == (byte) 0xff && bytes[index + 1] != 0)) index++;
    return index;
  }
}
