package org.guanjia.requests;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import java.util.ArrayList;
import java.util.List;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.ui.Chart;
import org.guanjia.platform.ui.Tile;
import org.guanjia.platform.web.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The residents' home page: report, follow, see what became of it all. */
@RestController
class HomeController {

  private final Templates templates;
  private final HomeFigures figures;

  HomeController(Templates templates, HomeFigures figures) {
    this.templates = templates;
    this.figures = figures;
  }

  @Open
  @GetMapping("/")
  JteModel home(Page page) {
    HomeFigures.Figures counted = figures.current(page.locale());
    return templates.requestsHome(page, tiles(page, counted), chart(page, counted));
  }

  private static List<Tile> tiles(Page page, HomeFigures.Figures counted) {
    if (counted.received() == 0) return List.of();
    var tiles = new ArrayList<Tile>();
    tiles.add(tile(page, "received", counted.received()));
    tiles.add(tile(page, "told", counted.told()));
    if (counted.rated() > 0)
      tiles.add(
          tile(page, "satisfied", counted.satisfiedPercent()).more(page.t("home.satisfied.of", counted.rated())));
    return tiles;
  }

  private static Tile tile(Page page, String what, long number) {
    return Tile.of(page.t("home." + what), page.number(number)).unit(page.t("home." + what + ".unit"));
  }

  private static List<Chart> chart(Page page, HomeFigures.Figures counted) {
    List<HomeFigures.OfVillage> villages = counted.byVillage();
    if (villages.size() < 2) return List.of();
    return List.of(
        Chart.of(
            page.t("home.byVillage"),
            villages.stream().map(HomeFigures.OfVillage::name).toList(),
            page.t("home.received"),
            villages.stream().map(HomeFigures.OfVillage::received).toList()));
  }
}
