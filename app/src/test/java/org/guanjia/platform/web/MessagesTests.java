package org.guanjia.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.requests.Move;
import org.junit.jupiter.api.Test;

/** Both languages say everything, and everything that is said has words. */
class MessagesTests {

  private static final Path MESSAGES = Path.of("src/main/resources/messages");
  private static final Pattern RECORDED = Pattern.compile("audit\\s*\\.record(?:All)?\\(\\s*\"([a-z.-]+[a-z])\"");
  /** The second argument, behind an action that may be chosen or built; or the constant that several use. */
  private static final Pattern SUBJECT =
      Pattern.compile("(?:audit\\s*\\.(?:record|recordAll|entry)\\((?:[^\",()]|\"[^\"]*\"|\\([^()]*\\))*,\\s*|SUBJECT = )\"([a-z-]+)\"");
  private static final Pattern USED =
      Pattern.compile("\"(([a-zA-Z0-9]+)\\.[a-zA-Z0-9_.-]+[a-zA-Z0-9_])\"");

  @Test
  void chineseAndEnglishHaveTheSameKeys() throws IOException {
    Map<String, String> chinese = all("_zh_CN.properties");
    Map<String, String> english = all("_en.properties");
    assertThat(chinese).isNotEmpty();
    assertThat(difference(chinese, english)).as("only in Chinese").isEmpty();
    assertThat(difference(english, chinese)).as("only in English").isEmpty();
  }

  @Test
  void eachMessageTakesTheSameArgumentsInBothLanguages() throws IOException {
    Map<String, String> english = all("_en.properties");
    all("_zh_CN.properties")
        .forEach(
            (key, text) ->
                assertThat(arguments(text)).as(key).isEqualTo(arguments(english.getOrDefault(key, text))));
  }

  @Test
  void noKeyStandsTwiceAndEachStandsInTheFileOfItsName() throws IOException {
    Set<String> seen = new HashSet<>();
    for (Path file : files("_zh_CN.properties")) {
      String prefix = file.getFileName().toString().replace("_zh_CN.properties", ".");
      for (String line : Files.readAllLines(file)) {
        if (line.isBlank() || line.startsWith("#") || !line.matches("^[a-zA-Z][\\w.-]*\\s*=.*")) continue;
        String key = line.substring(0, line.indexOf('=')).strip();
        assertThat(key).startsWith(prefix);
        assertThat(seen.add(key)).as("twice: " + key).isTrue();
      }
    }
  }

  @Test
  void everyKeyThatCodeAndTemplatesNameExists() throws IOException {
    Set<String> known = all("_zh_CN.properties").keySet();
    // Messages of the demo would begin so; there are none yet.
    Set<String> prefixes = Stream.concat(Stream.of("demo"), known.stream().map(key -> key.substring(0, key.indexOf('.')))).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>();
    for (Path root : new Path[] {Path.of("src/main/java"), Path.of("src/main/jte")}) {
      try (Stream<Path> sources = Files.walk(root)) {
        for (Path source : sources.filter(file -> file.toString().matches(".*\\.(java|jte)")).toList()) {
          Matcher used = USED.matcher(Files.readString(source));
          while (used.find()) {
            String key = used.group(1);
            if (!prefixes.contains(used.group(2))) continue;
            boolean prefixOfKeys = known.stream().anyMatch(each -> each.startsWith(key + "."));
            if (!known.contains(key) && !prefixOfKeys && looksLikeAMessage(source, used.start())) {
              missing.add(key + " in " + source.getFileName());
            }
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** What the auditor reads is words, not codes of actions. */
  @Test
  void everyRecordedActionHasAName() throws IOException {
    Set<String> known = all("_zh_CN.properties").keySet();
    Set<String> recorded = found(RECORDED);
    assertThat(recorded).hasSizeGreaterThan(30);
    for (Move move : Move.values()) recorded.add("requests." + move.name().toLowerCase(Locale.ROOT));
    assertThat(recorded).filteredOn(action -> !known.contains("audit.action." + action)).isEmpty();
  }

  /** Nor codes of what it was done to. */
  @Test
  void everythingThatSomethingIsRecordedOfHasAName() throws IOException {
    Set<String> known = all("_zh_CN.properties").keySet();
    Set<String> subjects = found(SUBJECT);
    assertThat(subjects).hasSizeGreaterThan(30).contains("payment-run", "category", "doubt");
    assertThat(subjects).filteredOn(subject -> !known.contains("audit.subject." + subject)).isEmpty();
  }

  private static Set<String> found(Pattern pattern) throws IOException {
    var found = new TreeSet<String>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        Matcher matcher = pattern.matcher(Files.readString(source));
        while (matcher.find()) found.add(matcher.group(1));
      }
    }
    return found;
  }

  /** Names of advisory locks, purposes of keys and the like share the prefixes but are never shown. */
  private static boolean looksLikeAMessage(Path source, int at) throws IOException {
    String before = Files.readString(source).substring(Math.max(0, at - 40), at);
    if (before.substring(before.lastIndexOf('\n') + 1).strip().startsWith("*")) return false;
    return before.matches("(?s).*(\\bt\\(|text\\(|FieldError\\.of\\([^)]*|InvalidInput\\([^)]*|Flash\\.\\w+\\()\\s*$");
  }

  private static Set<String> difference(Map<String, String> one, Map<String, String> other) {
    var rest = new TreeSet<>(one.keySet());
    rest.removeAll(other.keySet());
    return rest;
  }

  private static int arguments(String text) {
    return new MessageFormat(text).getFormatsByArgumentIndex().length;
  }

  private static Map<String, String> all(String ending) throws IOException {
    var all = new TreeMap<String, String>();
    for (Path file : files(ending)) {
      var properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      properties.forEach((key, text) -> all.put(key.toString(), text.toString()));
    }
    return all;
  }

  private static Path[] files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(MESSAGES)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toArray(Path[]::new);
    }
  }
}
