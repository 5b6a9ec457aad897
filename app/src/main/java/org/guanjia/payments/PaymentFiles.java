package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.FILE;
import static org.guanjia.payments.db.Tables.PAYOUT;

import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.guanjia.payments.db.tables.records.FileRecord;
import org.guanjia.payments.db.tables.records.PayoutRecord;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.people.Payees;
import org.guanjia.places.Places;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Messages;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes an approved run's files for the bank. Here alone account numbers are opened; each opening is kept, and the file itself is closed again. */
@Service
@Transactional
public class PaymentFiles {

  static final String PURPOSE = "payments.file";

  /** A file that was written. */
  public record Written(long id, int number, String name, int payouts, long totalFen, String digest, int size) {}

  /**
   * How a copy of a file compares with what was written.
   *
   * @param whole byte for byte the same
   * @param torn its beginning alone
   * @param lines how many whole lines a torn text file holds
   */
  public record Comparison(boolean whole, boolean torn, int bytes, int bytesWritten, int lines) {}

  private final DSLContext sql;
  private final RunMoves moves;
  private final Holds holds;
  private final Layouts layouts;
  private final Outcomes outcomes;
  private final Payees payees;
  private final Places places;
  private final Dues dues;
  private final BulkInsert bulk;
  private final PersonalData personal;
  private final Audit audit;
  private final Messages messages;
  private final Clock clock;

  PaymentFiles(
      DSLContext sql, RunMoves moves, Holds holds, Layouts layouts, Outcomes outcomes, Payees payees, Places places, Dues dues, BulkInsert bulk, PersonalData personal, Audit audit,
      Messages messages, Clock clock) {
    this.sql = sql;
    this.moves = moves;
    this.holds = holds;
    this.layouts = layouts;
    this.outcomes = outcomes;
    this.payees = payees;
    this.places = places;
    this.dues = dues;
    this.bulk = bulk;
    this.personal = personal;
    this.audit = audit;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * Writes what no file holds yet and the layout takes. Who died since the run was approved, or whose entitlement, award or account changed, is not
   * paid by it: it comes again with the next run, after somebody has looked.
   *
   * @return number of the file; null when nobody was left
   * @throws InvalidInput when there is nothing to write by that layout, or a name holds a character that the bank's charset lacks
   */
  public @Nullable Long write(long id, @Nullable Integer version, long layoutId) {
    RunRecord run = moves.lock(id, version, RunMove.WRITE_FILE);
    Layout layout = layouts.find(layoutId);
    if (layout.kind() != LayoutKind.PAYMENT || layout.retired()) throw new InvalidInput("layout", "payments.error.choose");
    moves.alone();
    holds.holdChanged(id);
    Map<Long, HoldReason> held = holds.open(id);
    List<PayoutRecord> all = waiting(id);
    List<PayoutRecord> payouts = all.stream().filter(payout -> !held.containsKey(payout.getId())).toList();
    int number = sql.fetchCount(FILE, FILE.TOWN.eq(town()), FILE.RUN_ID.eq(id)) + 1;
    Map<Long, String> accounts = open(payouts, run, number);
    List<PayoutRecord> gone = all.stream().filter(payout -> held.containsKey(payout.getId())).toList();
    List<PayoutRecord> into = payouts.stream().filter(payout -> fits(layout, accounts.get(payout.getPersonId()))).toList();
    if (into.isEmpty() && gone.isEmpty()) throw new InvalidInput("layout", "payments.error.nothingToFile");
    outcomes.enter(id, null, gone.stream().map(payout -> new Outcomes.Outcome(payout.getId(), PayoutState.ORDERED, false, changed(held.get(payout.getId())))).toList());
    gone.forEach(payout -> holds.leftOut(payout.getId(), changed(held.get(payout.getId()))));
    Long file = into.isEmpty() ? null : Long.valueOf(keep(run, number, layout, into, rows(run, into, accounts)));
    boolean left = !waiting(id).isEmpty();
    boolean filed = sql.fetchExists(FILE, FILE.TOWN.eq(town()), FILE.RUN_ID.eq(id));
    Map<String, Object> details = new HashMap<>(Map.of("layout", layout.name(), "payments", into.size(), "changed", gone.size()));
    if (file != null) details.put("file", file);
    moves.make(run, RunMove.WRITE_FILE, left ? RunState.APPROVED : filed ? RunState.FILED : RunState.RETURNED, null, details);
    return file;
  }

  private List<PayoutRecord> waiting(long run) {
    return sql.selectFrom(PAYOUT)
        .where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(run), PAYOUT.STATE.eq(PayoutState.ORDERED.name()), PAYOUT.FILE_ID.isNull(), PAYOUT.GROSS_FEN.gt(PAYOUT.WITHHELD_FEN))
        .orderBy(PAYOUT.VILLAGE, PAYOUT.ID)
        .fetch();
  }

