package org.guanjia.publicity;

import static org.guanjia.publicity.db.Tables.EFFORT;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import org.guanjia.publicity.Outreach.Effort;
import org.guanjia.publicity.Outreach.Way;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Talks, door visits and the like by spreadsheet; what is there already is left alone, so that a file can be sent again. */
@Component
class OutreachTarget implements ImportTarget {

  private static final ImportField<Way> WAY =
      ImportField.oneOf(
              "way",
              Map.ofEntries(
                  Map.entry("宣讲", Way.TALK), Map.entry("讲座", Way.TALK), Map.entry("talk", Way.TALK), Map.entry("上门", Way.DOOR_VISIT), Map.entry("入户", Way.DOOR_VISIT),
                  Map.entry("door visits", Way.DOOR_VISIT), Map.entry("door visit", Way.DOOR_VISIT), Map.entry("村广播", Way.BROADCAST), Map.entry("广播", Way.BROADCAST),
                  Map.entry("village broadcast", Way.BROADCAST), Map.entry("broadcast", Way.BROADCAST), Map.entry("摆摊咨询", Way.STALL), Map.entry("摆摊", Way.STALL),
                  Map.entry("stall", Way.STALL)))
          .mandatory()
          .alias("方式", "宣传方式", "形式");
  private static final ImportField<String> VILLAGE = ImportField.text("village", 60).mandatory().alias("村", "社区", "村社区", "地点");
  private static final ImportField<String> LEAFLET = ImportField.text("leaflet", Outreach.TITLE_LENGTH_MAX).alias("讲的内容", "宣传页", "主题", "内容", "about");
  private static final ImportField<LocalDate> HELD_ON = ImportField.date("heldOn").mandatory().alias("日期", "时间", "宣传日期", "day", "date");
  private static final ImportField<Long> TIMES = ImportField.wholeNumber("times", 1, Outreach.TIMES_MAX).alias("场次或户数", "场次", "户数", "次数", "times or households");
  private static final ImportField<Long> PEOPLE = ImportField.wholeNumber("people", 0, Outreach.PEOPLE_MAX).mandatory().alias("人数", "参加人数", "送达人数", "受众人数");
  private static final ImportField<String> NOTE = ImportField.text("note", Outreach.NOTE_LENGTH_MAX).alias("备注", "说明");

  private final DSLContext sql;
  private final Outreach outreach;
  private final Places places;
  private final Audit audit;

  OutreachTarget(DSLContext sql, Outreach outreach, Places places, Audit audit) {
    this.sql = sql;
    this.outreach = outreach;
    this.places = places;
    this.audit = audit;
  }

  @Override
  public String name() {
    return "outreach";
  }

  @Override
  public Permission permission() {
    return Permission.OUTREACH_RECORD;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(WAY, VILLAGE, LEAFLET, HELD_ON, TIMES, PEOPLE, NOTE);
  }

  @Override
  public void take(ImportBatch batch) {
    Function<String, Optional<Village>> villages = places.villageNames();
    Map<String, Long> leaflets = leaflets();
    Set<Effort> known = known(batch);
    Map<Effort, Integer> rowOf = new HashMap<>();
    List<Effort> taken = new ArrayList<>();
    for (ImportRow row : batch.standing()) {
      Optional<Village> village = villages.apply(row.must(VILLAGE));
      String title = row.get(LEAFLET);
      if (village.isEmpty()) {
        batch.refuse(row, VILLAGE, "outreach.import.village", row.must(VILLAGE));
      } else if (title != null && !leaflets.containsKey(title)) {
        batch.refuse(row, LEAFLET, "outreach.import.leaflet", title);
      } else {
        take(batch, row, effort(row, village.get().code(), title == null ? null : leaflets.get(title)), known, rowOf, taken);
      }
    }
    write(batch, taken);
  }

  private void take(ImportBatch batch, ImportRow row, Effort effort, Set<Effort> known, Map<Effort, Integer> rowOf, List<Effort> taken) {
    List<FieldError> faults = outreach.faults(effort);
    Integer earlier = rowOf.putIfAbsent(effort, row.number());
    if (!faults.isEmpty()) batch.refuse(row, field(faults.getFirst().field()), faults.getFirst().key(), faults.getFirst().arguments().toArray());
    else if (earlier != null) batch.refuse(row, HELD_ON, "outreach.import.twice", earlier);
    else if (known.contains(effort)) batch.skip(row, HELD_ON, "outreach.import.same");
    else taken.add(effort);
  }

  private void write(ImportBatch batch, List<Effort> taken) {
    if (taken.isEmpty()) return;
    sql.batchInsert(taken.stream().map(outreach::record).toList()).execute();
    audit.record(
        "publicity.efforts.imported", "import", String.valueOf(batch.importId()),
        Map.of("added", taken.size(), "people", taken.stream().mapToLong(Effort::people).sum()));
  }

  /** By title; of two with the same one the older is meant. */
  private Map<String, Long> leaflets() {
    return outreach.leaflets(false).stream().collect(Collectors.toMap(Outreach.Leaflet::title, Outreach.Leaflet::id, Math::min));
  }

  /** What was entered of the days in the file, without numbers. */
  private Set<Effort> known(ImportBatch batch) {
    Set<LocalDate> days = new HashSet<>(batch.standing().stream().map(row -> row.must(HELD_ON)).toList());
    return new HashSet<>(
        sql.selectFrom(EFFORT).where(EFFORT.TOWN.eq(TownContext.required().town())).and(EFFORT.HELD_ON.in(days)).fetch(row -> unnumbered(Outreach.effort(row))));
  }

  private static Effort unnumbered(Effort kept) {
    return new Effort(0, kept.leafletId(), kept.village(), kept.heldOn(), kept.way(), kept.times(), kept.people(), kept.note());
  }

  private static Effort effort(ImportRow row, String village, @Nullable Long leaflet) {
    return new Effort(
        0, leaflet, village, row.must(HELD_ON), row.must(WAY), Objects.requireNonNullElse(row.get(TIMES), 1L).intValue(), row.must(PEOPLE).intValue(), row.get(NOTE));
  }

  private ImportField<?> field(String name) {
    return fields().stream().filter(field -> field.name().equals(name)).findFirst().orElse(HELD_ON);
  }
}
