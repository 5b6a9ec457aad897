package org.guanjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A browser without eyes: keeps cookies, sends a page's CSRF token with its forms, follows nothing by itself.
 *
 * <pre>{@code
 * var clerk = Visitor.at(port).logIn("chen", PASSWORD);
 * clerk.post("/requests", "words", "路灯坏了");
 * }</pre>
 */
public final class Visitor implements AutoCloseable {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final String base;
  private final HttpClient client;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  private Visitor(String base, HttpClient client) {
    this.base = base;
    this.client = client;
  }

  public static Visitor at(int port) {
    return at(port, "127.0.0.1");
  }

  /** @param address any of 127.0.0.0/8, so that visitors can come from different networks */
  public static Visitor at(int port, String address) {
    try {
      var client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .localAddress(InetAddress.getByName(address))
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      return new Visitor("http://127.0.0.1:" + port, client);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** An answer; the body is text. */
  public record Answer(int status, String body, Map<String, List<String>> headers) {

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> String.join(", ", header.getValue()))
          .findFirst()
          .orElse("");
    }

    /** Where a redirect leads. */
    public String location() {
      return header("Location");
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  /** Sends a form with these names and values, and the token of the cookies held. */
  public Answer post(String path, String... namesAndValues) {
    return postRaw(path, form(csrfToken(), namesAndValues));
  }

  /** A file chosen in a form's field. */
  public record Upload(String field, String name, byte[] content) {}

  /** Sends a form with files, and the token of the cookies held. */
  public Answer post(String path, List<Upload> files, String... namesAndValues) {
    String boundary = "----guanjia" + System.nanoTime();
    var body = new ByteArrayOutputStream();
    part(body, boundary, "name=\"_csrf\"", csrfToken().getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      part(body, boundary, "name=\"" + namesAndValues[i] + "\"", namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    for (Upload file : files) {
      part(body, boundary, "name=\"" + file.field() + "\"; filename=\"" + file.name() + "\"\r\nContent-Type: application/octet-stream", file.content());
    }
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static void part(ByteArrayOutputStream body, String boundary, String disposition, byte[] content) {
    body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Asks with this header besides. */
  public Answer get(String path, String header, String value) {
    return send(request(path).header(header, value).GET());
  }

  /** Sends a form as it is, without a token. */
  public Answer postRaw(String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Calls the API. */
  public Answer call(String method, String path, String json, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Logs in by the ordinary page and checks that it worked. */
  public Visitor logIn(String username, String password) {
    Answer answer = tryLogIn(username, password);
    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    assertThat(answer.location()).doesNotStartWith("/login?");
    return this;
  }

  public Answer tryLogIn(String username, String password) {
    return post("/login", "username", username, "password", password);
  }

  /** The token that a page gives for these cookies. */
  public String csrfToken() {
    Answer page = get("/login/code");
    var token = TOKEN.matcher(page.body());
    if (token.find()) return token.group(1);
    var other = TOKEN.matcher(get("/login?kept").body());
    assertThat(other.find()).as("a form with a token").isTrue();
    return other.group(1);
  }

  public Map<String, String> cookies() {
    return cookies;
  }

  public Visitor withCookie(String name, String value) {
    cookies.put(name, value);
    return this;
  }

  public static String form(String csrf, String... namesAndValues) {
    List<String> pairs = new ArrayList<>(List.of("_csrf=" + encode(csrf)));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.add(encode(namesAndValues[i]) + "=" + encode(namesAndValues[i + 1]));
    }
    return String.join("&", pairs);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    List<String> pairs = cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue()).toList();
    return pairs.isEmpty() ? request : request.header("Cookie", String.join("; ", pairs));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return new Answer(response.statusCode(), response.body(), response.headers().map());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void keep(String setCookie) {
    String[] pair = setCookie.split(";", 2)[0].split("=", 2);
    if (setCookie.contains("Max-Age=0")) cookies.remove(pair[0]);
    else cookies.put(pair[0], pair[1]);
  }

  @Override
  public void close() {
    client.close();
  }
}
