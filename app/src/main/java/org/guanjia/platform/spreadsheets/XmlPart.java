package org.guanjia.platform.spreadsheets;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** One XML part of a workbook, read forward. A document type is refused outright: with it go entity bombs and external entities. */
final class XmlPart implements Closeable {
  private static final XMLInputFactory FACTORY = factory();

  private final InputStream in;
  private final XMLStreamReader reader;
  private int event;

  XmlPart(InputStream in) throws XMLStreamException {
    this.in = in;
    this.reader = FACTORY.createXMLStreamReader(in);
  }

  /** Steps to the next event; false at the end. */
  boolean next() throws XMLStreamException {
    if (!reader.hasNext()) {
      return false;
    }
    event = reader.next();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new SheetFault("doctype");
    }
    return true;
  }

  boolean starts(String element) {
    return event == XMLStreamConstants.START_ELEMENT && element.equals(reader.getLocalName());
  }

  boolean ends(String element) {
    return event == XMLStreamConstants.END_ELEMENT && element.equals(reader.getLocalName());
  }

  String attribute(String name, String otherwise) {
    String value = reader.getAttributeValue(null, name);
    return value == null ? otherwise : value;
  }

  @Nullable String attribute(String name) {
    return reader.getAttributeValue(null, name);
  }

  /** An attribute by its local name in whatever namespace: {@code r:id} has another one in strict workbooks. */
  String attributeAnywhere(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (name.equals(reader.getAttributeLocalName(i))) {
        return reader.getAttributeValue(i);
      }
    }
    return "";
  }

  boolean isTrue(String name) {
    String value = attribute(name, "0");
    return value.equals("1") || value.equals("true");
  }

  /** Text up to the end of the element just entered. */
  String text(String element, int charsMax) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (next() && !ends(element)) {
      append(text, charsMax);
    }
    return text.toString();
  }

  /** Text of all runs up to the end of the element just entered, without phonetic hints, with {@code _xHHHH_} decoded (ECMA-376 part 1, 22.9.2.19). */
  String richText(String element, int charsMax) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    boolean inText = false;
    boolean inPhonetic = false;
    while (next() && !ends(element)) {
      if (starts("rPh")) {
        inPhonetic = true;
      } else if (ends("rPh")) {
        inPhonetic = false;
      } else if (starts("t")) {
        inText = true;
      } else if (ends("t")) {
        inText = false;
      } else if (inText && !inPhonetic) {
        append(text, charsMax);
      }
    }
    return EscapedText.decode(text.toString());
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fault to report for a part that cannot be parsed; a fault raised below the parser goes through unchanged. */
  static SheetFault fault(XMLStreamException e, String part) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SheetFault fault) {
        return fault;
      }
    }
    return new SheetFault(e, "xml", part, e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNumber(), 0));
  }

  private void append(StringBuilder text, int charsMax) {
    if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA || event == XMLStreamConstants.SPACE) {
      if (text.length() + (long) reader.getTextLength() > charsMax) {
        throw new SheetFault("textTooLong", charsMax);
      }
      text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLReporter((message, type, related, location) -> {}); // faults are thrown, not printed
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new SheetFault("doctype");
    });
    return factory;
  }
}
