package org.guanjia.publicity;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.guanjia.platform.files.FileRefused;
import org.guanjia.platform.files.StoredFiles;
import org.guanjia.platform.files.Variant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The picture that chats show beside a link: before and after side by side with the title below. Where the machine has no type for the
 * title's characters, the pictures stand alone: empty boxes would be worse than nothing.
 */
@Component
class ShareImages {

  static final int WIDTH = 1200;
  static final int HEIGHT = 630;
  private static final int PICTURE_HEIGHT = 420;
  private static final int KEPT_MAX = 64;
  private static final int LINES_MAX = 2;
  private static final Color GROUND = new Color(0x114b39);
  private static final Color SOFT = new Color(0xcfe5da);
  private static final List<String> FAMILIES =
      List.of("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", Font.SANS_SERIF);

  private final StoredFiles files;
  private final Map<String, byte[]> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > KEPT_MAX;
        }
      };

  ShareImages(StoredFiles files) {
    this.files = files;
  }

  /** One is drawn at a time: whoever asks for many waits, and nobody else does. */
  synchronized byte[] of(Publication project, String town, String village) {
    return kept.computeIfAbsent(project.id() + ":" + project.version() + ":" + town + village, any -> draw(project, town, village));
  }

  private byte[] draw(Publication project, String town, String village) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.setColor(GROUND);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    picture(g, project.beforeFile(), 0);
    picture(g, project.afterFile(), WIDTH / 2 + 4);
    write(g, project.title(), 52, Font.BOLD, Color.WHITE, PICTURE_HEIGHT + 78);
    write(g, village.isEmpty() ? town : town + " · " + village, 30, Font.PLAIN, SOFT, HEIGHT - 34);
    g.dispose();
    var png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  /** Fills its half from the middle of the picture; nothing is drawn where there is none. */
  private void picture(Graphics2D g, @Nullable UUID id, int x) {
    BufferedImage picture = read(id);
    if (picture == null) return;
    int width = WIDTH / 2 - 4;
    double scale = Math.max((double) width / picture.getWidth(), (double) PICTURE_HEIGHT / picture.getHeight());
    int cutWidth = (int) Math.min(picture.getWidth(), Math.round(width / scale));
    int cutHeight = (int) Math.min(picture.getHeight(), Math.round(PICTURE_HEIGHT / scale));
    int left = (picture.getWidth() - cutWidth) / 2;
    int top = (picture.getHeight() - cutHeight) / 2;
    g.drawImage(picture, x, 0, x + width, PICTURE_HEIGHT, left, top, left + cutWidth, top + cutHeight, null);
  }

  private @Nullable BufferedImage read(@Nullable UUID id) {
    if (id == null) return null;
    try {
      var file = files.find(id).orElse(null);
      return file == null || !file.isPicture() ? null : ImageIO.read(files.path(file, Variant.LARGE).toFile());
    } catch (IOException | FileRefused e) {
      return null;
    }
  }

  private static void write(Graphics2D g, String text, int size, int style, Color color, int baseline) {
    Font font = font(text, size, style);
    if (font == null) return;
    g.setFont(font);
    g.setColor(color);
    int y = baseline;
    for (String line : lines(g, text)) {
      g.drawString(line, 48, y);
      y += size + 14;
    }
  }

  /** The first family that has every character; null when none has. */
  static @Nullable Font font(String text, int size, int style) {
    for (String family : FAMILIES) {
      var font = new Font(family, style, size);
      if (font.canDisplayUpTo(text) < 0) return font;
    }
    return null;
  }

  private static List<String> lines(Graphics2D g, String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= text.length() && lines.size() < LINES_MAX; end++) {
      boolean full = g.getFontMetrics().stringWidth(text.substring(start, end)) > WIDTH - 96;
      if (!full && end < text.length()) continue;
      int cut = full ? end - 1 : end;
      boolean last = lines.size() == LINES_MAX - 1 && cut < text.length();
      lines.add(last ? text.substring(start, cut - 1) + "…" : text.substring(start, cut));
      start = cut;
    }
    return lines;
  }
}
