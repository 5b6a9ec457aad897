package org.guanjia.platform.spreadsheets;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a text file is written: its charset, its byte order mark, its separator.
 *
 * <p>The whole file is decoded strictly before a row is read, because a file that is valid in its first lines only would otherwise
 * turn names into question marks further down.
 *
 * @param bomBytes length of the byte order mark, 0 when there is none
 */
record CsvDialect(Charset charset, int bomBytes, char separator) {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SNIFF_CHARS = 1 << 15;
  private static final int SNIFF_LINES = 20;
  private static final char[] SEPARATORS = {',', '\t', ';', '|'};

  static CsvDialect detect(Path path, @Nullable Charset told) throws IOException {
    Bom bom = bom(path);
    Charset charset = told != null ? told : charset(path, bom);
    int bomBytes = bom != null && bom.charset.equals(charset) ? bom.bytes : 0;
    if (told != null) {
      long wrong = firstWrongByte(path, told, bomBytes);
      if (wrong >= 0) {
        throw new SheetFault("charsetTold", told.name(), wrong, lineOf(path, wrong));
      }
    }
    refuseNul(path, charset, bomBytes);
    return new CsvDialect(charset, bomBytes, separator(path, charset, bomBytes));
  }

  Reader open(Path path) throws IOException {
    return reader(path, charset, bomBytes);
  }

  private static Charset charset(Path path, @Nullable Bom bom) throws IOException {
    if (bom != null) {
      long wrong = firstWrongByte(path, bom.charset, bom.bytes);
      if (wrong >= 0) {
        throw new SheetFault("charsetBroken", bom.charset.name(), wrong, lineOf(path, wrong));
      }
      return bom.charset;
    }
    long notUtf8 = firstWrongByte(path, StandardCharsets.UTF_8, 0);
    if (notUtf8 < 0) {
      return StandardCharsets.UTF_8;
    }
    long notGb = firstWrongByte(path, GB18030, 0);
    if (notGb < 0) {
      return GB18030;
    }
    throw new SheetFault("charset", notUtf8, lineOf(path, notUtf8), notGb, lineOf(path, notGb));
  }

  private record Bom(Charset charset, int bytes) {}

  private static @Nullable Bom bom(Path path) throws IOException {
    byte[] b;
    try (InputStream in = Files.newInputStream(path)) {
      b = in.readNBytes(4);
    }
    int four = 0;
    for (int i = 0; i < 4; i++) {
      four = four << 8 | (i < b.length ? b[i] & 0xFF : 1);
    }
    if (four == 0x0000FEFF || four == 0xFFFE0000) {
      throw new SheetFault("utf32");
    }
    if (four >>> 8 == 0xEFBBBF) {
      return new Bom(StandardCharsets.UTF_8, 3);
    }
    return switch (four >>> 16) {
      case 0xFFFE -> new Bom(StandardCharsets.UTF_16LE, 2);
      case 0xFEFF -> new Bom(StandardCharsets.UTF_16BE, 2);
      default -> null;
    };
  }

  /** Position, from 0, of the first byte that cannot be in a text of this charset; -1 when there is none. */
  private static long firstWrongByte(Path path, Charset charset, int skip) throws IOException {
    CharsetDecoder decoder = strict(charset);
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES);
    long before = skip;
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(skip);
      boolean end = false;
      while (!end) {
        int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
        end = read < bytes.remaining();
        bytes.limit(bytes.position() + read).position(0);
        CoderResult result = decoder.decode(bytes, chars.clear(), end);
        if (result.isError()) {
          return before + bytes.position();
        }
        before += bytes.position();
        bytes.compact();
      }
    }
    return -1;
  }

  /** A line of text never holds NUL; where it does, the file is something else, most often UTF-16 without its mark. */
  private static void refuseNul(Path path, Charset charset, int skip) throws IOException {
    int unit = charset.name().startsWith("UTF-16") ? 2 : 1;
    byte[] buffer = new byte[BUFFER_BYTES];
    long before = skip;
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(skip);
      for (int read; (read = in.readNBytes(buffer, 0, buffer.length)) > 0; before += read) {
        for (int i = 0; i + unit <= read; i += unit) {
          if (buffer[i] == 0 && (unit == 1 || buffer[i + 1] == 0)) {
            throw new SheetFault("nul", before + i, lineOf(path, before + i));
          }
        }
      }
    }
  }

  private static long lineOf(Path path, long position) throws IOException {
    long line = 1;
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = position;
    try (InputStream in = Files.newInputStream(path)) {
      for (int read; left > 0 && (read = in.read(buffer, 0, (int) Math.min(buffer.length, left))) > 0; left -= read) {
        for (int i = 0; i < read; i++) {
          line += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return line;
  }

  /** The separator met most often outside quotes in the first lines; a comma when there is none. */
  private static char separator(Path path, Charset charset, int skip) throws IOException {
    char[] text = new char[SNIFF_CHARS];
    int length = 0;
    try (Reader reader = reader(path, charset, skip)) {
      for (int read; length < text.length && (read = reader.read(text, length, text.length - length)) > 0; length += read) {}
    }
    int[] seen = new int[SEPARATORS.length];
    boolean quoted = false;
    for (int i = 0, lines = 0; i < length && lines < SNIFF_LINES; i++) {
      if (text[i] == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        lines += text[i] == '\n' ? 1 : 0;
        for (int s = 0; s < SEPARATORS.length; s++) {
          seen[s] += text[i] == SEPARATORS[s] ? 1 : 0;
        }
      }
    }
    int best = 0;
    for (int s = 1; s < SEPARATORS.length; s++) {
      best = seen[s] > seen[best] ? s : best;
    }
    return SEPARATORS[best];
  }

  private static Reader reader(Path path, Charset charset, int skip) throws IOException {
    InputStream in = Files.newInputStream(path);
    in.skipNBytes(skip);
    return new InputStreamReader(in, strict(charset));
  }

  private static CharsetDecoder strict(Charset charset) {
    return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
  }
}
