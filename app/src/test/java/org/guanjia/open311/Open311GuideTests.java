package org.guanjia.open311;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.guanjia.TownTest;
import org.guanjia.demo.DemoTown;
import org.guanjia.open311.ForeignClient.Reply;
import org.guanjia.requests.Catalogue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Every curl line of the guides does in the demo town what the guide says. */
@TownTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Open311GuideTests {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @Autowired ApplicationContext context;
  @Autowired Catalogue catalogue;
  @Autowired ApiKeys keys;
  @LocalServerPort int port;
  private String key;

  @BeforeAll
  void town() {
    DemoTown.fill(context);
    catalogue.forget();
    key = Open311Fixture.key(keys, "指南", 60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/open311.md", "docs/zh/Open311接入.md"})
  void theExamplesWork(String guide) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..").resolve(guide)).stream().map(String::strip).filter(line -> line.startsWith("curl ")).toList();
    assertThat(lines).hasSizeGreaterThan(4);
    try (var client = new ForeignClient("http://127.0.0.1:" + port + "/open311/discovery.xml")) {
      for (String line : lines) {
        Reply reply = run(client, line);
        assertThat(reply.status()).as(line + "\n" + reply.text()).isEqualTo(200);
        assertThat(reply.text()).as(line).hasSizeGreaterThan(50);
      }
    }
  }

  /** As curl reads these options: -G, -d and --data-urlencode. */
  private Reply run(ForeignClient client, String line) {
    var data = new ArrayList<String>();
    String address = "";
    List<String> words = WORD.matcher(line).results().map(word -> word.group(1) != null ? word.group(1) : word.group(2)).toList();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).replace("$KEY", key);
      if (word.startsWith("http")) address = word.replace("localhost:8080", "127.0.0.1:" + port);
      if (word.equals("-d")) data.add(words.get(i + 1).replace("$KEY", key));
      if (word.equals("--data-urlencode")) data.add(ForeignClient.form(words.get(i + 1).split("=", 2)));
    }
    String form = String.join("&", data);
    if (data.isEmpty()) return client.get(URI.create(address));
    if (words.contains("-G")) return client.get(URI.create(address + "?" + form));
    return client.post(address.substring(client.endpoint().length() + 1), BodyPublishers.ofString(form), "application/x-www-form-urlencoded");
  }
}
