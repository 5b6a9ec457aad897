package org.guanjia.projects;

import static org.guanjia.projects.db.Sequences.PROJECT_ID;
import static org.guanjia.projects.db.Tables.HISTORY;
import static org.guanjia.projects.db.Tables.LIBRARY;
import static org.guanjia.projects.db.Tables.PROJECT;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.guanjia.places.Places;
import org.guanjia.places.Village;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A year's library by spreadsheet, as villages send their proposals together; each row becomes a proposed project. */
@Component
class ProjectsTarget implements ImportTarget {

  private static final ImportField<String> NUMBER = ImportField.code("externalId", 60).mandatory().alias("编号", "项目编号", "序号", "code", "number");
  private static final ImportField<Long> YEAR = ImportField.wholeNumber("year", 2000, 2099).mandatory().alias("年度", "项目库年度", "年份");
  private static final ImportField<Kind> KIND =
      ImportField.oneOf(
              "kind",
              Map.of("便民工程", Kind.WORKS, "工程类", Kind.WORKS, "works", Kind.WORKS, "公益服务", Kind.SERVICE, "服务类", Kind.SERVICE, "service", Kind.SERVICE, "微心愿", Kind.WISH,
                  "wish", Kind.WISH))
          .mandatory()
          .alias("类别", "项目类别", "项目类型");
  private static final ImportField<String> TITLE = ImportField.text("title", Checks.NAME_LENGTH_MAX).mandatory().alias("项目名称", "名称", "name");
  private static final ImportField<String> VILLAGE = ImportField.text("village", 60).mandatory().alias("村", "社区", "村社区", "所属村", "申报单位");
  private static final ImportField<String> PLACE = ImportField.text("place", 300).alias("地点", "地址", "实施地点");
  private static final ImportField<String> NEED = ImportField.text("need", Checks.TEXT_LENGTH_MAX).mandatory().alias("需求", "项目内容", "建设内容", "申报理由");
  private static final ImportField<Long> BENEFITING = ImportField.wholeNumber("benefiting", 1, 10_000_000).mandatory().alias("受益人数", "惠及人数");
  private static final ImportField<BigDecimal> ESTIMATE =
      ImportField.decimal("estimate", BigDecimal.ZERO, BigDecimal.valueOf(Checks.FEN_MAX, 2)).mandatory().alias("估算金额", "概算", "估算（元）", "预算金额", "资金估算");

  private final DSLContext sql;
  private final Places places;
  private final BulkInsert bulk;
  private final Ids ids;
  private final Audit audit;
  private final Clock clock;

  ProjectsTarget(DSLContext sql, Places places, BulkInsert bulk, Ids ids, Audit audit, Clock clock) {
    this.sql = sql;
    this.places = places;
    this.bulk = bulk;
    this.ids = ids;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "projects";
  }

  @Override
  public Permission permission() {
    return Permission.PROJECTS_PROPOSE;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(NUMBER, YEAR, KIND, TITLE, VILLAGE, PLACE, NEED, BENEFITING, ESTIMATE);
  }

  @Override
  public void take(ImportBatch batch) {
    refuseKnown(batch);
    Function<String, Optional<Village>> villages = places.villageNames();
    List<Taken> taken = new ArrayList<>();
    for (ImportRow row : batch.standing()) {
      Optional<Village> village = villages.apply(row.must(VILLAGE));
      BigDecimal fen = row.must(ESTIMATE).movePointRight(2);
      if (village.isEmpty()) batch.refuse(row, VILLAGE, "projects.import.village", row.must(VILLAGE));
      else if (fen.stripTrailingZeros().scale() > 0) batch.refuse(row, ESTIMATE, "projects.import.fen", row.must(ESTIMATE).toPlainString());
      else taken.add(new Taken(row, village.get().code(), fen.longValueExact()));
    }
    if (!taken.isEmpty()) write(batch, taken);
  }

  private record Taken(ImportRow row, String village, long estimateFen) {}

