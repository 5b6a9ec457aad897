package org.guanjia.rules;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An element of a document that may come from anybody: no document type, so no entities; bounded in length, depth and number. */
record Xml(String name, String namespace, Map<String, String> attributes, List<Xml> children, String text) {

  private static final int LENGTH_MAX = 4_000_000;
  private static final int DEPTH_MAX = 64;
  private static final int ELEMENTS_MAX = 200_000;

  /** @throws FeelException of kind XML, saying what is wrong */
  static Xml read(String document) {
    if (document.length() > LENGTH_MAX) {
      throw new FeelException(Problem.Kind.XML, "longer than " + LENGTH_MAX + " characters");
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((publicId, systemId, base, namespace) -> {
      throw new XMLStreamException("external entity");
    });
    try {
      return new Reading(factory.createXMLStreamReader(new StringReader(document))).document();
    } catch (XMLStreamException e) {
      String message = String.valueOf(e.getMessage());
      throw new FeelException(Problem.Kind.XML, message.substring(0, Math.min(300, message.length())).replaceAll("\\s+", " "));
    }
  }

  Optional<Xml> child(String childName) {
    return children(childName).findFirst();
  }

  Stream<Xml> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName) && child.namespace.equals(namespace));
  }

  @Nullable String attribute(String attribute) {
    return attributes.get(attribute);
  }

  String attribute(String attribute, String otherwise) {
    return attributes.getOrDefault(attribute, otherwise);
  }

  private static final class Reading {
    private final XMLStreamReader in;
    private int elements;

    Reading(XMLStreamReader in) {
      this.in = in;
    }

    Xml document() throws XMLStreamException {
      while (in.hasNext()) {
        int event = in.next();
        refuse(event);
        if (event == XMLStreamConstants.START_ELEMENT) {
          Xml root = element(1);
          while (in.hasNext()) {
            in.next();
          }
          return root;
        }
      }
      throw new FeelException(Problem.Kind.XML, "no element");
    }

    private Xml element(int depth) throws XMLStreamException {
      if (depth > DEPTH_MAX) {
        throw new FeelException(Problem.Kind.XML, "nested deeper than " + DEPTH_MAX);
      } else if (++elements > ELEMENTS_MAX) {
        throw new FeelException(Problem.Kind.XML, "more than " + ELEMENTS_MAX + " elements");
      }
      String name = in.getLocalName();
      String namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
      Map<String, String> attributes = new LinkedHashMap<>();
      for (int i = 0; i < in.getAttributeCount(); i++) {
        if (in.getAttributeNamespace(i) == null || in.getAttributeNamespace(i).isEmpty()) {
          attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
        } else {
          attributes.put("{" + in.getAttributeNamespace(i) + "}" + in.getAttributeLocalName(i), in.getAttributeValue(i));
        }
      }
      List<Xml> children = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (int event = in.next(); event != XMLStreamConstants.END_ELEMENT; event = in.next()) {
        refuse(event);
        if (event == XMLStreamConstants.START_ELEMENT) {
          children.add(element(depth + 1));
        } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA || event == XMLStreamConstants.SPACE) {
          text.append(in.getText());
        }
      }
      return new Xml(name, namespace, attributes, children, text.toString());
    }

    private void refuse(int event) {
      if (event == XMLStreamConstants.DTD) {
        throw new FeelException(Problem.Kind.XML, "a document type is not read");
      } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new FeelException(Problem.Kind.XML, "an entity is not read");
      }
    }
  }
}
