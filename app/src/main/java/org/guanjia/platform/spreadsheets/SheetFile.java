package org.guanjia.platform.spreadsheets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spreadsheet on disk whose kind has been recognised by its content. Open its rows as often as wanted.
 */
public final class SheetFile {
  private final Path path;
  private final SheetFormat format;
  private final @Nullable CsvDialect dialect;
  private final List<String> sheets;
  private final SheetLimits limits;

  private SheetFile(Path path, SheetFormat format, @Nullable CsvDialect dialect, List<String> sheets, SheetLimits limits) {
    this.path = path;
    this.format = format;
    this.dialect = dialect;
    this.sheets = sheets;
    this.limits = limits;
  }

  /**
   * Recognises a file: a workbook by its parts, text by decoding all of it strictly.
   *
   * @throws SheetFault when it is neither, is too large, or is text in no charset that Chinese offices use
   */
  public static SheetFile recognise(Path path, SheetLimits limits) {
    return recognise(path, limits, null);
  }

  /** As {@link #recognise(Path, SheetLimits)}, with the charset of a text file told by a person instead of detected. */
  public static SheetFile recognise(Path path, SheetLimits limits, @Nullable Charset told) {
    try {
      long bytes = Files.size(path);
      if (bytes == 0) {
        throw new SheetFault("empty");
      }
      if (bytes > limits.fileBytesMax()) {
        throw new SheetFault("fileTooLarge", bytes >> 20, limits.fileBytesMax() >> 20);
      }
      byte[] start = start(path);
      if (startsWith(start, 'P', 'K', 3, 4) || startsWith(start, 'P', 'K', 5, 6)) {
        try (XlsxFile workbook = XlsxFile.open(path, limits)) {
          return new SheetFile(path, SheetFormat.XLSX, null, workbook.sheetNames(), limits);
        }
      }
      refuseWhatIsKnown(start);
      return new SheetFile(path, SheetFormat.CSV, CsvDialect.detect(path, told), List.of("CSV"), limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the content says it is. */
  public SheetFormat format() {
    return format;
  }

  /** Charset of a text file; null for a workbook. */
  public @Nullable Charset charset() {
    return dialect == null ? null : dialect.charset();
  }

  /** Names of the visible sheets, in their order; a text file has one. */
  public List<String> sheets() {
    return sheets;
  }

  /**
   * Opens the rows of a sheet.
   *
   * @param sheet index into {@link #sheets()}
   */
  public SheetRows rows(int sheet) {
    try {
      return dialect == null ? XlsxFile.open(path, limits).rows(sheet) : CsvRows.open(path, dialect, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] start(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(512);
    }
  }

  /** Names the files that people take for spreadsheets, so that the message can say what to do instead of speaking of charsets. */
  private static void refuseWhatIsKnown(byte[] start) {
    if (startsWith(start, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new SheetFault("oldOrLocked"); // OLE 2: Excel 97-2003, or a workbook with a password
    }
    String text = new String(start, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(java.util.Locale.ROOT);
    String afterBom = text.startsWith("ï»¿") ? text.substring(3).stripLeading() : text;
    if (afterBom.startsWith("<!doctype html") || afterBom.startsWith("<html") || afterBom.startsWith("<table")
        || afterBom.startsWith("<?xml") || afterBom.startsWith("<meta")) {
      throw new SheetFault("markup"); // many systems "export to Excel" by naming a web page .xls
    }
    if (startsWith(start, '%', 'P', 'D', 'F') || startsWith(start, 0x89, 'P', 'N', 'G') || startsWith(start, 0xFF, 0xD8, 0xFF)
        || startsWith(start, 'R', 'a', 'r', '!') || startsWith(start, '7', 'z', 0xBC) || startsWith(start, 0x1F, 0x8B)
        || startsWith(start, 'M', 'Z', 0x90) || startsWith(start, 0x7F, 'E', 'L', 'F')) {
      throw new SheetFault("notSheet");
    }
  }

  private static boolean startsWith(byte[] start, int... bytes) {
    if (start.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((start[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
