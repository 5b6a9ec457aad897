package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BALANCE;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.people.KnownByDocument;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.spreadsheets.ImportBatch;
import org.guanjia.platform.spreadsheets.ImportField;
import org.guanjia.platform.spreadsheets.ImportRow;
import org.guanjia.platform.spreadsheets.ImportTarget;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/**
 * What was paid before this system, by spreadsheet. It counts as recognised and paid: a run that looks at those months again finds what was paid too
 * little or too much.
 */
@Component
class HistoryTarget implements ImportTarget {

  private static final Pattern MONTH = Pattern.compile("(20[0-9]{2})\\s*[-/.年]?\\s*([0-9]{1,2})\\s*月?");

  private static final ImportField<String> DOCUMENT =
      ImportField.code("document", 40).mandatory().alias("身份证号", "身份证号码", "证件号码", "公民身份号码", "id number");
  private static final ImportField<String> NAME = ImportField.text("name", 100).mandatory().alias("姓名", "领取人", "收款人");
  private static final ImportField<String> PROGRAMME = ImportField.text("programme", 100).mandatory().alias("项目", "津贴", "补贴项目", "发放项目", "待遇类别");
  private static final ImportField<String> MONTH_OF = ImportField.text("month", 20).mandatory().alias("月份", "所属月份", "发放月份", "待遇月份");
  private static final ImportField<BigDecimal> AMOUNT =
      ImportField.decimal("amount", new BigDecimal("0.01"), BigDecimal.valueOf(Checks.FEN_MAX, 2)).mandatory().alias("金额", "发放金额", "实发金额", "金额（元）");
  private static final ImportField<LocalDate> PAID_ON = ImportField.date("paidOn").mandatory().alias("发放日期", "到账日期", "支付日期");

  private record Taken(ImportRow row, long person, String programme, YearMonth month, long fen) {}

  private final DSLContext sql;
  private final KnownByDocument known;
  private final Dues dues;
  private final Ledger ledger;
  private final Audit audit;
  private final Clock clock;

