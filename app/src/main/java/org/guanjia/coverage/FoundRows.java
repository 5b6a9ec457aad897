package org.guanjia.coverage;

import static org.guanjia.coverage.db.Tables.FOUND;
import static org.guanjia.coverage.db.Tables.STOOD;

import java.util.ArrayList;
import java.util.List;
import org.guanjia.payments.PaidMonths;
import org.guanjia.platform.database.BulkInsert;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** What a pass finds, on its way into the database: written a batch at a time, so that no more than a batch is held. */
final class FoundRows {

  private static final int BATCH_ROWS = 5_000;
  private static final List<Field<?>> FOUND_COLUMNS = List.of(
      FOUND.TOWN, FOUND.ROUND, FOUND.KIND, FOUND.PERSON_ID, FOUND.PROGRAMME, FOUND.OTHER, FOUND.PROGRAMMES, FOUND.MISSING, FOUND.BY_LIST, FOUND.BEFORE_FEN, FOUND.AMOUNT_FEN, FOUND.AWARD_ID,
      FOUND.WHY);
  private static final List<Field<?>> STOOD_COLUMNS = List.of(
      STOOD.TOWN, STOOD.ROUND, STOOD.PROGRAMME, STOOD.PERSON_ID, STOOD.ENTITLED, STOOD.AMOUNT_FEN, STOOD.PAID, STOOD.RECEIVED, STOOD.ASKED);

  private final BulkInsert bulk;
  private final String town;
  private final long round;
  private final List<@Nullable Object[]> found = new ArrayList<>();
  private final List<@Nullable Object[]> stood = new ArrayList<>();

  FoundRows(BulkInsert bulk, String town, long round) {
    this.bulk = bulk;
    this.town = town;
    this.round = round;
  }

  /** One thing that does not agree. */
  record Found(
      FindingKind kind, long person, String programme, long other, List<String> programmes, long missing, boolean byList, long beforeFen, long amountFen, @Nullable Long award,
      PaidMonths.@Nullable Why why) {

    Found(FindingKind kind, long person, String programme, long other, List<String> programmes, long missing, boolean byList, long beforeFen, long amountFen, @Nullable Long award) {
      this(kind, person, programme, other, programmes, missing, byList, beforeFen, amountFen, award, null);
    }

    Found because(PaidMonths.Why reason) {
      return new Found(kind, person, programme, other, programmes, missing, byList, beforeFen, amountFen, award, reason);
    }

    static Found of(FindingKind kind, long person, String programme, long beforeFen, long amountFen, @Nullable Long award) {
      return new Found(kind, person, programme, 0, List.of(programme), 0, false, beforeFen, amountFen, award);
    }
  }

  long round() {
    return round;
  }

  void add(Found each) {
    found.add(new @Nullable Object[] {
      town, round, each.kind(), each.person(), each.programme(), each.other(), each.programmes().toArray(String[]::new), each.missing(), each.byList(), each.beforeFen(), each.amountFen(),
      each.award(), each.why()
    });
    if (found.size() >= BATCH_ROWS) flush();
  }

  void stands(String programme, long person, boolean entitled, long amountFen, boolean paid, boolean received, boolean asked) {
    stood.add(new @Nullable Object[] {town, round, programme, person, entitled, amountFen, paid, received, asked});
    if (stood.size() >= BATCH_ROWS) flush();
  }

  void flush() {
    if (!found.isEmpty()) bulk.insert(FOUND, FOUND_COLUMNS, found);
    if (!stood.isEmpty()) bulk.insert(STOOD, STOOD_COLUMNS, stood);
    found.clear();
    stood.clear();
  }
}
