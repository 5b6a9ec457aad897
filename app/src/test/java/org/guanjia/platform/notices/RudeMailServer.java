package org.guanjia.platform.notices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks SMTP just well enough to fail at one chosen point: with a reply, or by hanging up when the reply is empty. */
final class RudeMailServer implements AutoCloseable {

  private final ServerSocket socket;
  private volatile String at = "";
  private volatile String reply = "";

  RudeMailServer() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  void answer(String command, String text) {
    at = command;
    reply = text;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        talk(connection);
      } catch (IOException closed) {
        // the client hung up, or the test is over
      }
    }
  }

  private void talk(Socket connection) throws IOException {
    var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
    var out = new PrintWriter(connection.getOutputStream(), true, StandardCharsets.US_ASCII);
    out.print("220 rude\r\n");
    out.flush();
    boolean text = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (text && !line.equals(".")) continue;
      boolean chosen = line.startsWith(at);
      if (chosen && reply.isEmpty()) return;
      text = line.equals("DATA");
      out.print((chosen ? reply : text ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 ok") + "\r\n");
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
