package org.guanjia.platform.spreadsheets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.guanjia.platform.spreadsheets.Workbooks.aWorkbook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is far too large is answered with words, by page and by API; the connection is not broken under the sender's hands. */
@TownTest
class LargeUploadTests {

  private static final long HUNDRED_MB = 100L << 20;
  private static final String BOUNDARY = "----guanjia";

  @LocalServerPort int port;
  @Autowired Users users;
  private Visitor desk;

  @BeforeEach
  void begin() {
    String name = "desk" + System.nanoTime();
    Staff.add(users, name, Role.TOWN_DESK);
    desk = Visitor.at(port).logIn(name, Staff.PASSWORD);
  }

  @AfterEach
  void end() {
    desk.close();
  }

  @Test
  void aHundredMegabytesByThePage() throws Exception {
    HttpResponse<String> answer = form("/imports", zeros(HUNDRED_MB), HUNDRED_MB);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("文件超过了 64 MB 的上限", "lang=\"zh-CN\"");
  }

  @Test
  void aHundredMegabytesByTheApi() throws Exception {
    HttpResponse<String> answer = bytes("/api/v1/imports?target=policies&name=a.csv", zeros(HUNDRED_MB), HUNDRED_MB);
    assertThat(answer.statusCode()).isBetween(413, 422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.body()).contains("64 MB");
  }

  /** As programs send it that do not know how much it will be. */
  @Test
  void aHundredMegabytesWithoutALengthByTheApi() throws Exception {
    HttpResponse<String> answer = bytes("/api/v1/imports?target=policies&name=a.csv", zeros(HUNDRED_MB), -1);
    assertThat(answer.statusCode()).isBetween(413, 422);
    assertThat(answer.body()).contains("64 MB");
  }

  @Test
  void aHundredMegabytesAsAPicture() throws Exception {
    HttpResponse<String> answer = form("/api/v1/files", zeros(HUNDRED_MB), HUNDRED_MB);
    assertThat(answer.statusCode()).isBetween(413, 422);
    assertThat(answer.body()).contains("20 MB");
  }

  @Test
  void moreThanAnyFormMayHold() throws Exception {
    HttpResponse<String> answer = form("/imports", zeros(2 * HUNDRED_MB), 2 * HUNDRED_MB);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("文件太大了");
  }

  @Test
  void aBombAsAWorkbookByPageAndApi(@TempDir Path temporary) throws Exception {
    Path bomb = aWorkbook("").with("xl/worksheets/sheet1.xml", out -> {
      out.write("<worksheet><sheetData>".getBytes(UTF_8));
      byte[] blanks = " ".repeat(1 << 20).getBytes(UTF_8);
      for (int i = 0; i < 300; i++) out.write(blanks);
    }).in(temporary);
    assertThat(Files.size(bomb)).isLessThan(1 << 20);
    try (InputStream in = Files.newInputStream(bomb)) {
      HttpResponse<String> page = form("/imports", in, Files.size(bomb));
      assertThat(page.statusCode()).isEqualTo(422);
      assertThat(page.body()).contains("文件解压后大得不正常");
    }
    try (InputStream in = Files.newInputStream(bomb)) {
      HttpResponse<String> program = bytes("/api/v1/imports?target=policies&name=a.xlsx", in, Files.size(bomb));
      assertThat(program.statusCode()).isBetween(413, 422);
      assertThat(program.body()).contains("文件解压后大得不正常");
    }
  }

  private HttpResponse<String> form(String path, InputStream file, long size) throws IOException, InterruptedException {
    String head =
        field("_csrf", desk.csrfToken()) + field("target", "policies") + field("source", "") + field("key", UUID.randomUUID().toString())
            + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    BodyPublisher body = BodyPublishers.concat(BodyPublishers.ofString(head), sized(file, size), BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    return send(request(path).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY).header("X-CSRF-TOKEN", desk.csrfToken()).POST(body));
  }

  private HttpResponse<String> bytes(String path, InputStream content, long size) throws IOException, InterruptedException {
    BodyPublisher body = size < 0 ? BodyPublishers.ofInputStream(() -> content) : sized(content, size);
    return send(request(path).header("Content-Type", "application/octet-stream").header("X-CSRF-TOKEN", desk.csrfToken()).POST(body));
  }

  private static BodyPublisher sized(InputStream content, long size) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), size);
  }

  private static String field(String name, String value) {
    return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  }

  private HttpRequest.Builder request(String path) {
    String cookies = String.join("; ", desk.cookies().entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue()).toList());
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Cookie", cookies);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static InputStream zeros(long size) {
    return new InputStream() {
      private long left = size;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] buffer, int from, int length) {
        if (left <= 0) return -1;
        int count = (int) Math.min(left, length);
        Arrays.fill(buffer, from, from + count, (byte) 0);
        left -= count;
        return count;
      }
    };
  }
}