  private Map<Long, String> open(List<PayoutRecord> payouts, RunRecord run, int number) {
    Map<Long, byte[]> keys = new HashMap<>();
    payouts.forEach(payout -> { if (payout.getAccountKey() != null) keys.put(payout.getPersonId(), payout.getAccountKey()); });
    return payees.open(keys, "payments " + run.getId() + "/" + number);
  }

  private String changed(@Nullable HoldReason reason) {
    return messages.text(Locale.SIMPLIFIED_CHINESE, "payments.notFiled", messages.text(Locale.SIMPLIFIED_CHINESE, "payments.hold." + reason));
  }

  private static boolean fits(Layout layout, @Nullable String account) {
    return account != null && (layout.definition().accountPrefixes().isEmpty() || layout.definition().accountPrefixes().stream().anyMatch(account::startsWith));
  }

  private List<LayoutWriter.Row> rows(RunRecord run, List<PayoutRecord> payouts, Map<Long, String> accounts) {
    Map<Long, Payees.Standing> names = payees.standings(payouts.stream().map(PayoutRecord::getPersonId).toList());
    Map<String, String> villages = new HashMap<>();
    places.villages().forEach(village -> villages.put(village.code(), village.name(Locale.SIMPLIFIED_CHINESE)));
    Map<String, String> programmes = dues.names(Locale.SIMPLIFIED_CHINESE);
    YearMonth month = Months.of(run.getMonth());
    List<LayoutWriter.Row> rows = new ArrayList<>();
    for (PayoutRecord payout : payouts) {
      long person = payout.getPersonId();
      rows.add(new LayoutWriter.Row(
          rows.size() + 1, String.valueOf(payout.getId()), Objects.requireNonNull(names.get(person)).name(), Objects.requireNonNull(accounts.get(person)),
          payout.getGrossFen() - payout.getWithheldFen(), programmes.getOrDefault(payout.getProgramme(), payout.getProgramme()) + month.toString().replace("-", ""), month,
          payout.getVillage() == null ? "" : villages.getOrDefault(payout.getVillage(), payout.getVillage()), run.getPayday()));
    }
    return rows;
  }

  private long keep(RunRecord run, int number, Layout layout, List<PayoutRecord> payouts, List<LayoutWriter.Row> rows) {
    byte[] bytes = bytes(layout, rows);
    long total = rows.stream().mapToLong(LayoutWriter.Row::fen).reduce(0, Math::addExact);
    Map<String, String> words = Map.of(
        "month", Months.of(run.getMonth()).toString().replace("-", ""), "run", String.valueOf(run.getId()), "number", String.valueOf(number), "count", String.valueOf(rows.size()),
        "payday", run.getPayday().toString().replace("-", ""));
    FileRecord file = sql.newRecord(FILE);
    file.setTown(town());
    file.setRunId(run.getId());
    file.setLayoutId(layout.id());
    file.setLayoutVersion(layout.version());
    file.setNumber(number);
    file.setName(LayoutWriter.fileName(layout.definition(), words));
    file.setPayouts(rows.size());
    file.setTotalFen(total);
    file.setDigest(digest(bytes));
    file.setSize(bytes.length);
    file.setContent(personal.encrypt(PURPOSE, bytes));
    file.setWrittenBy(TownContext.required().actor());
    file.setWrittenAt(clock.instant());
    file.insert();
    List<@Nullable Object[]> places = new ArrayList<>();
    for (int i = 0; i < payouts.size(); i++) places.add(new @Nullable Object[] {town(), payouts.get(i).getId(), file.getId(), i + 1});
    bulk.update(PAYOUT, List.of(PAYOUT.TOWN, PAYOUT.ID), List.of(PAYOUT.TOWN, PAYOUT.ID, PAYOUT.FILE_ID, PAYOUT.SEQUENCE), places);
    return file.getId();
  }

