package org.guanjia.payments;

import static org.guanjia.payments.db.Tables.BALANCE;
import static org.guanjia.payments.db.Tables.BANK_RETURN;
import static org.guanjia.payments.db.Tables.CHANGE;
import static org.guanjia.payments.db.Tables.ENTRY;
import static org.guanjia.payments.db.Tables.HOLD;
import static org.guanjia.payments.db.Tables.LINE;
import static org.guanjia.payments.db.Tables.PAYOUT;
import static org.guanjia.payments.db.Tables.RETURN_ROW;
import static org.guanjia.payments.db.Tables.RUN;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.guanjia.payments.db.tables.records.EntryRecord;
import org.guanjia.payments.db.tables.records.RunRecord;
import org.guanjia.people.People;
import org.guanjia.people.PersonLine;
import org.guanjia.platform.database.TownContext;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Reads what is paid, was paid and is owed. Row-level security decides whose payments an actor sees. */
@Service
@Transactional(readOnly = true)
public class Payments {

  public static final int PAGE_SIZE = 50;
  public static final int PAGE_SIZE_MAX = 500;
  private static final int MONTHS_MAX = 600;
  private static final int RETURNS_MAX = 100;

  /**
   * A page of a list.
   *
   * @param next id behind which the next one begins; null at the end
   */
  public record Slice<T>(List<T> items, @Nullable Long next) {
    public Slice {
      items = List.copyOf(items);
    }
  }

  /** An entry in a person's account. */
  public record Entry(
      long id, long person, String programme, YearMonth month, EntryKind kind, long fen, EntryWhy why, @Nullable Long run, @Nullable Long payout, LocalDate on, Instant at, String actor,
      @Nullable String note) {}

  /** An answer of a bank as it was taken in. */
  public record Return(long id, String name, int rows, int taken, int known, int foreigners, int refused, String takenBy, Instant takenAt) {}

  /** A row of an answer, masked. */
  public record ReturnRow(int number, BankReturns.Verdict verdict, @Nullable Long payout, @Nullable Boolean paid, String reason, String shown) {}

  /** Which payments of a run; null or empty asks for nothing. */
  public record PayoutFilter(@Nullable PayoutState state, @Nullable String village, @Nullable String programme, @Nullable Long person) {
    public static final PayoutFilter ALL = new PayoutFilter(null, null, null, null);
  }

  private final DSLContext sql;
  private final People people;
  private final SetOffs setOffs;
  private final JsonMapper json;

  Payments(DSLContext sql, People people, SetOffs setOffs, JsonMapper json) {
    this.setOffs = setOffs;
    this.sql = sql;
    this.people = people;
    this.json = json;
  }

  /** The latest first. */
  public Slice<PaymentRun> runs(@Nullable RunState state, @Nullable Long before, int size) {
    Condition condition = RUN.TOWN.eq(town());
    if (state != null) condition = condition.and(RUN.STATE.eq(state.name()));
    if (before != null) condition = condition.and(RUN.ID.lt(before));
    return slice(runs(condition, Math.clamp(size, 1, PAGE_SIZE_MAX) + 1), size, PaymentRun::id);
  }

  /** @throws NoSuchPayment when there is none of that number */
  public PaymentRun run(long id) {
    return runs(RUN.TOWN.eq(town()).and(RUN.ID.eq(id)), 1).stream().findFirst().orElseThrow(() -> new NoSuchPayment("run", id));
  }

