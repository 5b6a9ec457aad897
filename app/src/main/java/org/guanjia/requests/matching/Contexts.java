package org.guanjia.requests.matching;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Where and when of a matter as numbers beside its grams, so that one index finds "these words, in this village, this quarter". The town
 * is part of each: matters of another town never meet in the index.
 */
final class Contexts {

  private static final int QUARTER = 30;
  private static final int VILLAGE = 31;
  private static final int CELL = 32;
  private static final int ROAD = 33;

  /** About 300 m at the latitude of Guangdong. */
  private static final double CELL_DEGREES = 0.003;

  private static final String VILLAGE_UNKNOWN = "?";

  private Contexts() {}

  /** All contexts under which a matter is kept. */
  static void addTo(Ints grams, String town, Matter matter, Reading reading) {
    var quarter = quarter(matter.at());
    grams.add(ofQuarter(town, quarter));
    grams.add(ofVillage(town, matter.place() == null ? VILLAGE_UNKNOWN : matter.place(), quarter));
    if (matter.longitude() != null && matter.latitude() != null) {
      grams.add(ofCell(town, cell(matter.longitude()), cell(matter.latitude()), quarter));
    }
    for (var road : reading.places().roads()) grams.add(ofRoad(town, road, quarter));
  }

  /** Contexts near in place in which another report of the matter may stand, received between the two moments. */
  static int[] near(String town, Matter matter, Reading reading, Instant from, Instant until) {
    var contexts = new Ints();
    for (int quarter = quarter(from); quarter <= quarter(until); quarter++) {
      contexts.add(ofVillage(town, VILLAGE_UNKNOWN, quarter));
      contexts.add(matter.place() == null ? ofQuarter(town, quarter) : ofVillage(town, matter.place(), quarter));
      addCellsAround(contexts, town, matter, quarter);
      for (var road : reading.places().roads()) contexts.add(ofRoad(town, road, quarter));
    }
    return contexts.sortedSet();
  }

  /** The whole town in some quarters, the last of them that of {@code until}. */
  static int[] quarters(String town, Instant until, int quarters) {
    var contexts = new Ints();
    for (int i = 0; i < quarters; i++) contexts.add(ofQuarter(town, quarter(until) - i));
    return contexts.sortedSet();
  }

  private static void addCellsAround(Ints contexts, String town, Matter matter, int quarter) {
    if (matter.longitude() == null || matter.latitude() == null) return;
    for (int east = -1; east <= 1; east++) {
      for (int north = -1; north <= 1; north++) {
        contexts.add(ofCell(town, cell(matter.longitude()) + east, cell(matter.latitude()) + north, quarter));
      }
    }
  }

  private static int ofQuarter(String town, int quarter) {
    return Hash.of(QUARTER, town + '|' + quarter);
  }

  private static int ofVillage(String town, String village, int quarter) {
    return Hash.of(VILLAGE, town + '|' + village + '|' + quarter);
  }

  private static int ofRoad(String town, String road, int quarter) {
    return Hash.of(ROAD, town + '|' + road + '|' + quarter);
  }

  private static int ofCell(String town, long east, long north, int quarter) {
    return Hash.of(CELL, town + '|' + east + '|' + north + '|' + quarter);
  }

  private static long cell(double degrees) {
    return (long) Math.floor(degrees / CELL_DEGREES);
  }

  /** Quarters of years are counted in UTC: a border a few hours off does not matter, its being fixed does. */
  private static int quarter(Instant at) {
    var date = at.atZone(ZoneOffset.UTC);
    return date.getYear() * 4 + (date.getMonthValue() - 1) / 3;
  }
}
