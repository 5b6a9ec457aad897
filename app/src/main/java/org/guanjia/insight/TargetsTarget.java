package org.guanjia.insight;

import static org.guanjia.insight.db.Tables.TARGET;
import static org.guanjia.insight.db.Tables.TARGET_HISTORY;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.guanjia.insight.db.tables.records.TargetHistoryRecord;
import org.guanjia.insight.db.tables.records.TargetRecord;
import org.guanjia.places.Places;
import org.guanjia.places.Village;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.guanjia.platform.web.InvalidInput.FieldError;
import org.guanjia.requests.Channel;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A year's promises by spreadsheet; what leaves by export comes back in unchanged. */
@Component
class TargetsTarget implements ImportTarget {

  static final String UPDATE = "update";

  private static final ImportField<Long> YEAR = ImportField.wholeNumber("year", Targets.YEAR_MIN, Targets.YEAR_MAX).mandatory().alias("年度", "年份");
  private static final ImportField<String> TITLE = ImportField.text("title", Targets.TITLE_LENGTH_MAX).mandatory().alias("承诺", "目标", "目标任务", "项目", "target");
  private static final ImportField<Measure> MEASURE =
      ImportField.oneOf(
              "measure",
              Map.ofEntries(
                  Map.entry("办结的民生微实事", Measure.MICRO_PROJECTS), Map.entry("微实事", Measure.MICRO_PROJECTS), Map.entry("Micro-projects finished", Measure.MICRO_PROJECTS),
                  Map.entry("实现的民生微心愿", Measure.WISHES), Map.entry("微心愿", Measure.WISHES), Map.entry("Wishes fulfilled", Measure.WISHES),
                  Map.entry("已答复的诉求", Measure.REQUESTS_TOLD), Map.entry("Requests answered", Measure.REQUESTS_TOLD),
                  Map.entry("按时办结率", Measure.IN_TIME), Map.entry("Answered in time", Measure.IN_TIME), Map.entry("满意率", Measure.SATISFACTION),
                  Map.entry("Satisfied", Measure.SATISFACTION), Map.entry("渠道占比", Measure.CHANNEL_SHARE), Map.entry("Share of a channel", Measure.CHANNEL_SHARE),
                  Map.entry("手工填报的数字", Measure.NUMBER_BY_HAND), Map.entry("Number entered by hand", Measure.NUMBER_BY_HAND),
                  Map.entry("手工填报的比例", Measure.SHARE_BY_HAND), Map.entry("Share entered by hand", Measure.SHARE_BY_HAND)))
          .mandatory()
          .alias("统计口径", "口径", "指标");
  private static final ImportField<Channel> CHANNEL =
      ImportField.oneOf(
              "channel",
              Map.ofEntries(
                  Map.entry("领导驻点", Channel.DROP_IN), Map.entry("Leader drop-in", Channel.DROP_IN), Map.entry("村（社区）委员会", Channel.VILLAGE),
                  Map.entry("Village committee", Channel.VILLAGE), Map.entry("政务服务窗口", Channel.WINDOW), Map.entry("Service window", Channel.WINDOW),
                  Map.entry("网格巡查", Channel.GRID), Map.entry("Grid patrol", Channel.GRID), Map.entry("入户走访", Channel.HOME_VISIT),
                  Map.entry("Home visit", Channel.HOME_VISIT), Map.entry("12345 等系统", Channel.SYSTEM), Map.entry("12345 and other systems", Channel.SYSTEM),
                  Map.entry("居民自己填写", Channel.RESIDENT), Map.entry("Resident's own page", Channel.RESIDENT)))
          .alias("渠道");
  private static final ImportField<BigDecimal> AMOUNT = ImportField.decimal("amount", new BigDecimal("0.01"), Targets.AMOUNT_MAX).mandatory().alias("目标值", "数量", "指标值");
  private static final ImportField<String> UNIT = ImportField.text("unit", Targets.UNIT_LENGTH_MAX).mandatory().alias("单位", "计量单位");
  private static final ImportField<LocalDate> DUE_ON = ImportField.date("dueOn").mandatory().alias("完成期限", "期限", "完成时间", "deadline");
  private static final ImportField<String> SOURCE = ImportField.text("source", Targets.SOURCE_LENGTH_MAX).mandatory().alias("出处", "来源", "依据");
  private static final ImportField<String> VILLAGE = ImportField.text("village", 60).alias("村", "社区", "村社区", "责任村");
  private static final ImportField<Boolean> ACTIVE = ImportField.yesNo("active").alias("继续推进", "有效");

  private final DSLContext sql;
  private final Targets targets;
  private final Places places;
  private final Audit audit;
  private final Clock clock;
  private final JsonMapper json;

