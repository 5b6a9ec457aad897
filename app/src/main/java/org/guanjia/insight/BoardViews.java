package org.guanjia.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guanjia.insight.KeptFigures.Period;
import org.guanjia.platform.ui.Chart;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Tile;
import org.guanjia.platform.web.Page;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.ProjectTotals;
import org.guanjia.requests.Catalogue;
import org.guanjia.requests.Channel;
import org.guanjia.requests.MatterFilter;
import org.guanjia.requests.MatterFilter.Standing;
import org.guanjia.requests.MatterFilter.Trait;
import org.guanjia.requests.RequestFigures.Dimension;
import org.guanjia.requests.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts the board's figures into words, tiles and charts, each beside the list it was counted from. */
@Component
class BoardViews {

  private static final int CATEGORIES_SHOWN_MAX = 10;

  private final Board board;
  private final MapViews maps;
  private final Catalogue catalogue;

  BoardViews(Board board, MapViews maps, Catalogue catalogue) {
    this.board = board;
    this.maps = maps;
    this.catalogue = catalogue;
  }

  /** A year that was typed or chosen; this year when it is none. */
  static int year(@Nullable String typed, int thisYear) {
    return typed != null && typed.matches("20[0-9]{2}") ? Integer.parseInt(typed) : thisYear;
  }

  @Transactional(readOnly = true)
  BoardView view(Page page, int year, @Nullable String wanted) {
    YearCounts counts = board.counts(year);
    @Nullable String measure = wanted == null && counts.requests().isEmpty() ? Measure.MICRO_PROJECTS.name() : wanted;
    List<TargetLine> lines = board.lines(counts, board.today());
    MapViews.Shown shown = shown(page, counts, lines, measure);
    Instant asOf = board.asOf();
    Key now = board.key(Period.of(year));
    Key before = board.key(Period.of(year - 1));
    ProjectTotals library = board.library(year);
    Map<String, Sum> states = board.by(Dimension.STATE, year);
    return new BoardView(
        year, asOf == null ? null : page.dateTime(asOf), years(page, year), lines, measures(page, year, lines, measure), maps.map(page, shown), maps.bars(page, shown),
        requests(page, year, now, states), charts(page, year), compared(page, year, now, before), projects(page, year, library), money(page, library));
  }

  /** What the map shows: a measure by its name, or a target by {@code t} and its id; requests received for anything else. */
  MapViews.Shown shown(Page page, YearCounts counts, List<TargetLine> lines, @Nullable String wanted) {
    for (TargetLine line : lines) {
      Target target = line.target();
      if (("t" + target.id()).equals(wanted)) {
        return new MapViews.Shown(page.t("board.map.ofTarget", target.title(), target.unit()), target.measure(), target.channel(), counts.year(), counts.byVillage(target));
      }
    }
    Measure measure = measure(wanted);
    return new MapViews.Shown(page.t("board.measure." + measure), measure, null, counts.year(), counts.byVillage(measure, null));
  }

  static Measure measure(@Nullable String wanted) {
    return Measure.mapped().stream().filter(each -> each.name().equalsIgnoreCase(wanted)).findFirst().orElse(Measure.REQUESTS_RECEIVED);
  }

  private List<Chip> years(Page page, int year) {
    return board.years().stream().map(each -> new Chip(page.t("board.year", each.toString()), "/board?year=" + each, null, each == year)).toList();
  }

  private static List<Chip> measures(Page page, int year, List<TargetLine> lines, @Nullable String wanted) {
    boolean ofTarget = lines.stream().anyMatch(line -> ("t" + line.target().id()).equals(wanted));
    var chips = new ArrayList<Chip>();
    for (Measure measure : Measure.mapped()) {
      String href = "/board?year=" + year + "&measure=" + measure.name().toLowerCase(Locale.ROOT) + "#map";
      chips.add(new Chip(page.t("board.measure." + measure), href, null, !ofTarget && measure == measure(wanted)));
    }
    for (TargetLine line : lines) {
      Target target = line.target();
      if (target.village() != null || !(target.measure().byHand() || target.measure() == Measure.CHANNEL_SHARE)) continue;
      chips.add(new Chip(target.title(), "/board?year=" + year + "&measure=t" + target.id() + "#map", null, ("t" + target.id()).equals(wanted)));
    }
    return chips;
  }

  private static List<Tile> requests(Page page, int year, Key key, Map<String, Sum> states) {
    MatterFilter all = Links.received(Period.of(year));
    Sum sum = key.sum();
    long open = states.entrySet().stream().filter(entry -> State.valueOf(entry.getKey()).open()).mapToLong(entry -> entry.getValue().received()).sum();
    return List.of(
        Tile.of(page.t("board.received"), page.number(sum.received())).unit(page.t("board.unit.requests")).to(Links.requests(all)),
        Tile.of(page.t("board.open"), page.number(open)).unit(page.t("board.unit.requests")).to(Links.requests(all.standing(Standing.OPEN))),
        Tile.of(page.t("board.told"), page.number(sum.told())).unit(page.t("board.unit.requests")).to(Links.requests(all.having(Trait.TOLD))),
        Tile.of(page.t("board.inTime"), Written.number(page, sum.inTimeShare())).unit("%").more(page.t("board.of", page.number(sum.inTime()), page.number(sum.told()))).to(Links.requests(all.having(Trait.IN_TIME))),
        Tile.of(page.t("board.median"), Written.days(page, key.medianDays())).unit(page.t("board.unit.days")).more(page.t("board.median.more")).to(Links.requests(all.having(Trait.TOLD))),
        Tile.of(page.t("board.satisfied"), Written.number(page, sum.satisfiedShare())).unit("%").more(page.t("board.of", page.number(sum.satisfied()), page.number(sum.rated()))).to(Links.requests(all.having(Trait.SATISFIED))),
        Tile.of(page.t("board.escalated"), page.number(sum.escalated())).unit(page.t("board.unit.requests")).to(Links.requests(all.having(Trait.ESCALATED))));
  }

