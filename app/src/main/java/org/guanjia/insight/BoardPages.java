package org.guanjia.insight;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.places.Places;
import org.guanjia.places.Village;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.FormDeeds;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.NavEntry;
import org.guanjia.platform.web.NavEntry.Section;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The board: the year's promises and figures, by village on chart and map. */
@RestController
@Allowed(Permission.BOARD_VIEW)
class BoardPages {

  private final Board board;
  private final BoardViews views;
  private final MapViews maps;
  private final MapLayout layout;
  private final Places places;
  private final Export export;
  private final Idempotency idempotency;
  private final Templates templates;

  BoardPages(
      Board board, BoardViews views, MapViews maps, MapLayout layout, Places places, Export export, Idempotency idempotency, Templates templates) {
    this.board = board;
    this.views = views;
    this.maps = maps;
    this.layout = layout;
    this.places = places;
    this.export = export;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @Bean
  static NavEntry boardNav() {
    return new NavEntry(Section.WORK, 15, "chart", "board.title", "/board", Permission.BOARD_VIEW);
  }

  @GetMapping("/board")
  JteModel board(Page page, @RequestParam(required = false) @Nullable String year, @RequestParam(required = false) @Nullable String measure) {
    return templates.boardShow(page, views.view(page, BoardViews.year(year, board.thisYear()), measure), maps.names(page), layout.byTheTown());
  }

  /** The figures of the year, a village in each row. */
  @GetMapping("/board/villages.{format:csv|xlsx}")
  @Allowed(value = Permission.EXPORT, and = Permission.BOARD_VIEW)
  void export(Page page, @PathVariable String format, @RequestParam(required = false) @Nullable String year, HttpServletResponse response) {
    int shown = BoardViews.year(year, board.thisYear());
    YearCounts counts = board.counts(shown);
    List<Export.Column<Village>> columns = new ArrayList<>();
    columns.add(new Export.Column<>(page.t("board.village"), village -> village.name(page.locale())));
    for (Measure measure : Measure.mapped()) {
      columns.add(new Export.Column<>(page.t("board.measure." + measure) + (measure.share() ? " %" : ""), village -> counts.of(measure, null, village.code())));
    }
    export.send(response, SheetFormat.of(format), page.t("board.title") + " " + shown, columns, () -> maps.seen(page).stream());
  }

  @GetMapping("/board/layout")
  @Allowed(Permission.TARGETS_EDIT)
  JteModel layout(Page page) {
    var typed = new HashMap<String, String>();
    for (MapLayout.Place place : layout.places()) {
      typed.put("column-" + place.village(), String.valueOf(place.column()));
      typed.put("row-" + place.village(), String.valueOf(place.row()));
    }
    return templates.boardLayout(page, places.villages(), typed, Map.of());
  }

  @PostMapping("/board/layout")
  @Allowed(Permission.TARGETS_EDIT)
  Object place(Page page, @RequestParam Map<String, String> form, HttpServletResponse response) {
    List<MapLayout.Place> wanted =
        places.villages().stream()
            .filter(village -> form.containsKey("column-" + village.code()))
            .map(village -> new MapLayout.Place(village.code(), number(form.get("column-" + village.code())), number(form.getOrDefault("row-" + village.code(), ""))))
            .toList();
    try {
      idempotency.once(
          form.get("key"),
          () -> {
            layout.save(wanted);
            return "placed";
          });
    } catch (InvalidInput refused) {
      return FormDeeds.answer(HttpStatus.UNPROCESSABLE_CONTENT, templates.boardLayout(page, places.villages(), form, refused.told(page)));
    }
    Flash.success("board.layout.saved", "", null).on(response);
    return seeOther("/board#map");
  }

  private static int number(@Nullable String typed) {
    return typed != null && typed.strip().matches("[0-9]{1,3}") ? Integer.parseInt(typed.strip()) : 0;
  }
}
