package org.guanjia.projects;

import static org.guanjia.projects.db.Tables.CRITERION;
import static org.guanjia.projects.db.Tables.LIBRARY;
import static org.guanjia.projects.db.Tables.PROJECT;
import static org.guanjia.projects.db.Tables.SCORE;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.projects.db.tables.records.ProjectRecord;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The scoring sheet that a town lays down for each year, the scores that people give, and the ranking computed from them: for each person the
 * weighted share of the points, of 100; for the project the mean over the persons.
 */
@Service
public class Scoring {

  static final int CRITERIA_MAX = 12;
  static final int RANKED_MAX = 2_000;

  private final DSLContext sql;
  private final ProjectMoves moves;
  private final Audit audit;
  private final Clock clock;

  Scoring(DSLContext sql, ProjectMoves moves, Audit audit, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param id 0 for one that is not kept yet
   * @param weight whole per cent; those of a sheet make 100
   */
  public record Criterion(long id, String name, int weight, int pointsMax) {}

  /** @param fixed whether somebody has scored by it: then it stays as it is */
  @Schema(name = "ScoringSheet")
  public record Sheet(int year, List<Criterion> criteria, boolean fixed, int version) {}

  /** @param points by id of the criterion */
  public record Score(String scorer, Map<Long, Integer> points, BigDecimal total) {}

  /**
   * @param rank equal totals share one; the next counts on past them
   * @param total 0.00 to 100.00; null while nobody has scored
   */
  public record Ranked(@Nullable Integer rank, ProjectLine project, @Nullable BigDecimal total, int scorers) {}

  /** Somebody else changed the sheet meanwhile. */
  @ResponseStatus(HttpStatus.CONFLICT)
  public static final class StaleSheet extends RuntimeException {}

  /** The sheet of that year; one without criteria when none was laid down. */
  @Transactional(readOnly = true)
  public Sheet sheet(int year) {
    List<Criterion> criteria =
        sql.selectFrom(CRITERION)
            .where(CRITERION.TOWN.eq(town()))
            .and(CRITERION.YEAR.eq((short) year))
            .orderBy(CRITERION.SORT, CRITERION.ID)
            .limit(CRITERIA_MAX)
            .fetch(row -> new Criterion(row.getId(), row.getName(), row.getWeight(), row.getPointsMax()));
    Integer version =
        sql.select(LIBRARY.SHEET_VERSION).from(LIBRARY).where(LIBRARY.TOWN.eq(town())).and(LIBRARY.YEAR.eq((short) year)).fetchOne(LIBRARY.SHEET_VERSION);
    return new Sheet(year, criteria, fixed(year), version == null ? 1 : version);
  }

  /**
   * Lays the sheet of a year down anew, until somebody has scored by it.
   *
   * @throws InvalidInput when the weights do not make 100, or scores have been given
   */
  @Transactional
  public void lay(int year, int version, List<Criterion> criteria) {
    check(year, criteria);
    sql.insertInto(LIBRARY).set(LIBRARY.TOWN, town()).set(LIBRARY.YEAR, (short) year).onConflictDoNothing().execute();
    int current =
        sql.select(LIBRARY.SHEET_VERSION)
            .from(LIBRARY)
            .where(LIBRARY.TOWN.eq(town()))
            .and(LIBRARY.YEAR.eq((short) year))
            .forUpdate()
            .fetchSingle(LIBRARY.SHEET_VERSION);
    if (current != version) throw new StaleSheet();
    if (fixed(year)) throw new InvalidInput("criterion.0.name", "projects.error.sheetFixed", String.valueOf(year));
    sql.deleteFrom(CRITERION).where(CRITERION.TOWN.eq(town())).and(CRITERION.YEAR.eq((short) year)).execute();
    for (int i = 0; i < criteria.size(); i++) {
      Criterion criterion = criteria.get(i);
      sql.insertInto(CRITERION)
          .set(CRITERION.TOWN, town())
          .set(CRITERION.YEAR, (short) year)
          .set(CRITERION.NAME, criterion.name().strip())
          .set(CRITERION.WEIGHT, (short) criterion.weight())
          .set(CRITERION.POINTS_MAX, (short) criterion.pointsMax())
          .set(CRITERION.SORT, (short) i)
          .execute();
    }
    sql.update(LIBRARY).set(LIBRARY.SHEET_VERSION, LIBRARY.SHEET_VERSION.plus(1)).where(LIBRARY.TOWN.eq(town())).and(LIBRARY.YEAR.eq((short) year)).execute();
    audit.record("projects.sheet", "library", Integer.toString(year), Map.of("criteria", criteria.size()));
  }

  /**
   * Scores a project on the sheet of its year; again by the same person replaces what that person gave before.
   *
   * @param points by id of the criterion; every criterion has to be given
   */
  @Transactional
  public void score(String code, @Nullable Integer version, Map<Long, Integer> points) {
    ProjectRecord project = moves.lock(code, version, ProjectMove.SCORE);
    // Locked, so that nobody exchanges the sheet between its reading and the first score.
    sql.select(LIBRARY.YEAR).from(LIBRARY).where(LIBRARY.TOWN.eq(town())).and(LIBRARY.YEAR.eq(project.getYear())).forUpdate().fetch();
    List<Criterion> criteria = sheet(project.getYear()).criteria();
    var checks = new Checks();
    if (criteria.isEmpty()) checks.error("points", "projects.error.noSheet", String.valueOf(project.getYear()));
    for (Criterion criterion : criteria) {
      Integer given = checks.present("points." + criterion.id(), points.get(criterion.id()));
      if (given != null) checks.within("points." + criterion.id(), given, 0, criterion.pointsMax());
    }
    checks.refuse();
    String scorer = ProjectMoves.actor();
    sql.deleteFrom(SCORE).where(SCORE.TOWN.eq(town())).and(SCORE.PROJECT_ID.eq(project.getId())).and(SCORE.SCORER.eq(scorer)).execute();
    for (Criterion criterion : criteria) {
      sql.insertInto(SCORE)
          .set(SCORE.TOWN, town())
          .set(SCORE.PROJECT_ID, project.getId())
          .set(SCORE.SCORER, scorer)
          .set(SCORE.CRITERION_ID, criterion.id())
          .set(SCORE.POINTS, Objects.requireNonNull(points.get(criterion.id())).shortValue())
          .set(SCORE.SCORED_AT, clock.instant())
          .execute();
    }
    moves.stay(project, ProjectMove.SCORE, null, Map.of());
  }

  /** What each person gave that project. */
  @Transactional(readOnly = true)
  public List<Score> scores(ProjectLine project) {
    Map<Long, Criterion> criteria = sheet(project.year()).criteria().stream().collect(Collectors.toMap(Criterion::id, criterion -> criterion));
    var byScorer =
        sql.selectFrom(SCORE).where(SCORE.TOWN.eq(town())).and(SCORE.PROJECT_ID.eq(project.id())).orderBy(SCORE.SCORER, SCORE.CRITERION_ID).limit(RANKED_MAX).fetchGroups(SCORE.SCORER);
    var scores = new ArrayList<Score>();
    byScorer.forEach(
        (scorer, rows) -> {
          Map<Long, Integer> points = new HashMap<>();
          rows.forEach(row -> points.put(row.getCriterionId(), row.getPoints().intValue()));
          // Carried over, a project keeps what it was given by the sheet of the year before, but does not count by it.
          if (criteria.keySet().containsAll(points.keySet())) scores.add(new Score(scorer, points, total(criteria.values(), points)));
        });
    return scores;
  }

  /** The projects of a year's library by their scores, those without any last; withdrawn ones are left out. */
  @Transactional(readOnly = true)
  public List<Ranked> ranking(int year, @Nullable Kind kind) {
    var share = DSL.sum(SCORE.POINTS.cast(BigDecimal.class).times(CRITERION.WEIGHT).div(CRITERION.POINTS_MAX));
    var scorers = DSL.countDistinct(SCORE.SCORER);
    Map<Long, Mean> means =
        sql.select(SCORE.PROJECT_ID, share, scorers)
            .from(SCORE)
            .join(CRITERION)
            .on(CRITERION.TOWN.eq(SCORE.TOWN))
            .and(CRITERION.ID.eq(SCORE.CRITERION_ID))
            .where(SCORE.TOWN.eq(town()))
            .and(CRITERION.YEAR.eq((short) year))
            .groupBy(SCORE.PROJECT_ID)
            .limit(RANKED_MAX)
            .fetchMap(SCORE.PROJECT_ID, row -> new Mean(row.value2().divide(BigDecimal.valueOf(row.value3()), 2, RoundingMode.HALF_UP), row.value3()));
    List<ProjectLine> lines = sql.select(PROJECT.asterisk(), DSL.val((Long) null).as("budget_fen"))
        .from(PROJECT)
        .where(PROJECT.TOWN.eq(town()))
        .and(PROJECT.YEAR.eq((short) year))
        .and(PROJECT.STATE.ne("WITHDRAWN"))
        .and(kind == null ? DSL.noCondition() : PROJECT.KIND.eq(kind.name()))
        .orderBy(PROJECT.ID)
        .limit(RANKED_MAX)
        .fetch(Projects::line);
    return ranked(lines, means);
  }

  private record Mean(BigDecimal total, int scorers) {}

  private static List<Ranked> ranked(List<ProjectLine> lines, Map<Long, Mean> means) {
    List<ProjectLine> scored = new ArrayList<>(lines.stream().filter(line -> means.containsKey(line.id())).toList());
    scored.sort((one, other) -> mean(means, other).compareTo(mean(means, one))); // stable: equal ones stay by number
    var ranked = new ArrayList<Ranked>();
    int rank = 0;
    for (int i = 0; i < scored.size(); i++) {
      ProjectLine line = scored.get(i);
      if (i == 0 || mean(means, scored.get(i - 1)).compareTo(mean(means, line)) != 0) rank = i + 1;
      ranked.add(new Ranked(rank, line, mean(means, line), Objects.requireNonNull(means.get(line.id())).scorers()));
    }
    lines.stream().filter(line -> !means.containsKey(line.id())).forEach(line -> ranked.add(new Ranked(null, line, null, 0)));
    return ranked;
  }

  private static BigDecimal mean(Map<Long, Mean> means, ProjectLine line) {
    return Objects.requireNonNull(means.get(line.id())).total();
  }

  static BigDecimal total(Iterable<Criterion> criteria, Map<Long, Integer> points) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Criterion criterion : criteria) {
      long weighted = (long) points.getOrDefault(criterion.id(), 0) * criterion.weight();
      sum = sum.add(BigDecimal.valueOf(weighted).divide(BigDecimal.valueOf(criterion.pointsMax()), 10, RoundingMode.HALF_UP));
    }
    return sum.setScale(2, RoundingMode.HALF_UP);
  }

  private static void check(int year, List<Criterion> criteria) {
    var checks = new Checks();
    checks.year("year", year);
    if (criteria.isEmpty()) checks.error("criterion.0.name", "projects.error.noCriteria");
    if (criteria.size() > CRITERIA_MAX) checks.error("criterion.0.name", "projects.error.tooManyCriteria", CRITERIA_MAX);
    var names = new HashSet<String>();
    for (int i = 0; i < criteria.size(); i++) {
      Criterion criterion = criteria.get(i);
      String name = checks.required("criterion." + i + ".name", criterion.name(), Checks.NAME_LENGTH_MAX);
      if (!name.isEmpty() && !names.add(name)) checks.error("criterion." + i + ".name", "projects.error.criterionTwice", name);
      checks.within("criterion." + i + ".weight", criterion.weight(), 1, 100);
      checks.within("criterion." + i + ".pointsMax", criterion.pointsMax(), 1, 100);
    }
    int sum = criteria.stream().mapToInt(Criterion::weight).sum();
    if (checks.good() && sum != 100) checks.error("criterion.0.weight", "projects.error.weights", sum);
    checks.refuse();
  }

  private boolean fixed(int year) {
    return sql.fetchExists(
        sql.selectOne()
            .from(SCORE)
            .join(CRITERION)
            .on(CRITERION.TOWN.eq(SCORE.TOWN))
            .and(CRITERION.ID.eq(SCORE.CRITERION_ID))
            .where(SCORE.TOWN.eq(town()))
            .and(CRITERION.YEAR.eq((short) year)));
  }

  private static String town() {
    return TownContext.required().town();
  }
}