  private List<PaymentRun> runs(Condition condition, int limit) {
    Condition in = PAYOUT.TOWN.eq(RUN.TOWN).and(PAYOUT.RUN_ID.eq(RUN.ID)).and(PAYOUT.STATE.notIn(PayoutState.TAKEN_OUT.name(), PayoutState.CANCELLED.name()));
    Field<Integer> payouts = DSL.field(DSL.selectCount().from(PAYOUT).where(in));
    Field<Long> net = DSL.field(DSL.select(DSL.coalesce(DSL.sum(PAYOUT.GROSS_FEN.minus(PAYOUT.WITHHELD_FEN)), DSL.inline(BigDecimal.ZERO)).cast(Long.class)).from(PAYOUT).where(in));
    Field<Integer> held = DSL.field(DSL.select(DSL.countDistinct(HOLD.PAYOUT_ID)).from(HOLD).where(HOLD.TOWN.eq(RUN.TOWN), HOLD.RUN_ID.eq(RUN.ID), HOLD.RELEASED.isNull()));
    return sql.select(RUN, payouts, net, held).from(RUN).where(condition).orderBy(RUN.ID.desc()).limit(limit)
        .fetch(row -> run(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  private static PaymentRun run(RunRecord run, int payouts, long netFen, int held) {
    return new PaymentRun(
        run.getId(), run.getVersion(), RunKind.valueOf(run.getKind()), Months.of(run.getMonth()), Months.of(run.getSince()), List.of(run.getProgrammes()),
        RunState.valueOf(run.getState()), run.getPayday(), run.getComputedAt(), run.getDigest(), List.of(run.getUnconfirmed()), run.getProposedBy(), run.getProposedAt(),
        run.getSubmittedBy(), run.getSubmittedAt(), run.getApprovedBy(), run.getApprovedAt(), run.getClosedAt(), payouts, netFen, held);
  }

  /** What a run comes to, as far as the viewer may see. */
  public RunTotals totals(long run) {
    Field<Long> net = PAYOUT.GROSS_FEN.minus(PAYOUT.WITHHELD_FEN);
    Condition counts = PAYOUT.STATE.notIn(PayoutState.TAKEN_OUT.name(), PayoutState.CANCELLED.name());
    return new RunTotals(
        sql.select(
                PAYOUT.VILLAGE, PAYOUT.PROGRAMME, DSL.count().filterWhere(counts), sum(PAYOUT.GROSS_FEN, counts), sum(PAYOUT.WITHHELD_FEN, counts),
                sum(net, PAYOUT.STATE.eq(PayoutState.PAID.name())), sum(net, PAYOUT.STATE.eq(PayoutState.FAILED.name())),
                sum(net, PAYOUT.STATE.in(PayoutState.PROPOSED.name(), PayoutState.ORDERED.name())), DSL.count().filterWhere(PAYOUT.STATE.eq(PayoutState.TAKEN_OUT.name())),
                DSL.count().filterWhere(PAYOUT.STATE.eq(PayoutState.FAILED.name())))
            .from(PAYOUT)
            .where(PAYOUT.TOWN.eq(town()), PAYOUT.RUN_ID.eq(run))
            .groupBy(PAYOUT.VILLAGE, PAYOUT.PROGRAMME)
            .orderBy(PAYOUT.VILLAGE.asc().nullsLast(), PAYOUT.PROGRAMME)
            .fetch(row -> new RunTotals.Row(
                row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), row.value7(), row.value8(), row.value9(), row.value10())));
  }

  private static Field<Long> sum(Field<Long> fen, Condition of) {
    return DSL.coalesce(DSL.sum(fen).filterWhere(of), DSL.inline(BigDecimal.ZERO)).cast(Long.class);
  }

  /** The payments of a run in the order of their numbers. */
  public Slice<Payout> payouts(long run, PayoutFilter filter, @Nullable Long after, int size) {
    Condition condition = PAYOUT.RUN_ID.eq(run);
    if (filter.state() != null) condition = condition.and(PAYOUT.STATE.eq(filter.state().name()));
    if (filter.village() != null) condition = condition.and(PAYOUT.VILLAGE.eq(filter.village()));
    if (filter.programme() != null) condition = condition.and(PAYOUT.PROGRAMME.eq(filter.programme()));
    if (filter.person() != null) condition = condition.and(PAYOUT.PERSON_ID.eq(filter.person()));
    if (after != null) condition = condition.and(PAYOUT.ID.gt(after));
    return slice(payouts(condition, PAYOUT.ID.asc(), Math.clamp(size, 1, PAGE_SIZE_MAX) + 1), size, Payout::id);
  }

  /** All of them, read as they are asked for; needs a transaction until its end. */
  public Stream<Payout> stream(long run, PayoutFilter filter) {
    return Stream.iterate(
            payouts(run, filter, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : payouts(run, filter, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.items().stream());
  }

  /** Of one of these records, the latest first. */
  public List<Payout> payoutsOf(Collection<Long> persons, int limit) {
    return payouts(PAYOUT.PERSON_ID.in(persons), PAYOUT.ID.desc(), limit);
  }

  /** Those of these numbers, the latest first. */
  List<Payout> byId(Collection<Long> ids) {
    return ids.isEmpty() ? List.of() : payouts(PAYOUT.ID.in(ids), PAYOUT.ID.desc(), ids.size());
  }

  /** @throws NoSuchPayment when the viewer sees none of that number */
  public Payout payout(long id) {
    return payouts(PAYOUT.ID.eq(id), PAYOUT.ID.asc(), 1).stream().findFirst().orElseThrow(() -> new NoSuchPayment("payout", id));
  }

  private List<Payout> payouts(Condition condition, OrderField<?> order, int limit) {
    var found = sql.select(PAYOUT, RUN.MONTH).from(PAYOUT).join(RUN).on(RUN.TOWN.eq(PAYOUT.TOWN), RUN.ID.eq(PAYOUT.RUN_ID))
        .where(PAYOUT.TOWN.eq(town())).and(condition).orderBy(order).limit(limit).fetch();
    Map<Long, List<Payout.Line>> lines = new HashMap<>();
    sql.select(LINE.PAYOUT_ID, LINE.MONTH, LINE.KIND, LINE.FEN).from(LINE)
        .where(LINE.TOWN.eq(town()), LINE.PAYOUT_ID.eq(DSL.any(found.stream().map(row -> row.value1().getId()).toArray(Long[]::new))))
        .orderBy(LINE.PAYOUT_ID, LINE.MONTH)
        .forEach(row -> lines.computeIfAbsent(row.value1(), id -> new ArrayList<>()).add(new Payout.Line(Months.of(row.value2()), LineKind.valueOf(row.value3()), row.value4())));
    Map<Long, List<Payout.SetOff>> taken = setOffs.ofPayouts(found.stream().map(row -> row.value1().getId()).toList());
    Function<Long, String> names = names(found.stream().map(row -> row.value1().getPersonId()).toList());
    return found.stream()
        .map(row -> {
          var payout = row.value1();
          return new Payout(
              payout.getId(), payout.getRunId(), Months.of(row.value2()), payout.getPersonId(), names.apply(payout.getPersonId()), payout.getProgramme(), payout.getVillage(),
              payout.getGrossFen(), payout.getWithheldFen(), PayoutState.valueOf(payout.getState()), payout.getAccountTail(), payout.getSequence(), payout.getBankReason(),
              lines.getOrDefault(payout.getId(), List.of()), taken.getOrDefault(payout.getId(), List.of()));
        })
        .toList();
  }

  /** What is held in a run; with {@code open}, only what nobody decided yet. */
  public Slice<Payout.Hold> holds(long run, boolean open, @Nullable Long after, int size) {
    Condition condition = HOLD.TOWN.eq(town()).and(HOLD.RUN_ID.eq(run));
    if (open) condition = condition.and(HOLD.RELEASED.isNull());
    if (after != null) condition = condition.and(HOLD.ID.gt(after));
    var found = sql.select(HOLD, PAYOUT.PROGRAMME, PAYOUT.GROSS_FEN, PAYOUT.STATE).from(HOLD).join(PAYOUT).on(PAYOUT.TOWN.eq(HOLD.TOWN), PAYOUT.ID.eq(HOLD.PAYOUT_ID))
        .where(condition).orderBy(HOLD.ID).limit(Math.clamp(size, 1, PAGE_SIZE_MAX) + 1).fetch();
    Function<Long, String> names = names(found.stream().map(row -> row.value1().getPersonId()).toList());
    return slice(
        found.stream()
            .map(row -> {
              var hold = row.value1();
              return new Payout.Hold(
                  hold.getId(), hold.getPayoutId(), hold.getPersonId(), names.apply(hold.getPersonId()), row.value2(), row.value3(), PayoutState.valueOf(row.value4()),
                  HoldReason.valueOf(hold.getReason()), details(hold.getDetails().data()), hold.getReleased(), hold.getDecidedBy(), hold.getNote());
            })
            .toList(),
        size, Payout.Hold::id);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> details(String text) {
    return json.readValue(text, Map.class);
  }

  /** How a run differs from the month before, person by person. */
  public Slice<Payout.Change> changes(long run, @Nullable ChangeKind kind, @Nullable Long after, int size) {
    Condition condition = CHANGE.TOWN.eq(town()).and(CHANGE.RUN_ID.eq(run));
    if (kind != null) condition = condition.and(CHANGE.KIND.eq(kind.name()));
    if (after != null) condition = condition.and(CHANGE.ID.gt(after));
    var found = sql.selectFrom(CHANGE).where(condition).orderBy(CHANGE.ID).limit(Math.clamp(size, 1, PAGE_SIZE_MAX) + 1).fetch();
    Function<Long, String> names = names(found.stream().map(row -> row.getPersonId()).toList());
    return slice(
        found.stream()
            .map(row -> new Payout.Change(
                row.getId(), row.getPersonId(), names.apply(row.getPersonId()), row.getProgramme(), row.getVillage(), ChangeKind.valueOf(row.getKind()), row.getLastFen(),
                row.getThisFen(), Arrays.stream(row.getWhy()).map(ChangeWhy::valueOf).toList()))
            .toList(),
        size, Payout.Change::id);
  }

  public Stream<Payout.Change> changes(long run, @Nullable ChangeKind kind) {
    return Stream.iterate(changes(run, kind, null, PAGE_SIZE_MAX), Objects::nonNull, page -> page.next() == null ? null : changes(run, kind, page.next(), PAGE_SIZE_MAX))
        .flatMap(page -> page.items().stream());
  }

  /** How many of each kind. */
  public Map<ChangeKind, Integer> changeCounts(long run) {
    Map<ChangeKind, Integer> counts = new EnumMap<>(ChangeKind.class);
    sql.select(CHANGE.KIND, DSL.count()).from(CHANGE).where(CHANGE.TOWN.eq(town()), CHANGE.RUN_ID.eq(run)).groupBy(CHANGE.KIND)
        .forEach(row -> counts.put(ChangeKind.valueOf(row.value1()), row.value2()));
    return counts;
  }

  public List<Return> returns(long run) {
    return sql.selectFrom(BANK_RETURN).where(BANK_RETURN.TOWN.eq(town()), BANK_RETURN.RUN_ID.eq(run)).orderBy(BANK_RETURN.ID.desc()).limit(RETURNS_MAX)
        .fetch(row -> new Return(
            row.getId(), row.getName(), row.getRowCount(), row.getTaken(), row.getKnown(), row.getForeigners(), row.getRefused(), row.getTakenBy(), row.getTakenAt()));
  }

  /** Rows of an answer that were not taken, masked; in the order of the file. */
  public Slice<ReturnRow> refusedRows(long run, long bankReturn, @Nullable Long after, int size) {
    int behind = after == null ? 0 : (int) Math.clamp(after, 0, Integer.MAX_VALUE);
    var found = sql.select(RETURN_ROW).from(RETURN_ROW).join(BANK_RETURN).on(BANK_RETURN.TOWN.eq(RETURN_ROW.TOWN), BANK_RETURN.ID.eq(RETURN_ROW.RETURN_ID))
        .where(RETURN_ROW.TOWN.eq(town()), BANK_RETURN.RUN_ID.eq(run), RETURN_ROW.RETURN_ID.eq(bankReturn), RETURN_ROW.ROW_NUMBER.gt(behind))
        .and(RETURN_ROW.VERDICT.notIn(BankReturns.Verdict.TAKEN.name(), BankReturns.Verdict.KNOWN.name()))
        .orderBy(RETURN_ROW.ROW_NUMBER).limit(Math.clamp(size, 1, PAGE_SIZE_MAX) + 1)
        .fetch(row -> row.value1()).stream()
        .map(row -> new ReturnRow(
            row.getRowNumber(), BankReturns.Verdict.valueOf(row.getVerdict()), row.getPayoutId(), row.getPaid(), Objects.requireNonNullElse(row.getReason(), ""),
            Objects.requireNonNullElse(row.getShown(), "")))
        .toList();
    return slice(found, size, row -> (long) row.number());
  }

  /** Every month of a person, the latest first; records that were merged into it count. */
  public List<PersonMonth> months(Collection<Long> persons) {
    return sql.selectFrom(BALANCE).where(BALANCE.TOWN.eq(town()), BALANCE.PERSON_ID.in(persons)).orderBy(BALANCE.MONTH.desc(), BALANCE.PROGRAMME).limit(MONTHS_MAX)
        .fetch(Ledger::month);
  }

  /** A person's month; all zero when nothing was ever entered. */
  public PersonMonth month(long person, String programme, YearMonth month) {
    return sql.selectFrom(BALANCE)
        .where(BALANCE.TOWN.eq(town()), BALANCE.PERSON_ID.eq(person), BALANCE.PROGRAMME.eq(programme), BALANCE.MONTH.eq(Months.day(month)))
        .fetchOptional(Ledger::month)
        .orElseGet(() -> new PersonMonth(person, programme, month, 0, 0, 0, 0, 0, 0));
  }

  /** What was set off in a month, for or against that programme; records that were merged into a person count. */
  public List<Payout.SetOff> setOffs(Collection<Long> persons, String programme, YearMonth month) {
    return setOffs.ofMonth(persons, programme, month);
  }

  /** The entries of a person's account behind a month, or behind all of them; the earliest first. */
  public List<Entry> entries(Collection<Long> persons, @Nullable String programme, @Nullable YearMonth month) {
    Condition condition = ENTRY.TOWN.eq(town()).and(ENTRY.PERSON_ID.in(persons));
    if (programme != null) condition = condition.and(ENTRY.PROGRAMME.eq(programme));
    if (month != null) condition = condition.and(ENTRY.MONTH.eq(Months.day(month)));
    return sql.selectFrom(ENTRY).where(condition).orderBy(ENTRY.MONTH, ENTRY.PROGRAMME, ENTRY.ID).limit(PAGE_SIZE_MAX * 4).fetch(Payments::entry);
  }

  private static Entry entry(EntryRecord row) {
    return new Entry(
        row.getId(), row.getPersonId(), row.getProgramme(), Months.of(row.getMonth()), EntryKind.valueOf(row.getKind()), row.getFen(), EntryWhy.valueOf(row.getWhy()), row.getRunId(),
        row.getPayoutId(), row.getOnDay(), row.getAt(), row.getActor(), row.getNote());
  }

  /** All entries of the town, the earliest first, as a ledger takes them over; within the caller's transaction, to be closed. */
  public Stream<Entry> entriesAfter(long id) {
    return sql.selectFrom(ENTRY).where(ENTRY.TOWN.eq(town()), ENTRY.ID.gt(id)).orderBy(ENTRY.ID).fetchSize(1_000).fetchStream().map(Payments::entry);
  }

  Function<Long, String> names(Collection<Long> persons) {
    Map<Long, PersonLine> lines = people.lines(persons);
    return person -> Optional.ofNullable(lines.get(person)).map(PersonLine::name).orElse("#" + person);
  }

  private static <T> Slice<T> slice(List<T> found, int size, Function<T, Long> id) {
    int most = Math.clamp(size, 1, PAGE_SIZE_MAX);
    boolean more = found.size() > most;
    List<T> shown = more ? found.subList(0, most) : found;
    return new Slice<>(shown, more ? id.apply(shown.getLast()) : null);
  }

  private static String town() {
    return TownContext.required().town();
  }
}