  private List<Chart> charts(Page page, int year) {
    MatterFilter all = Links.received(Period.of(year));
    var charts = new ArrayList<Chart>();
    charts.addAll(chart(page.t("board.byChannel"), board.by(Dimension.CHANNEL, year), code -> page.t("requests.channel." + code), code -> all.by(Channel.valueOf(code)), page));
    Map<String, String> categories = categories(page.locale());
    charts.addAll(chart(page.t("board.byCategory"), board.by(Dimension.CATEGORY, year), code -> categories.getOrDefault(code, code), all::about, page));
    charts.addAll(chart(page.t("board.byState"), board.by(Dimension.STATE, year), code -> page.t("requests.state." + code), code -> all.in(State.valueOf(code)), page));
    charts.addAll(months(page, year));
    return charts;
  }

  private static List<Chart> chart(String title, Map<String, Sum> sums, Function<String, String> name, Function<String, MatterFilter> filter, Page page) {
    List<Map.Entry<String, Sum>> shown = sums.entrySet().stream().filter(entry -> !entry.getKey().isEmpty()).limit(CATEGORIES_SHOWN_MAX).toList();
    if (shown.isEmpty()) return List.of();
    Chart chart =
        Chart.of(title, shown.stream().map(entry -> name.apply(entry.getKey())).toList(), page.t("board.received"), shown.stream().map(entry -> entry.getValue().received()).toList());
    List<String> links = shown.stream().map(entry -> Links.requests(filter.apply(entry.getKey()))).filter(Objects::nonNull).toList();
    return List.of(links.size() == shown.size() ? chart.linked(links) : chart);
  }

  /** Both years' months, as far as the later one has come; nothing for years without requests. */
  private List<Chart> months(Page page, int year) {
    Map<YearMonth, Sum> sums = board.months(year - 1, year);
    if (sums.isEmpty()) return List.of();
    int last = year == board.thisYear() ? board.today().getMonthValue() : 12;
    Function<Integer, List<Long>> of =
        which -> IntStream.rangeClosed(1, last).mapToObj(month -> sums.getOrDefault(YearMonth.of(which, month), Sum.NONE).received()).toList();
    return List.of(
        Chart.of(
            page.t("board.byMonth"), IntStream.rangeClosed(1, last).mapToObj(month -> page.t("board.month." + month)).toList(),
            List.of(
                new Chart.Series(page.t("board.year", String.valueOf(year)), of.apply(year)), new Chart.Series(page.t("board.year", String.valueOf(year - 1)), of.apply(year - 1)))));
  }

  private static List<BoardView.Compared> compared(Page page, int year, Key now, Key before) {
    return List.of(
        compared(page, year, "received", now, before, key -> page.number(key.sum().received()), all -> all),
        compared(page, year, "inTime", now, before, key -> percent(page, key.sum().inTimeShare()), all -> all.having(Trait.IN_TIME)),
        compared(page, year, "median", now, before, key -> Written.days(page, key.medianDays()), all -> all.having(Trait.TOLD)),
        compared(page, year, "satisfied", now, before, key -> percent(page, key.sum().satisfiedShare()), all -> all.having(Trait.SATISFIED)),
        compared(page, year, "escalated", now, before, key -> page.number(key.sum().escalated()), all -> all.having(Trait.ESCALATED)));
  }

  private static BoardView.Compared compared(
      Page page, int year, String what, Key now, Key before, Function<Key, String> write, Function<MatterFilter, MatterFilter> list) {
    return new BoardView.Compared(
        page.t("board." + what), write.apply(now), Links.requests(list.apply(Links.received(Period.of(year)))), write.apply(before),
        Links.requests(list.apply(Links.received(Period.of(year - 1)))));
  }

  private static List<Tile> projects(Page page, int year, ProjectTotals library) {
    return library.byState().entrySet().stream()
        .map(entry -> Tile.of(projectState(page, entry.getKey().name()), page.number(entry.getValue())).unit(page.t("board.unit.projects")).to(Links.projects(year, entry.getKey())))
        .toList();
  }

  private static List<Chart> money(Page page, ProjectTotals library) {
    if (library.bySource().isEmpty()) return List.of();
    return List.of(
        Chart.of(
            page.t("board.money", page.money(library.approvedFen()), page.money(library.paidFen())), library.bySource().keySet().stream().map(source -> page.t("board.source." + source)).toList(),
            page.t("board.yuan"), library.bySource().values().stream().map(fen -> fen / 100).toList()));
  }

  static String projectState(Page page, String state) {
    return page.t("board.project." + ProjectState.valueOf(state));
  }

  static String percent(Page page, @Nullable BigDecimal share) {
    return Written.number(page, share) + (share == null ? "" : "%");
  }

  Map<String, String> categories(Locale locale) {
    return catalogue.categories().stream()
        .collect(Collectors.toMap(Catalogue.Category::code, category -> category.nameEn() != null && locale.getLanguage().equals("en") ? category.nameEn() : category.name()));
  }
}
