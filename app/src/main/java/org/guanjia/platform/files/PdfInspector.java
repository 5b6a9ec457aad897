package org.guanjia.platform.files;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.guanjia.platform.files.FileRefused.Reason;

/**
 * Looks through a PDF before it is kept: it begins and ends as one (so it is not also something else), its streams do not
 * inflate without measure, and it holds no scripts and starts no programs. A PDF is never shown inside our pages, only
 * handed out as a download. Structure: ISO 32000-2 section 7.
 */
final class PdfInspector {

  private static final long INFLATED_MAX = 256L << 20;
  private static final int OBJECTS_INFLATED_MAX = 16 << 20;
  private static final int NESTED_MAX = 3;
  private static final int DICTIONARY_MAX = 1 << 16;

  /** Names that run something: scripts, programs, films, forms that send data off. */
  private static final Pattern ACTIVE =
      Pattern.compile("/(JavaScript|JS|Launch|RichMedia|SubmitForm|ImportData|GoToE|XFA)(?![A-Za-z0-9_.-])");

  private static final Pattern ENCRYPTED = Pattern.compile("/Encrypt(?![A-Za-z0-9_.-])");
  private static final Pattern STREAM = Pattern.compile("\\bstream\\r?\\n");
  private static final Pattern FLATE = Pattern.compile("/(FlateDecode|Fl)(?![A-Za-z0-9])");
  private static final Pattern ESCAPE = Pattern.compile("#([0-9A-Fa-f]{2})");

  private final byte[] bytes;
  private final String text;
  private long inflated;

  private PdfInspector(byte[] bytes) {
    this.bytes = bytes;
    this.text = new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns when nothing speaks against the PDF. */
  static void inspect(byte[] bytes) {
    new PdfInspector(bytes).inspect();
  }

  private void inspect() {
    if (!text.startsWith("%PDF-")) throw new FileRefused(Reason.TYPE);
    int end = text.lastIndexOf("%%EOF");
    if (end < 0 || !text.substring(end + 5).replace("\0", "").isBlank()) throw new FileRefused(Reason.DAMAGED);
    int outside = 0;
    Matcher streams = STREAM.matcher(text);
    while (streams.find(outside)) {
      refuseActive(text.substring(outside, streams.start()));
      int stop = text.indexOf("endstream", streams.end());
      if (stop < 0) throw new FileRefused(Reason.DAMAGED);
      stream(dictionary(outside, streams.start()), streams.end(), stop);
      outside = stop + "endstream".length();
    }
    refuseActive(text.substring(outside));
  }

  private String dictionary(int from, int to) {
    int begin = Math.max(text.lastIndexOf("obj", to), Math.max(from, to - DICTIONARY_MAX));
    return plain(text.substring(begin, to));
  }

  private void stream(String dictionary, int from, int to) {
    int nested = (int) FLATE.matcher(dictionary).results().count();
    if (nested == 0) return;
    if (nested > NESTED_MAX) throw new FileRefused(Reason.BOMB);
    boolean objects = dictionary.contains("/ObjStm");
    if (nested == 1 && !objects) measure(from, to - from);
    else lookInside(from, to - from, nested, objects);
  }

  /** Counts what comes out and keeps nothing. */
  private void measure(int from, int length) {
    var inflater = new Inflater();
    byte[] window = new byte[1 << 16];
    try {
      inflater.setInput(bytes, from, length);
      for (int count = 1; count > 0; ) {
        count = inflater.inflate(window);
        add(count);
      }
    } catch (DataFormatException damaged) {
      // A stream that cannot be inflated here cannot be inflated by a viewer either: it shows nothing.
    } finally {
      inflater.end();
    }
  }

  private void lookInside(int from, int length, int nested, boolean objects) {
    byte[] content = java.util.Arrays.copyOfRange(bytes, from, from + length);
    for (int i = 0; i < nested; i++) content = inflate(content);
    if (objects) refuseActive(new String(content, StandardCharsets.ISO_8859_1));
  }

  private byte[] inflate(byte[] content) {
    var inflater = new Inflater();
    var out = new java.io.ByteArrayOutputStream();
    byte[] window = new byte[1 << 16];
    try {
      inflater.setInput(content);
      for (int count = 1; count > 0; ) {
        count = inflater.inflate(window);
        add(count);
        if (out.size() + count > OBJECTS_INFLATED_MAX) throw new FileRefused(Reason.BOMB);
        out.write(window, 0, count);
      }
    } catch (DataFormatException damaged) {
      // What came out before the damage is still looked at.
    } finally {
      inflater.end();
    }
    return out.toByteArray();
  }

  private void add(int count) {
    inflated += count;
    if (inflated > INFLATED_MAX) throw new FileRefused(Reason.BOMB);
  }

  private static void refuseActive(String part) {
    String plain = plain(part);
    if (ENCRYPTED.matcher(plain).find()) throw new FileRefused(Reason.ENCRYPTED);
    if (ACTIVE.matcher(plain).find()) throw new FileRefused(Reason.ACTIVE);
  }

  /** Names may be written with escapes: /J#61vaScript. */
  private static String plain(String part) {
    if (part.indexOf('#') < 0) return part;
    return ESCAPE
        .matcher(part)
        .replaceAll(match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }
}
