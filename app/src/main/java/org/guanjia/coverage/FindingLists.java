package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.FINDING;
import static org.guanjia.coverage.db.Tables.STANDING;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Vocabulary;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists of findings, and what the overview counts; each figure opens the list it was counted from. */
@Service
@Transactional(readOnly = true)
public class FindingLists {

  public static final int PAGE_SIZE = 50;
  public static final int PAGE_SIZE_MAX = 200;
  static final int PRINTED_MAX = 300;

  private final DSLContext sql;
  private final People people;

  FindingLists(DSLContext sql, People people) {
    this.sql = sql;
    this.people = people;
  }

  /** A finding with whom it is about; null when the viewer sees them not. */
  public record Line(Finding finding, @Nullable PersonLine person) {}

  /** @param next where the page after this one begins; null at the end */
  public record Lines(List<Line> lines, @Nullable String next) {}

  /** A person who is entitled, or paid, with what is done. */
  @Schema(name = "CoverageStanding")
  public record StandingLine(long personId, @Nullable PersonLine person, String programme, boolean entitled, long amountFen, boolean paid, boolean received, boolean asked) {}

  @Schema(name = "CoverageStandings")
  public record StandingLines(List<StandingLine> lines, @Nullable String next) {}

  /** Which standings. */
  public enum Which {
    ENTITLED,
    PAID,
    /** Who really has the month that was paid last, or is about to. */
    RECEIVED,
    /** Entitled and paid. */
    REACHED,
    /** Entitled and asked for, not paid yet. */
    ASKED
  }

  /**
   * What the overview says of a programme, or of a village.
   *
   * @param key code of the programme or village; null for no village
   * @param paid by an award, or without one in the month that was paid last
   * @param received who of all these really has the month that was paid last, or is about to
   * @param unknown not counting whom a complete list alone would settle
   */
  @Schema(name = "CoverageFigure")
  public record Figure(@Nullable String key, int entitled, long entitledFen, int paid, int received, int reached, int asked, int forgotten, int unknown, int noLonger) {}

  /** How many persons a missing fact keeps in the unknown; {@code byList} of them a complete list alone would settle. */
  public record MissingCount(Fact fact, int persons, int byList) {}

  /**
   * A page, the oldest first; three statements.
   *
   * @param after {@link Lines#next} of the page before; one that cannot be read begins anew
   */
  public Lines list(FindingFilter filter, Set<FindingKind> seen, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Condition wanted = wanted(filter, seen);
    if (after != null && after.matches("[0-9]{1,18}")) wanted = wanted.and(FINDING.ID.gt(Long.valueOf(after)));
    List<Finding> found = sql.selectFrom(FINDING).where(wanted).orderBy(FINDING.ID).limit(most + 1).fetch(CoverageRows::finding);
    boolean more = found.size() > most;
    List<Finding> shown = more ? found.subList(0, most) : found;
    return new Lines(lines(shown), more ? String.valueOf(shown.getLast().id()) : null);
  }

  private List<Line> lines(List<Finding> shown) {
    Map<Long, PersonLine> whose = people.lines(shown.stream().map(Finding::personId).collect(Collectors.toSet()));
    List<Line> lines = new ArrayList<>();
    for (Finding one : shown) lines.add(new Line(one, whose.get(one.personId())));
    return lines;
  }

  /** For paper: by village, grid and number; at most 300. */
  public List<Line> printed(FindingFilter filter, Set<FindingKind> seen) {
    return lines(sql.selectFrom(FINDING).where(wanted(filter, seen)).orderBy(FINDING.VILLAGE, FINDING.GRID, FINDING.ID).limit(PRINTED_MAX).fetch(CoverageRows::finding));
  }

