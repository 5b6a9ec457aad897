package org.guanjia.requests;

import static org.guanjia.requests.db.Sequences.REQUEST_ID;
import static org.guanjia.requests.db.Tables.CATEGORY;
import static org.guanjia.requests.db.Tables.DEPARTMENT;
import static org.guanjia.requests.db.Tables.HANDLING;
import static org.guanjia.requests.db.Tables.HISTORY;
import static org.guanjia.requests.db.Tables.REQUEST;
import static org.guanjia.requests.db.Tables.WORDING;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guanjia.places.Places;
import org.guanjia.places.Village;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.calendar.TownCalendar;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.database.BulkInsert;
import org.guanjia.platform.database.Ids;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.guanjia.requests.matching.Wordings;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Requests from elsewhere in the database: many at once, with history, audit and words, like those taken down here. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ImportedRequests {
  private static final int SORT_OF_CREATED = 1000;
  private static final List<Field<?>> REQUEST_COLUMNS = List.of(
      REQUEST.TOWN, REQUEST.ID, REQUEST.CODE, REQUEST.STATE, REQUEST.OUTCOME, REQUEST.CHANNEL, REQUEST.CATEGORY, REQUEST.TITLE, REQUEST.WORDS,
      REQUEST.VILLAGE, REQUEST.ADDRESS, REQUEST.AFFECTED_COUNT, REQUEST.ANONYMOUS, REQUEST.EXTERNAL_SYSTEM, REQUEST.EXTERNAL_ID, REQUEST.DEPARTMENTS,
      REQUEST.RECEIVED_AT, REQUEST.RECORDED_BY, REQUEST.DUE_ON, REQUEST.CLOSED_AT);
  private static final List<Field<?>> HISTORY_COLUMNS =
      List.of(HISTORY.TOWN, HISTORY.REQUEST_ID, HISTORY.AT, HISTORY.ACTOR, HISTORY.MOVE, HISTORY.FROM_STATE, HISTORY.TO_STATE, HISTORY.DETAILS);
  private static final List<Field<?>> HANDLING_COLUMNS = List.of(HANDLING.TOWN, HANDLING.REQUEST_ID, HANDLING.DEPARTMENT, HANDLING.LEAD, HANDLING.STATE,
      HANDLING.OFFERED_AT, HANDLING.ANSWERED_AT, HANDLING.DONE_AT);
  private static final List<Field<?>> WORDING_COLUMNS = List.of(WORDING.TOWN, WORDING.REQUEST_ID, WORDING.RECEIVED_AT, WORDING.GRAMS);

  private final DSLContext sql;
  private final BulkInsert bulk;
  private final Ids ids;
  private final Audit audit;
  private final TownCalendar calendar;
  private final Places places;

  ImportedRequests(DSLContext sql, BulkInsert bulk, Ids ids, Audit audit, TownCalendar calendar, Places places) {
    this.sql = sql;
    this.bulk = bulk;
    this.ids = ids;
    this.audit = audit;
    this.calendar = calendar;
    this.places = places;
  }

  /** A request that has a number already, with the row and import it came from; both 0 when it came in otherwise. */
  record Known(String code, long importId, int row) {}

  /** Which of the numbers are there already. */
  Map<String, Known> known(String system, List<String> externalIds) {
    Field<Long> importId = DSL.coalesce(DSL.jsonbGetAttributeAsText(HISTORY.DETAILS, "import").cast(Long.class), DSL.val(0L));
    Field<Integer> row = DSL.coalesce(DSL.jsonbGetAttributeAsText(HISTORY.DETAILS, "row").cast(Integer.class), DSL.val(0));
    Map<String, Known> known = new HashMap<>();
    sql.select(REQUEST.EXTERNAL_ID, REQUEST.CODE, importId, row)
        .from(REQUEST)
        .leftJoin(HISTORY).on(HISTORY.TOWN.eq(REQUEST.TOWN), HISTORY.REQUEST_ID.eq(REQUEST.ID), HISTORY.MOVE.eq(Move.RECEIVE.name()))
        .where(REQUEST.TOWN.eq(town()), REQUEST.EXTERNAL_SYSTEM.eq(system))
        .and(REQUEST.EXTERNAL_ID.eq(DSL.any(externalIds.toArray(String[]::new))))
        .forEach(found -> known.put(found.value1(), new Known(found.value2(), found.value3(), found.value4())));
    return known;
  }

  Names categories(boolean mayCreate) {
    Names names = new Names(mayCreate);
    sql.selectFrom(CATEGORY).where(CATEGORY.TOWN.eq(town())).orderBy(CATEGORY.SORT, CATEGORY.CODE).forEach(row -> {
      names.add(row.getCode(), row.getCode());
      names.add(row.getCode(), row.getName());
      names.add(row.getCode(), row.getNameEn());
    });
    return names;
  }

  Names departments(boolean mayCreate) {
    Names names = new Names(mayCreate);
    sql.selectFrom(DEPARTMENT).where(DEPARTMENT.TOWN.eq(town())).orderBy(DEPARTMENT.CODE).forEach(row -> {
      names.add(row.getCode(), row.getCode());
      names.add(row.getCode(), row.getName());
    });
    return names;
  }

  void createCategories(Map<String, String> nameByCode) {
    nameByCode.forEach((code, name) -> {
      sql.insertInto(CATEGORY, CATEGORY.TOWN, CATEGORY.CODE, CATEGORY.NAME, CATEGORY.SORT).values(town(), code, name, SORT_OF_CREATED).execute();
      audit.record("category.added", "category", code);
    });
  }

  void createDepartments(Map<String, String> nameByCode) {
    nameByCode.forEach((code, name) -> {
      sql.insertInto(DEPARTMENT, DEPARTMENT.TOWN, DEPARTMENT.CODE, DEPARTMENT.NAME).values(town(), code, name).execute();
      audit.record("department.added", "department", code);
    });
  }

  void createVillages(Map<String, String> nameByCode) {
    if (nameByCode.isEmpty()) return;
    places.add(nameByCode.entrySet().stream()
        .map(each -> new Village(each.getKey(), Village.Kind.VILLAGE, each.getValue(), each.getValue(), List.of(), null, false)).toList());
  }

  /** Writes the requests with everything that belongs to them. */
  void write(long importId, String system, List<ImportedRequest> requests) {
    if (requests.isEmpty()) return;
    String town = town();
    String actor = TownContext.required().actor();
    DueDates due = new DueDates(calendar.of(town), dueDays());
    List<@Nullable Object[]> rows = new ArrayList<>(requests.size());
    List<@Nullable Object[]> histories = new ArrayList<>(requests.size() * 2);
    List<@Nullable Object[]> handlings = new ArrayList<>();
    List<@Nullable Object[]> wordings = new ArrayList<>(requests.size());
    List<String> codes = new ArrayList<>(requests.size());
    for (ImportedRequest request : requests) {
      long id = ids.next(REQUEST_ID);
      RequestRecord row = row(town, id, system, actor, request, due.of(request));
      codes.add(row.getCode());
      rows.add(values(row));
      history(histories, town, id, actor, importId, request);
      if (request.department() != null && request.imported() != ImportedState.WITHDRAWN) handlings.add(handling(town, id, request));
      wordings.add(new @Nullable Object[] {town, id, request.received(), Wordings.grams(row)});
    }
    bulk.insert(REQUEST, REQUEST_COLUMNS, rows);
    bulk.insert(HISTORY, HISTORY_COLUMNS, histories);
    bulk.insert(HANDLING, HANDLING_COLUMNS, handlings);
    bulk.insert(WORDING, WORDING_COLUMNS, wordings);
    audit.recordAll("requests.imported", "request", codes, Map.of("import", importId, "system", system));
  }

  private static RequestRecord row(String town, long id, String system, String actor, ImportedRequest request, LocalDate due) {
    RequestRecord row = new RequestRecord();
    row.setTown(town);
    row.setId(id);
    row.setCode(ReceiptCode.of(id));
    row.setState(request.state().name());
    row.setOutcome(request.department() == null ? null : Outcome.DEPARTMENT.name());
    row.setChannel(request.channel().name());
    row.setCategory(request.category());
    row.setTitle(request.title());
    row.setWords(request.words());
    row.setVillage(request.village());
    row.setAddress(request.address());
    row.setAffectedCount(request.affectedCount() == null ? null : request.affectedCount().intValue());
    row.setAnonymous(true);
    row.setExternalSystem(system);
    row.setExternalId(request.externalId());
    row.setDepartments(request.department() == null ? new String[0] : new String[] {request.department()});
    row.setReceivedAt(request.received());
    row.setRecordedBy(actor);
    row.setDueOn(due);
    row.setClosedAt(request.ended());
    return row;
  }

  private static @Nullable Object[] values(RequestRecord row) {
    @Nullable Object[] values = new @Nullable Object[REQUEST_COLUMNS.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(REQUEST_COLUMNS.get(i));
    }
    return values;
  }

  /** What can be told of its life elsewhere: that it came in, and how it stands. Each row says from which import and row it is known. */
  private static void history(List<@Nullable Object[]> rows, String town, long id, String actor, long importId, ImportedRequest request) {
    JSONB details = JSONB.valueOf("{\"import\":" + importId + ",\"row\":" + request.row() + "}");
    rows.add(new @Nullable Object[] {town, id, request.received(), actor, Move.RECEIVE, null, State.RECEIVED, details});
    Move move = switch (request.state()) {
      case FED_BACK -> Move.FEED_BACK;
      case WITHDRAWN -> Move.WITHDRAW;
      case IN_DEPARTMENT -> Move.HAND_OVER;
      default -> null;
    };
    if (move == null) return;
    Instant at = Objects.requireNonNullElse(request.ended(), request.received());
    rows.add(new @Nullable Object[] {town, id, at, actor, move, State.RECEIVED, request.state(), details});
  }

  private static @Nullable Object[] handling(String town, long id, ImportedRequest request) {
    boolean done = request.ended() != null;
    return new @Nullable Object[] {town, id, request.department(), true, done ? "DONE" : "ACCEPTED", request.received(), request.received(), request.ended()};
  }

  private Map<String, Integer> dueDays() {
    Map<String, Integer> days = new HashMap<>();
    sql.select(CATEGORY.CODE, CATEGORY.DUE_WITHIN_WORKING_DAYS).from(CATEGORY).where(CATEGORY.TOWN.eq(town()))
        .forEach(row -> days.put(row.value1(), row.value2().intValue()));
    return days;
  }

  /** Deadlines counted from the day a request came in: one to be triaged within a day, one in a department by its category. */
  private record DueDates(WorkingDays days, Map<String, Integer> byCategory) {
    LocalDate of(ImportedRequest request) {
      int within = request.state() == State.RECEIVED
          ? Deadlines.TRIAGE_WITHIN_WORKING_DAYS
          : byCategory.getOrDefault(Objects.requireNonNullElse(request.category(), ""), Catalogue.DUE_WITHIN_WORKING_DAYS_DEFAULT);
      return days.addWorkingDays(WorkingDays.dayOf(request.received()), within);
    }
  }

  private static String town() {
    return TownContext.required().town();
  }
}
