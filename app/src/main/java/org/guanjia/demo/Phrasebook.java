package org.guanjia.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Sentences of the demo town, from {@code demo/phrases}: each rule is a list of alternatives in which {@code {name}}
 * stands for another rule or a given value and {@code {2-9}} for a number.
 */
final class Phrasebook {

  private static final List<String> CATEGORY_FILES =
      List.of("roads", "drainage", "sanitation", "noise", "traffic", "care", "work", "life");
  /** The value that names the topic of a request. */
  static final String TOPIC = "topic";

  private static final Pattern SLOT = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");
  private static final int DEPTH_MAX = 6;

  private final Map<String, List<String>> common;
  private final Map<String, Phrases> categories = new HashMap<>();
  private final Map<String, List<Double>> seasons;
  private final Map<String, Object> places;
  private final Map<String, Object> shares;

  /**
   * What the phrases of one category say about it: {@code kind} is place or person, {@code season} may be absent. Each
   * topic is one kind of trouble with its own words, wishes and answers, so that what is told of one request agrees.
   */
  private record Phrases(
      String kind, Optional<String> season, Optional<String> who, List<Map<String, List<String>>> topics) {}

  private Phrasebook() {
    common = rules(yaml("common"));
    seasons = numbers(yaml("seasons"));
    places = yaml("places");
    shares = yaml("shares");
    for (String file : CATEGORY_FILES) yaml(file).forEach((code, body) -> categories.put(code, phrases(body)));
  }

  static Phrasebook load() {
    return new Phrasebook();
  }

  boolean isAboutAPlace(String category) {
    return phrases(category).kind().equals("place");
  }

  int topics(String category) {
    return phrases(category).topics().size();
  }

  /** Whether the topic has sentences of its own for the rule. */
  boolean has(String category, int topic, String rule) {
    return phrases(category).topics().get(topic).containsKey(rule);
  }

  /** How usual the category is in that month (1-12); 1 is the usual amount. */
  double season(String category, int month) {
    return phrases(category).season().map(name -> seasons.getOrDefault(name, List.of()).get(month - 1)).orElse(1.0);
  }

  /** How usual the category is over the year in the village, with its own troubles; 1 is the usual amount. */
  double usual(String category, String village) {
    return number(shares.get("usual"), category, 1) * number(more(village), category, 1);
  }

  /** How many requests the village has beside the others. */
  double weight(String village) {
    return number(village(village), "weight", 1);
  }

  /** How much more of the category comes in on the days after a storm; 1 for what no storm brings. */
  double afterStorm(String category) {
    return number(shares.get("storm"), category, 1);
  }

  List<String> roads() {
    return strings(places.get("roads"));
  }

  List<String> spots() {
    return strings(places.get("spots"));
  }

  /** Places known by name in this village, such as 完美塘边的岔路口 in 粟边村; mostly none. */
  List<String> specialSpots(String village) {
    return places.get("special") instanceof Map<?, ?> special ? strings(special.get(village)) : List.of();
  }

  /**
   * One sentence or text of the rule, the topic's own alternatives first, the common ones else.
   *
   * @param values what is given, with the number of the topic under {@link #TOPIC}
   * @throws IllegalArgumentException when a slot names nothing
   */
  String say(String category, String rule, Map<String, String> values, RandomGenerator random) {
    return tidy(expand(category, pick(alternatives(category, rule, values), random), values, random, 0));
  }

  /** Fills the slots of a given text. */
  String fill(String category, String text, Map<String, String> values, RandomGenerator random) {
    return expand(category, text, values, random, 0);
  }

  static <T> T pick(List<T> alternatives, RandomGenerator random) {
    return alternatives.get(random.nextInt(alternatives.size()));
  }

  private @Nullable Object village(String village) {
    return shares.get("villages") instanceof Map<?, ?> villages ? villages.get(village) : null;
  }

  private @Nullable Object more(String village) {
    return village(village) instanceof Map<?, ?> map ? map.get("more") : null;
  }

  private static double number(@Nullable Object map, String key, double otherwise) {
    return map instanceof Map<?, ?> numbers && numbers.get(key) instanceof Number number
        ? number.doubleValue()
        : otherwise;
  }