  private static byte[] bytes(Layout layout, List<LayoutWriter.Row> rows) {
    try {
      return LayoutWriter.write(layout.definition(), rows);
    } catch (UncheckedIOException unmappable) {
      throw new InvalidInput("layout", "payments.error.charset", layout.definition().charset(), unwritable(layout.definition().charset(), rows));
    }
  }

  /** Whose name the charset cannot write. */
  private static String unwritable(String charset, List<LayoutWriter.Row> rows) {
    var encoder = Charset.forName(charset).newEncoder();
    return rows.stream().map(LayoutWriter.Row::name).filter(name -> !encoder.canEncode(name)).findFirst().orElse("?");
  }

  /**
   * The file's bytes, as they were written; that somebody took them is kept.
   *
   * @throws NoSuchPayment when the run has no such file
   * @throws IllegalStateException when what is kept is not what was written
   */
  public byte[] take(long run, long id) {
    FileRecord file = file(run, id);
    byte[] bytes = content(file);
    audit.record("payments.file.taken", RunMoves.SUBJECT, String.valueOf(run), Map.of("file", id, "payments", file.getPayouts(), "digest", file.getDigest()));
    return bytes;
  }

  /** What was written, without its bytes. */
  @Transactional(readOnly = true)
  public Written written(long run, long id) {
    return written(file(run, id));
  }

  /** The files of a run, the first one first. */
  @Transactional(readOnly = true)
  public List<Written> of(long run) {
    return sql.select(FILE.ID, FILE.NUMBER, FILE.NAME, FILE.PAYOUTS, FILE.TOTAL_FEN, FILE.DIGEST, FILE.SIZE).from(FILE)
        .where(FILE.TOWN.eq(town()), FILE.RUN_ID.eq(run)).orderBy(FILE.NUMBER)
        .fetch(row -> new Written(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7()));
  }

  /** Holds a copy beside what was written: one that was torn on its way is found before a bank pays by it. */
  @Transactional(readOnly = true)
  public Comparison compare(long run, long id, byte[] copy) {
    FileRecord file = file(run, id);
    byte[] bytes = content(file);
    boolean whole = Arrays.equals(bytes, copy);
    boolean torn = !whole && copy.length < bytes.length && Arrays.equals(bytes, 0, copy.length, copy, 0, copy.length);
    int lines = 0;
    for (byte each : copy) if (each == '\n') lines++;
    return new Comparison(whole, torn, copy.length, bytes.length, lines);
  }

  private byte[] content(FileRecord file) {
    byte[] bytes = personal.decryptBytes(PURPOSE, file.getContent());
    if (!digest(bytes).equals(file.getDigest())) throw new IllegalStateException("payment file " + file.getId() + " is not what was written");
    return bytes;
  }

  private FileRecord file(long run, long id) {
    FileRecord file = sql.selectFrom(FILE).where(FILE.TOWN.eq(town()), FILE.RUN_ID.eq(run), FILE.ID.eq(id)).fetchOne();
    if (file == null) throw new NoSuchPayment("file", id);
    return file;
  }

  private static Written written(FileRecord file) {
    return new Written(file.getId(), file.getNumber(), file.getName(), file.getPayouts(), file.getTotalFen(), file.getDigest(), file.getSize());
  }

  static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String town() {
    return TownContext.required().town();
  }
}
