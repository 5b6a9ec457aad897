package org.guanjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guides lead where they say. */
class DocsTests {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void everyLinkOfAGuideLeadsToAFile() throws IOException {
    var lost = new ArrayList<String>();
    for (Path guide : guides()) {
      var links = LINK.matcher(Files.readString(guide));
      while (links.find()) {
        String link = URLDecoder.decode(links.group(1), StandardCharsets.UTF_8);
        if (link.contains("://")) continue;
        if (!Files.exists(guide.resolveSibling(link))) lost.add(PROJECT.relativize(guide) + " -> " + link);
      }
    }
    assertThat(lost).isEmpty();
  }

  private static List<Path> guides() throws IOException {
    var all = new ArrayList<Path>();
    for (String folder : List.of("", "docs", "benchmarks")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(folder), folder.isEmpty() ? 1 : 3)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
      }
    }
    assertThat(all).as("guides").hasSizeGreaterThan(20);
    return all;
  }
}
