package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.AWARD;
import static org.guanjia.awards.db.Tables.HISTORY;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guanjia.benefits.ProgrammeLine;
import org.guanjia.people.KnownByDocument;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What is in payment when the town begins: who gets what since when. By a number of statements that does not depend on the number of rows. */
@Component
class AwardsTarget implements ImportTarget {

  static final String NAME = "awards";
  private static final BigDecimal YUAN_MAX = new BigDecimal("1000000");

  private static final ImportField<String> PERSON_NAME = ImportField.text("name", 100).mandatory().alias("姓名", "老人姓名", "领取人姓名", "享受人姓名", "full name");
  private static final ImportField<String> DOCUMENT = ImportField.code("document", 40).mandatory().alias("身份证号码", "身份证号", "公民身份号码", "身份证", "证件号码", "id number");
  private static final ImportField<String> PROGRAMME = ImportField.text("programme", 100).mandatory().alias("待遇", "待遇项目", "项目", "津贴名称", "补贴名称", "补贴项目", "programme");
  private static final ImportField<LocalDate> SINCE = ImportField.date("since").mandatory().alias("起发月份", "开始月份", "起发日期", "开始享受日期", "享受开始日期", "开始日期", "起始月份", "paid since");
  private static final ImportField<BigDecimal> MONTHLY = ImportField.decimal("monthly", BigDecimal.ZERO, YUAN_MAX).alias("月标准", "发放标准", "标准", "金额", "月金额", "每月金额", "monthly amount");
  private static final ImportField<LocalDate> APPROVED_ON = ImportField.date("approvedOn").alias("审批日期", "批准日期", "approved on");

  private static final List<Field<?>> COLUMNS = List.of(
      AWARD.TOWN, AWARD.PERSON_ID, AWARD.RECORDED_FOR, AWARD.PROGRAMME, AWARD.ORIGIN, AWARD.STATE, AWARD.FROM_MONTH, AWARD.MONTHLY_FEN, AWARD.FINDING, AWARD.APPROVED_AT, AWARD.CHANGED_AT,
      AWARD.RECORDED_AT, AWARD.RECORDED_BY, AWARD.IMPORT_ID);

  private final DSLContext sql;
  private final KnownByDocument known;
  private final People people;
  private final AwardRules rules;
  private final BulkInsert bulk;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  AwardsTarget(DSLContext sql, KnownByDocument known, People people, AwardRules rules, BulkInsert bulk, Audit audit, ApplicationEventPublisher events, Clock clock) {
    this.sql = sql;
    this.known = known;
    this.people = people;
    this.rules = rules;
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
    return Permission.AWARDS_CHECK;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(PERSON_NAME, DOCUMENT, PROGRAMME, SINCE, MONTHLY, APPROVED_ON);
  }

  /** An award on its way in. */
  private record Taken(long person, String programme, LocalDate from) {}

  @Override
  public void take(ImportBatch batch) {
    Map<String, KnownByDocument.Known> persons = known.of(batch.standing().stream().map(row -> row.must(DOCUMENT)).toList());
    Map<Long, PersonLine> lines = people.lines(persons.values().stream().map(KnownByDocument.Known::person).collect(Collectors.toSet()));
    Map<String, String> programmes = programmes();
    Map<String, @Nullable LocalDate> there = there(lines.keySet());
    Instant now = clock.instant();
    LocalDate today = WorkingDays.dayOf(now);
    List<@Nullable Object[]> added = new ArrayList<>();
    List<Taken> taken = new ArrayList<>();
    for (ImportRow row : batch.standing()) {
      KnownByDocument.Known person = persons.get(row.must(DOCUMENT));
      String programme = programmes.get(plain(row.must(PROGRAMME)));
      PersonLine line = person == null ? null : lines.get(person.person());
      LocalDate from = row.must(SINCE).withDayOfMonth(1);
      if (person == null || line == null) batch.refuse(row, DOCUMENT, "awards.import.unknown");
      else if (!person.called(row.must(PERSON_NAME))) batch.refuse(row, PERSON_NAME, "awards.import.otherName", row.must(PERSON_NAME));
      else if (programme == null) batch.refuse(row, PROGRAMME, "awards.import.programme", row.must(PROGRAMME));
      else if (from.isAfter(today) || from.getYear() < 1990) batch.refuse(row, SINCE, "awards.import.since", row.must(SINCE));
      else if (line.diedOn() != null) batch.refuse(row, PERSON_NAME, "awards.import.died", line.diedOn());
      else if (fine(batch, row, person.person(), programme, from, there)) {
        there.put(key(person.person(), programme), null);
        taken.add(new Taken(person.person(), programme, from));
        added.add(row(batch, row, person.person(), programme, from, now));
      }
    }
    write(batch.importId(), added, taken);
  }

