package org.guanjia.simulation;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guanjia.benefits.MonthWords;
import org.guanjia.benefits.ProgrammeWords;
import org.guanjia.benefits.Programmes;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.ui.Chart;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.ui.Tile;
import org.guanjia.platform.ui.Tone;
import org.guanjia.platform.web.Page;
import org.guanjia.simulation.Figures.Cost;
import org.guanjia.simulation.Figures.Tally;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings a simulation together for its page and its paper. */
@Component
class SimulationViews {

  private static final int BARS_MAX = 30;

  private final Simulations simulations;
  private final Programmes programmes;
  private final LifeTables lifeTables;
  private final Places places;
  private final Users users;

  SimulationViews(Simulations simulations, Programmes programmes, LifeTables lifeTables, Places places, Users users) {
    this.simulations = simulations;
    this.programmes = programmes;
    this.lifeTables = lifeTables;
    this.places = places;
    this.users = users;
  }

  SimulationWords words(Page page) {
    return new SimulationWords(page, programmes.all(), places);
  }

  SimulationView of(Page page, Simulation simulation) {
    SimulationWords words = words(page);
    Figures figures = Objects.requireNonNull(simulation.figures());
    List<SimulationStore.Deed> deeds = simulations.history(simulation.id());
    Map<String, String> names = new HashMap<>(users.names(Stream.concat(deeds.stream().map(SimulationStore.Deed::by), Stream.of(simulation.startedBy())).distinct().toList()));
    int first = simulation.month().getYear();
    boolean list = page.may(Permission.PEOPLE_VIEW) && simulation.state() != SimulationState.WITHDRAWN;
    return new SimulationView(
        simulation, title(words, simulation), words, changes(page, words, simulation), lifeTable(page, simulation), tiles(page, words, simulation, list ? "/simulations/" + simulation.id() : null),
        breakdowns(page, words, simulation, list), years(page, first), costs(page, words, figures, first), yearChart(page, figures, first), cohorts(page, words, figures, first),
        cohortChart(page, words, figures, first), repeated(page, simulation), deeds.stream().map(deed -> moment(page, deed, names)).toList(), names);
  }

  static String title(SimulationWords words, Simulation simulation) {
    return words.title(simulation.title(), simulation.changes().stream().map(change -> change.after().programme()).toList(), simulation.month());
  }

  private static List<SimulationView.Changed> changes(Page page, SimulationWords words, Simulation simulation) {
    return simulation.changes().stream().map(change -> {
      List<Difference> differences = change.before() == null ? List.of() : ProgrammeWords.differences(page, change.before(), change.after());
      return new SimulationView.Changed(
          words.programme(change.after().programme()), change.after().programme(), change.after().number(), change.before() == null ? null : change.before().number(), differences,
          change.after().note());
    }).toList();
  }

  String lifeTable(Page page, Simulation simulation) {
    return lifeTables.find(simulation.lifeTable()).map(table -> source(page, table)).orElse("");
  }

  /** Where a life table is from. */
  static String source(Page page, LifeTables.Sourced table) {
    if (table.source() == null) return page.t("simulation.lifeTable.shipped");
    return table.document() == null ? page.t("simulation.lifeTable.noDocument", table.source()) : page.t("simulation.lifeTable.document", table.source(), table.document());
  }

  private static List<Tile> tiles(Page page, SimulationWords words, Simulation simulation, @Nullable String path) {
    Figures figures = Objects.requireNonNull(simulation.figures());
    Tally all = figures.all();
    int year = simulation.month().getYear();
    long rest = figures.rest().stream().mapToLong(Cost::difference).sum();
    long whole = figures.fenAfter(year) - figures.fenBefore(year);
    long ahead = figures.costs().stream().filter(cost -> cost.year() > year).mapToLong(Cost::difference).sum();
    return List.of(
        Tile.of(page.t("simulation.gains"), page.number(all.gains())).unit(page.t("simulation.persons")).more(words.signed(all.fenGains())).to(link(path, "kind=gains")).tone(Tone.SUCCESS),
        Tile.of(page.t("simulation.loses"), page.number(all.loses())).unit(page.t("simulation.persons")).more(words.signed(-all.fenLoses())).to(link(path, "kind=loses")).tone(Tone.WARNING),
        Tile.of(page.t("simulation.unknown"), page.number(all.unknown())).unit(page.t("simulation.persons")).more(page.t("simulation.open", page.number(all.openBefore()), page.number(all.openAfter())))
            .to(link(path, "kind=unknown")),
        Tile.of(page.t("simulation.aMonth"), words.signed(all.fenAfter() - all.fenBefore())).more(page.t("simulation.fromTo", page.money(all.fenBefore()), page.money(all.fenAfter()))),
        Tile.of(page.t("simulation.thisYear", String.valueOf(year)), words.signed(whole)).more(page.t("simulation.restOfIt", words.signed(rest))),
        Tile.of(page.t("simulation.yearsAhead", String.valueOf(year + 1), String.valueOf(year + Reckoning.YEARS_AHEAD)), words.signed(ahead)));
  }

