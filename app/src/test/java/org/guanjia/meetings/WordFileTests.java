package org.guanjia.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Word files are well-formed whatever stands in them. */
class WordFileTests {

  private static final String HOSTILE = "<w:p>&amp;</w:t>]]>\u0000\u0001\u0008\u001B\uFFFE\uD800 \"'<!-- 𠮷 -->";

  @Test
  void hostileTextStaysTextInEveryPart() throws Exception {
    byte[] file =
        new WordFile()
            .paragraph("Mark", HOSTILE)
            .ruled(HOSTILE, HOSTILE)
            .labelled("Fact", HOSTILE, "一\n二")
            .table(List.of("a", HOSTILE), List.of(List.of(HOSTILE), List.of("x", "y")), 40, 60)
            .bytes();
    int parts = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry(), parts++) {
        Document part = parsed(zip.readAllBytes());
        if (!entry.getName().equals("word/document.xml")) continue;
        assertThat(part.getElementsByTagName("w:tbl").getLength()).isEqualTo(1);
        assertThat(part.getElementsByTagName("w:tr").getLength()).isEqualTo(3);
        assertThat(part.getElementsByTagName("w:tc").getLength()).isEqualTo(6);
        assertThat(part.getElementsByTagName("w:t").item(0).getTextContent()).isEqualTo("<w:p>&amp;</w:t>]]> \"'<!-- 𠮷 -->");
        assertThat(part.getElementsByTagName("w:br").getLength()).isEqualTo(1);
      }
    }
    assertThat(parts).isEqualTo(6);
  }

  private static Document parsed(byte[] xml) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
  }
}
