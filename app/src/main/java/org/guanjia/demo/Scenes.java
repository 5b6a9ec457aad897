package org.guanjia.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws the demo's before and after pictures: the same place, once as it was reported and once put right. They are
 * drawings, so nobody takes them for photographs of a real place.
 */
final class Scenes {

  static final int WIDTH = 960;
  static final int HEIGHT = 720;
  /** Different-looking places per scene. */
  static final int VARIANTS = 4;

  /** What can be drawn. */
  enum Scene {
    ROAD,
    FORK,
    LAMP,
    DRAIN,
    FLOOD,
    RUBBISH,
    RIVER,
    WALL,
    TREE,
    CABLES,
    STAIRS,
    HANDRAIL,
    PARKING,
    /** A child's room: a mattress on the floor, then a bed. */
    BED,
    /** A room in which people meet. */
    HALL,
    /** A table at home, with what was wished for on it. */
    GIFT
  }

  private static final Map<String, Scene> BY_CATEGORY =
      Map.ofEntries(
          Map.entry("roads.surface", Scene.ROAD),
          Map.entry("roads.signs", Scene.ROAD),
          Map.entry("roads.walkway", Scene.ROAD),
          Map.entry("roads.lights", Scene.LAMP),
          Map.entry("services.leisure", Scene.LAMP),
          Map.entry("drainage.blocked", Scene.DRAIN),
          Map.entry("drainage.flooding", Scene.FLOOD),
          Map.entry("drainage.river", Scene.RIVER),
          Map.entry("environment.sewage", Scene.RIVER),
          Map.entry("sanitation.rubbish", Scene.RUBBISH),
          Map.entry("sanitation.pests", Scene.RUBBISH),
          Map.entry("sanitation.greening", Scene.TREE),
          Map.entry("housing.dangerous", Scene.WALL),
          Map.entry("safety.structures", Scene.WALL),
          Map.entry("housing.estate", Scene.WALL),
          Map.entry("utilities.cables", Scene.CABLES),
          Map.entry("utilities.power", Scene.CABLES),
          Map.entry("safety.fire", Scene.STAIRS),
          Map.entry("traffic.ebike", Scene.STAIRS),
          Map.entry("elderly.adaptation", Scene.HANDRAIL),
          Map.entry("traffic.parking", Scene.PARKING));

  private static final List<Color> WALLS =
      List.of(new Color(0xE9DCC9), new Color(0xD8E2DC), new Color(0xF1D9C0), new Color(0xDDE3EC));
  private static final List<Color> ROOFS =
      List.of(new Color(0xA65D4B), new Color(0x6C7A89), new Color(0x8E6E53), new Color(0x7A4B4B));
  private static final Color ASPHALT = new Color(0x6B7078);
  private static final Color KERB = new Color(0xC9C7C1);
  private static final Color GRASS = new Color(0xA9C48F);
  private static final Color WATER = new Color(0x8FB9CF);
  private static final Color MURKY = new Color(0x8A8465);

  private Scenes() {}

  /** The scene of the category's pictures; null where a picture would say nothing. */
  static @Nullable Scene of(String category) {
    return BY_CATEGORY.get(category);
  }