  private static @Nullable String link(@Nullable String path, String query) {
    return path == null ? null : path + "/people?" + query;
  }

  private static List<SimulationView.Breakdown> breakdowns(Page page, SimulationWords words, Simulation simulation, boolean list) {
    Figures figures = Objects.requireNonNull(simulation.figures());
    String path = list ? "/simulations/" + simulation.id() : null;
    return List.of(
        breakdown(page, "programme", figures.programmes(), words::programme, path), breakdown(page, "village", figures.villages(), words::village, path),
        breakdown(page, "age", figures.ages(), words::age, path), breakdown(page, "sex", figures.sexes(), words::sex, path));
  }

  private static SimulationView.Breakdown breakdown(Page page, String by, List<Tally> tallies, Function<String, String> name, @Nullable String path) {
    List<SimulationView.Row> rows = tallies.stream().map(tally -> {
      String key = tally.key().isEmpty() ? EffectFilter.NONE : by.equals("age") ? tally.key().toLowerCase(java.util.Locale.ROOT) : tally.key();
      return new SimulationView.Row(name.apply(tally.key()), tally, tally.changed() ? link(path, by + "=" + key) : null);
    }).toList();
    List<Tally> drawn = tallies.stream().filter(tally -> tally.gains() + tally.loses() > 0).limit(BARS_MAX).toList();
    Chart chart = drawn.isEmpty() ? null : Chart.of(
        page.t("simulation.chart." + by), drawn.stream().map(tally -> name.apply(tally.key())).toList(),
        List.of(
            new Chart.Series(page.t("simulation.gains"), drawn.stream().map(tally -> (long) tally.gains()).toList()),
            new Chart.Series(page.t("simulation.loses"), drawn.stream().map(tally -> (long) tally.loses()).toList())));
    return new SimulationView.Breakdown(page.t("simulation.by." + by), page.t("simulation.column." + by), chart, rows);
  }

  /** The rest of the first year, the years, and those after the first together. */
  private static List<String> years(Page page, int first) {
    List<String> years = new ArrayList<>();
    years.add(page.t("simulation.year.rest", String.valueOf(first)));
    IntStream.rangeClosed(first, first + Reckoning.YEARS_AHEAD).forEach(year -> years.add(page.t("simulation.year", String.valueOf(year))));
    years.add(page.t("simulation.year.ahead", Reckoning.YEARS_AHEAD));
    return years;
  }

  private static List<String> cells(Figures figures, int first, Predicate<Cost> of, ToLongFunction<Cost> fen, java.util.function.LongFunction<String> write) {
    List<String> cells = new ArrayList<>();
    cells.add(write.apply(figures.rest().stream().filter(of).mapToLong(fen).sum()));
    for (int year = first; year <= first + Reckoning.YEARS_AHEAD; year++) {
      int that = year;
      cells.add(write.apply(figures.costs().stream().filter(of).filter(cost -> cost.year() == that).mapToLong(fen).sum()));
    }
    cells.add(write.apply(figures.costs().stream().filter(of).filter(cost -> cost.year() > first).mapToLong(fen).sum()));
    return cells;
  }

  private static List<SimulationView.CostRow> costs(Page page, SimulationWords words, Figures figures, int first) {
    List<SimulationView.CostRow> rows = new ArrayList<>();
    for (Tally programme : figures.programmes()) {
      Predicate<Cost> of = cost -> cost.programme().equals(programme.key());
      boolean any = figures.costs().stream().filter(of).anyMatch(cost -> cost.fenBefore() + cost.fenAfter() > 0);
      boolean differs = figures.costs().stream().filter(of).anyMatch(cost -> cost.difference() != 0);
      if (any) three(page, words, figures, first, words.programme(programme.key()), of, differs, false, rows);
    }
    three(page, words, figures, first, page.t("simulation.all"), cost -> true, true, true, rows);
    return rows;
  }