  /** A number of a source comes in once: within the file, and over all imports from that source. */
  private void refuseKnown(ImportBatch batch) {
    Map<String, Integer> rowOf = new HashMap<>();
    Set<String> numbers = new HashSet<>(batch.standing().stream().map(row -> row.must(NUMBER)).toList());
    Map<String, String> known =
        sql.select(PROJECT.EXTERNAL_ID, PROJECT.CODE)
            .from(PROJECT)
            .where(PROJECT.TOWN.eq(TownContext.required().town()))
            .and(PROJECT.SOURCE.eq(source(batch)))
            .and(PROJECT.EXTERNAL_ID.in(numbers))
            .fetchMap(PROJECT.EXTERNAL_ID, PROJECT.CODE);
    for (ImportRow row : batch.standing()) {
      String number = row.must(NUMBER);
      Integer earlier = rowOf.putIfAbsent(number, row.number());
      String code = known.get(number);
      if (earlier != null) batch.refuse(row, NUMBER, "projects.import.twice", number, earlier);
      else if (code != null) batch.refuse(row, NUMBER, "projects.import.known", number, code);
    }
  }

  private void write(ImportBatch batch, List<Taken> taken) {
    Map<Integer, Integer> next = numbers(taken);
    List<@Nullable Object[]> projects = new ArrayList<>();
    List<@Nullable Object[]> history = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    String town = TownContext.required().town();
    String actor = ProjectMoves.actor();
    for (Taken one : taken) {
      ImportRow row = one.row();
      int year = row.must(YEAR).intValue();
      String code = ProjectCode.of(year, next.merge(year, 1, Integer::sum));
      long id = ids.next(PROJECT_ID);
      codes.add(code);
      projects.add(
          new @Nullable Object[] {
            town, id, code, ProjectState.PROPOSED, year, row.must(KIND), row.must(TITLE), one.village(), row.get(PLACE), row.must(NEED), row.must(BENEFITING),
            one.estimateFen(), actor, clock.instant(), source(batch), row.must(NUMBER)
          });
      history.add(new @Nullable Object[] {town, id, clock.instant(), actor, ProjectMove.PROPOSE, ProjectState.PROPOSED});
    }
    bulk.insert(
        PROJECT,
        List.of(
            PROJECT.TOWN, PROJECT.ID, PROJECT.CODE, PROJECT.STATE, PROJECT.YEAR, PROJECT.KIND, PROJECT.TITLE, PROJECT.VILLAGE, PROJECT.PLACE, PROJECT.NEED,
            PROJECT.BENEFITING, PROJECT.ESTIMATE_FEN, PROJECT.PROPOSED_BY, PROJECT.PROPOSED_AT, PROJECT.SOURCE, PROJECT.EXTERNAL_ID),
        projects);
    bulk.insert(HISTORY, List.of(HISTORY.TOWN, HISTORY.PROJECT_ID, HISTORY.AT, HISTORY.ACTOR, HISTORY.MOVE, HISTORY.TO_STATE), history);
    audit.recordAll("projects.propose", "project", codes, Map.of("import", batch.importId()));
  }

  /** The numbers last given before these rows, by year; the libraries' rows are locked until the transaction ends. */
  private Map<Integer, Integer> numbers(List<Taken> taken) {
    Map<Integer, Integer> count = new HashMap<>();
    taken.forEach(one -> count.merge(one.row().must(YEAR).intValue(), 1, Integer::sum));
    Map<Integer, Integer> last = new HashMap<>();
    count.keySet().stream()
        .sorted()
        .forEach(
            year -> {
              int added = count.getOrDefault(year, 0);
              int after =
                  sql.insertInto(LIBRARY)
                      .set(LIBRARY.TOWN, TownContext.required().town())
                      .set(LIBRARY.YEAR, year.shortValue())
                      .set(LIBRARY.LAST_NUMBER, added)
                      .onConflict(LIBRARY.TOWN, LIBRARY.YEAR)
                      .doUpdate()
                      .set(LIBRARY.LAST_NUMBER, LIBRARY.LAST_NUMBER.plus(added))
                      .returning(LIBRARY.LAST_NUMBER)
                      .fetchSingle()
                      .getLastNumber();
              last.put(year, after - added);
            });
    return last;
  }

  private static String source(ImportBatch batch) {
    return batch.source().isEmpty() ? "import" : batch.source();
  }
}
