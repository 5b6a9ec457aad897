package org.guanjia.publicity;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.guanjia.platform.web.Page;

/** The Atom feed (RFC 4287), as text. */
final class Atom {

  private Atom() {}

  static String feed(Page page, String siteAddress, String feedAddress, Instant changed, List<Publication> latest, Function<Publication, String> address) {
    var xml = new StringBuilder(32_768);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"").append(page.lang()).append("\">\n");
    element(xml, "title", page.town().fullName() + " · " + page.t("publicity.title"));
    element(xml, "subtitle", page.t("publicity.lead"));
    element(xml, "id", siteAddress);
    element(xml, "updated", changed.toString());
    xml.append("<link rel=\"alternate\" type=\"text/html\" href=\"").append(escaped(siteAddress)).append("\"/>\n");
    xml.append("<link rel=\"self\" type=\"application/atom+xml\" href=\"").append(escaped(feedAddress)).append("\"/>\n");
    xml.append("<author>");
    element(xml, "name", page.town().office());
    xml.append("</author>\n");
    for (Publication each : latest) entry(xml, page, each, address.apply(each));
    return xml.append("</feed>\n").toString();
  }

  private static void entry(StringBuilder xml, Page page, Publication each, String address) {
    xml.append("<entry>\n");
    element(xml, "title", each.title());
    element(xml, "id", address);
    xml.append("<link rel=\"alternate\" type=\"text/html\" href=\"").append(escaped(address)).append("\"/>\n");
    element(xml, "published", Objects.requireNonNull(each.publishedAt()).toString());
    element(xml, "updated", Objects.requireNonNull(each.changedAt()).toString());
    xml.append("<content type=\"text\">");
    xml.append(escaped(page.t(each.isProject() ? "publicity.project.need" : "publicity.asked") + "\n" + each.asked() + "\n\n"));
    xml.append(escaped(page.t(each.isProject() ? "publicity.project.result" : "publicity.became") + "\n" + each.became()));
    xml.append("</content>\n</entry>\n");
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>').append(escaped(text)).append("</").append(name).append(">\n");
  }

  /** Characters that XML 1.0 has no place for are left away. */
  static String escaped(String text) {
    var out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> {
          if (c >= 0x20 && c != 0xFFFE && c != 0xFFFF || c == '\n' || c == '\t') out.appendCodePoint(c);
        }
      }
    });
    return out.toString();
  }
}
