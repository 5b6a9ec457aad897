package org.guanjia.benefits;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The decision tables within a programme's DMN document, read for a page and written back: only the rows of tables change, and what these require; everything else
 * of the document stays as it was. Whether the whole is a programme, the rules library says.
 */
final class DmnDocument {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Document document;

  private DmnDocument(Document document) {
    this.document = document;
  }

  /** Empty when it is no well-formed XML, or brings a document type along. */
  static Optional<DmnDocument> read(String dmn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return Optional.of(new DmnDocument(builder.parse(new InputSource(new StringReader(dmn)))));
    } catch (SAXException | java.io.IOException e) {
      return Optional.empty();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tables, that of {@link DmnTable#ENTITLEMENT} first. */
  List<DmnTable> tables() {
    List<DmnTable> tables = new ArrayList<>();
    for (Element decision : all(document, "decision")) {
      child(decision, "decisionTable").ifPresent(table -> {
        DmnTable read = table(decision.getAttribute("name"), table);
        tables.add(read.decision().equals(DmnTable.ENTITLEMENT) ? 0 : tables.size(), read);
      });
    }
    return tables;
  }

  /**
   * The document with the rows of these tables in the place of what it had. A name that a cell uses and its decision does not require yet is
   * required from now on, as a modelling tool would have its author draw it.
   *
   * @param known FEEL types of the facts and parameters that a cell may name
   */
  String with(List<DmnTable> tables, Map<String, String> known) {
    Map<String, DmnTable> byDecision = tables.stream().collect(Collectors.toMap(DmnTable::decision, Function.identity(), (one, other) -> one));
    for (Element decision : all(document, "decision")) {
      DmnTable wanted = byDecision.get(decision.getAttribute("name"));
      if (wanted == null) continue;
      child(decision, "decisionTable").ifPresent(table -> write(table, wanted));
      for (String name : names(wanted)) if (known.containsKey(name)) require(decision, name, known.get(name));
    }
    return text();
  }

  private static Set<String> names(DmnTable table) {
    Set<String> names = new LinkedHashSet<>();
    table.rows().forEach(row -> Stream.concat(row.tests().stream(), row.values().stream()).map(cell -> cell.replaceAll("\"[^\"]*\"", "")).forEach(cell -> {
      var found = NAME.matcher(cell);
      while (found.find()) names.add(found.group());
    }));
    return names;
  }

  private void require(Element decision, String name, String type) {
    Element input = all(document, "inputData").stream().filter(each -> each.getAttribute("name").equals(name)).findFirst().orElseGet(() -> {
      Element made = element(decision, "inputData");
      made.setAttribute("id", "input_" + name);
      made.setAttribute("name", name);
      Element variable = append(made, "variable");
      variable.setAttribute("name", name);
      variable.setAttribute("typeRef", type);
      decision.getParentNode().insertBefore(made, decision);
      return made;
    });
    String href = "#" + input.getAttribute("id");
    boolean required = children(decision, "informationRequirement").stream().flatMap(each -> children(each, "requiredInput").stream()).anyMatch(each -> each.getAttribute("href").equals(href));
    if (required) return;
    Element requirement = element(decision, "informationRequirement");
    append(requirement, "requiredInput").setAttribute("href", href);
    decision.insertBefore(requirement, child(decision, "decisionTable").orElseThrow());
  }

  private static DmnTable table(String decision, Element table) {
    List<DmnTable.Column> inputs = children(table, "input").stream().map(input -> {
      String expression = child(input, "inputExpression").flatMap(each -> child(each, "text")).map(DmnDocument::content).orElse("");
      return new DmnTable.Column(input.getAttribute("label").isBlank() ? expression : input.getAttribute("label"), expression);
    }).toList();
    List<DmnTable.Column> outputs = children(table, "output").stream()
        .map(output -> new DmnTable.Column(output.getAttribute("label").isBlank() ? output.getAttribute("name") : output.getAttribute("label"), output.getAttribute("name"))).toList();
    List<DmnTable.Row> rows = children(table, "rule").stream().map(rule -> new DmnTable.Row(texts(rule, "inputEntry"), texts(rule, "outputEntry"), note(rule))).toList();
    return new DmnTable(decision, table.getAttribute("hitPolicy").isBlank() ? "UNIQUE" : table.getAttribute("hitPolicy"), inputs, outputs, rows);
  }

  private static String note(Element rule) {
    List<String> annotations = texts(rule, "annotationEntry");
    return annotations.isEmpty() ? child(rule, "description").map(DmnDocument::content).orElse("") : annotations.getFirst();
  }

  private void write(Element table, DmnTable wanted) {
    List<Element> old = children(table, "rule");
    boolean annotated = !children(table, "annotation").isEmpty();
    old.forEach(table::removeChild);
    for (int i = 0; i < wanted.rows().size(); i++) {
      DmnTable.Row row = wanted.rows().get(i);
      Element rule = element(table, "rule");
      rule.setAttribute("id", wanted.decision().replaceAll("[^A-Za-z0-9]", "_") + "_row_" + (i + 1));
      if (!annotated && !row.note().isBlank()) append(rule, "description").setTextContent(row.note());
      IntStream.range(0, wanted.inputs().size()).forEach(at -> append(append(rule, "inputEntry"), "text").setTextContent(at(row.tests(), at, "-")));
      IntStream.range(0, wanted.outputs().size()).forEach(at -> append(append(rule, "outputEntry"), "text").setTextContent(at(row.values(), at, "")));
      if (annotated) append(append(rule, "annotationEntry"), "text").setTextContent(row.note());
      table.appendChild(rule);
    }
  }

  private static String at(List<String> texts, int at, String otherwise) {
    return at < texts.size() && !texts.get(at).isBlank() ? texts.get(at) : otherwise;
  }

  private Element append(Element parent, String name) {
    Element made = element(parent, name);
    parent.appendChild(made);
    return made;
  }

  private Element element(Element like, String name) {
    return document.createElementNS(like.getNamespaceURI(), like.getPrefix() == null ? name : like.getPrefix() + ":" + name);
  }

  private String text() {
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
      StringWriter out = new StringWriter();
      document.setXmlStandalone(true);
      transformer.transform(new DOMSource(document), new StreamResult(out));
      return out.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(Element parent, String name) {
    return children(parent, name).stream().map(each -> child(each, "text").map(DmnDocument::content).orElse("")).toList();
  }

  private static String content(Element element) {
    return element.getTextContent().strip();
  }

  private static List<Element> all(Document document, String name) {
    return elements(document.getElementsByTagNameNS("*", name));
  }

  private static List<Element> children(Element parent, String name) {
    return elements(parent.getChildNodes()).stream().filter(child -> name.equals(child.getLocalName())).toList();
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>(nodes.getLength());
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element) elements.add(element);
    }
    return elements;
  }
}
