package org.guanjia.projects;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.platform.spreadsheets.Export;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Tile;
import org.guanjia.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The library of a year as a page, a filter in an address, and a list that leaves. */
@Component
class ProjectLists {

  /** As year: all of them. */
  static final String ALL_YEARS = "all";

  /** As kind: all but wishes. */
  static final String MICRO = "micro";

  private final Projects projects;
  private final ProjectViews views;
  private final Clock clock;

  ProjectLists(Projects projects, ProjectViews views, Clock clock) {
    this.projects = projects;
    this.views = views;
    this.clock = clock;
  }

  /** A filter from the parameters of an address; what cannot be read asks for nothing. Without a year it is this year's library. */
  ProjectFilter filter(Map<String, String> parameters) {
    String q = parameters.getOrDefault("q", "").replace('\0', ' ').strip();
    return new ProjectFilter(
        q.substring(0, Math.min(q.length(), Projects.TYPED_LENGTH_MAX)), year(parameters.get("year")), oneOf(Kind.class, parameters.get("kind")),
        code(parameters.get("village")), states(parameters.get("state")), code(parameters.get("waiting")), MICRO.equalsIgnoreCase(parameters.get("kind")));
  }

  ProjectList list(Page page, ProjectFilter filter, @Nullable String after) {
    Projects.Lines found = projects.list(filter, after, Projects.PAGE_SIZE);
    ProjectTotals totals = projects.totals(filter.in());
    return new ProjectList(
        filter, found.lines(), views.villages(page), years(page, filter), standing(page, filter, totals), tiles(page, filter, totals),
        kinds(page), views.villageChoices(page), query(filter, null), found.next() == null ? null : "/projects" + query(filter, found.next()),
        Projects.isCursor(after) ? "/projects" + query(filter, null) : null);
  }

  private static List<Choice> kinds(Page page) {
    var kinds = new ArrayList<>(ProjectView.kindChoices(page));
    kinds.add(Choice.of(MICRO, page.t("projects.kinds.micro")));
    return kinds;
  }

  static List<Export.Column<ProjectLine>> columns(Page page, Map<String, String> villages) {
    return List.of(
        new Export.Column<>(page.t("projects.field.code"), ProjectLine::code), new Export.Column<>(page.t("projects.field.year"), ProjectLine::year),
        new Export.Column<>(page.t("projects.field.kind"), line -> page.t("projects.kind." + line.kind())),
        new Export.Column<>(page.t("projects.field.title"), ProjectLine::title),
        new Export.Column<>(page.t("projects.field.village"), line -> villages.getOrDefault(line.village(), line.village())),
        new Export.Column<>(page.t("projects.field.place"), ProjectLine::place), new Export.Column<>(page.t("projects.field.benefiting"), ProjectLine::benefiting),
        new Export.Column<>(page.t("projects.field.estimate"), line -> yuan(line.estimateFen())),
        new Export.Column<>(page.t("projects.approved"), line -> line.approvedFen() == null ? null : yuan(line.approvedFen())),
        new Export.Column<>(page.t("projects.field.state"), line -> page.t("projects.state." + line.state())),
        new Export.Column<>(page.t("projects.field.builder"), ProjectLine::builder),
        new Export.Column<>(page.t("projects.proposedOn"), line -> LocalDate.ofInstant(line.proposedAt(), ProjectMoves.ZONE)),
        new Export.Column<>(page.t("projects.closedOn"), line -> line.closedAt() == null ? null : LocalDate.ofInstant(line.closedAt(), ProjectMoves.ZONE)));
  }

  /** For a sheet's cell, where people add up. */
  private static java.math.BigDecimal yuan(long fen) {
    return java.math.BigDecimal.valueOf(fen, 2);
  }

  private List<Chip> years(Page page, ProjectFilter filter) {
    var years = new LinkedHashSet<Integer>(List.of(thisYear()));
    years.addAll(projects.years());
    List<Chip> chips =
        new ArrayList<>(
            years.stream()
                .sorted(java.util.Comparator.reverseOrder())
                .map(year -> new Chip(page.t("projects.year", year.toString()), "/projects" + query(filter.ofYear(year), null), null, year.equals(filter.year())))
                .toList());
    chips.add(new Chip(page.t("projects.allYears"), "/projects" + query(filter.ofYear(null), null), null, filter.year() == null));
    return chips;
  }

