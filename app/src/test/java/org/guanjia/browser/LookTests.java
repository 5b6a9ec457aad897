package org.guanjia.browser;

import java.util.stream.Stream;
import org.guanjia.TownTest;
import org.guanjia.browser.Browser.Visit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages everybody sees, in every look: nothing for axe-core to find, nothing that sticks out. */
@TownTest
class LookTests {

  @LocalServerPort int port;

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("pagesAndLooks")
  void isAccessible(String path, String look) {
    try (var person = visit(look).open()) {
      person.go(path).accessible().shot("look" + path.replace('/', '-'));
    }
  }

  static Stream<Arguments> pagesAndLooks() {
    return Stream.of("/", "/ui", "/login", "/no-such-page")
        .flatMap(
            path ->
                Stream.of("phone", "desktop", "phone dark", "desktop dark", "phone elder", "desktop elder", "phone noscript")
                    .map(look -> Arguments.of(path, look)));
  }

  private Visit visit(String look) {
    Visit visit = look.contains("phone") ? Browser.at(port).phone() : Browser.at(port).desktop();
    if (look.contains("dark")) visit = visit.dark();
    if (look.contains("elder")) visit = visit.elder();
    return look.contains("noscript") ? visit.withoutScript() : visit;
  }
}
