package org.guanjia.platform.spreadsheets;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * An Office Open XML workbook, read part by part (ECMA-376, also in its strict form).
 *
 * <p>Every byte that comes out of the archive is counted, whatever the archive claims about itself, so a bomb goes off in a counter.
 * Archives inside the archive are never opened. See docs/adr/0020 for why this is not left to a library.
 */
final class XlsxFile implements Closeable {
  private static final int PARTS_MAX = 5_000;
  private static final int SHEETS_MAX = 500;
  private static final int STYLES_MAX = 100_000;
  /** Below this much output a high ratio proves nothing: a sheet of equal rows compresses very well. */
  private static final long RATIO_MATTERS_FROM_BYTES = 4L << 20;

  private final ZipFile zip;
  private final SheetLimits limits;
  private final List<SheetPart> visibleSheets = new ArrayList<>();
  private final Map<String, String> targets = new HashMap<>();
  private String workbookPart = "xl/workbook.xml";
  private boolean era1904;
  private long inflatedBytes;

  private record SheetPart(String name, String part) {}

  private XlsxFile(ZipFile zip, SheetLimits limits) {
    this.zip = zip;
    this.limits = limits;
  }

  static XlsxFile open(Path path, SheetLimits limits) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException | EOFException e) {
      throw new SheetFault(e, "archiveBroken");
    }
    XlsxFile file = new XlsxFile(zip, limits);
    try {
      file.readFrame();
      return file;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  List<String> sheetNames() {
    return visibleSheets.stream().map(SheetPart::name).toList();
  }

  /** Opens a sheet's rows; closing them closes this file. */
  SheetRows rows(int sheet) {
    try {
      if (sheet < 0 || sheet >= visibleSheets.size()) {
        throw new SheetFault("noSuchSheet", sheet + 1, visibleSheets.size());
      }
      BitSet dateStyles = dateStyles();
      List<String> sharedTexts = sharedTexts();
      return new XlsxRows(this, part(visibleSheets.get(sheet).part()), sharedTexts, dateStyles, era1904, limits);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readFrame() {
    if (zip.size() > PARTS_MAX) {
      throw new SheetFault("bomb");
    }
    readRootRelations();
    if (zip.getEntry(workbookPart) == null) {
      throw new SheetFault("notWorkbook"); // some other kind of archive: a ZIP folder, a DOCX, an ODS
    }
    readWorkbookRelations();
    readWorkbook();
    if (visibleSheets.isEmpty()) {
      throw new SheetFault("noSheet");
    }
  }

  private void readRootRelations() {
    if (zip.getEntry("_rels/.rels") == null) {
      return;
    }
    scan("_rels/.rels", xml -> {
      if (xml.starts("Relationship") && xml.attribute("Type", "").endsWith("/officeDocument")) {
        workbookPart = resolve("", xml.attribute("Target", workbookPart));
      }
    });
  }

  private void readWorkbookRelations() {
    int slash = workbookPart.lastIndexOf('/') + 1;
    String folder = workbookPart.substring(0, slash);
    String relations = folder + "_rels/" + workbookPart.substring(slash) + ".rels";
    if (zip.getEntry(relations) == null) {
      throw new SheetFault("notWorkbook");
    }
    scan(relations, xml -> {
      if (xml.starts("Relationship") && !xml.attribute("TargetMode", "").equals("External")) {
        String target = resolve(folder, xml.attribute("Target", ""));
        targets.put(xml.attribute("Id", ""), target);
        String type = xml.attribute("Type", "");
        targets.put(type.substring(type.lastIndexOf('/') + 1), target); // sharedStrings, styles
      }
    });
  }

  private void readWorkbook() {
    scan(workbookPart, xml -> {
      if (xml.starts("workbookPr")) {
        era1904 = xml.isTrue("date1904");
      } else if (xml.starts("sheet") && !xml.attribute("state", "visible").contains("idden")) {
        String part = targets.get(xml.attributeAnywhere("id"));
        if (part != null && part.contains("worksheets/") && visibleSheets.size() < SHEETS_MAX) {
          visibleSheets.add(new SheetPart(xml.attribute("name", part), part));
        }
      }
    });
  }

  /** Styles whose number format shows a date: a number in such a cell is one. */
  private BitSet dateStyles() {
    BitSet dates = new BitSet();
    String styles = targets.get("styles");
    if (styles == null || zip.getEntry(styles) == null) {
      return dates;
    }
    Map<String, Boolean> ownFormats = new HashMap<>();
    int[] style = {-1};
    scan(styles, xml -> {
      if (xml.starts("numFmt")) {
        ownFormats.put(xml.attribute("numFmtId", ""), DateFormats.isDate(xml.attribute("formatCode", "")));
      } else if (xml.starts("cellXfs")) {
        style[0] = 0;
      } else if (xml.ends("cellXfs")) {
        style[0] = -1;
      } else if (style[0] >= 0 && xml.starts("xf")) {
        String format = xml.attribute("numFmtId", "0");
        Boolean own = ownFormats.get(format);
        dates.set(style[0], own != null ? own : DateFormats.isBuiltInDate(format));
        if (++style[0] > STYLES_MAX) {
          throw new SheetFault("bomb");
        }
      }
    });
    return dates;
  }

  private List<String> sharedTexts() {
    List<String> texts = new ArrayList<>();
    String shared = targets.get("sharedStrings");
    if (shared == null || zip.getEntry(shared) == null) {
      return texts;
    }
    long[] chars = {0};
    scan(shared, xml -> {
      if (xml.starts("si")) {
        String text = xml.richText("si", limits.cellCharsMax() * 2);
        chars[0] += text.length() + 8; // the entry itself costs too: a billion empty texts are no gift
        if (chars[0] > limits.sharedCharsMax()) {
          throw new SheetFault("tooMuchText", limits.sharedCharsMax() >> 20);
        }
        texts.add(text);
      }
    });
    return texts;
  }

  private interface Visitor {
    void visit(XmlPart xml) throws XMLStreamException;
  }

  private void scan(String part, Visitor visitor) {
    try (XmlPart xml = new XmlPart(part(part))) {
      while (xml.next()) {
        visitor.visit(xml);
      }
    } catch (XMLStreamException e) {
      throw XmlPart.fault(e, part);
    }
  }

  private InputStream part(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new SheetFault("partMissing", name);
    }
    try {
      return new Counted(zip.getInputStream(entry), Math.max(entry.getCompressedSize(), 1));
    } catch (IOException e) {
      throw new SheetFault(e, "archiveBroken");
    }
  }

  private static String resolve(String folder, String target) {
    String name = target.startsWith("/") ? target.substring(1) : folder + target;
    while (name.contains("/../")) {
      name = name.replaceFirst("[^/]*/\\.\\./", "");
    }
    return name.replace("/./", "/");
  }

  /** Counts what comes out of the archive, over all parts together. */
  private final class Counted extends FilterInputStream {
    private final long packedBytes;
    private long partBytes;

    Counted(InputStream in, long packedBytes) {
      super(in);
      this.packedBytes = packedBytes;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) {
      partBytes += bytes;
      inflatedBytes += bytes;
      if (inflatedBytes > limits.inflatedBytesMax()
          || partBytes > RATIO_MATTERS_FROM_BYTES && partBytes / packedBytes > limits.inflationRatioMax()) {
        throw new SheetFault("bomb");
      }
    }
  }
}