  /** All that the filter lets through, read a page at a time; needs a transaction until its end. */
  public Stream<Line> stream(FindingFilter filter, Set<FindingKind> seen) {
    return Stream.iterate(list(filter, seen, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : list(filter, seen, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** What is due of somebody, the earliest first. */
  public List<Line> dueOf(String user, int size) {
    return lines(sql.selectFrom(FINDING)
        .where(CoverageRows.inTown(), FINDING.ASSIGNEE.eq(user), FINDING.STATE.in(FindingState.ASSIGNED.name(), FindingState.CONTACTED.name()))
        .orderBy(DSL.coalesce(FINDING.NEXT_TRY, FINDING.DUE_ON).asc().nullsLast(), FINDING.ID).limit(size).fetch(CoverageRows::finding));
  }

  /** All of these records, the open ones first; at most 50. */
  public List<Finding> of(Collection<Long> records) {
    return sql.selectFrom(FINDING).where(CoverageRows.inTown(), FINDING.PERSON_ID.eq(DSL.any(records.toArray(Long[]::new))))
        .orderBy(DSL.field(FINDING.STATE.in(CoverageRows.OPEN)).desc(), FINDING.ID.desc()).limit(50).fetch(CoverageRows::finding);
  }

  /** How many are open of each kind. */
  public Map<FindingKind, Integer> counts(FindingFilter filter, Set<FindingKind> seen) {
    Map<FindingKind, Integer> counts = new EnumMap<>(FindingKind.class);
    Condition doors = FINDING.KIND.ne(FindingKind.UNKNOWN.name()).or(DSL.not(DSL.condition(FINDING.BY_LIST)));
    sql.select(FINDING.KIND, DSL.count()).from(FINDING).where(wanted(filter.with(null), seen), doors).groupBy(FINDING.KIND)
        .forEach(row -> counts.put(FindingKind.valueOf(row.value1()), row.value2()));
    return counts;
  }

  /** The overview by programme, or of one programme by village; two statements. */
  public List<Figure> figures(@Nullable String programme, @Nullable String village) {
    boolean byVillage = programme != null;
    var key = byVillage ? STANDING.VILLAGE : STANDING.PROGRAMME;
    Condition wanted = STANDING.TOWN.eq(CoverageRows.town());
    if (programme != null) wanted = wanted.and(STANDING.PROGRAMME.eq(programme));
    if (village != null) wanted = wanted.and(STANDING.VILLAGE.eq(village));
    Condition entitled = DSL.condition(STANDING.ENTITLED);
    Condition paid = DSL.condition(STANDING.PAID);
    Map<Optional<String>, Figure> figures = new HashMap<>();
    sql.select(
            key, DSL.count().filterWhere(entitled), DSL.sum(STANDING.AMOUNT_FEN), DSL.count().filterWhere(paid), DSL.count().filterWhere(DSL.condition(STANDING.RECEIVED)),
            DSL.count().filterWhere(entitled.and(paid)), DSL.count().filterWhere(entitled.andNot(paid).and(STANDING.ASKED)))
        .from(STANDING).where(wanted).groupBy(key)
        .forEach(row -> figures.put(Optional.ofNullable(row.value1()), new Figure(row.value1(), row.value2(), row.value3() == null ? 0 : row.value3().longValue(), row.value4(), row.value5(), row.value6(), row.value7(), 0, 0, 0)));
    open(figures, programme, village);
    return figures.values().stream().sorted(java.util.Comparator.comparing(figure -> String.valueOf(figure.key()))).toList();
  }

  private void open(Map<Optional<String>, Figure> figures, @Nullable String programme, @Nullable String village) {
    var each = DSL.table("unnest({0})", FINDING.PROGRAMMES).as("each", "programme");
    var code = DSL.field(DSL.name("each", "programme"), String.class);
    var key = programme != null ? FINDING.VILLAGE : code;
    Condition wanted = CoverageRows.inTown().and(FINDING.STATE.in(CoverageRows.OPEN));
    if (programme != null) wanted = wanted.and(code.eq(programme));
    if (village != null) wanted = wanted.and(FINDING.VILLAGE.eq(village));
    Condition doors = FINDING.KIND.eq(FindingKind.UNKNOWN.name()).andNot(DSL.condition(FINDING.BY_LIST));
    sql.select(key, DSL.count().filterWhere(FINDING.KIND.eq(FindingKind.FORGOTTEN.name())), DSL.count().filterWhere(doors), DSL.count().filterWhere(FINDING.KIND.eq(FindingKind.NO_LONGER.name())))
        .from(FINDING).crossJoin(DSL.lateral(each)).where(wanted).groupBy(key)
        .forEach(row -> {
          Optional<String> of = Optional.ofNullable(row.value1());
          Figure base = figures.getOrDefault(of, new Figure(row.value1(), 0, 0, 0, 0, 0, 0, 0, 0, 0));
          figures.put(of, new Figure(base.key(), base.entitled(), base.entitledFen(), base.paid(), base.received(), base.reached(), base.asked(), row.value2(), row.value3(), row.value4()));
        });
  }

  /** A page of whoever is entitled or paid, by number. */
  public StandingLines standings(String programme, @Nullable String village, Which which, @Nullable String after, int size) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    Condition wanted = STANDING.TOWN.eq(CoverageRows.town()).and(STANDING.PROGRAMME.eq(programme)).and(switch (which) {
      case ENTITLED -> DSL.condition(STANDING.ENTITLED);
      case PAID -> DSL.condition(STANDING.PAID);
      case RECEIVED -> DSL.condition(STANDING.RECEIVED);
      case REACHED -> DSL.condition(STANDING.ENTITLED).and(STANDING.PAID);
      case ASKED -> DSL.condition(STANDING.ENTITLED).andNot(DSL.condition(STANDING.PAID)).and(STANDING.ASKED);
    });
    if (village != null) wanted = wanted.and(STANDING.VILLAGE.eq(village));
    if (after != null && after.matches("[0-9]{1,18}")) wanted = wanted.and(STANDING.PERSON_ID.gt(Long.valueOf(after)));
    var rows = sql.selectFrom(STANDING).where(wanted).orderBy(STANDING.PERSON_ID).limit(most + 1).fetch();
    boolean more = rows.size() > most;
    var shown = more ? rows.subList(0, most) : rows;
    Map<Long, PersonLine> whose = people.lines(shown.stream().map(row -> row.getPersonId()).collect(Collectors.toSet()));
    List<StandingLine> lines = new ArrayList<>();
    shown.forEach(row -> lines.add(new StandingLine(row.getPersonId(), whose.get(row.getPersonId()), row.getProgramme(), row.getEntitled(), row.getAmountFen(), row.getPaid(), row.getReceived(), row.getAsked())));
    return new StandingLines(lines, more ? String.valueOf(shown.getLast().getPersonId()) : null);
  }

  /** All of them; needs a transaction until its end. */
  public Stream<StandingLine> standings(String programme, @Nullable String village, Which which) {
    return Stream.iterate(
            standings(programme, village, which, null, PAGE_SIZE_MAX), Objects::nonNull,
            page -> page.next() == null ? null : standings(programme, village, which, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.lines().stream());
  }

  /** Which facts are missing of how many, the most first; one statement. */
  public List<MissingCount> missing(@Nullable String village) {
    Condition wanted = CoverageRows.inTown().and(FINDING.KIND.eq(FindingKind.UNKNOWN.name())).and(FINDING.STATE.in(CoverageRows.OPEN));
    if (village != null) wanted = wanted.and(FINDING.VILLAGE.eq(village));
    Map<Long, int[]> byMask = new HashMap<>();
    sql.select(FINDING.MISSING, DSL.count(), DSL.count().filterWhere(DSL.condition(FINDING.BY_LIST))).from(FINDING).where(wanted).groupBy(FINDING.MISSING)
        .forEach(row -> byMask.put(row.value1(), new int[] {row.value2(), row.value3()}));
    List<MissingCount> counts = new ArrayList<>();
    for (Fact fact : Vocabulary.PERSON_MONTH.raw()) {
      int persons = 0;
      int byList = 0;
      for (var mask : byMask.entrySet()) {
        if ((mask.getKey() >>> fact.place() & 1) == 0) continue;
        persons += mask.getValue()[0];
        byList += mask.getValue()[1];
      }
      if (persons > 0) counts.add(new MissingCount(fact, persons, byList));
    }
    counts.sort(java.util.Comparator.comparingInt(MissingCount::persons).reversed());
    return counts;
  }

  private static Condition wanted(FindingFilter filter, Set<FindingKind> seen) {
    Condition wanted = CoverageRows.inTown();
    if (filter.kind() != null) wanted = wanted.and(FINDING.KIND.eq(filter.kind().name()));
    if (seen.size() < FindingKind.values().length) wanted = wanted.and(FINDING.KIND.in(FindingKind.names(seen)));
    wanted = wanted.and(filter.state() == null ? FINDING.STATE.in(CoverageRows.OPEN) : FINDING.STATE.eq(filter.state().name()));
    if (filter.programme() != null) wanted = wanted.and(DSL.condition("{0} = any ({1})", DSL.val(filter.programme()), FINDING.PROGRAMMES));
    if (filter.village() != null) wanted = wanted.and(FINDING.VILLAGE.eq(filter.village()));
    if (filter.assignee() != null) wanted = wanted.and(FINDING.ASSIGNEE.eq(filter.assignee()));
    if (filter.fact() != null) {
      long bit = Vocabulary.PERSON_MONTH.raw().stream().filter(fact -> fact.code().equals(filter.fact())).findFirst().map(fact -> 1L << fact.place()).orElse(0L);
      wanted = wanted.and(FINDING.MISSING.bitAnd(bit).ne(0L));
    }
    if (filter.lists() != null) wanted = wanted.and(filter.lists() ? DSL.condition(FINDING.BY_LIST) : DSL.not(DSL.condition(FINDING.BY_LIST)));
    return wanted;
  }
}
