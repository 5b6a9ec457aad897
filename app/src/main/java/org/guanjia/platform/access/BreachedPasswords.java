package org.guanjia.platform.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A file of breached passwords as the operator may download it from Have I Been Pwned: one SHA-1 in hexadecimal a
 * line, ordered, with or without {@code :count}. It is searched where it lies (some 40 GB), never loaded.
 */
final class BreachedPasswords {

  private static final int DIGEST_LETTERS = 40;
  private static final int LINE_BYTES_MAX = 64;

  private final Path file;

  BreachedPasswords(Path file) {
    this.file = file;
  }

  /**
   * Whether the file holds this password.
   *
   * @throws IllegalStateException when the file cannot be read: better no new password than an unchecked one
   */
  boolean contains(String password) {
    String wanted = sha1(password);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = 0;
      long to = channel.size();
      while (from < to) {
        long middle = (from + to) >>> 1;
        Line line = lineAt(channel, middle, from);
        int order = line.digest().compareToIgnoreCase(wanted);
        if (order == 0) {
          return true;
        }
        if (order < 0) {
          from = line.end();
        } else {
          to = line.start();
        }
      }
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("the file of breached passwords cannot be read: " + file, e);
    }
  }

  /** The line that holds this position. */
  private static Line lineAt(FileChannel channel, long position, long lowest) throws IOException {
    long windowStart = Math.max(lowest, position - LINE_BYTES_MAX);
    byte[] window = new byte[(int) Math.min(channel.size() - windowStart, 2L * LINE_BYTES_MAX)];
    ByteBuffer buffer = ByteBuffer.wrap(window);
    while (buffer.hasRemaining() && channel.read(buffer, windowStart + buffer.position()) >= 0) {
      // a channel may give less than was asked for
    }
    int at = (int) (position - windowStart);
    int start = at;
    while (start > 0 && window[start - 1] != '\n') {
      start--;
    }
    int end = at;
    while (end < window.length && window[end] != '\n') {
      end++;
    }
    String text = new String(window, start, end - start, StandardCharsets.US_ASCII);
    String digest = text.length() > DIGEST_LETTERS ? text.substring(0, DIGEST_LETTERS) : text.strip();
    return new Line(digest, windowStart + start, windowStart + Math.min(end + 1, window.length));
  }

  private static String sha1(String password) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-1 is part of every Java", e);
    }
  }

  private record Line(String digest, long start, long end) {}
}
