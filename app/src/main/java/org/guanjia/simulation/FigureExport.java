package org.guanjia.simulation;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.spreadsheets.SheetFormat;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A simulation's figures as one list: who gains and loses by each way to count, then the costs by programme, cohort and year. */
@Component
class FigureExport {

  private final Export export;

  FigureExport(Export export) {
    this.export = export;
  }

  /** A line. @param tally null in a line of costs, and {@code cost} in one of persons */
  private record Line(String table, String name, Figures.@Nullable Tally tally, Figures.@Nullable Cost cost, @Nullable String cohort) {}

  void send(Page page, HttpServletResponse response, SheetFormat format, Simulation simulation, SimulationWords words) {
    if (simulation.figures() == null) throw new NoSuchSimulation(simulation.id());
    List<Line> lines = lines(page, simulation.figures(), words);
    export.send(response, format, SimulationViews.title(words, simulation), columns(page), lines::stream);
  }

  private static List<Line> lines(Page page, Figures figures, SimulationWords words) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(page.t("simulation.all"), "", figures.all(), null, null));
    add(lines, page.t("simulation.by.programme"), figures.programmes(), words::programme);
    add(lines, page.t("simulation.by.village"), figures.villages(), words::village);
    add(lines, page.t("simulation.by.age"), figures.ages(), words::age);
    add(lines, page.t("simulation.by.sex"), figures.sexes(), words::sex);
    figures.rest().forEach(cost -> lines.add(new Line(page.t("simulation.year.rest", String.valueOf(cost.year())), words.programme(cost.programme()), null, cost, words.cohort(cost.cohort()))));
    figures.costs().forEach(cost -> lines.add(new Line(page.t("simulation.year", String.valueOf(cost.year())), words.programme(cost.programme()), null, cost, words.cohort(cost.cohort()))));
    return lines;
  }

  private static void add(List<Line> lines, String table, List<Figures.Tally> tallies, Function<String, String> name) {
    tallies.forEach(tally -> lines.add(new Line(table, name.apply(tally.key()), tally, null, null)));
  }

  private static List<Export.Column<Line>> columns(Page page) {
    return List.of(
        new Export.Column<>(page.t("simulation.column.table"), Line::table), new Export.Column<>(page.t("simulation.column.row"), Line::name),
        new Export.Column<>(page.t("simulation.column.cohort"), Line::cohort),
        new Export.Column<>(page.t("simulation.column.entitledBefore"), line -> line.tally() == null ? null : line.tally().before()),
        new Export.Column<>(page.t("simulation.column.entitledAfter"), line -> line.tally() == null ? null : line.tally().after()),
        new Export.Column<>(page.t("simulation.gains"), line -> line.tally() == null ? null : line.tally().gains()),
        new Export.Column<>(page.t("simulation.column.fenGains"), line -> line.tally() == null ? null : AffectedPeople.yuan(line.tally().fenGains())),
        new Export.Column<>(page.t("simulation.loses"), line -> line.tally() == null ? null : line.tally().loses()),
        new Export.Column<>(page.t("simulation.column.fenLoses"), line -> line.tally() == null ? null : AffectedPeople.yuan(line.tally().fenLoses())),
        new Export.Column<>(page.t("simulation.unknown"), line -> line.tally() == null ? null : line.tally().unknown()),
        new Export.Column<>(page.t("simulation.column.costBefore"), line -> AffectedPeople.yuan(line.tally() != null ? line.tally().fenBefore() : Objects.requireNonNull(line.cost()).fenBefore())),
        new Export.Column<>(page.t("simulation.column.costAfter"), line -> AffectedPeople.yuan(line.tally() != null ? line.tally().fenAfter() : Objects.requireNonNull(line.cost()).fenAfter())),
        new Export.Column<>(page.t("simulation.column.months"), line -> line.cost() == null ? null : line.cost().monthsAfter()));
  }
}
