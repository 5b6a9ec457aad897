package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BANK_RETURN;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.RETURN_ROW;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.payments.db.tables.records.BankReturnRecord;
import org.guanjia.payments.db.tables.records.PayoutRecord;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.people.Payees;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the bank's answers in. What is not of the run is refused row by row and listed; the same answer again does nothing; what fails is owed again
 * and comes with the next run.
 */
@Service
@Transactional
public class BankReturns {

  private static final int SHOWN_LENGTH_MAX = 200;
  private static final int REASON_LENGTH_MAX = 500;

  /** What a row of an answer came to. */
  public enum Verdict {
    TAKEN,
    /** Said before. */
    KNOWN,
    /** Of nobody in this run's files. */
    FOREIGN,
    /** Another amount than was ordered. */
    AMOUNT,
    /** Against what the bank said before: first refused, now paid. */
    AGAINST,
    UNREADABLE
  }

  /**
   * What taking an answer came to.
   *
   * @param again whether these bytes had been taken before; then nothing was done
   */
  public record Taken(long id, int rows, int taken, int known, int foreigners, int refused, boolean again) {}

  private record Judged(ReturnFile.Row row, Verdict verdict, @Nullable Long payout) {}

  private final DSLContext sql;
  private final RunMoves moves;
  private final Layouts layouts;
  private final Outcomes outcomes;
  private final Payees payees;
  private final BulkInsert bulk;
  private final Clock clock;

  BankReturns(DSLContext sql, RunMoves moves, Layouts layouts, Outcomes outcomes, Payees payees, BulkInsert bulk, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.layouts = layouts;
    this.outcomes = outcomes;
    this.payees = payees;
    this.bulk = bulk;
    this.clock = clock;
  }

  /**
   * Takes an answer in.
   *
   * @param bytes of the file
   * @throws InvalidInput field {@code file} when it cannot be read by the layout as a whole, or is torn
   */
  public Taken take(long id, @Nullable Integer version, long layoutId, String name, byte[] bytes) {
    String digest = PaymentFiles.digest(bytes);
    BankReturnRecord before = sql.selectFrom(BANK_RETURN).where(BANK_RETURN.TOWN.eq(town()), BANK_RETURN.RUN_ID.eq(id), BANK_RETURN.DIGEST.eq(digest)).fetchOne();
    if (before != null) return taken(before, true);
    RunRecord run = moves.lock(id, version, RunMove.TAKE_RETURN);
    Layout layout = layouts.find(layoutId);
    if (layout.kind() != LayoutKind.RETURN) throw new InvalidInput("layout", "payments.error.choose");
    List<ReturnFile.Row> rows = ReturnFile.read(bytes, layout.definition());
    if (rows.isEmpty() && !layout.definition().failuresOnly()) throw new InvalidInput("file", "payments.error.noRows");
    Map<Long, Outcomes.Outcome> answered = new LinkedHashMap<>();
    List<Judged> judged = judge(payouts(id), rows, answered);
    boolean foreign = judged.stream().anyMatch(one -> one.verdict() != Verdict.TAKEN && one.verdict() != Verdict.KNOWN);
    if (layout.definition().failuresOnly()) {
      // Whoever is not named was paid; but only when all that is named is understood.
      if (foreign) throw new InvalidInput("file", "payments.error.foreignFailures", firstForeign(judged));
      payouts(id).forEach(payout -> { if (ordered(payout)) answered.putIfAbsent(payout.getId(), new Outcomes.Outcome(payout.getId(), PayoutState.ORDERED, true, null)); });
    }
    BankReturnRecord kept = keep(id, layout, name, digest, judged);
    outcomes.enter(id, kept.getId(), answered.values());
    RunState to = payouts(id).stream().anyMatch(BankReturns::ordered) ? RunState.PARTLY : RunState.RETURNED;
    if (RunState.valueOf(run.getState()) == RunState.CLOSED) to = RunState.CLOSED;
    // Nothing of this run was in it: the run stands where it stood.
    if (answered.isEmpty() && RunState.valueOf(run.getState()) == RunState.FILED) return taken(kept, false);
    moves.make(run, RunMove.TAKE_RETURN, to, null, Map.of("return", kept.getId(), "taken", answered.size(), "foreign", kept.getForeigners(), "refused", kept.getRefused()));
    return taken(kept, false);
  }

  private static int firstForeign(List<Judged> judged) {
    return judged.stream().filter(one -> one.verdict() != Verdict.TAKEN && one.verdict() != Verdict.KNOWN).findFirst().map(one -> one.row().number()).orElse(0);
  }

  private static boolean ordered(PayoutRecord payout) {
    return PayoutState.ORDERED.name().equals(payout.getState());
  }

