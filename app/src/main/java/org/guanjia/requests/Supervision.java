package org.guanjia.requests;

import static org.guanjia.requests.db.Tables.HANDLING;
import static org.guanjia.requests.db.Tables.HISTORY;
import static org.guanjia.requests.db.Tables.REQUEST;
import static org.jooq.impl.DSL.count;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.ui.Chart;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.MatterFilter.Standing;
import org.guanjia.requests.MatterFilter.Task;
import org.guanjia.requests.db.tables.records.HistoryRecord;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is overdue, why, who has it and before whom it lies. */
@Service
public class Supervision {

  private static final int BARS_MAX = 20;

  private final DSLContext sql;
  private final Matters matters;
  private final MatterConditions conditions;
  private final MatterRows rows;
  private final Desk desk;
  private final Users users;
  private final JsonMapper json;

  Supervision(DSLContext sql, Matters matters, MatterConditions conditions, MatterRows rows, Desk desk, Users users, JsonMapper json) {
    this.sql = sql;
    this.matters = matters;
    this.conditions = conditions;
    this.rows = rows;
    this.desk = desk;
    this.users = users;
    this.json = json;
  }

  /** The last explanation and the last step up of a matter. */
  private record Told(@Nullable HistoryRecord explained, @Nullable HistoryRecord escalated) {}

  /** A page of the overdue matters; whatever standing the filter has, only overdue ones are shown. */
  @Transactional(readOnly = true)
  public SupervisionView view(Page page, MatterFilter asked, @Nullable String after) {
    MatterFilter filter = asked.standing(Standing.LATE);
    Matters.Lines lines = matters.list(filter, after, Matters.PAGE_SIZE);
    return new SupervisionView(
        filter, supervised(page, lines.lines(), filter), charts(page, filter), chips(page, filter), desk.choices(page), after == null,
        lines.next() == null ? null : "/supervision" + MatterLists.query(filter, lines.next()));
  }

  /** All of the list, for export: a page of it in memory at a time. Needs a transaction until the end. */
  public Stream<Supervised> all(Page page, MatterFilter asked) {
    MatterFilter filter = asked.standing(Standing.LATE);
    return matters.pages(filter).flatMap(lines -> supervised(page, lines, filter).stream());
  }

  private List<Supervised> supervised(Page page, List<MatterLine> lines, MatterFilter filter) {
    String query = MatterLists.query(filter, null);
    List<MatterRow> shown = rows.of(page, lines, query, filter);
    Map<Long, Told> told = told(lines);
    Map<String, String> people = users.names(named(told));
    return shown.stream().map(row -> supervised(row, told.getOrDefault(row.line().id(), new Told(null, null)), people)).toList();
  }

  private Supervised supervised(MatterRow row, Told told, Map<String, String> people) {
    HistoryRecord explained = told.explained();
    List<String> before = laidBefore(told.escalated()).stream().map(id -> people.getOrDefault(id, "")).filter(name -> !name.isEmpty()).toList();
    if (explained == null) return new Supervised(row, null, null, null, before);
    return new Supervised(row, explained.getReason(), people.getOrDefault(explained.getActor(), ""), explained.getAt(), before);
  }

  private Map<Long, Told> told(List<MatterLine> lines) {
    var told = new HashMap<Long, Told>();
    if (lines.isEmpty()) return told;
    sql.selectDistinct(HISTORY.asterisk())
        .on(HISTORY.REQUEST_ID, HISTORY.MOVE)
        .from(HISTORY)
        .where(HISTORY.TOWN.eq(TownContext.required().town()))
        .and(HISTORY.REQUEST_ID.in(lines.stream().map(MatterLine::id).toList()))
        .and(HISTORY.MOVE.in(Move.EXPLAIN.name(), Move.ESCALATE.name()))
        .orderBy(HISTORY.REQUEST_ID, HISTORY.MOVE, HISTORY.ID.desc())
        .fetchInto(HISTORY)
        .forEach(row -> told.merge(row.getRequestId(), told(row), Supervision::both));
    return told;
  }