  /** JPEG of the scene. The same arguments always give the same bytes. */
  static byte[] draw(Scene scene, int variant, boolean after) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      new Painter(g, variant, after).paint(scene);
    } finally {
      g.dispose();
    }
    return jpeg(image);
  }

  private static byte[] jpeg(BufferedImage image) {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(0.82f);
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), quality);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** One picture being drawn; before and after use the same random places, so that they match. */
  private static final class Painter {

    private final Graphics2D g;
    private final int variant;
    private final boolean after;
    private final SplittableRandom random;

    Painter(Graphics2D g, int variant, boolean after) {
      this.g = g;
      this.variant = variant;
      this.after = after;
      this.random = new SplittableRandom(7919L * (variant + 1));
    }

    void paint(Scene scene) {
      switch (scene) {
        case ROAD -> road();
        case FORK -> fork();
        case LAMP -> lamp();
        case DRAIN -> drain();
        case FLOOD -> flood();
        case RUBBISH -> rubbish();
        case RIVER -> river();
        case WALL -> wall();
        case TREE -> tree();
        case CABLES -> cables();
        case STAIRS -> stairs();
        case HANDRAIL -> handrail();
        case PARKING -> parking();
        case BED -> bed();
        case HALL -> hall();
        case GIFT -> gift();
      }
    }

    private void road() {
      street(430);
      if (after) {
        for (int i = 0; i < 5; i++) patch(220 + i * 130, 560 + (i % 2) * 70, 90, 44);
      } else {
        for (int i = 0; i < 5; i++) pothole(220 + i * 130, 560 + (i % 2) * 70, 90, 44);
        crack(120, 640, 760);
        cone(150, 520);
      }
      dashes(610);
    }

    private void fork() {
      sky();
      houses(2);
      ground(360);
      fill(WATER, new Ellipse2D.Double(600, 380, 330, 100));
      var main = new Path2D.Double();
      main.moveTo(330, 720);
      main.lineTo(640, 720);
      main.curveTo(560, 560, 560, 500, 760, 372);
      main.lineTo(690, 362);
      main.curveTo(520, 450, 480, 460, 330, 362);
      main.lineTo(250, 374);
      main.curveTo(400, 480, 420, 560, 330, 720);
      main.closePath();
      fill(ASPHALT, main);
      stroke(KERB, 6, main);
      if (after) {
        stroke(Color.WHITE, 6, line(480, 700, 485, 520));
        stroke(Color.WHITE, 6, line(490, 500, 600, 420));
        stroke(Color.WHITE, 6, line(470, 500, 380, 420));
      } else {
        pothole(440, 560, 110, 46);
        pothole(520, 640, 90, 38);
        pothole(500, 470, 80, 30);
        crack(400, 600, 560);
      }
      bush(200, 420);
      bush(820, 470);
    }

    private void lamp() {
      g.setPaint(new GradientPaint(0, 0, new Color(0x101A33), 0, HEIGHT, new Color(0x2E3A5C)));
      g.fillRect(0, 0, WIDTH, HEIGHT);
      for (int i = 0; i < 40; i++) {
        fill(new Color(255, 255, 255, 120), dot(random.nextInt(WIDTH), random.nextInt(300), 2));
      }
      fill(new Color(0x25304A), new Rectangle2D.Double(0, 560, WIDTH, 160));
      fill(new Color(0x3A4257), new Rectangle2D.Double(0, 600, WIDTH, 120));
      for (int i = 0; i < 4; i++) {
        int x = 40 + i * 240;
        fill(new Color(0x1B243B), new Rectangle2D.Double(x, 330 + (i % 2) * 50, 180, 240));
        Color window = i == variant % 4 ? new Color(0xE8C77A) : new Color(0x27324F);
        fill(window, new Rectangle2D.Double(x + 30, 380 + (i % 2) * 50, 40, 46));
        fill(new Color(0x27324F), new Rectangle2D.Double(x + 105, 380 + (i % 2) * 50, 40, 46));
      }
      int x = 360 + variant * 60;
      if (after) {
        g.setPaint(
            new RadialGradientPaint(
                x + 90f, 210f, 430f, new float[] {0f, 0.35f, 1f},
                new Color[] {new Color(255, 226, 150, 220), new Color(255, 214, 130, 90), new Color(0, 0, 0, 0)}));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        fill(new Color(255, 220, 150, 70), new Ellipse2D.Double(x - 150, 600, 480, 90));
      }
      stroke(new Color(0x8892A6), 14, line(x, 680, x, 190));
      stroke(new Color(0x8892A6), 10, line(x, 190, x + 90, 190));
      fill(after ? new Color(0xFFF3C4) : new Color(0x4A5166), round(x + 60, 186, 70, 26));
      if (!after) stroke(new Color(0xC24B4B), 5, line(x + 70, 226, x + 120, 250));
    }

    private void drain() {
      street(360);
      var grate = round(330, 500, 320, 150);
      fill(new Color(0x3B3F46), grate);
      for (int i = 0; i < 8; i++) stroke(new Color(0x8C929B), 10, line(360 + i * 37, 515, 360 + i * 37, 635));
      stroke(new Color(0xA9AEB6), 8, grate);
      if (after) {
        fill(new Color(190, 205, 215, 110), new Ellipse2D.Double(260, 640, 460, 40));
      } else {
        fill(new Color(110, 105, 78, 210), new Ellipse2D.Double(150, 470, 700, 230));
        for (int i = 0; i < 34; i++) {
          leaf(200 + random.nextInt(560), 490 + random.nextInt(180));
        }
        bag(300, 520);
        bag(610, 570);
      }
    }

    private void flood() {
      street(330);
      if (after) {
        fill(new Color(0x4C5158), new Rectangle2D.Double(430, 600, 100, 26));
        for (int i = 0; i < 5; i++) stroke(new Color(0x9AA0A8), 5, line(440 + i * 20, 602, 440 + i * 20, 624));
        dashes(560);
      } else {
        fill(new Color(150, 160, 140, 225), new Rectangle2D.Double(0, 440, WIDTH, 280));
        for (int i = 0; i < 10; i++) {
          int y = 470 + i * 24;
          stroke(new Color(255, 255, 255, 90), 4, line(60 + random.nextInt(200), y, 340 + random.nextInt(400), y));
        }
        car(250, 430, new Color(0xB4443F));
        fill(new Color(150, 160, 140, 200), new Rectangle2D.Double(220, 500, 240, 60));
        for (int i = 0; i < 60; i++) {
          int rx = random.nextInt(WIDTH);
          int ry = random.nextInt(430);
          stroke(new Color(255, 255, 255, 110), 2, line(rx, ry, rx - 10, ry + 28));
        }
      }
    }

    private void rubbish() {
      street(420);
      bin(640, 430);
      bin(740, 430);
      if (after) {
        bush(170, 340);
        bush(300, 346);
      } else {
        for (int i = 0; i < 14; i++) bag(140 + random.nextInt(430), 430 + random.nextInt(120));
        fill(new Color(0x9C7B5A), round(420, 480, 190, 70));
        fill(new Color(0x7F6148), round(400, 460, 40, 90));
        for (int i = 0; i < 16; i++) {
          fill(new Color(0x2E2E2E), dot(180 + random.nextInt(450), 380 + random.nextInt(80), 3));
        }
      }
    }

    private void river() {
      sky();
      houses(3);
      ground(380);
      var water = new Path2D.Double();
      water.moveTo(0, 470);
      water.curveTo(300, 420, 600, 520, WIDTH, 460);
      water.lineTo(WIDTH, 700);
      water.curveTo(600, 660, 300, 720, 0, 690);
      water.closePath();
      fill(after ? WATER : MURKY, water);
      stroke(KERB, 10, water);
      for (int i = 0; i < 9; i++) {
        int x = 60 + random.nextInt(760);
        int y = 510 + random.nextInt(130);
        stroke(new Color(255, 255, 255, after ? 130 : 60), 4, line(x, y, x + 90, y));
      }
      if (!after) {
        for (int i = 0; i < 10; i++) bag(80 + random.nextInt(760), 500 + random.nextInt(120));
        for (int i = 0; i < 16; i++) {
          fill(new Color(0x6E8B4E), new Ellipse2D.Double(random.nextInt(WIDTH), 500 + random.nextInt(140), 56, 24));
        }
      }
    }

    private void wall() {
      sky();
      ground(600);
      Color paint = WALLS.get(variant % WALLS.size());
      fill(paint, new Rectangle2D.Double(140, 170, 680, 450));
      fill(ROOFS.get(variant % ROOFS.size()), roof(110, 170, 740, 110));
      window(230, 280);
      window(590, 280);
      fill(new Color(0x7A5B3E), round(420, 420, 120, 200));
      if (after) {
        return;
      }
      fill(new Color(120, 110, 90, 90), new Ellipse2D.Double(550, 180, 240, 130));
      var crack = new Path2D.Double();
      crack.moveTo(400, 180);
      for (int i = 1; i <= 8; i++) crack.lineTo(400 + random.nextInt(-18, 40) + i * 4, 180 + i * 30);
      stroke(new Color(0x5B4C3D), 9, crack);
      for (int i = 0; i < 7; i++) {
        fill(new Color(0xC9B79E), round(330 + random.nextInt(200), 600 + random.nextInt(30), 26, 16));
      }
    }

    private void tree() {
      street(430);
      if (after) {
        treeAt(620, 430, 0);
        for (int i = 0; i < 3; i++) stroke(new Color(0xB08D57), 9, line(590 + i * 30, 430, 560 + i * 60, 560));
      } else {
        treeAt(480, 460, 0.55);
        stroke(new Color(0x8A5A33), 12, line(250, 560, 620, 600));
        for (int i = 0; i < 20; i++) leaf(220 + random.nextInt(480), 540 + random.nextInt(90));
        cone(160, 540);
      }
    }

    private void cables() {
      street(460);
      stroke(new Color(0x7C8591), 16, line(180, 620, 180, 120));
      stroke(new Color(0x7C8591), 16, line(800, 620, 800, 120));
      int count = after ? 3 : 15;
      for (int i = 0; i < count; i++) {
        int sag = after ? 40 : 60 + random.nextInt(300);
        var cable = new Path2D.Double();
        cable.moveTo(180, 150 + i * (after ? 16 : 9));
        cable.curveTo(400, 150 + sag, 580, 150 + sag, 800, 150 + i * (after ? 16 : 9));
        stroke(new Color(0x2F3338), after ? 5 : 3, cable);
      }
      if (!after) stroke(new Color(0x2F3338), 3, line(500, 380, 520, 590));
    }

    private void stairs() {
      fill(new Color(0xE6E2D8), new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
      fill(new Color(0xCFC9BC), new Rectangle2D.Double(0, 560, WIDTH, 160));
      for (int i = 0; i < 8; i++) {
        fill(new Color(0xBDB6A7), new Rectangle2D.Double(500 + i * 52, 560 - i * 56, WIDTH, 56));
        stroke(new Color(0x9D9686), 3, line(500 + i * 52, 560 - i * 56, 500 + i * 52, 616 - i * 56));
      }
      fill(new Color(0xC23B33), round(120, 250, 44, 110));
      fill(new Color(0x2F2F2F), round(132, 232, 20, 22));
      if (after) {
        fill(new Color(0x2F8F5B), round(60, 110, 150, 60));
        stroke(Color.WHITE, 7, line(85, 140, 160, 140));
        stroke(Color.WHITE, 7, line(160, 140, 140, 124));
        stroke(Color.WHITE, 7, line(160, 140, 140, 156));
        return;
      }
      scooter(230, 520, new Color(0x3E6FA3));
      scooter(390, 540, new Color(0xB85C4A));
      stroke(new Color(0xD08A2E), 5, line(620, 60, 350, 500));
      for (int i = 0; i < 4; i++) {
        fill(new Color(0xB08D57), new Rectangle2D.Double(560 + i * 44, 500 - i * 36, 70, 58));
      }
    }

    private void handrail() {
      fill(new Color(0xEAF1F2), new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
      g.setColor(new Color(0xD5E0E2));
      for (int x = 0; x < WIDTH; x += 80) g.drawLine(x, 0, x, 540);
      for (int y = 0; y < 540; y += 80) g.drawLine(0, y, WIDTH, y);
      fill(after ? new Color(0xC9B8A0) : new Color(0xC9D3D6), new Rectangle2D.Double(0, 540, WIDTH, 180));
      if (after) {
        fill(Color.WHITE, round(390, 330, 190, 110));
        fill(Color.WHITE, round(360, 420, 250, 60));
        fill(new Color(0xF4F6F7), round(420, 470, 130, 120));
        stroke(new Color(0xD98E32), 16, line(650, 300, 650, 480));
        stroke(new Color(0xD98E32), 16, line(650, 400, 760, 400));
        stroke(new Color(0xD98E32), 16, line(300, 400, 300, 560));
        stroke(new Color(0xD98E32), 16, line(240, 400, 300, 400));
        for (int i = 0; i < 12; i++) stroke(new Color(0xB7A58C), 3, line(60 + i * 76, 560, 60 + i * 76, 700));
      } else {
        fill(Color.WHITE, new Ellipse2D.Double(370, 560, 230, 90));
        fill(new Color(0x8FA4AB), new Ellipse2D.Double(430, 580, 110, 46));
        fill(new Color(160, 200, 215, 150), new Ellipse2D.Double(170, 610, 200, 50));
      }
    }

    private void parking() {
      street(380);
      if (after) {
        for (int i = 0; i < 7; i++) stroke(Color.WHITE, 6, line(80 + i * 140, 560, 50 + i * 140, 690));
        car(130, 560, new Color(0x3E6FA3));
        car(550, 560, new Color(0xD9D9D9));
      } else {
        car(60, 470, new Color(0x3E6FA3));
        car(290, 500, new Color(0xB85C4A));
        car(520, 470, new Color(0xD9D9D9));
        car(730, 520, new Color(0x4C7A5C));
        car(400, 600, new Color(0x8A6BA3));
      }
    }

    private void bed() {
      room();
      if (after) {
        fill(new Color(0x9C6B43), round(250, 360, 40, 250));
        fill(new Color(0x9C6B43), round(740, 430, 34, 180));
        fill(new Color(0xB9855A), new Rectangle2D.Double(270, 520, 490, 40));
        fill(Color.WHITE, round(280, 470, 480, 60));
        fill(new Color(0x6FA3C8), round(410, 450, 352, 84));
        fill(new Color(0xF7E3B5), round(296, 440, 110, 50));
      } else {
        fill(new Color(0xB8B2A6), round(280, 610, 460, 46));
        fill(new Color(0x9A8F80), round(420, 592, 300, 46));
        fill(new Color(0xD9D2C4), round(296, 596, 96, 34));
        fill(new Color(120, 130, 110, 90), new Ellipse2D.Double(60, 470, 160, 120));
      }
    }

    private void hall() {
      room();
      fill(new Color(0x4F6D7A), round(330, 150, 300, 150));
      if (after) {
        fill(new Color(0xF3F0E4), round(350, 168, 260, 114));
        for (int i = 0; i < 4; i++) {
          int x = 110 + i * 200;
          fill(new Color(0xC48F5B), round(x, 520, 150, 20));
          stroke(new Color(0x8C6239), 8, line(x + 15, 540, x + 15, 620));
          stroke(new Color(0x8C6239), 8, line(x + 135, 540, x + 135, 620));
          fill(new Color(0xD9635B), round(x + 20, 580, 44, 14));
          fill(new Color(0x5B8FD9), round(x + 86, 580, 44, 14));
          fill(new Color(0xFFFFFF), round(x + 40, 506, 50, 14));
        }
      } else {
        for (int i = 0; i < 3; i++) fill(new Color(0x9AA0A6), round(150 + i * 70, 560 - i * 24, 120, 20));
        stroke(new Color(0x8A8F96), 6, line(700, 610, 760, 500));
        stroke(new Color(0x8A8F96), 6, line(780, 610, 720, 500));
      }
    }

    private void gift() {
      room();
      fill(new Color(0x9C6B43), round(260, 520, 440, 26));
      stroke(new Color(0x7A5133), 14, line(300, 546, 300, 660));
      stroke(new Color(0x7A5133), 14, line(660, 546, 660, 660));
      if (!after) {
        fill(new Color(0xD5CEC0), round(430, 494, 60, 26));
        return;
      }
      Color paper = List.of(new Color(0xE07A5F), new Color(0x3D8B7D), new Color(0x5B7DB1), new Color(0xD9A441)).get(variant % 4);
      fill(paper, round(380, 360, 200, 160));
      fill(new Color(255, 255, 255, 190), new Rectangle2D.Double(466, 360, 28, 160));
      fill(new Color(255, 255, 255, 190), new Rectangle2D.Double(380, 426, 200, 24));
      fill(new Color(255, 255, 255, 220), new Ellipse2D.Double(426, 322, 54, 44));
      fill(new Color(255, 255, 255, 220), new Ellipse2D.Double(480, 322, 54, 44));
    }

    /** Four walls with a window, seen from the door. */
    private void room() {
      fill(WALLS.get(variant % WALLS.size()), new Rectangle2D.Double(0, 0, WIDTH, 560));
      fill(new Color(0xC9B8A0), new Rectangle2D.Double(0, 560, WIDTH, 160));
      for (int i = 0; i < 9; i++) stroke(new Color(0xB7A58C), 3, line(60 + i * 110, 560, 20 + i * 120, 720));
      fill(new Color(0xBFE0EE), new Rectangle2D.Double(660, 120, 200, 170));
      stroke(Color.WHITE, 12, new Rectangle2D.Double(660, 120, 200, 170));
      stroke(Color.WHITE, 8, line(760, 120, 760, 290));
    }

    private void street(int roadTop) {
      sky();
      houses(4);
      ground(roadTop - 60);
      fill(KERB, new Rectangle2D.Double(0, roadTop - 30, WIDTH, 34));
      fill(ASPHALT, new Rectangle2D.Double(0, roadTop, WIDTH, HEIGHT - roadTop));
    }

    private void sky() {
      g.setPaint(new GradientPaint(0, 0, new Color(after ? 0xBFE0F2 : 0xC9D3DA), 0, 420, new Color(0xF3F7F8)));
      g.fillRect(0, 0, WIDTH, HEIGHT);
      if (after) fill(new Color(0xFCE9B8), dot(820 - variant * 90, 90, 42));
      for (int i = 0; i < 3; i++) {
        double x = 80 + i * 290 + variant * 25;
        fill(new Color(255, 255, 255, 190), new Ellipse2D.Double(x, 70 + i * 22, 150, 44));
        fill(new Color(255, 255, 255, 190), new Ellipse2D.Double(x + 40, 50 + i * 22, 90, 50));
      }
    }

    private void houses(int count) {
      for (int i = 0; i < count; i++) {
        double x = 30 + i * (900.0 / count);
        double width = 760.0 / count;
        double top = 190 + ((i + variant) % 3) * 36;
        fill(WALLS.get((i + variant) % WALLS.size()), new Rectangle2D.Double(x, top, width, 280));
        fill(ROOFS.get((i + variant) % ROOFS.size()), roof(x - 12, top, width + 24, 52));
        window(x + width * 0.18, top + 40);
        window(x + width * 0.58, top + 40);
      }
    }

    private void ground(double top) {
      fill(GRASS, new Rectangle2D.Double(0, top, WIDTH, HEIGHT - top));
    }

    private void window(double x, double y) {
      fill(new Color(0x9DB8C6), new Rectangle2D.Double(x, y, 54, 60));
      stroke(Color.WHITE, 5, new Rectangle2D.Double(x, y, 54, 60));
      stroke(Color.WHITE, 3, line(x + 27, y, x + 27, y + 60));
    }

    private void pothole(double x, double y, double width, double height) {
      fill(new Color(0x54585F), new Ellipse2D.Double(x - width / 2, y - height / 2, width, height));
      fill(new Color(0x3C3F44), new Ellipse2D.Double(x - width / 3, y - height / 3, width * 0.66, height * 0.66));
      fill(new Color(140, 150, 150, 130), new Ellipse2D.Double(x - width / 5, y - height / 6, width * 0.4, height * 0.4));
    }

    private void patch(double x, double y, double width, double height) {
      fill(new Color(0x565B63), round(x - width / 2, y - height / 2, width, height));
    }

    private void crack(double x, double y, double width) {
      var path = new Path2D.Double();
      path.moveTo(x, y);
      for (double dx = 0; dx < width; dx += 28) path.lineTo(x + dx, y + random.nextInt(-14, 15));
      stroke(new Color(0x42464B), 5, path);
    }

    private void dashes(double y) {
      for (int i = 0; i < 6; i++) fill(Color.WHITE, round(60 + i * 160, y, 80, 10));
    }

    private void cone(double x, double y) {
      fill(new Color(0xE2702E), roof(x, y + 80, 60, 80));
      fill(Color.WHITE, new Rectangle2D.Double(x + 18, y + 40, 24, 12));
      fill(new Color(0xC95F22), round(x - 8, y + 78, 76, 14));
    }

    private void bag(double x, double y) {
      List<Color> colours = List.of(new Color(0x33383E), new Color(0x4B6C87), new Color(0xB5B0A3), new Color(0x8C4F4F));
      fill(colours.get(random.nextInt(colours.size())), new Ellipse2D.Double(x, y, 62, 54));
      fill(new Color(255, 255, 255, 60), new Ellipse2D.Double(x + 12, y + 8, 20, 14));
    }

    private void bin(double x, double y) {
      fill(new Color(0x4C8A5C), round(x, y, 80, 120));
      fill(new Color(0x3A6B47), round(x - 6, y - 14, 92, 22));
    }

    private void leaf(double x, double y) {
      fill(random.nextBoolean() ? new Color(0x7C8C3F) : new Color(0xA8803C), new Ellipse2D.Double(x, y, 26, 12));
    }

    private void bush(double x, double y) {
      fill(new Color(0x7FA565), new Ellipse2D.Double(x, y, 100, 62));
      fill(new Color(0x8FB574), new Ellipse2D.Double(x + 40, y - 22, 90, 70));
    }

    private void treeAt(double x, double y, double lean) {
      double topX = x - lean * 260;
      stroke(new Color(0x8A5A33), 28, line(x, y, topX, y - 220));
      for (int i = 0; i < 6; i++) {
        double cx = topX + random.nextInt(-120, 90);
        fill(i % 2 == 0 ? new Color(0x6E9A55) : new Color(0x83AF68), new Ellipse2D.Double(cx, y - 330 + random.nextInt(90), 160, 120));
      }
    }

    private void car(double x, double y, Color colour) {
      fill(colour, round(x, y + 30, 190, 56));
      fill(colour, round(x + 40, y, 110, 50));
      fill(new Color(0xCFE0E8), round(x + 54, y + 8, 40, 26));
      fill(new Color(0xCFE0E8), round(x + 100, y + 8, 40, 26));
      fill(new Color(0x2B2E33), dot(x + 45, y + 88, 20));
      fill(new Color(0x2B2E33), dot(x + 145, y + 88, 20));
    }

    private void scooter(double x, double y, Color colour) {
      fill(new Color(0x2B2E33), dot(x, y + 60, 28));
      fill(new Color(0x2B2E33), dot(x + 130, y + 60, 28));
      fill(colour, round(x - 6, y + 10, 110, 42));
      stroke(colour, 12, line(x + 130, y + 56, x + 112, y - 30));
      stroke(new Color(0x3B3F46), 9, line(x + 92, y - 34, x + 128, y - 30));
      fill(new Color(0x3B3F46), round(x, y, 70, 18));
    }

    private void fill(Color colour, Shape shape) {
      g.setColor(colour);
      g.fill(shape);
    }

    private void stroke(Color colour, float width, Shape shape) {
      g.setColor(colour);
      g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(shape);
    }

    private static Shape line(double x1, double y1, double x2, double y2) {
      return new Line2D.Double(x1, y1, x2, y2);
    }

    private static Shape round(double x, double y, double width, double height) {
      return new RoundRectangle2D.Double(x, y, width, height, 14, 14);
    }

    private static Shape dot(double x, double y, double radius) {
      return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static Shape roof(double x, double y, double width, double height) {
      var path = new Path2D.Double();
      path.moveTo(x, y);
      path.lineTo(x + width / 2, y - height);
      path.lineTo(x + width, y);
      path.closePath();
      return path;
    }
  }
}
