package org.guanjia.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A resident's browser on the public form: opens it, keeps its cookies and hidden fields (CSRF token, idempotency key),
 * fills it in and sends it. One per client; not safe for several threads.
 */
final class PublicForm implements AutoCloseable {

  private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)\"");
  private static final Pattern FORM = Pattern.compile("<form[^>]*>.*?</form>", Pattern.DOTALL);
  private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
  private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)=\"([^\"]*)\"");

  private static volatile @Nullable String formPath;

  private final Wire wire;
  private final Map<String, String> hidden = new LinkedHashMap<>();
  private String action = "";

  PublicForm(int port) {
    this.wire = new Wire(port);
  }

  /** Goes on in the browser of that one. */
  PublicForm as(PublicForm other) {
    wire.as(other.wire);
    return this;
  }

  /** Opens the form anew: fresh hidden fields. */
  void open() throws IOException {
    String path = formPath;
    if (path == null) {
      path = find();
      formPath = path;
    }
    read(wire.get(path).text(), path);
  }

  /**
   * Sends a request in these words under that key.
   *
   * @return whether it was acknowledged: the answer that leads to the receipt; false for "come again later"
   * @throws IOException when no whole answer came: nobody knows whether it was done
   */
  boolean send(String words, String key) throws IOException {
    var fields = new LinkedHashMap<>(hidden);
    fields.put("key", key);
    fields.put("words", words);
    fields.put("address", "环村路小学门口");
    fields.put("reporterName", "示例居民0001");
    fields.put("reporterPhone", "10000000001");
    var body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append(body.isEmpty() ? "" : "&").append(encode(name)).append('=').append(encode(value)));
    Wire.Answer answer =
        wire.post(action, "application/x-www-form-urlencoded", body.toString(), Map.of("Accept", "text/html"));
    if (answer.status() == 303 || answer.status() == 302) return true;
    if (answer.status() == 503 || answer.status() == 429) return false;
    throw new IllegalStateException("the form answered " + answer.status() + ": " + answer.text());
  }

  static String newKey() {
    return UUID.randomUUID().toString();
  }

  /** The page with the form, one or two links away from the first page. */
  private String find() throws IOException {
    var seen = new LinkedHashMap<String, String>();
    seen.put("/", wire.get("/").text());
    for (int depth = 0; depth < 2; depth++) {
      for (String page : seen.values().toArray(String[]::new)) {
        Matcher link = LINK.matcher(page);
        while (link.find()) {
          String path = link.group(1).replace("&amp;", "&");
          if (seen.containsKey(path) || path.startsWith("/assets") || path.startsWith("/webjars")) continue;
          String text = wire.get(path).text();
          if (text.contains("name=\"words\"")) return path;
          seen.put(path, text);
        }
      }
    }
    throw new IOException("no form with the field \"words\" found from the first page");
  }

  private void read(String page, String path) throws IOException {
    Matcher form = FORM.matcher(page);
    while (form.find()) {
      if (!form.group().contains("name=\"words\"")) continue;
      Map<String, String> attributes = attributes(form.group().substring(0, form.group().indexOf('>')));
      action = attributes.getOrDefault("action", path).replace("&amp;", "&");
      hidden.clear();
      Matcher input = INPUT.matcher(form.group());
      while (input.find()) {
        Map<String, String> field = attributes(input.group());
        if ("hidden".equals(field.get("type")) && field.containsKey("name")) {
          hidden.put(field.get("name"), field.getOrDefault("value", ""));
        }
      }
      return;
    }
    throw new IOException("no form with the field \"words\" on " + path);
  }

  private static Map<String, String> attributes(String tag) {
    var attributes = new LinkedHashMap<String, String>();
    Matcher attribute = ATTRIBUTE.matcher(tag);
    while (attribute.find()) attributes.put(attribute.group(1), attribute.group(2));
    return attributes;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    wire.close();
  }
}
