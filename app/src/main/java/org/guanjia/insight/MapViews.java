package org.guanjia.insight;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.guanjia.places.Places;
import org.guanjia.places.Village;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.ui.Chart;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Draws one figure of each village: on tiles or outlines, as bars, and as rows of a table. */
@Component
class MapViews {

  private static final int TILE_WIDTH = 100;
  private static final int TILE_HEIGHT = 74;
  private static final int LEVELS = 4;

  private final Places places;
  private final MapLayout layout;
  private final VillageOutlines outlines;

  MapViews(Places places, MapLayout layout, VillageOutlines outlines) {
    this.places = places;
    this.layout = layout;
    this.outlines = outlines;
  }

  /**
   * What the map shows.
   *
   * @param year whose lists the figures open
   * @param values by village code
   */
  record Shown(String title, Measure measure, @Nullable String channel, int year, Map<String, BigDecimal> values) {}

  VillageMap map(Page page, Shown all) {
    Shown shown = seen(page, all);
    boolean real = !outlines.all().isEmpty();
    var tiles = new ArrayList<VillageMap.Tile>();
    int columns = 1;
    int rows = 1;
    for (MapLayout.Place place : layout.places()) {
      Village village = places.village(place.village()).orElseThrow();
      VillageOutlines.Outline outline = outlines.all().get(village.code());
      if (real && outline == null) continue;
      columns = Math.max(columns, place.column());
      rows = Math.max(rows, place.row());
      tiles.add(
          outline == null
              ? tile(page, shown, village, null, (place.column() - 1) * (double) TILE_WIDTH, (place.row() - 1) * (double) TILE_HEIGHT)
              : tile(page, shown, village, outline.path(), outline.x(), outline.y()));
    }
    int width = real ? VillageOutlines.WIDTH : columns * TILE_WIDTH;
    double height = real ? outlines.height() : rows * (double) TILE_HEIGHT;
    return new VillageMap(shown.title(), shown.measure().share() ? "%" : "", width, height, real, tiles, rows(page, shown));
  }

  /** Villages with their figures, the most first; shares are rounded to whole per cent. Empty when there is nothing to draw. */
  List<Chart> bars(Page page, Shown all) {
    Shown shown = seen(page, all);
    List<Village> villages =
        seen(page).stream()
            .filter(village -> shown.values().containsKey(village.code()))
            .sorted((one, other) -> value(shown, other).compareTo(value(shown, one)))
            .toList();
    if (villages.stream().allMatch(village -> value(shown, village).signum() == 0)) return List.of();
    Chart chart =
        Chart.of(
            shown.title(), villages.stream().map(village -> village.name(page.locale())).toList(), shown.title(),
            villages.stream().map(village -> Math.round(value(shown, village).doubleValue())).toList());
    List<String> links = new ArrayList<>();
    for (Village village : villages) {
      String href = Links.of(shown.measure(), shown.channel(), shown.year(), village.code());
      if (href == null) return List.of(chart);
      links.add(href);
    }
    return List.of(chart.linked(links));
  }

  /** Names of the villages the viewer sees, by code. */
  Map<String, String> names(Page page) {
    var names = new HashMap<String, String>();
    seen(page).forEach(village -> names.put(village.code(), village.name(page.locale())));
    return names;
  }

  List<Village> seen(Page page) {
    Viewer viewer = page.viewer();
    List<String> areas = viewer == null ? null : viewer.areas();
    return places.villages().stream().filter(village -> areas == null || areas.contains(village.code())).toList();
  }

  /** With 0 for villages of which nothing was counted; nothing for those the viewer does not see. */
  private Shown seen(Page page, Shown all) {
    var values = new HashMap<String, BigDecimal>();
    boolean counted = !all.measure().share() && !all.measure().byHand();
    for (Village village : seen(page)) {
      BigDecimal value = all.values().get(village.code());
      if (value != null) values.put(village.code(), value);
      else if (counted) values.put(village.code(), BigDecimal.ZERO);
    }
    BigDecimal elsewhere = all.values().get("");
    if (elsewhere != null) values.put("", elsewhere);
    return new Shown(all.title(), all.measure(), all.channel(), all.year(), values);
  }

  private List<VillageMap.Row> rows(Page page, Shown shown) {
    var rows = new ArrayList<VillageMap.Row>();
    for (Village village : seen(page)) {
      rows.add(
          new VillageMap.Row(
              village.name(page.locale()), Written.of(page, shown.measure(), shown.values().get(village.code())),
              shown.values().containsKey(village.code()) ? Links.of(shown.measure(), shown.channel(), shown.year(), village.code()) : null));
    }
    BigDecimal elsewhere = shown.values().get("");
    if (elsewhere != null && elsewhere.signum() > 0) {
      rows.add(new VillageMap.Row(page.t(shown.measure().byHand() ? "board.wholeTown" : "board.noVillage"), Written.of(page, shown.measure(), elsewhere), null));
    }
    return rows;
  }

  private VillageMap.Tile tile(Page page, Shown shown, Village village, @Nullable String path, double x, double y) {
    BigDecimal value = shown.values().get(village.code());
    String written = Written.of(page, shown.measure(), value);
    String href = value == null ? null : Links.of(shown.measure(), shown.channel(), shown.year(), village.code());
    return new VillageMap.Tile(path, x, y, shortName(village, page), written, level(shown, value), href, village.name(page.locale()) + " " + written);
  }

  /** Beside the greatest of all villages; shares begin at the smallest. */
  private static int level(Shown shown, @Nullable BigDecimal value) {
    if (value == null || value.signum() == 0) return 0;
    double most = ofVillages(shown).max().orElse(0);
    double least = shown.measure().share() ? ofVillages(shown).min().orElse(0) : 0;
    return most <= least ? LEVELS : Math.clamp(1 + (int) Math.floor((LEVELS - 1) * (value.doubleValue() - least) / (most - least)), 1, LEVELS);
  }

  private static DoubleStream ofVillages(Shown shown) {
    return shown.values().entrySet().stream().filter(entry -> !entry.getKey().isEmpty()).mapToDouble(entry -> entry.getValue().doubleValue());
  }

  private static BigDecimal value(Shown shown, Village village) {
    return shown.values().getOrDefault(village.code(), BigDecimal.ZERO);
  }

  /** Without 村, 社区, Village or Community, as people say it. */
  private static String shortName(Village village, Page page) {
    return village.name(page.locale()).replaceAll("(村|社区| Village| Community)$", "");
  }
}