  /** Not there yet, and not in months that an ended one covers. */
  private static boolean fine(ImportBatch batch, ImportRow row, long person, String programme, LocalDate from, Map<String, @Nullable LocalDate> there) {
    String key = key(person, programme);
    if (!there.containsKey(key)) return true;
    LocalDate until = there.get(key);
    if (until == null) batch.skip(row, PROGRAMME, "awards.import.there");
    else if (!from.isAfter(until)) batch.refuse(row, SINCE, "awards.import.covered", YearMonth.from(until));
    else return true;
    return false;
  }

  private static @Nullable Object[] row(ImportBatch batch, ImportRow row, long person, String programme, LocalDate from, Instant now) {
    BigDecimal monthly = row.get(MONTHLY);
    LocalDate approved = row.get(APPROVED_ON);
    return new @Nullable Object[] {
      TownContext.required().town(), person, person, programme, Award.Origin.IMPORTED, AwardState.IN_PAYMENT, from, monthly == null ? null : monthly.movePointRight(2).longValue(),
      Award.Finding.ENTITLED, (approved == null ? from : approved).atStartOfDay(WorkingDays.ZONE).toInstant(), now, now, TownContext.required().actor(), batch.importId()
    };
  }

  private void write(long importId, List<@Nullable Object[]> added, List<Taken> taken) {
    if (added.isEmpty()) return;
    String town = TownContext.required().town();
    bulk.insert(AWARD, COLUMNS, added);
    sql.insertInto(HISTORY, HISTORY.TOWN, HISTORY.AWARD_ID, HISTORY.AT, HISTORY.ACTOR, HISTORY.MOVE, HISTORY.TO_STATE)
        .select(DSL.select(AWARD.TOWN, AWARD.ID, AWARD.RECORDED_AT, AWARD.RECORDED_BY, DSL.inline(AwardMove.IMPORT.name()), AWARD.STATE).from(AWARD)
            .where(AWARD.TOWN.eq(town), AWARD.IMPORT_ID.eq(importId)).andNotExists(DSL.selectOne().from(HISTORY).where(HISTORY.TOWN.eq(AWARD.TOWN), HISTORY.AWARD_ID.eq(AWARD.ID))))
        .execute();
    Map<String, Long> ids = new HashMap<>();
    sql.select(AWARD.ID, AWARD.PERSON_ID, AWARD.PROGRAMME).from(AWARD)
        .where(AWARD.TOWN.eq(town), AWARD.IMPORT_ID.eq(importId), AWARD.PERSON_ID.eq(DSL.any(taken.stream().map(Taken::person).distinct().toArray(Long[]::new))))
        .forEach(row -> ids.put(key(row.value2(), row.value3()), row.value1()));
    audit.recordAll("awards.import", AwardMoves.SUBJECT, ids.values().stream().map(String::valueOf).toList(), Map.of("import", importId));
    for (Taken each : taken) {
      Long id = ids.get(key(each.person(), each.programme()));
      if (id != null) events.publishEvent(new AwardStarted(town, id, each.person(), each.programme(), YearMonth.from(each.from())));
    }
  }

  /** By code and by name in both languages. */
  private Map<String, String> programmes() {
    Map<String, String> words = new HashMap<>();
    for (ProgrammeLine line : rules.programmes()) for (String word : List.of(line.code(), line.name(), line.nameEn())) words.put(plain(word), line.code());
    return words;
  }

  private static String plain(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  /** By person and programme: the last month of what ended, null of what stands. */
  private Map<String, @Nullable LocalDate> there(Set<Long> persons) {
    Map<String, @Nullable LocalDate> there = new HashMap<>();
    if (persons.isEmpty()) return there;
    Set<String> standing = new HashSet<>();
    sql.selectFrom(AWARD).where(AwardRows.inTown(), AwardRows.ofPersons(persons)).forEach(row -> {
      String key = key(row.getPersonId(), row.getProgramme());
      if (!Awards.isClosed(row)) standing.add(key);
      else if (row.getUntilMonth() != null) there.merge(key, row.getUntilMonth(), (one, other) -> one.isAfter(other) ? one : other);
    });
    standing.forEach(key -> there.put(key, null));
    return there;
  }

  private static String key(long person, String programme) {
    return person + " " + programme;
  }
}