  private static Told told(HistoryRecord row) {
    return row.getMove().equals(Move.EXPLAIN.name()) ? new Told(row, null) : new Told(null, row);
  }

  private static Told both(Told one, Told other) {
    return new Told(
        one.explained() == null ? other.explained() : one.explained(), one.escalated() == null ? other.escalated() : one.escalated());
  }

  private List<String> named(Map<Long, Told> told) {
    var ids = new HashSet<String>();
    for (Told one : told.values()) {
      if (one.explained() != null) ids.add(one.explained().getActor());
      ids.addAll(laidBefore(one.escalated()));
    }
    return List.copyOf(ids);
  }

  private List<String> laidBefore(@Nullable HistoryRecord escalated) {
    if (escalated == null || escalated.getDetails() == null) return List.of();
    var people = new ArrayList<String>();
    for (JsonNode person : json.readTree(escalated.getDetails().data()).path("to")) people.add(person.asString());
    return people;
  }

  private List<Chart> charts(Page page, MatterFilter filter) {
    return Stream.of(
            chart(page, "desk.supervision.byVillage", byVillage(filter), code -> rows.village(code, page.locale()), filter::at),
            chart(page, "desk.supervision.byDepartment", byDepartment(filter), code -> department(code), filter::of))
        .flatMap(List::stream)
        .toList();
  }

  private List<Record2<String, Integer>> byVillage(MatterFilter filter) {
    return sql.select(REQUEST.VILLAGE, count())
        .from(REQUEST)
        .where(conditions.of(filter))
        .groupBy(REQUEST.VILLAGE)
        .orderBy(count().desc(), REQUEST.VILLAGE)
        .limit(BARS_MAX)
        .fetch();
  }

  /** By the department that leads; those in no department's hands count as the desk's. */
  private List<Record2<String, Integer>> byDepartment(MatterFilter filter) {
    Field<String> lead = HANDLING.DEPARTMENT;
    return sql.select(lead, count())
        .from(REQUEST)
        .leftJoin(HANDLING)
        .on(HANDLING.TOWN.eq(REQUEST.TOWN))
        .and(HANDLING.REQUEST_ID.eq(REQUEST.ID))
        .and(HANDLING.LEAD)
        .and(HANDLING.STATE.in("OFFERED", "ACCEPTED"))
        .where(conditions.of(filter))
        .groupBy(lead)
        .orderBy(count().desc(), lead)
        .limit(BARS_MAX)
        .fetch();
  }

  private static List<Chart> chart(
      Page page, String title, List<Record2<String, Integer>> counted, Function<String, String> name, Function<String, MatterFilter> narrowed) {
    List<Record2<String, Integer>> named = counted.stream().filter(row -> row.value1() != null).toList();
    if (named.isEmpty()) return List.of();
    return List.of(
        Chart.of(
                page.t(title), named.stream().map(row -> name.apply(row.value1())).toList(), page.t("desk.supervision.overdue"),
                named.stream().map(row -> row.value2().longValue()).toList())
            .linked(named.stream().map(row -> "/supervision" + MatterLists.query(narrowed.apply(row.value1()), null)).toList()));
  }

  private String department(String code) {
    return rows.departments().stream().filter(choice -> choice.value().equals(code)).map(Choice::label).findFirst().orElse(code);
  }

  private List<Chip> chips(Page page, MatterFilter filter) {
    var tasks = new ArrayList<@Nullable Task>();
    tasks.add(null);
    tasks.add(Task.ESCALATED);
    tasks.add(Task.UNEXPLAINED);
    List<Integer> counts = matters.counts(tasks.stream().map(filter::waitingFor).toList(), Desk.COUNTED_MAX);
    var chips = new ArrayList<Chip>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      chips.add(
          new Chip(
              page.t("desk.supervision." + (task == null ? "all" : task.name())), "/supervision" + MatterLists.query(filter.waitingFor(task), null),
              Desk.counted(page, counts.get(i)), Objects.equals(task, filter.task())));
    }
    return chips;
  }
}
