package org.guanjia.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A member of staff of the demo town, logged in once; many connections act as this one. */
final class Staff implements AutoCloseable {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final Wire wire;
  private final String csrf;

  private Staff(Wire wire, String csrf) {
    this.wire = wire;
    this.csrf = csrf;
  }

  static Staff logIn(int port, String username, String password) throws IOException {
    var wire = new Wire(port);
    String before = token(wire.get("/login").text());
    String form =
        "_csrf=" + encode(before) + "&username=" + encode(username) + "&password=" + encode(password) + "&next=";
    Wire.Answer answer = wire.post("/login", "application/x-www-form-urlencoded", form, Map.of());
    if (answer.status() != 303 && answer.status() != 302) throw new IOException("log-in answered " + answer.status());
    return new Staff(wire, token(wire.get("/today").text()));
  }

  /** A connection of its own that acts as this member of staff. */
  Wire wire(int port) {
    return new Wire(port).as(wire);
  }

  /** The token that goes with each call that changes something. */
  String csrf() {
    return csrf;
  }

  Map<String, String> headers(String key) {
    return Map.of("X-CSRF-TOKEN", csrf, "Idempotency-Key", key);
  }

  private static String token(String page) throws IOException {
    Matcher token = TOKEN.matcher(page);
    if (!token.find()) throw new IOException("no form token on the page");
    return token.group(1);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    wire.close();
  }
}
