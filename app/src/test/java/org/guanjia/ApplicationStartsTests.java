package org.guanjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@TownTest
class ApplicationStartsTests {

  @LocalServerPort int port;

  @Test
  void answersTheLoginPageInChinese() throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/login")).build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("工作人员登录").contains("lang=\"zh-CN\"");
      assertThat(answer.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
    }
  }
}
