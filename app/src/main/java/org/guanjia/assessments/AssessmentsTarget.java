package org.guanjia.assessments;

import static org.guanjia.assessments.db.Tables.ASSESSMENT;
import static org.guanjia.assessments.db.Tables.HISTORY;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.people.KnownByDocument;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Older results as an institution or civil affairs lists them: whose, which level, of which day, by whom. */
@Component
class AssessmentsTarget implements ImportTarget {

  static final String NAME = "assessments";
  private static final int ASSESSORS_LENGTH_MAX = 200;
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

  private static final ImportField<String> PERSON_NAME = ImportField.text("name", 100).mandatory().alias("姓名", "老人姓名", "申请人姓名", "full name");
  private static final ImportField<String> DOCUMENT = ImportField.code("document", 40).mandatory().alias("身份证号码", "身份证号", "公民身份号码", "身份证", "证件号码", "id number");
  private static final ImportField<Integer> LEVEL = ImportField.oneOf("level", levels()).mandatory().alias("能力等级", "评估等级", "失能等级", "等级", "评估结果", "ability level");
  private static final ImportField<LocalDate> ASSESSED_ON = ImportField.date("assessedOn").mandatory().alias("评估日期", "评定日期", "评估时间", "assessment date");
  private static final ImportField<String> ASSESSORS = ImportField.text("assessors", ASSESSORS_LENGTH_MAX).alias("评估员", "评估人员", "评估人", "评估机构", "assessed by");
  private static final ImportField<Long> SCORE = ImportField.wholeNumber("score", 0, Standard.SCORE_MAX).alias("总分", "得分", "评估得分", "points");
  private static final ImportField<LocalDate> REVIEW_ON = ImportField.date("reviewOn").alias("复评日期", "下次评估日期", "有效期至", "到期日期", "review date");

  private static final List<Field<?>> COLUMNS = List.of(
      ASSESSMENT.TOWN, ASSESSMENT.PERSON_ID, ASSESSMENT.RECORDED_FOR, ASSESSMENT.STATE, ASSESSMENT.REASON, ASSESSMENT.PLACE, ASSESSMENT.ASSESSED_ON, ASSESSMENT.SCORE,
      ASSESSMENT.LEVEL, ASSESSMENT.REVIEW_ON, ASSESSMENT.ASSESSORS, ASSESSMENT.SOURCE, ASSESSMENT.IMPORT_ID, ASSESSMENT.BEGUN_AT, ASSESSMENT.BEGUN_BY, ASSESSMENT.COUNTS_SINCE);

