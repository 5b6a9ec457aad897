package org.guanjia.platform.notices;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A gateway for text messages as a real one behaves on a bad day: it answers, refuses, asks for patience, breaks off, or
 * takes a message and then does not say so. It keeps its promise about the Idempotency-Key.
 */
final class Gateway implements AutoCloseable {

  /** What it does with the next request; without a plan it answers 200. */
  enum Mood {
    TAKE,
    REFUSE,
    TOO_FAST,
    BROKEN,
    /** Takes the message, then lets the sender wait without an answer. */
    TAKE_AND_HANG,
    /** Takes the message, then closes the connection. */
    TAKE_AND_BREAK_OFF,
    CHAT_TAKE,
    CHAT_TOO_FAST,
    CHAT_REFUSE
  }

  record Received(String key, String authorization, String body) {}

  private final HttpServer server;
  private final Queue<Mood> moods = new ConcurrentLinkedQueue<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Received> delivered = new LinkedHashMap<>();

  Gateway() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/sms");
  }

  void plan(Mood... next) {
    moods.addAll(List.of(next));
  }

  /** All that came, repetitions too. */
  List<Received> requests() {
    return requests;
  }

  /** What reached a phone: one for each key. */
  synchronized List<Received> delivered() {
    return List.copyOf(delivered.values());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String key = header(exchange, "Idempotency-Key");
    var received = new Received(key, header(exchange, "Authorization"), new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    requests.add(received);
    Mood mood = moods.isEmpty() ? Mood.TAKE : moods.poll();
    switch (mood) {
      case TAKE -> {
        take(received);
        answer(exchange, 200, "{\"id\":\"G-1\"}");
      }
      case REFUSE -> answer(exchange, 400, "{\"error\":\"no such number\"}");
      case TOO_FAST -> {
        exchange.getResponseHeaders().set("Retry-After", "600");
        answer(exchange, 429, "");
      }
      case BROKEN -> answer(exchange, 500, "");
      case TAKE_AND_HANG -> {
        take(received);
        sleep();
        exchange.close();
      }
      case TAKE_AND_BREAK_OFF -> {
        take(received);
        exchange.close();
      }
      case CHAT_TAKE -> {
        take(received);
        answer(exchange, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
      }
      case CHAT_TOO_FAST -> answer(exchange, 200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}");
      case CHAT_REFUSE -> answer(exchange, 200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}");
    }
  }

  private synchronized void take(Received received) {
    delivered.putIfAbsent(received.key().isEmpty() ? "none-" + delivered.size() : received.key(), received);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void sleep() {
    try {
      Thread.sleep(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
