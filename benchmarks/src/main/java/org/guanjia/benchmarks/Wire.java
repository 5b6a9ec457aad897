package org.guanjia.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection on a plain socket, kept alive, with the cookies it is given. It costs a fraction of the
 * processor time of {@code java.net.http}, which would otherwise be taken from the application on the same two cores.
 */
final class Wire implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;

  /** An answer; header names are in lower case. */
  record Answer(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Nullable String header(String name) {
      return headers.get(name);
    }
  }

  private final int port;
  private final Map<String, String> cookies = new HashMap<>();
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  Wire(int port) {
    this.port = port;
  }

  /** Goes on as whoever that one is: the same cookies. */
  Wire as(Wire other) {
    cookies.putAll(other.cookies);
    return this;
  }

  Answer get(String path) throws IOException {
    return send("GET", path, Map.of(), new byte[0]);
  }

  Answer post(String path, String contentType, String body, Map<String, String> headers) throws IOException {
    var all = new HashMap<>(headers);
    all.put("Content-Type", contentType);
    return send("POST", path, all, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends one request and reads its answer whole.
   *
   * @throws IOException when the connection breaks; whether the request was done is then unknown
   */
  Answer send(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
    Socket connected = connected();
    var head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost:").append(port).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (!cookies.isEmpty()) {
      head.append("Cookie: ");
      cookies.forEach((name, value) -> head.append(name).append('=').append(value).append("; "));
      head.setLength(head.length() - 2);
      head.append("\r\n");
    }
    if (!method.equals("GET")) head.append("Content-Length: ").append(body.length).append("\r\n");
    head.append("\r\n");
    byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[first.length + body.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(body, 0, whole, first.length, body.length);
    try {
      connected.getOutputStream().write(whole);
      return read();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket connected() throws IOException {
    Socket open = socket;
    if (open != null) return open;
    var fresh = new Socket();
    fresh.setTcpNoDelay(true);
    fresh.setSoTimeout(TIMEOUT_MILLIS);
    fresh.connect(new InetSocketAddress("localhost", port), TIMEOUT_MILLIS);
    socket = fresh;
    in = new BufferedInputStream(fresh.getInputStream(), 8192);
    return fresh;
  }

  private Answer read() throws IOException {
    String status = line();
    var headers = new HashMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("set-cookie")) keepCookie(value);
      else headers.put(name, value);
    }
    int code = Integer.parseInt(status.substring(9, 12));
    byte[] body = code == 204 || code == 304 ? new byte[0] : body(headers);
    if ("close".equalsIgnoreCase(headers.get("connection"))) close();
    return new Answer(code, headers, body);
  }

  private void keepCookie(String value) {
    String pair = value.split(";", 2)[0];
    int equals = pair.indexOf('=');
    if (equals > 0) cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    if (length != null) return exactly(Integer.parseInt(length));
    if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) return new byte[0];
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      body.writeBytes(exactly(size));
      line();
      if (size == 0) return body.toByteArray();
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = input().readNBytes(length);
    if (bytes.length < length) throw new EOFException("connection closed in the middle of an answer");
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    InputStream input = input();
    while (true) {
      int c = input.read();
      if (c < 0) throw new EOFException("connection closed");
      if (c == '\n') break;
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }

  private InputStream input() throws IOException {
    InputStream open = in;
    if (open == null) throw new IOException("not connected");
    return open;
  }

  @Override
  public void close() {
    try {
      if (socket != null) socket.close();
    } catch (IOException e) {
      // Closing is all that was wanted.
    }
    socket = null;
    in = null;
  }
}
