package org.guanjia.insight;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.guanjia.insight.KeptFigures.Period;
import org.guanjia.projects.Kind;
import org.guanjia.projects.ProjectFilter;
import org.guanjia.projects.ProjectState;
import org.guanjia.projects.ProjectTotals;
import org.guanjia.projects.Projects;
import org.guanjia.requests.RequestFigures.Dimension;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the town stands: its targets, and the figures of requests and projects, as far as the viewer sees them. */
@Service
public class Board {

  private final Targets targets;
  private final KeptFigures figures;
  private final Projects projects;
  private final Recount recount;
  private final Clock clock;

  Board(Targets targets, KeptFigures figures, Projects projects, Recount recount, Clock clock) {
    this.targets = targets;
    this.figures = figures;
    this.projects = projects;
    this.recount = recount;
    this.clock = clock;
  }

  /** The current year in Asia/Shanghai. */
  public int thisYear() {
    return today().getYear();
  }

  /** Years with something to show, the latest first; the current one always. */
  public List<Integer> years() {
    var years = new TreeSet<>(targets.years());
    years.addAll(projects.years());
    years.add(thisYear());
    return List.copyOf(years.descendingSet());
  }

  /** The year's targets and how far they are today. */
  @Transactional(readOnly = true)
  public List<TargetLine> targets(int year) {
    return lines(counts(year), today());
  }

  /** The targets of the year as they stand, beside what should be there by that day. */
  List<TargetLine> lines(YearCounts counts, LocalDate day) {
    return targets.ofYear(counts.year()).stream()
        .map(
            target -> {
              BigDecimal actual = counts.of(target);
              return new TargetLine(
                  target, actual, Expected.by(target, day), Course.of(target, actual, day), Links.of(target.measure(), target.channel(), target.year(), target.village()));
            })
        .toList();
  }

  /** Everything that is counted of a year by village. */
  @Transactional(readOnly = true)
  public YearCounts counts(int year) {
    Period period = Period.of(year);
    ProjectFilter finished = ProjectFilter.ALL.ofYear(year).in(ProjectState.ACCEPTED, ProjectState.CLOSED);
    return new YearCounts(
        year, figures.byVillage(period), figures.byChannelAndVillage(period), projects.totals(finished.micro(true)).byVillage(), projects.totals(finished.of(Kind.WISH)).byVillage(),
        targets.latest(year));
  }

  /** The figures of a month's brief as they are now; what is expected of targets is expected by the end of the month, or by now if that is earlier. */
  @Transactional(readOnly = true)
  public Snapshot snapshot(YearMonth month) {
    Period inMonth = Period.of(month);
    YearMonth january = YearMonth.of(month.getYear(), 1);
    ProjectTotals library = library(month.getYear());
    LocalDate day = month.atEndOfMonth().isBefore(today()) ? month.atEndOfMonth() : today();
    return new Snapshot(
        asOf(), month, day, lines(counts(month.getYear()), day).stream().filter(line -> line.target().active()).map(Board::withoutList).toList(), key(inMonth), key(Period.of(month.minusMonths(1))),
        key(new Period(january, month)), key(new Period(january.minusYears(1), month.minusYears(1))), named(sorted(figures.byVillage(inMonth))),
        named(figures.by(Dimension.CHANNEL, inMonth)), named(figures.by(Dimension.CATEGORY, inMonth)),
        library.byState().entrySet().stream().map(entry -> new Named(entry.getKey().name(), entry.getValue())).toList(),
        library.bySource().entrySet().stream().map(entry -> new Named(entry.getKey().name(), entry.getValue())).toList(), library.approvedFen(), library.paidFen());
  }

  Key key(Period period) {
    Sum sum = figures.byMonth(period).values().stream().reduce(Sum.NONE, Sum::plus);
    return new Key(sum, figures.medianDays(period));
  }

  Map<String, Sum> by(Dimension dimension, int year) {
    return figures.by(dimension, Period.of(year));
  }

  Map<YearMonth, Sum> months(int fromYear, int untilYear) {
    return figures.byMonth(new Period(YearMonth.of(fromYear, 1), YearMonth.of(untilYear, 12)));
  }

  ProjectTotals library(int year) {
    return projects.totals(ProjectFilter.ALL.ofYear(year));
  }

  /** When requests were last counted; null when they never were. */
  public @Nullable Instant asOf() {
    return recount.asOf();
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Targets.ZONE);
  }

  private static TargetLine withoutList(TargetLine line) {
    return new TargetLine(line.target(), line.actual(), line.expected(), line.course(), null);
  }

  private static Map<String, Sum> sorted(Map<String, Sum> sums) {
    var sorted = new LinkedHashMap<String, Sum>();
    sums.entrySet().stream()
        .sorted(Comparator.comparingLong((Map.Entry<String, Sum> entry) -> -entry.getValue().received()).thenComparing(Map.Entry::getKey))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private static List<Named> named(Map<String, Sum> sums) {
    return sums.entrySet().stream().map(entry -> new Named(entry.getKey(), entry.getValue().received())).toList();
  }
}
