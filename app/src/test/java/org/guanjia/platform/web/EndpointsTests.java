package org.guanjia.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

class EndpointsTests {

  @Property(tries = 5_000)
  void passesOverNoMethodThatSpringWouldFind(@ForAll("patterns") String pattern, @ForAll("paths") String path) {
    boolean fits = PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path));
    if (fits) assertThat(Endpoints.beginnings(path)).contains(Endpoints.beginning(pattern));
  }

  @Example
  void looksAtMethodsThatBeginLikeTheAddress() {
    assertThat(Endpoints.beginning("/requests/{code}/closure")).isEqualTo("/requests");
    assertThat(Endpoints.beginning("/files/{file}.jpg")).isEqualTo("/files");
    assertThat(Endpoints.beginning("/files/a{rest}")).isEqualTo("/files");
    assertThat(Endpoints.beginning("/files/**")).isEqualTo("/files");
    assertThat(Endpoints.beginning("/requests")).isEqualTo("/requests");
    assertThat(Endpoints.beginning("/")).isEqualTo("/");
    assertThat(Endpoints.beginnings("/requests/CS-1")).containsExactly("", "/requests", "/requests/CS-1");
    assertThat(Endpoints.beginnings("/")).containsExactly("", "/");
  }

  @Provide
  static Arbitrary<String> patterns() {
    return joined("a", "b", "ab", "{x}", "a{x}", "{x}.b", "{x:[ab]+}", "*", "a*", "?", "a?", "").flatMap(
        beginning -> Arbitraries.of("", "/**", "/{*rest}").map(end -> (beginning + end).replace("//", "/")))
        .filter(pattern -> pattern.indexOf("{x") == pattern.lastIndexOf("{x"));
  }

  @Provide
  static Arbitrary<String> paths() {
    return joined("a", "b", "ab", "a.b", "");
  }

  private static Arbitrary<String> joined(String... segments) {
    return Arbitraries.of(List.of(segments)).list().ofMinSize(1).ofMaxSize(3).map(list -> list.stream().collect(Collectors.joining("/", "/", "")));
  }
}
