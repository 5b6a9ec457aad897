package org.guanjia.assessments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The items of GB/T 42195-2022 with their points, and what the points and diagnoses come to. All numbers are data (assessments/*.csv). */
public final class Standard {

  /** How many risk events (fall, choking, going astray, harming oneself) within {@value #RISK_DAYS} days worsen the level. */
  public static final int RISK_EVENTS = 2;
  public static final int RISK_DAYS = 30;
  public static final int LEVEL_MAX = 4;
  private static final int CONSCIOUSNESS_LOST = LEVEL_MAX;

  static final List<Item> ITEMS = read("items.csv").stream().map(line -> new Item(line[0], Domain.valueOf(line[1]), Integer.parseInt(line[2]), Scale.valueOf(line[3]))).toList();
  static final List<Level> LEVELS = read("levels.csv").stream()
      .map(line -> new Level(Integer.parseInt(line[0]), Integer.parseInt(line[1]), Integer.parseInt(line[2]), Integer.parseInt(line[3]))).toList();
  static final int SCORE_MAX = ITEMS.stream().mapToInt(Item::most).sum();

  private Standard() {}

  /** What the items are about. */
  public enum Domain {
    SELF_CARE,
    MOBILITY,
    MENTAL,
    /** Perception and taking part in society. */
    SOCIETY
  }

  /** What the points of an item mean. */
  public enum Scale {
    /** How much help is needed: from none to all. */
    HELP,
    /** From best to worst, each by the words of the standard. */
    ORDER
  }

  /** @param most points */
  public record Item(String code, Domain domain, int most, Scale scale) {

    /** Name of the field of a form or of the API. */
    public String field() {
      return "item." + code;
    }
  }

  /** @param months until somebody has to look again */
  public record Level(int level, int from, int to, int months) {}

  /** What a sheet comes to. @param byPoints the level of the points alone */
  public record Result(int score, int byPoints, int level) {

    public boolean worsened() {
      return level > byPoints;
    }
  }

  /** The items of a domain, in their order. */
  public static List<Item> items(Domain domain) {
    return ITEMS.stream().filter(item -> item.domain() == domain).toList();
  }

  public static List<Item> items() {
    return ITEMS;
  }

  public static List<Level> levels() {
    return LEVELS;
  }

  /**
   * What a sheet that is filled in comes to: the level of the points; four for whoever is in a coma; worse by one, once, for a diagnosis of
   * dementia or another mental disorder or for two risk events.
   *
   * @throws IllegalArgumentException when an item is not filled in
   */
  static Result result(Sheet.Finding found) {
    if (!found.complete()) throw new IllegalArgumentException("an item is not filled in");
    int score = found.scores().stream().mapToInt(Integer::intValue).sum();
    int byPoints = LEVELS.stream().filter(level -> score >= level.from() && score <= level.to()).findFirst().orElseThrow().level();
    boolean worse = found.dementia() || found.mental() || found.riskEvents() >= RISK_EVENTS;
    int level = found.coma() ? CONSCIOUSNESS_LOST : Math.min(LEVEL_MAX, byPoints + (worse ? 1 : 0));
    return new Result(score, byPoints, level);
  }

  /** When somebody has to look again. */
  static LocalDate reviewOn(int level, LocalDate assessedOn) {
    return assessedOn.plusMonths(LEVELS.get(level).months());
  }

  private static List<String[]> read(String file) {
    try (InputStream in = Objects.requireNonNull(Standard.class.getResourceAsStream("/assessments/" + file), file)) {
      return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")).map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split(",")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
