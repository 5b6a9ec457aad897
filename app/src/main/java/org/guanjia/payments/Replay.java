package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.DUE;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.RUN;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.platform.database.TownContext;
import org.jooq.DSLContext;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Computes a run again from what it was computed from, and holds it beside what was written: to the last fen the same, however long ago. That the
 * entitlements themselves come out the same by the kept rules and facts, the module of benefits proves.
 */
@Service
@Transactional(readOnly = true)
public class Replay {

  /**
   * What came of it.
   *
   * @param months how many persons' months were computed again
   * @param lines how many of them are paid
   * @param digest of what came out now
   * @param same whether that is the run's digest, and every line stands as it comes out
   * @param differing persons of whom a line differs, 100 at most
   */
  public record Result(int months, int lines, String digest, boolean same, List<Long> differing) {}

  private static final int SHOWN_MAX = 100;

  private final DSLContext sql;

  Replay(DSLContext sql) {
    this.sql = sql;
  }

  /** @throws NoSuchPayment when there is no such run */
  public Result of(long id) {
    String town = TownContext.required().town();
    RunRecord run = sql.selectFrom(RUN).where(RUN.TOWN.eq(town), RUN.ID.eq(id)).fetchOne();
    if (run == null) throw new NoSuchPayment("run", id);
    List<Computation.Seen> seen = new ArrayList<>();
    sql.selectFrom(DUE).where(DUE.TOWN.eq(town), DUE.RUN_ID.eq(id))
        .forEach(row -> seen.add(new Computation.Seen(EarlierPayments.due(row), row.getKnownFen(), row.getSettledFen(), row.getFailed(), false)));
    YearMonth month = Months.of(run.getMonth());
    List<Computation.Payment> payments = Computation.payments(seen, month);
    Map<EarlierPayments.MonthKey, Reckoning.Line> lines = new HashMap<>();
    payments.forEach(payment -> payment.lines().forEach(line -> lines.put(new EarlierPayments.MonthKey(payment.person(), payment.programme(), line.month()), line)));
    int computed = lines.size();
    List<Long> differing = new ArrayList<>();
    sql.selectFrom(LINE).where(LINE.TOWN.eq(town), LINE.RUN_ID.eq(id)).forEach(row -> {
      Reckoning.Line line = lines.remove(new EarlierPayments.MonthKey(row.getPersonId(), row.getProgramme(), Months.of(row.getMonth())));
      if (line == null || line.fen() != row.getFen() || line.kind() != LineKind.valueOf(row.getKind())) differing.add(row.getPersonId());
    });
    lines.keySet().forEach(left -> differing.add(left.person()));
    String digest = Computation.digest(payments);
    boolean same = differing.isEmpty() && digest.equals(run.getDigest());
    return new Result(seen.size(), computed, digest, same, differing.stream().distinct().sorted().limit(SHOWN_MAX).toList());
  }
}
