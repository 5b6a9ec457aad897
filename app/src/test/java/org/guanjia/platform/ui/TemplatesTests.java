package org.guanjia.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no template and no style sheet of ours may contain, whoever writes it. */
class TemplatesTests {

  private static final Path TEMPLATES = Path.of("src/main/jte");
  private static final Path ASSETS = Path.of("src/main/resources/static/assets");

  private static final Map<String, Pattern> FORBIDDEN =
      Map.of(
          "a style attribute", Pattern.compile("\\sstyle\\s*="),
          "a style element", Pattern.compile("<style"),
          "an inline script", Pattern.compile("<script(?![^>]*\\ssrc=)"),
          "an event handler", Pattern.compile("\\son[a-z]+\\s*="),
          "code that htmx evaluates", Pattern.compile("hx-on|hx-vals=\"js:|hx-vars"),
          "unescaped output", Pattern.compile("\\$unsafe"),
          "an address on another host", Pattern.compile("(src|href|action)=\"(https?:)?//"));

  @Test
  void noTemplateNeedsMoreThanTheContentSecurityPolicyGives() {
    List<String> found = templates().flatMap(TemplatesTests::offences).toList();
    assertThat(found).isEmpty();
  }

  @Test
  void theScanSeesWhatItLooksFor() {
    assertThat(FORBIDDEN.values()).allMatch(pattern -> Stream.of(
            "<p style=\"x\">", "<style>", "<script>x</script>", "<a onclick=\"x\">", "<a hx-on:click=\"x\">", "$unsafe{x}",
            "<a href=\"https://example.org\">")
        .anyMatch(text -> pattern.matcher(text).find()));
    assertThat(FORBIDDEN.get("an inline script").matcher("<script src=\"/a.js\" defer></script>").find()).isFalse();
  }

  @Test
  void everyPostedFormCarriesItsToken() {
    List<String> without =
        templates()
            .flatMap(file -> Pattern.compile("<form[^>]*method=\"post\".*?</form>", Pattern.DOTALL).matcher(read(file)).results()
                .map(result -> result.group())
                .filter(form -> !form.contains("ui.csrf(") && !form.contains("csrfToken()"))
                .map(form -> file + ": " + form.lines().findFirst().orElse("")))
            .toList();
    assertThat(without).isEmpty();
  }

  @Test
  void darkIsTheSameWhetherChosenOrFollowed() {
    String css = read(ASSETS.resolve("guanjia.css"));
    assertThat(tokens(css, ":root\\[data-bs-theme=\"dark\"\\] \\{(.*?)\\n\\}"))
        .hasSizeGreaterThan(20)
        .isEqualTo(tokens(css, ":root\\[data-bs-theme=\"auto\"\\] \\{(.*?)\\n {2}\\}"));
    assertThat(tokens(css, ":root\\.elder\\[data-bs-theme=\"dark\"\\] \\{(.*?)\\n\\}"))
        .hasSizeGreaterThan(4)
        .isEqualTo(tokens(css, ":root\\.elder\\[data-bs-theme=\"auto\"\\] \\{(.*?)\\n {2}\\}"));
  }

  @Test
  void everyIconThatIsNamedExists() {
    String icons = read(ASSETS.resolve("icons.svg"));
    List<String> missing =
        templates()
            .flatMap(file -> Pattern.compile("(?:icon = |ui\\.icon\\(page, )\"([a-z]+)\"").matcher(read(file)).results()
                .map(result -> result.group(1))
                .filter(name -> !icons.contains("id=\"" + name + "\""))
                .map(name -> file + ": " + name))
            .toList();
    assertThat(missing).isEmpty();
  }

  private static Stream<String> offences(Path file) {
    String text = read(file);
    return FORBIDDEN.entrySet().stream()
        .filter(rule -> rule.getValue().matcher(text).find())
        .map(rule -> file + ": " + rule.getKey());
  }

  private static Map<String, String> tokens(String css, String block) {
    Matcher matcher = Pattern.compile(block, Pattern.DOTALL).matcher(css);
    assertThat(matcher.find()).as(block).isTrue();
    return Pattern.compile("(--[a-z0-9-]+): ([^;]+);").matcher(matcher.group(1)).results()
        .collect(Collectors.toMap(result -> result.group(1), result -> result.group(2)));
  }

  private static Stream<Path> templates() {
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      return files.filter(file -> file.toString().endsWith(".jte")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
