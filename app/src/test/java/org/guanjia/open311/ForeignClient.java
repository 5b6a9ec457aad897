package org.guanjia.open311;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A client of Open311 GeoReport v2 as somebody else would write it who has read nothing but the specification: the JDK's HTTP client and
 * XML parser, no line of the server's. It knows one address, that of the discovery.
 */
public final class ForeignClient implements AutoCloseable {

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String endpoint;

  /** @param discovery address that ends in /discovery.xml */
  public ForeignClient(String discovery) {
    Element root = root(get(URI.create(discovery)));
    this.endpoint =
        children(child(root, "endpoints").orElseThrow(), "endpoint").stream()
            .filter(each -> text(each, "specification").equals("http://wiki.open311.org/GeoReport_v2"))
            .filter(each -> children(child(each, "formats").orElseThrow(), "format").stream().anyMatch(format -> format.getTextContent().equals("text/xml")))
            .map(each -> text(each, "url"))
            .findFirst()
            .orElseThrow();
  }

  public record Reply(int status, String contentType, String retryAfter, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  String endpoint() {
    return endpoint;
  }

  /** GET of a resource below the endpoint, such as services.xml. */
  public Reply get(String resource, String... query) {
    String pairs = form(query);
    return get(URI.create(endpoint + "/" + resource + (pairs.isEmpty() ? "" : "?" + pairs)));
  }

  public Element xml(String resource, String... query) {
    return root(get(resource, query));
  }

  /** POST Service Request. */
  public Reply post(String resource, String... fields) {
    return post(resource, BodyPublishers.ofString(form(fields)), "application/x-www-form-urlencoded; charset=utf-8");
  }

  Reply post(String resource, BodyPublisher body, String contentType, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + "/" + resource)).header("Content-Type", contentType).POST(body);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Reply get(URI address, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), response.headers().firstValue("Retry-After").orElse(""), response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static Element root(Reply reply) {
    return document(reply).getDocumentElement();
  }

  static Document document(Reply reply) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(reply.body()));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(reply.text(), e);
    }
  }

  public static List<Element> children(Element parent, String name) {
    var children = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && (name.equals("*") || element.getTagName().equals(name))) children.add(element);
    }
    return children;
  }

  static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  public static String text(Element parent, String name) {
    return child(parent, name).map(Element::getTextContent).orElse("");
  }

  static String form(String... pairs) {
    var form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(URLEncoder.encode(pairs[i], StandardCharsets.UTF_8)).append('=').append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  @Override
  public void close() {
    http.close();
  }
}