  private List<Chip> standing(Page page, ProjectFilter filter, ProjectTotals totals) {
    var chips = new ArrayList<Chip>();
    chips.add(new Chip(page.t("projects.allStates"), "/projects" + query(filter.in(), null), page.number(totals.count()), filter.states().isEmpty()));
    totals.byState()
        .forEach(
            (state, count) ->
                chips.add(
                    new Chip(page.t("projects.state." + state), "/projects" + query(filter.in(state), null), page.number(count), filter.states().equals(Set.of(state)))));
    return chips;
  }

  private static List<Tile> tiles(Page page, ProjectFilter filter, ProjectTotals totals) {
    int done = totals.count(ProjectState.ACCEPTED, ProjectState.CLOSED);
    String sources =
        totals.bySource().entrySet().stream().map(entry -> page.t("projects.source." + entry.getKey()) + " " + brief(page, entry.getValue())).collect(Collectors.joining(" · "));
    return List.of(
        Tile.of(page.t("projects.total"), page.number(totals.count())).more(page.t("projects.total.done", page.number(done))),
        Tile.of(page.t("projects.benefiting"), page.number(totals.benefiting())),
        Tile.of(page.t("projects.approved"), brief(page, totals.approvedFen())).unit(page.t("projects.brief")).more(sources.isEmpty() ? null : sources),
        Tile.of(page.t("projects.paid"), brief(page, totals.paidFen())).unit(page.t("projects.brief")).more(page.t("projects.estimated", brief(page, totals.estimateFen()))));
  }

  /** As officials say it: in 万元 with two digits, or in whole yuan. */
  private static String brief(Page page, long fen) {
    if (!page.locale().getLanguage().equals("zh")) return page.number(fen / 100);
    return java.math.BigDecimal.valueOf(fen, 6).setScale(2, java.math.RoundingMode.HALF_UP).toPlainString();
  }

  /** The query of an address that shows the filter, with its question mark; empty when it is what the page begins with. */
  String query(ProjectFilter filter, @Nullable String after) {
    var parameters = new LinkedHashMap<String, String>();
    if (filter.year() == null) parameters.put("year", ALL_YEARS);
    else if (filter.year() != thisYear()) parameters.put("year", filter.year().toString());
    if (filter.micro()) parameters.put("kind", MICRO);
    if (filter.kind() != null) parameters.put("kind", filter.kind().name().toLowerCase(Locale.ROOT));
    if (filter.village() != null) parameters.put("village", filter.village());
    if (!filter.states().isEmpty()) parameters.put("state", filter.states().stream().sorted().map(state -> state.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(",")));
    if (filter.department() != null) parameters.put("waiting", filter.department());
    if (!filter.q().isBlank()) parameters.put("q", filter.q());
    if (after != null) parameters.put("after", after);
    if (parameters.isEmpty()) return "";
    return parameters.entrySet().stream().map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&", "?", ""));
  }

  int thisYear() {
    return LocalDate.ofInstant(clock.instant(), ProjectMoves.ZONE).getYear();
  }

  /** A year typed or chosen; this year's when it is none. */
  @Nullable Integer year(@Nullable String typed) {
    if (ALL_YEARS.equals(typed)) return null;
    return typed != null && typed.matches("20[0-9]{2}") ? Integer.valueOf(typed) : Integer.valueOf(thisYear());
  }

  private static Set<ProjectState> states(@Nullable String typed) {
    if (typed == null) return Set.of();
    return Arrays.stream(ProjectState.values()).filter(state -> List.of(typed.toUpperCase(Locale.ROOT).split(",")).contains(state.name())).collect(Collectors.toSet());
  }

  static <E extends Enum<E>> @Nullable E oneOf(Class<E> type, @Nullable String typed) {
    if (typed == null) return null;
    for (E one : type.getEnumConstants()) if (one.name().equalsIgnoreCase(typed.strip())) return one;
    return null;
  }

  private static @Nullable String code(@Nullable String typed) {
    return typed == null || typed.isBlank() || typed.length() > 60 || typed.indexOf('\0') >= 0 ? null : typed.strip();
  }
}