  private static void three(
      Page page, SimulationWords words, Figures figures, int first, String name, Predicate<Cost> of, boolean differs, boolean sum, List<SimulationView.CostRow> rows) {
    if (!differs) {
      rows.add(new SimulationView.CostRow(name, page.t("simulation.unchanged"), cells(figures, first, of, Cost::fenBefore, words::yuan), sum));
      return;
    }
    rows.add(new SimulationView.CostRow(name, page.t("simulation.today"), cells(figures, first, of, Cost::fenBefore, words::yuan), sum));
    rows.add(new SimulationView.CostRow(name, page.t("simulation.tried"), cells(figures, first, of, Cost::fenAfter, words::yuan), sum));
    rows.add(new SimulationView.CostRow(name, page.t("simulation.difference"), cells(figures, first, of, Cost::difference, words::signedYuan), true));
  }

  private static @Nullable Chart yearChart(Page page, Figures figures, int first) {
    List<Integer> years = IntStream.rangeClosed(first, first + Reckoning.YEARS_AHEAD).boxed().toList();
    if (figures.costs().isEmpty()) return null;
    return Chart.of(
        page.t("simulation.chart.years"), years.stream().map(String::valueOf).toList(),
        List.of(
            new Chart.Series(page.t("simulation.today"), years.stream().map(year -> SimulationWords.whole(figures.fenBefore(year))).toList()),
            new Chart.Series(page.t("simulation.tried"), years.stream().map(year -> SimulationWords.whole(figures.fenAfter(year))).toList())));
  }

  private static List<SimulationView.CostRow> cohorts(Page page, SimulationWords words, Figures figures, int first) {
    List<SimulationView.CostRow> rows = new ArrayList<>();
    TreeSet<Integer> cohorts = new TreeSet<>(figures.costs().stream().map(Cost::cohort).toList());
    for (int cohort : cohorts) {
      Predicate<Cost> of = cost -> cost.cohort() == cohort;
      if (figures.costs().stream().filter(of).allMatch(cost -> cost.fenBefore() + cost.fenAfter() == 0)) continue;
      rows.add(new SimulationView.CostRow(words.cohort(cohort), page.t("simulation.tried"), cells(figures, first, of, Cost::fenAfter, words::yuan), false));
      rows.add(new SimulationView.CostRow(words.cohort(cohort), page.t("simulation.difference"), cells(figures, first, of, Cost::difference, words::signedYuan), true));
    }
    return rows;
  }

  /** What each cohort costs more and less over the years ahead. */
  private static @Nullable Chart cohortChart(Page page, SimulationWords words, Figures figures, int first) {
    List<Integer> cohorts = new TreeSet<>(figures.costs().stream().map(Cost::cohort).toList()).stream().filter(cohort -> ahead(figures, first, cohort) != 0).toList();
    if (cohorts.isEmpty()) return null;
    return Chart.of(
        page.t("simulation.chart.cohorts", String.valueOf(first + 1), String.valueOf(first + Reckoning.YEARS_AHEAD)), cohorts.stream().map(words::cohort).toList(),
        List.of(
            new Chart.Series(page.t("simulation.more"), cohorts.stream().map(cohort -> SimulationWords.whole(Math.max(0, ahead(figures, first, cohort)))).toList()),
            new Chart.Series(page.t("simulation.less"), cohorts.stream().map(cohort -> SimulationWords.whole(Math.max(0, -ahead(figures, first, cohort)))).toList())));
  }

  private static long ahead(Figures figures, int first, int cohort) {
    return figures.costs().stream().filter(cost -> cost.cohort() == cohort && cost.year() > first).mapToLong(Cost::difference).sum();
  }

  private @Nullable String repeated(Page page, Simulation simulation) {
    if (simulation.repeats() == null) return null;
    Simulation before = simulations.find(simulation.repeats()).orElse(null);
    if (before == null || before.figures() == null) return page.t("simulation.repeats.gone", String.valueOf(simulation.repeats()));
    String id = String.valueOf(before.id());
    if (before.figures().equals(simulation.figures())) return page.t("simulation.repeats.same", id);
    boolean sameRules = before.rules().equals(simulation.rules());
    return page.t(simulation.sameFacts(before) ? sameRules ? "simulation.repeats.differs" : "simulation.repeats.rules" : "simulation.repeats.facts", id);
  }

  private static Moment moment(Page page, SimulationStore.Deed deed, Map<String, String> names) {
    return Moment.of(page.t("simulation.deed." + deed.state()), deed.at()).by(names.getOrDefault(deed.by(), page.t("simulation.system"))).text(deed.note()).tone(deed.state().tone());
  }

  /** Names of a month and of the facts' month, for the lead. */
  static String month(Page page, @Nullable YearMonth month) {
    return month == null ? "–" : MonthWords.text(page, month);
  }
}