  HistoryTarget(DSLContext sql, KnownByDocument known, Dues dues, Ledger ledger, Audit audit, Clock clock) {
    this.sql = sql;
    this.known = known;
    this.dues = dues;
    this.ledger = ledger;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public Permission permission() {
    return Permission.PAYMENTS_PREPARE;
  }

  @Override
  public List<ImportField<?>> fields() {
    return List.of(DOCUMENT, NAME, PROGRAMME, MONTH_OF, AMOUNT, PAID_ON);
  }

  @Override
  public void take(ImportBatch batch) {
    Map<String, KnownByDocument.Known> persons = known.of(batch.standing().stream().map(row -> row.must(DOCUMENT)).toList());
    Map<String, String> programmes = programmes();
    List<Taken> read = new ArrayList<>();
    for (ImportRow row : batch.standing()) read(batch, row, persons, programmes).ifPresent(read::add);
    Map<EarlierPayments.MonthKey, PersonMonth> there = there(read);
    Set<EarlierPayments.MonthKey> seen = new HashSet<>();
    List<Ledger.Entry> entries = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (Taken one : read) {
      var key = new EarlierPayments.MonthKey(one.person(), one.programme(), one.month());
      PersonMonth month = there.get(key);
      String named = one.month().toString();
      if (!seen.add(key)) batch.refuse(one.row(), MONTH_OF, "payments.import.twice", named);
      else if (month != null && month.settledFen() == one.fen()) batch.skip(one.row(), MONTH_OF, "payments.import.known", named);
      else if (month != null && month.settledFen() != 0) batch.refuse(one.row(), AMOUNT, "payments.import.other", named, BigDecimal.valueOf(month.settledFen(), 2).toPlainString());
      else {
        entries.addAll(entries(batch, one, month == null ? 0 : month.entitledFen()));
        taken.add(String.valueOf(one.person()));
      }
    }
    ledger.post(entries);
    audit.recordAll("payments.history", "person", taken, Map.of("import", batch.importId()));
  }

  private List<Ledger.Entry> entries(ImportBatch batch, Taken one, long entitledFen) {
    LocalDate on = one.row().must(PAID_ON);
    return List.of(
        entry(batch, one, EntryKind.ENTITLED, Math.max(0, one.fen() - entitledFen), on), entry(batch, one, EntryKind.PAID, one.fen(), on));
  }

  private static Ledger.Entry entry(ImportBatch batch, Taken one, EntryKind kind, long fen, LocalDate on) {
    return new Ledger.Entry(one.person(), one.programme(), one.month(), kind, fen, EntryWhy.HISTORY, null, null, null, null, batch.importId(), on, null);
  }

  private Optional<Taken> read(ImportBatch batch, ImportRow row, Map<String, KnownByDocument.Known> persons, Map<String, String> programmes) {
    KnownByDocument.Known person = persons.get(row.must(DOCUMENT));
    String programme = programmes.get(row.must(PROGRAMME).strip().toLowerCase(Locale.ROOT));
    Optional<YearMonth> month = month(row.must(MONTH_OF));
    BigDecimal fen = row.must(AMOUNT).movePointRight(2);
    if (person == null) batch.refuse(row, DOCUMENT, "payments.import.nobody");
    else if (!person.called(row.must(NAME))) batch.refuse(row, NAME, "payments.import.name");
    else if (programme == null) batch.refuse(row, PROGRAMME, "payments.import.programme", row.must(PROGRAMME));
    else if (month.isEmpty()) batch.refuse(row, MONTH_OF, "payments.import.month", row.must(MONTH_OF));
    else if (month.get().isAfter(YearMonth.from(Months.today(clock)))) batch.refuse(row, MONTH_OF, "payments.import.future", month.get().toString());
    else if (fen.stripTrailingZeros().scale() > 0) batch.refuse(row, AMOUNT, "payments.import.fen", row.must(AMOUNT).toPlainString());
    else if (row.must(PAID_ON).isAfter(Months.today(clock))) batch.refuse(row, PAID_ON, "payments.error.future");
    else return Optional.of(new Taken(row, person.person(), programme, month.get(), fen.longValueExact()));
    return Optional.empty();
  }

  /** 2026-05, 2026年5月, 202605, or a day of it. */
  static Optional<YearMonth> month(String typed) {
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().replaceFirst("^(20[0-9]{2}[-/.年][0-9]{1,2})[-/.月][0-9]{1,2}日?( .*)?$", "$1");
    Matcher parts = MONTH.matcher(plain);
    if (!parts.matches()) return Optional.empty();
    int month = Integer.parseInt(parts.group(2));
    return month < 1 || month > 12 ? Optional.empty() : Optional.of(YearMonth.of(Integer.parseInt(parts.group(1)), month));
  }

  /** Codes by code and by name, in both languages. */
  private Map<String, String> programmes() {
    Map<String, String> codes = new HashMap<>();
    for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) dues.names(locale).forEach((code, name) -> codes.put(name.strip().toLowerCase(Locale.ROOT), code));
    dues.programmes().forEach(code -> codes.put(code, code));
    return codes;
  }

  private Map<EarlierPayments.MonthKey, PersonMonth> there(Collection<Taken> read) {
    Map<EarlierPayments.MonthKey, PersonMonth> there = new HashMap<>();
    if (read.isEmpty()) return there;
    Set<Long> persons = new HashSet<>();
    Set<LocalDate> months = new HashSet<>();
    read.forEach(one -> {
      persons.add(one.person());
      months.add(Months.day(one.month()));
    });
    sql.selectFrom(BALANCE).where(BALANCE.TOWN.eq(TownContext.required().town()), BALANCE.PERSON_ID.eq(DSL.any(persons.toArray(Long[]::new))), BALANCE.MONTH.in(months))
        .fetch(Ledger::month)
        .forEach(month -> there.put(month.key(), month));
    return there;
  }
}
