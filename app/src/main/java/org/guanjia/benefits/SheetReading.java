package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.DETERMINATION;
import static org.guanjia.benefits.db.Tables.ROUND;
import static org.guanjia.benefits.db.Tables.SHEET;

import java.time.Instant;
import java.time.YearMonth;
import java.util.function.Consumer;
import org.guanjia.platform.database.BulkRead;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The facts of everybody in a month, as they were decided by last: for whoever keeps them in memory and must know when they are of yesterday. */
@Service
@Transactional(readOnly = true)
public class SheetReading {

  private final DSLContext sql;
  private final BulkRead bulk;

  SheetReading(DSLContext sql, BulkRead bulk) {
    this.sql = sql;
    this.bulk = bulk;
  }

  /**
   * A person's facts.
   *
   * @param village code; null for none
   * @param version number of the fact sheet
   * @param raw by the places of {@link org.guanjia.rules.Vocabulary#PERSON_MONTH}; not to be changed
   */
  public record Sheet(long personId, @Nullable String village, long version, Instant knownAt, long[] raw) {}

  /** Another text whenever some outcome of the month may be another, or stand on other facts; empty when the month was never determined. */
  public String standing(YearMonth month) {
    var row = sql.select(DSL.max(ROUND.ID), DSL.count(), DSL.sum(ROUND.PERSONS), DSL.sum(ROUND.APPENDED), DSL.max(ROUND.KNOWN_AT)).from(ROUND)
        .where(ROUND.TOWN.eq(TownContext.required().town()), ROUND.MONTH.eq(month.atDay(1))).fetchSingle();
    return row.value1() == null ? "" : row.value1() + " " + row.value2() + " " + row.value3() + " " + row.value4() + " " + row.value5();
  }

  /** Everybody's, one after the other in the order of persons. */
  public void read(YearMonth month, Consumer<Sheet> each) {
    bulk.rows(
        sql.select(DETERMINATION.PERSON_ID, DETERMINATION.VILLAGE, SHEET.ID, SHEET.KNOWN_AT, SHEET.RAW)
            .from(DETERMINATION).join(SHEET).on(SHEET.TOWN.eq(DETERMINATION.TOWN), SHEET.ID.eq(DETERMINATION.SHEET))
            .where(OutcomeStore.inMonth(month)).orderBy(DETERMINATION.PERSON_ID),
        row -> {
          long person = row.nextLong();
          String village = row.nextText();
          long version = row.nextLong();
          Instant knownAt = row.nextInstant();
          long[] raw = SheetMaker.VOCABULARY.nobody();
          row.nextLongs(raw);
          each.accept(new Sheet(person, village, version, knownAt, raw));
        });
  }
}
