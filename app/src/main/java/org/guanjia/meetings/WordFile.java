package org.guanjia.meetings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A WordprocessingML document (ECMA-376, transitional) of paragraphs and tables, laid out as GB/T 9704-2012 has it: A4, the text 156 mm by
 * 225 mm, body in 仿宋 of 16 points on lines of 29, page numbers between dashes. No text that goes in becomes markup, and what XML cannot
 * hold is left out.
 */
final class WordFile {

  static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  /** The width of the text in twentieths of a point. */
  static final int WIDTH = 8_844;

  private static final String NAMESPACE = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  private final StringBuilder body = new StringBuilder();

  /** A paragraph in one of the styles below. */
  WordFile paragraph(String style, String text) {
    body.append("<w:p><w:pPr><w:pStyle w:val=\"").append(style).append("\"/></w:pPr>");
    run("", text);
    body.append("</w:p>");
    return this;
  }

  /** A paragraph that begins with a label in bold letters. */
  WordFile labelled(String style, String label, String text) {
    body.append("<w:p><w:pPr><w:pStyle w:val=\"").append(style).append("\"/></w:pPr>");
    run("<w:rPr><w:rFonts w:eastAsia=\"黑体\"/></w:rPr>", label);
    run("", text);
    body.append("</w:p>");
    return this;
  }

  /** One text at the left, one at the right, a red rule below. */
  WordFile ruled(String left, String right) {
    body.append("<w:p><w:pPr><w:pStyle w:val=\"Number\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"").append(WIDTH).append("\"/></w:tabs></w:pPr>");
    run("", left);
    body.append("<w:r><w:tab/></w:r>");
    run("", right);
    body.append("</w:p>");
    return this;
  }