  private final DSLContext sql;
  private final KnownByDocument known;
  private final BulkInsert bulk;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  AssessmentsTarget(DSLContext sql, KnownByDocument known, BulkInsert bulk, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.known = known;
    this.bulk = bulk;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Permission permission() {
    return Permission.ABILITY_ASSESS;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(PERSON_NAME, DOCUMENT, LEVEL, ASSESSED_ON, ASSESSORS, SCORE, REVIEW_ON);
  }

  /** By a number of statements that does not depend on the number of rows. */
  @Override
  public void take(ImportBatch batch) {
    Map<String, KnownByDocument.Known> persons = known.of(batch.standing().stream().map(row -> row.must(DOCUMENT)).toList());
    Set<String> there = there(persons.values().stream().map(KnownByDocument.Known::person).toList());
    Instant now = clock.instant();
    LocalDate today = WorkingDays.dayOf(now);
    List<@Nullable Object[]> added = new ArrayList<>();
    Map<Long, LocalDate> since = new HashMap<>();
    for (ImportRow row : batch.standing()) {
      KnownByDocument.Known person = persons.get(row.must(DOCUMENT));
      LocalDate on = row.must(ASSESSED_ON);
      LocalDate review = row.get(REVIEW_ON);
      if (person == null) batch.refuse(row, DOCUMENT, "assessments.import.unknown");
      else if (!person.called(row.must(PERSON_NAME))) batch.refuse(row, PERSON_NAME, "assessments.import.otherName", row.must(PERSON_NAME));
      else if (on.isAfter(today) || on.isBefore(FIRST_DAY)) batch.refuse(row, ASSESSED_ON, "assessments.import.day", on);
      else if (review != null && !review.isAfter(on)) batch.refuse(row, REVIEW_ON, "assessments.import.review", review, on);
      else if (wrongScore(row)) batch.refuse(row, SCORE, "assessments.import.score", row.must(SCORE), row.must(LEVEL));
      else if (!there.add(key(person.person(), on, row.must(LEVEL)))) batch.skip(row, null, "assessments.import.there");
      else {
        Long score = row.get(SCORE);
        added.add(new @Nullable Object[] {
          town(), person.person(), person.person(), AssessmentState.COUNTS, Assessment.Reason.IMPORTED, Assessment.Place.UNKNOWN, on, score == null ? null : score.shortValue(),
          row.must(LEVEL).shortValue(), review == null ? Standard.reviewOn(row.must(LEVEL), on) : review, row.get(ASSESSORS), batch.source().isBlank() ? null : batch.source(),
          batch.importId(), now, TownContext.required().actor(), now
        });
        since.merge(person.person(), on, (one, other) -> one.isBefore(other) ? one : other);
      }
    }
    write(batch.importId(), added, since, today);
  }

  /** A better level than its points is never right; a worse one may be, by diagnosis or coma. */
  private static boolean wrongScore(ImportRow row) {
    Long score = row.get(SCORE);
    if (score == null) return false;
    int byPoints = Standard.LEVELS.stream().filter(level -> score >= level.from() && score <= level.to()).findFirst().orElseThrow().level();
    return row.must(LEVEL) < byPoints;
  }

  private void write(long importId, List<@Nullable Object[]> added, Map<Long, LocalDate> since, LocalDate today) {
    if (added.isEmpty()) return;
    bulk.insert(ASSESSMENT, COLUMNS, added);
    sql.insertInto(HISTORY, HISTORY.TOWN, HISTORY.ASSESSMENT_ID, HISTORY.AT, HISTORY.ACTOR, HISTORY.MOVE, HISTORY.TO_STATE)
        .select(DSL.select(ASSESSMENT.TOWN, ASSESSMENT.ID, ASSESSMENT.BEGUN_AT, ASSESSMENT.BEGUN_BY, DSL.inline(AssessmentMove.IMPORT.name()), ASSESSMENT.STATE).from(ASSESSMENT)
            .where(ASSESSMENT.TOWN.eq(town()), ASSESSMENT.IMPORT_ID.eq(importId))
            .andNotExists(DSL.selectOne().from(HISTORY).where(HISTORY.TOWN.eq(ASSESSMENT.TOWN), HISTORY.ASSESSMENT_ID.eq(ASSESSMENT.ID))))
        .execute();
    audit.recordAll("assessments.import", "person", since.keySet().stream().map(String::valueOf).toList(), Map.of("import", importId));
    Map<Long, Short> levels = latest(since.keySet(), today);
    since.forEach((person, from) -> {
      Short level = levels.get(person);
      events.publishEvent(new AbilityAssessed(town(), person, level == null ? null : Integer.valueOf(level), from));
    });
  }

  private Map<Long, Short> latest(Set<Long> persons, LocalDate today) {
    Map<Long, Short> levels = new HashMap<>();
    sql.select(ASSESSMENT.PERSON_ID, ASSESSMENT.LEVEL).distinctOn(ASSESSMENT.PERSON_ID).from(ASSESSMENT)
        .where(ASSESSMENT.TOWN.eq(town()), ASSESSMENT.STATE.eq(AssessmentState.COUNTS.name()), ASSESSMENT.ASSESSED_ON.le(today), any(persons))
        .orderBy(ASSESSMENT.PERSON_ID, ASSESSMENT.ASSESSED_ON.desc(), ASSESSMENT.ID.desc())
        .forEach(row -> levels.put(row.value1(), Objects.requireNonNull(row.value2())));
    return levels;
  }

  private Set<String> there(List<Long> persons) {
    return persons.isEmpty() ? new HashSet<>() : new HashSet<>(sql.select(ASSESSMENT.PERSON_ID, ASSESSMENT.ASSESSED_ON, ASSESSMENT.LEVEL).from(ASSESSMENT)
        .where(ASSESSMENT.TOWN.eq(town()), ASSESSMENT.STATE.eq(AssessmentState.COUNTS.name()), any(persons))
        .fetch(row -> key(row.value1(), row.value2(), row.value3())));
  }

  private static Condition any(Collection<Long> persons) {
    return ASSESSMENT.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new)));
  }

  private static String key(long person, LocalDate on, int level) {
    return person + " " + on + " " + level;
  }

  private static Map<String, Integer> levels() {
    Map<String, Integer> words = new HashMap<>();
    List<String> names = List.of("能力完好", "轻度失能", "中度失能", "重度失能", "完全失能");
    for (int level = 0; level <= Standard.LEVEL_MAX; level++) {
      for (String form : List.of("%d", "%d级", "%d 级", "level %d")) words.put(form.formatted(level), level);
      words.put(names.get(level), level);
    }
    Map.of("零级", 0, "一级", 1, "二级", 2, "三级", 3, "四级", 4, "能力轻度失能", 1, "能力中度失能", 2, "能力重度失能", 3, "能力完全丧失", 4).forEach(words::put);
    return words;
  }

  private static String town() {
    return TownContext.required().town();
  }
}