  private List<PayoutRecord> payouts(long run) {
    return sql.selectFrom(PAYOUT).where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(run), PAYOUT.FILE_ID.isNotNull()).orderBy(PAYOUT.ID).fetch();
  }

  private List<Judged> judge(List<PayoutRecord> payouts, List<ReturnFile.Row> rows, Map<Long, Outcomes.Outcome> answered) {
    Map<String, PayoutRecord> byReference = new HashMap<>();
    Map<ByteBuffer, List<PayoutRecord>> byAccount = new HashMap<>();
    payouts.forEach(payout -> {
      byReference.put(String.valueOf(payout.getId()), payout);
      if (payout.getAccountKey() != null) byAccount.computeIfAbsent(ByteBuffer.wrap(payout.getAccountKey()), key -> new ArrayList<>()).add(payout);
    });
    Map<Long, PayoutState> states = new HashMap<>();
    payouts.forEach(payout -> states.put(payout.getId(), PayoutState.valueOf(payout.getState())));
    List<Judged> judged = new ArrayList<>();
    for (ReturnFile.Row row : rows) judged.add(judge(row, found(row, byReference, byAccount, answered), states, answered));
    return judged;
  }

  /** The payment a row is about: by its number, with the account's end beside it; else by the account, of several the one of that amount. */
  private @Nullable PayoutRecord found(
      ReturnFile.Row row, Map<String, PayoutRecord> byReference, Map<ByteBuffer, List<PayoutRecord>> byAccount, Map<Long, Outcomes.Outcome> answered) {
    if (!row.reference().isEmpty()) {
      PayoutRecord payout = byReference.get(row.reference());
      String digits = row.account().replaceAll("[^0-9]", "");
      boolean tail = payout != null && (digits.length() < 4 || digits.endsWith(Objects.requireNonNullElse(payout.getAccountTail(), "")));
      return tail ? payout : null;
    }
    if (!row.account().matches("[0-9]{6,30}")) return null;
    List<PayoutRecord> candidates = byAccount.getOrDefault(ByteBuffer.wrap(payees.key(row.account())), List.of());
    if (candidates.size() <= 1) return candidates.isEmpty() ? null : candidates.getFirst();
    List<PayoutRecord> same = candidates.stream().filter(payout -> row.fen() != null && net(payout) == row.fen()).toList();
    return same.stream().filter(payout -> !answered.containsKey(payout.getId())).findFirst().orElse(same.isEmpty() ? candidates.getFirst() : same.getFirst());
  }

  private static Judged judge(ReturnFile.Row row, @Nullable PayoutRecord payout, Map<Long, PayoutState> states, Map<Long, Outcomes.Outcome> answered) {
    if (payout == null) return new Judged(row, Verdict.FOREIGN, null);
    long id = payout.getId();
    Boolean paid = row.paid();
    if (row.fen() == null || paid == null) return new Judged(row, Verdict.UNREADABLE, id);
    if (row.fen() != net(payout)) return new Judged(row, Verdict.AMOUNT, id);
    PayoutState state = Objects.requireNonNull(states.get(id));
    PayoutState said = paid ? PayoutState.PAID : PayoutState.FAILED;
    if (state == said) return new Judged(row, Verdict.KNOWN, id);
    if (state != PayoutState.ORDERED && !(state == PayoutState.PAID && !paid && !answered.containsKey(id))) return new Judged(row, Verdict.AGAINST, id);
    answered.put(id, new Outcomes.Outcome(id, state, paid, paid ? null : cut(row.reason(), REASON_LENGTH_MAX)));
    states.put(id, said);
    return new Judged(row, Verdict.TAKEN, id);
  }

  private static long net(PayoutRecord payout) {
    return payout.getGrossFen() - payout.getWithheldFen();
  }

  private BankReturnRecord keep(long run, Layout layout, String name, String digest, List<Judged> judged) {
    BankReturnRecord kept = sql.newRecord(BANK_RETURN);
    kept.setTown(town());
    kept.setRunId(run);
    kept.setLayoutId(layout.id());
    kept.setLayoutVersion(layout.version());
    kept.setName(cut(name, SHOWN_LENGTH_MAX));
    kept.setDigest(digest);
    kept.setRowCount(judged.size());
    kept.setTaken(count(judged, Verdict.TAKEN));
    kept.setKnown(count(judged, Verdict.KNOWN));
    kept.setForeigners(count(judged, Verdict.FOREIGN));
    kept.setRefused(count(judged, Verdict.AMOUNT) + count(judged, Verdict.AGAINST) + count(judged, Verdict.UNREADABLE));
    kept.setTakenBy(TownContext.required().actor());
    kept.setTakenAt(clock.instant());
    kept.insert();
    bulk.insert(
        RETURN_ROW,
        List.of(RETURN_ROW.TOWN, RETURN_ROW.RETURN_ID, RETURN_ROW.ROW_NUMBER, RETURN_ROW.PAYOUT_ID, RETURN_ROW.VERDICT, RETURN_ROW.PAID, RETURN_ROW.REASON, RETURN_ROW.SHOWN),
        judged.stream()
            .map(one -> new @Nullable Object[] {
              town(), kept.getId(), one.row().number(), one.payout(), one.verdict(), one.row().paid(), cut(one.row().reason(), REASON_LENGTH_MAX), shown(one.row())
            })
            .toList());
    return kept;
  }

  private static int count(List<Judged> judged, Verdict verdict) {
    return (int) judged.stream().filter(one -> one.verdict() == verdict).count();
  }

  /** Enough to find the row in the bank's file: it may be of somebody who is no business of the town's. */
  private static String shown(ReturnFile.Row row) {
    String name = row.name().isEmpty() ? "" : row.name().substring(0, row.name().offsetByCodePoints(0, 1)) + "＊";
    String account = row.account().length() < 4 ? "" : "…" + row.account().substring(row.account().length() - 4);
    return cut((name + " " + account + " " + (row.fen() == null ? "?" : String.valueOf(row.fen()))).strip(), SHOWN_LENGTH_MAX);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static Taken taken(BankReturnRecord row, boolean again) {
    return new Taken(row.getId(), row.getRowCount(), row.getTaken(), row.getKnown(), row.getForeigners(), row.getRefused(), again);
  }

  private static String town() {
    return TownContext.required().town();
  }
}