  /** @param widths of the columns, in parts of a hundred */
  WordFile table(List<String> head, List<List<String>> rows, int... widths) {
    body.append("<w:tbl><w:tblPr><w:tblW w:w=\"").append(WIDTH).append("\" w:type=\"dxa\"/><w:tblBorders>");
    for (String side : List.of("top", "left", "bottom", "right", "insideH", "insideV")) {
      body.append("<w:").append(side).append(" w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
    }
    body.append("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for (int width : widths) body.append("<w:gridCol w:w=\"").append(WIDTH * width / 100).append("\"/>");
    body.append("</w:tblGrid>");
    row("<w:cantSplit/><w:tblHeader/>", "CellHead", head, widths);
    for (List<String> row : rows) row("<w:cantSplit/>", "Cell", row, widths);
    body.append("</w:tbl>");
    return this;
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      part(zip, "[Content_Types].xml", types());
      part(zip, "_rels/.rels", relationship("officeDocument", "word/document.xml"));
      part(zip, "word/document.xml", document());
      part(zip, "word/styles.xml", styles());
      part(zip, "word/footer1.xml", footer());
      part(zip, "word/_rels/document.xml.rels", relationship("styles", "styles.xml").replace("</Relationships>", link(2, "footer", "footer1.xml") + "</Relationships>"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void row(String properties, String style, List<String> cells, int[] widths) {
    body.append("<w:tr><w:trPr>").append(properties).append("</w:trPr>");
    for (int i = 0; i < widths.length; i++) {
      body.append("<w:tc><w:tcPr><w:tcW w:w=\"").append(WIDTH * widths[i] / 100).append("\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>");
      paragraph(style, i < cells.size() ? cells.get(i) : "");
      body.append("</w:tc>");
    }
    body.append("</w:tr>");
  }

  private void run(String properties, String text) {
    body.append("<w:r>").append(properties);
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) body.append(i == 0 ? "" : "<w:br/>").append("<w:t xml:space=\"preserve\">").append(escaped(lines[i])).append("</w:t>");
    body.append("</w:r>");
  }

  /** As the text of an XML 1.0 element: markup escaped, characters outside its production Char left out. */
  static String escaped(String text) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '&') plain.append("&amp;");
              else if (c == '<') plain.append("&lt;");
              else if (c == '>') plain.append("&gt;");
              else if (c == '\t' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000) plain.appendCodePoint(c);
            });
    return plain.toString();
  }

  private String document() {
    return HEAD + "<w:document " + NAMESPACE + " xmlns:r=\"" + RELATIONSHIPS + "\"><w:body>" + body
        + "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
        + "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1361\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>";
  }

  private static String styles() {
    return HEAD + "<w:styles " + NAMESPACE + "><w:docDefaults><w:rPrDefault><w:rPr>" + font("仿宋_GB2312", 32)
        + "<w:lang w:val=\"zh-CN\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"580\" w:lineRule=\"exact\"/>"
        + "</w:pPr></w:pPrDefault></w:docDefaults>"
        + style("Normal", "", font("仿宋_GB2312", 32))
        + style("Mark", "<w:spacing w:before=\"480\" w:after=\"240\" w:line=\"800\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", font("方正小标宋简体", 52) + "<w:color w:val=\"C00000\"/>")
        + style("Number", "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"C00000\"/></w:pBdr><w:spacing w:after=\"360\"/>", font("仿宋_GB2312", 32))
        + style("Draft", "<w:jc w:val=\"right\"/>", font("黑体", 32))
        + style("Fact", "", font("仿宋_GB2312", 32))
        + style("Heading", "<w:keepNext/><w:spacing w:before=\"240\"/><w:ind w:firstLine=\"640\"/><w:outlineLvl w:val=\"0\"/>", font("黑体", 32))
        + style("About", "<w:keepNext/><w:ind w:firstLine=\"640\"/>", font("楷体_GB2312", 32))
        + style("Body", "<w:ind w:firstLine=\"640\"/><w:jc w:val=\"both\"/>", font("仿宋_GB2312", 32))
        + style("TableTitle", "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"120\"/>", font("黑体", 32))
        + style("CellHead", "<w:keepNext/><w:spacing w:before=\"60\" w:after=\"60\" w:line=\"400\" w:lineRule=\"atLeast\"/><w:jc w:val=\"center\"/>", font("黑体", 28))
        + style("Cell", "<w:spacing w:before=\"60\" w:after=\"60\" w:line=\"400\" w:lineRule=\"atLeast\"/>", font("仿宋_GB2312", 28))
        + style("Sign", "<w:keepNext/><w:spacing w:before=\"480\"/>", font("仿宋_GB2312", 32))
        + "</w:styles>";
  }

  private static String style(String name, String paragraph, String run) {
    String standing = name.equals("Normal") ? " w:default=\"1\"" : "";
    return "<w:style w:type=\"paragraph\"" + standing + " w:styleId=\"" + name + "\"><w:name w:val=\"" + name + "\"/><w:pPr>" + paragraph + "</w:pPr><w:rPr>" + run + "</w:rPr></w:style>";
  }

  /** @param halfPoints size of the letters */
  private static String font(String chinese, int halfPoints) {
    return "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"" + chinese + "\"/><w:sz w:val=\"" + halfPoints + "\"/><w:szCs w:val=\"" + halfPoints + "\"/>";
  }

  private static String footer() {
    return HEAD + "<w:ftr " + NAMESPACE + "><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr>" + font("宋体", 28) + "</w:rPr><w:t xml:space=\"preserve\">— </w:t></w:r>"
        + "<w:fldSimple w:instr=\" PAGE \"><w:r><w:rPr>" + font("宋体", 28) + "</w:rPr><w:t>1</w:t></w:r></w:fldSimple><w:r><w:rPr>" + font("宋体", 28)
        + "</w:rPr><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>";
  }

  private static String types() {
    String main = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    return HEAD + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/word/document.xml\" ContentType=\"" + main + "document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" + main + "styles+xml\"/>"
        + "<Override PartName=\"/word/footer1.xml\" ContentType=\"" + main + "footer+xml\"/></Types>";
  }

  private static String relationship(String kind, String target) {
    return HEAD + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + link(1, kind, target) + "</Relationships>";
  }

  private static String link(int id, String kind, String target) {
    return "<Relationship Id=\"rId" + id + "\" Type=\"" + RELATIONSHIPS + "/" + kind + "\" Target=\"" + target + "\"/>";
  }

  private static void part(ZipOutputStream zip, String name, String content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