  private String expand(
      String category, String text, Map<String, String> values, RandomGenerator random, int depth) {
    if (depth > DEPTH_MAX) throw new IllegalArgumentException("phrases refer to each other in a ring: " + text);
    Matcher slot = SLOT.matcher(text);
    var result = new StringBuilder();
    while (slot.find()) {
      String value = value(category, slot.group(1), values, random);
      slot.appendReplacement(result, Matcher.quoteReplacement(expand(category, value, values, random, depth + 1)));
    }
    return slot.appendTail(result).toString();
  }

  private String value(String category, String name, Map<String, String> values, RandomGenerator random) {
    String given = values.get(name);
    if (given != null) return given;
    Matcher range = RANGE.matcher(name);
    if (range.matches()) {
      int low = Integer.parseInt(range.group(1));
      return Integer.toString(random.nextInt(low, Integer.parseInt(range.group(2)) + 1));
    }
    return pick(alternatives(category, name, values), random);
  }

  private List<String> alternatives(String category, String rule, Map<String, String> values) {
    Phrases phrases = phrases(category);
    String name = rule.equals("who") ? "who." + phrases.who().orElse("adult") : rule;
    int topic = Integer.parseInt(values.getOrDefault(TOPIC, "0"));
    List<String> own = phrases.topics().get(topic).get(name);
    List<String> found = own != null ? own : common.get(name);
    if (found == null) throw new IllegalArgumentException("no phrases for {" + rule + "} in " + category);
    return found;
  }

  private Phrases phrases(String category) {
    Phrases phrases = categories.get(category);
    if (phrases == null) throw new IllegalArgumentException("no phrases for the category " + category);
    return phrases;
  }

  /** An empty alternative may leave doubled punctuation where it stood. */
  private static String tidy(String text) {
    return text.replace("，，", "，").replace("。。", "。").replace("，。", "。").replace("：，", "：").strip();
  }

  private static Phrases phrases(Object body) {
    if (!(body instanceof Map<?, ?> map)) throw new IllegalArgumentException("phrases of a category must be a map");
    var fields = new HashMap<String, Object>();
    map.forEach((key, value) -> fields.put(key.toString(), value));
    String kind = String.valueOf(fields.remove("kind"));
    Optional<String> season = Optional.ofNullable(fields.remove("season")).map(Object::toString);
    Optional<String> who = Optional.ofNullable(fields.remove("who")).map(Object::toString);
    return new Phrases(kind, season, who, topics(fields.get("topics")));
  }

  private static List<Map<String, List<String>>> topics(@Nullable Object list) {
    if (!(list instanceof List<?> topics)) throw new IllegalArgumentException("a category needs topics");
    var result = new ArrayList<Map<String, List<String>>>();
    for (Object topic : topics) {
      var rules = new HashMap<String, List<String>>();
      if (topic instanceof Map<?, ?> map) map.forEach((name, value) -> rules.put(name.toString(), strings(value)));
      result.add(rules);
    }
    return List.copyOf(result);
  }

  private static Map<String, List<String>> rules(Map<String, Object> fields) {
    var rules = new HashMap<String, List<String>>();
    fields.forEach((name, value) -> rules.put(name, strings(value)));
    return rules;
  }

  private static Map<String, List<Double>> numbers(Map<String, Object> fields) {
    var numbers = new HashMap<String, List<Double>>();
    fields.forEach(
        (name, value) -> numbers.put(name, strings(value).stream().map(Double::parseDouble).toList()));
    return numbers;
  }

  private static List<String> strings(@Nullable Object value) {
    if (value instanceof List<?> list) {
      var strings = new ArrayList<String>(list.size());
      list.forEach(item -> strings.add(String.valueOf(item)));
      return List.copyOf(strings);
    }
    return value == null ? List.of() : List.of(value.toString());
  }

  private static Map<String, Object> yaml(String name) {
    var resource = new ClassPathResource("demo/phrases/" + name + ".yaml");
    try (var stream = resource.getInputStream()) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