  TargetsTarget(DSLContext sql, Targets targets, Places places, Audit audit, Clock clock, JsonMapper json) {
    this.sql = sql;
    this.targets = targets;
    this.places = places;
    this.audit = audit;
    this.clock = clock;
    this.json = json;
  }

  @Override
  public String name() {
    return "targets";
  }

  @Override
  public Permission permission() {
    return Permission.TARGETS_EDIT;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(YEAR, TITLE, MEASURE, CHANNEL, AMOUNT, UNIT, DUE_ON, SOURCE, VILLAGE, ACTIVE);
  }

  @Override
  public List<String> options() {
    return List.of(UPDATE);
  }

  /** A target is known by year, words and village. */
  private record Key(int year, String title, @Nullable String village) {
    static Key of(Target target) {
      return new Key(target.year(), target.title(), target.village());
    }
  }

  @Override
  public void take(ImportBatch batch) {
    Function<String, Optional<Village>> villages = places.villageNames();
    Map<Key, Target> known = known(batch);
    Map<Key, Integer> rowOf = new HashMap<>();
    var added = new ArrayList<Target>();
    var changed = new ArrayList<Target>();
    for (ImportRow row : batch.standing()) {
      String told = row.get(VILLAGE);
      Optional<Village> village = told == null ? Optional.empty() : villages.apply(told);
      if (told != null && village.isEmpty()) {
        batch.refuse(row, VILLAGE, "targets.import.village", told);
        continue;
      }
      Target target = target(row, village.map(Village::code).orElse(null));
      List<FieldError> faults = targets.faults(target);
      Target before = known.get(Key.of(target));
      Integer earlier = rowOf.putIfAbsent(Key.of(target), row.number());
      if (!faults.isEmpty()) batch.refuse(row, field(faults.getFirst().field()), faults.getFirst().key(), faults.getFirst().arguments().toArray());
      else if (earlier != null) batch.refuse(row, TITLE, "targets.import.twice", target.title(), earlier);
      else if (before == null) added.add(target);
      else if (before.sameAs(target)) batch.skip(row, TITLE, "targets.import.same", target.title());
      else if (!batch.ticked(UPDATE)) batch.refuse(row, TITLE, "targets.import.exists", target.title());
      else changed.add(target.as(before.id(), before.version() + 1));
    }
    write(batch, added, changed);
  }

  private void write(ImportBatch batch, List<Target> added, List<Target> changed) {
    if (added.isEmpty() && changed.isEmpty()) return;
    String town = TownContext.required().town();
    if (!added.isEmpty()) sql.batchInsert(added.stream().map(target -> record(town, target)).toList()).execute();
    if (!changed.isEmpty()) sql.batchUpdate(changed.stream().map(target -> record(town, target)).toList()).execute();
    Map<Key, Target> now = known(batch);
    var written = new ArrayList<>(added);
    written.addAll(changed);
    sql.batchInsert(written.stream().map(target -> history(town, Objects.requireNonNull(now.get(Key.of(target))), batch)).toList()).execute();
    audit.record("targets.imported", "import", String.valueOf(batch.importId()), Map.of("added", added.size(), "changed", changed.size()));
  }

  private Map<Key, Target> known(ImportBatch batch) {
    List<Short> years = batch.standing().stream().map(row -> row.must(YEAR).shortValue()).distinct().toList();
    Map<Key, Target> known = new HashMap<>();
    sql.selectFrom(TARGET).where(Targets.inTown()).and(TARGET.YEAR.in(years)).fetch(Targets::target).forEach(target -> known.put(Key.of(target), target));
    return known;
  }

  private static Target target(ImportRow row, @Nullable String village) {
    Channel channel = row.get(CHANNEL);
    return new Target(
        0, 1, row.must(YEAR).intValue(), row.must(TITLE), row.must(MEASURE), row.must(MEASURE) == Measure.CHANNEL_SHARE && channel != null ? channel.name() : null,
        row.must(AMOUNT), row.must(UNIT), row.must(DUE_ON), row.must(SOURCE), village, Objects.requireNonNullElse(row.get(ACTIVE), true));
  }

  private ImportField<?> field(String name) {
    return fields().stream().filter(field -> field.name().equals(name)).findFirst().orElse(TITLE);
  }

  private static TargetRecord record(String town, Target target) {
    TargetRecord row = Targets.fill(new TargetRecord(), target);
    row.setTown(town);
    row.setVersion(target.version());
    if (target.id() != 0) row.setId(target.id());
    return row;
  }

  private TargetHistoryRecord history(String town, Target target, ImportBatch batch) {
    var row = new TargetHistoryRecord();
    row.setTown(town);
    row.setTargetId(target.id());
    row.setAt(clock.instant());
    row.setActor(TownContext.required().actor());
    row.setChange("IMPORTED");
    row.setDetails(JSONB.jsonb(json.writeValueAsString(Map.of("import", batch.importId(), "after", Targets.facts(target)))));
    return row;
  }
}
