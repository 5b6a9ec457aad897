package org.guanjia.platform.spreadsheets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** File names that go out with a download. */
final class FileNames {
  private static final int CHARS_MAX = 80;

  private FileNames() {}

  /** Without path, control characters, what Windows forbids, text direction marks, or a leading dot; never empty. */
  static String safe(String name) {
    String plain = name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]+", "_").replaceAll("^[.\\s]+|[.\\s]+$", "");
    int length = plain.codePointCount(0, plain.length());
    String bounded = length <= CHARS_MAX ? plain : plain.substring(0, plain.offsetByCodePoints(0, CHARS_MAX));
    return bounded.isEmpty() ? "file" : bounded;
  }

  /** Content-Disposition for a download, with the name in UTF-8 as RFC 6266 and RFC 5987 have it. */
  static String attachment(String name) {
    String safe = safe(name);
    String ascii = safe.replaceAll("[^\\x20-\\x7E]|[%]", "_");
    return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + URLEncoder.encode(safe, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
