package org.guanjia.benefits;

import static org.guanjia.benefits.db.Sequences.SHEET_ID;
import static org.guanjia.benefits.db.Tables.SHEET;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.people.RegisterReading.InMonth;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Fact sheets: made from what the register and other modules say of a month, and kept when they say something that no sheet of the person says yet. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Sheets {

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Ids ids;
  private final CompleteLists lists;
  private final List<FactSource> sources;

  Sheets(DSLContext sql, BulkInsert bulk, Ids ids, CompleteLists lists, List<FactSource> sources) {
    this.sql = sql;
    this.bulk = bulk;
    this.ids = ids;
    this.lists = lists;
    this.sources = sources;
  }

  /** Raw facts of these persons in that month, in the same order. */
  List<long[]> made(List<InMonth> persons, YearMonth month, Instant known) {
    SheetMaker maker = new SheetMaker(lists.completeIn(month, known));
    Map<Long, InMonth> byRecord = new HashMap<>();
    for (InMonth person : persons) for (long record : person.records()) byRecord.put(record, person);
    Map<Long, Map<Integer, Long>> stated = new HashMap<>();
    for (FactSource source : sources) {
      source.in(byRecord.keySet(), month, known).forEach((record, facts) -> {
        InMonth person = byRecord.get(record);
        if (person == null) return;
        Map<Integer, Long> held = stated.computeIfAbsent(person.person(), any -> new HashMap<>());
        facts.forEach(fact -> held.put(fact.fact().place(), fact.held()));
      });
    }
    return persons.stream().map(person -> maker.raw(person, stated.getOrDefault(person.person(), Map.of()))).toList();
  }

  /**
   * The numbers of the sheets that say this, in the same order; those that no sheet said yet are kept.
   *
   * @param raws as {@link #made} gave them
   */
  long[] kept(List<InMonth> persons, List<long[]> raws, Instant known) {
    Map<Long, List<FactSheet>> there = of(persons.stream().map(InMonth::person).toList());
    long[] numbers = new long[raws.size()];
    List<@Nullable Object[]> made = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      long person = persons.get(i).person();
      long[] raw = raws.get(i);
      FactSheet same = there.getOrDefault(person, List.of()).stream().filter(sheet -> Arrays.equals(sheet.raw(), raw)).findFirst().orElse(null);
      numbers[i] = same != null ? same.version() : ids.next(SHEET_ID);
      if (same == null) made.add(new @Nullable Object[] {town(), numbers[i], person, known, raw});
    }
    bulk.insert(SHEET, List.of(SHEET.TOWN, SHEET.ID, SHEET.PERSON_ID, SHEET.KNOWN_AT, SHEET.RAW), made);
    return numbers;
  }

  /** All sheets of these persons. A vocabulary that has grown since finds the new facts unknown. */
  Map<Long, List<FactSheet>> of(Collection<Long> persons) {
    Map<Long, List<FactSheet>> found = new HashMap<>();
    sql.select(SHEET.ID, SHEET.PERSON_ID, SHEET.KNOWN_AT, SHEET.RAW).from(SHEET)
        .where(SHEET.TOWN.eq(town()), SHEET.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))))
        .forEach(row -> found.computeIfAbsent(row.value2(), any -> new ArrayList<>(1)).add(new FactSheet(row.value2(), raw(row.value4()), row.value1(), row.value3())));
    return found;
  }

  /** By their numbers. */
  Map<Long, FactSheet> byNumber(Collection<Long> numbers) {
    return sql.select(SHEET.ID, SHEET.PERSON_ID, SHEET.KNOWN_AT, SHEET.RAW).from(SHEET)
        .where(SHEET.TOWN.eq(town()), SHEET.ID.eq(DSL.any(numbers.toArray(Long[]::new))))
        .fetchMap(SHEET.ID, row -> new FactSheet(row.value2(), raw(row.value4()), row.value1(), row.value3()));
  }

  static long[] raw(Long[] stored) {
    long[] raw = SheetMaker.VOCABULARY.nobody();
    for (int i = 0; i < stored.length; i++) raw[i] = stored[i];
    return raw;
  }

  private static String town() {
    return TownContext.required().town();
  }
}
