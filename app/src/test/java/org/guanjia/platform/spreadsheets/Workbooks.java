package org.guanjia.platform.spreadsheets;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks made by hand, part by part, so that tests can make what no honest program writes. */
public final class Workbooks {
  private final Map<String, Part> parts = new LinkedHashMap<>();

  public interface Part {
    void write(OutputStream out) throws IOException;
  }

  private Workbooks() {}

  /** A sound workbook whose one sheet has these rows, as XML. */
  public static Workbooks aWorkbook(String rows) {
    return new Workbooks()
        .with("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        .with("_rels/.rels", relations("rId1", "officeDocument", "xl/workbook.xml"))
        .with("xl/_rels/workbook.xml.rels", "<Relationships>" + relation("rId1", "worksheet", "worksheets/sheet1.xml")
            + relation("rId2", "sharedStrings", "sharedStrings.xml") + relation("rId3", "styles", "/xl/styles.xml") + "</Relationships>")
        .with("xl/workbook.xml", workbook(""))
        .with("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId='180' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/>"
            + "<numFmt numFmtId='181' formatCode='0.00&quot;days&quot;'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='180'/><xf numFmtId='181'/><xf numFmtId='31'/></cellXfs></styleSheet>")
        .with("xl/sharedStrings.xml", "<sst><si><t>标题</t></si><si><r><t>路</t></r><r><t>灯</t></r><rPh><t>ludeng</t></rPh></si></sst>")
        .with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  }

  static String workbook(String properties) {
    return "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>" + properties
        + "<sheets><sheet name='表一' sheetId='1' r:id='rId1'/></sheets></workbook>";
  }

  public Workbooks with(String name, String content) {
    return with(name, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }

  public Workbooks with(String name, Part part) {
    parts.put(name, part);
    return this;
  }

  Workbooks without(String name) {
    parts.remove(name);
    return this;
  }

  public Path in(Path folder) {
    Path file = folder.resolve("book-" + System.nanoTime() + ".xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(9);
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        part.getValue().write(zip);
        zip.closeEntry();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String relations(String id, String type, String target) {
    return "<Relationships>" + relation(id, type, target) + "</Relationships>";
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id='" + id + "' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type
        + "' Target='" + target + "'/>";
  }
}
