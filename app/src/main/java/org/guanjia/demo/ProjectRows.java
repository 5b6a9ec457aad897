package org.guanjia.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.projects.ProjectCode;
import org.guanjia.projects.Source;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the told projects by whole tables, as the application would have written them move by move; in the caller's transaction. */
final class ProjectRows {

  record Criterion(String name, int weight, int pointsMax) {}

  /** The demo's scoring sheet, the same for each year. */
  static final List<Criterion> CRITERIA =
      List.of(new Criterion("群众需求迫切程度", 30, 10), new Criterion("惠及人数", 25, 10), new Criterion("安全与民生影响", 20, 10), new Criterion("实施条件成熟度", 15, 10),
          new Criterion("资金配套", 10, 10));

  private final DSLContext sql;
  private final Connection connection;
  private final JsonMapper json;
  private final String town;
  private final Map<String, String> users;
  private final Function<Story, String> receipts;
  private final PictureShelf pictures;
  private final Map<Tale, Long> ids = new LinkedHashMap<>();
  private final Map<Tale, List<Long>> milestoneIds = new LinkedHashMap<>();

  /**
   * @param users ids by user name
   * @param receipts receipt codes of the requests that are written already
   */
  ProjectRows(
      DSLContext sql, Connection connection, JsonMapper json, String town, Map<String, String> users, Function<Story, String> receipts, PictureShelf pictures) {
    this.sql = sql;
    this.connection = connection;
    this.json = json;
    this.town = town;
    this.users = users;
    this.receipts = receipts;
    this.pictures = pictures;
  }

  void all(List<Tale> tales) throws SQLException {
    List<Long> numbers = blocks(tales.size());
    for (int i = 0; i < tales.size(); i++) ids.put(tales.get(i), numbers.get(i));
    libraries(tales);
    projects(tales);
    origins(tales);
    history(tales);
    audit(tales);
    surveys(tales);
    views(tales);
    scores(tales);
    budgets(tales);
    milestones(tales);
    payments(tales);
    changes(tales);
    photos(tales);
    inspections(tales);
  }

  private void libraries(List<Tale> tales) throws SQLException {
    var last = new TreeMap<Integer, Integer>();
    for (Tale tale : tales) last.merge(tale.year, tale.number, Math::max);
    var rows = new TableRows();
    last.forEach((year, number) -> rows.add(town, year, number));
    insert(rows, "projects.library", "town, year, last_number");
  }

  private void projects(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) {
      var departments = new ArrayList<>(tale.views.stream().map(Tale.View::department).toList());
      rows.add(
          town, id(tale), code(tale), tale.happenings.size(), tale.state(), tale.year, tale.kind, tale.title, tale.village.code(), tale.place, tale.need,
          tale.benefiting, tale.estimateFen, departments, tale.builder, tale.responsible == null ? null : user(tale.responsible),
          tale.budget.isEmpty() ? null : tale.budget.values().stream().mapToLong(Long::longValue).sum(), tale.result, user(tale.happenings.getFirst().actor()),
          tale.happenings.getFirst().at(), tale.decidedAt, tale.startedOn, tale.acceptedAt, tale.closedAt);
    }
    insert(
        rows, "projects.project",
        "town, id, code, version, state, year, kind, title, village, place, need, benefiting, estimate_fen, departments, builder, responsible, approved_fen,"
            + " result, proposed_by, proposed_at, decided_at, started_on, accepted_at, closed_at");
  }

  private void origins(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) {
      if (tale.origin == null) continue;
      Tale.Happening first = tale.happenings.getFirst();
      rows.add(town, id(tale), receipts.apply(tale.origin), user(first.actor()), first.at());
    }
    insert(rows, "projects.origin", "town, project_id, request_code, added_by, added_at");
  }

  private void history(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) {
      for (Tale.Happening one : tale.happenings) {
        rows.add(town, id(tale), one.at(), user(one.actor()), one.move(), one.from(), one.to(), one.reason(), details(one.details()));
      }
    }
    insert(rows, "projects.history", "town, project_id, at, actor, move, from_state, to_state, reason, details");
  }

  private void audit(List<Tale> tales) throws SQLException {
    record Entry(Instant at, Tale tale, Tale.Happening happening) {}
    var rows = new TableRows();
    tales.stream()
        .flatMap(tale -> tale.happenings.stream().map(one -> new Entry(one.at(), tale, one)))
        .sorted(java.util.Comparator.comparing(Entry::at))
        .forEach(
            entry ->
                rows.add(
                    town, entry.at(), user(entry.happening().actor()), "projects." + entry.happening().move().name().toLowerCase(Locale.ROOT), "project",
                    code(entry.tale()), Objects.requireNonNullElse(details(entry.happening().details()), "{}")));
    insert(rows, "platform.audit_entry", "town, at, actor, action, subject_type, subject_id, details");
  }

  private void surveys(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) for (Tale.Survey one : tale.surveys) rows.add(town, id(tale), one.on(), user(one.by()), one.findings(), one.asked(), one.inFavour());
    insert(rows, "projects.survey", "town, project_id, surveyed_on, surveyor, findings, asked, in_favour");
  }

  private void views(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) {
      for (Tale.View one : tale.views) {
        rows.add(
            town, id(tale), one.department(), user(one.askedBy()), one.askedAt(), one.opinion(), one.text(), one.by() == null ? null : user(one.by()), one.at());
      }
    }
    insert(rows, "projects.view", "town, project_id, department, asked_by, asked_at, opinion, text, answered_by, answered_at");
  }

  private void scores(List<Tale> tales) throws SQLException {
    var criteria = new TableRows();
    var byYear = new TreeMap<Integer, List<Long>>();
    for (Tale tale : tales) if (!tale.scores.isEmpty()) byYear.computeIfAbsent(tale.year, year -> identities("projects.criterion", CRITERIA.size()));
    byYear.forEach(
        (year, given) -> {
          for (int i = 0; i < CRITERIA.size(); i++) criteria.add(town, given.get(i), year, CRITERIA.get(i).name(), CRITERIA.get(i).weight(), CRITERIA.get(i).pointsMax(), i);
        });
    insert(criteria, "projects.criterion", "town, id, year, name, weight, points_max, sort");
    var rows = new TableRows();
    for (Tale tale : tales) {
      for (Tale.Score one : tale.scores) {
        List<Long> given = Objects.requireNonNull(byYear.get(tale.year));
        for (int i = 0; i < given.size(); i++) rows.add(town, id(tale), user(one.by()), given.get(i), one.points().get(i), one.at());
      }
    }
    insert(rows, "projects.score", "town, project_id, scorer, criterion_id, points, scored_at");
  }

  private void budgets(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) {
      for (Map.Entry<Source, Long> purse : tale.budget.entrySet()) {
        if (purse.getValue() == 0) continue;
        long paid = tale.payments.stream().filter(payment -> payment.source() == purse.getKey()).mapToLong(Tale.Payment::fen).sum();
        rows.add(town, id(tale), purse.getKey(), purse.getValue(), purse.getValue(), paid);
      }
    }
    insert(rows, "projects.budget", "town, project_id, source, approved_fen, fen, paid_fen");
  }

  private void milestones(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) {
      List<Long> given = identities("projects.milestone", tale.milestones.size());
      milestoneIds.put(tale, given);
      for (int i = 0; i < given.size(); i++) {
        Tale.Milestone one = tale.milestones.get(i);
        rows.add(town, given.get(i), id(tale), i, one.title(), one.plannedOn(), one.doneOn());
      }
    }
    insert(rows, "projects.milestone", "town, id, project_id, sort, title, planned_on, done_on");
  }

  private void payments(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) {
      for (Tale.Payment one : tale.payments) {
        rows.add(town, id(tale), milestone(tale, one.milestone()), one.on(), one.payee(), one.source(), one.fen(), one.note(), user(one.by()), one.at());
      }
    }
    insert(rows, "projects.payment", "town, project_id, milestone_id, paid_on, payee, source, fen, note, recorded_by, recorded_at");
  }

  private void changes(List<Tale> tales) throws SQLException {
    var orders = new TableRows();
    var lines = new TableRows();
    for (Tale tale : tales) {
      List<Long> given = identities("projects.change_order", tale.changes.size());
      for (int i = 0; i < given.size(); i++) {
        Tale.Change one = tale.changes.get(i);
        orders.add(town, given.get(i), id(tale), one.reason(), user(one.by()), one.at());
        lines.add(town, given.get(i), one.source(), one.fen());
      }
    }
    insert(orders, "projects.change_order", "town, id, project_id, reason, proposed_by, proposed_at");
    insert(lines, "projects.change_line", "town, change_id, source, fen");
  }

  private void photos(List<Tale> tales) throws SQLException {
    var files = new TableRows();
    var rows = new TableRows();
    for (Tale tale : tales) {
      for (Tale.Photo one : tale.photos) {
        UUID id = UUID.randomUUID();
        StoredFile file = pictures.get(one);
        files.add(town, id, file.sha256(), file.type(), file.name(), file.size(), file.width(), file.height(), user(one.by()), one.at(), "project:" + code(tale));
        rows.add(town, id, id(tale), milestone(tale, one.milestone()), one.slot(), user(one.by()), one.at());
      }
    }
    insert(files, "platform.file", "town, id, sha256, type, name, size, width, height, uploaded_by, uploaded_at, owner");
    insert(rows, "projects.photo", "town, file_id, project_id, milestone_id, slot, added_by, added_at");
  }

  private void inspections(List<Tale> tales) throws SQLException {
    var rows = new TableRows();
    for (Tale tale : tales) for (Tale.Inspection one : tale.inspections) rows.add(town, id(tale), user(one.by()), one.at(), true, one.text());
    insert(rows, "projects.acceptance", "town, project_id, inspected_by, inspected_at, accepted, text");
  }

  /** Into a temporary table of the same columns, and from there, past every policy and constraint. */
  private void insert(TableRows rows, String table, String columns) throws SQLException {
    String stage = "p_" + table.replace('.', '_');
    rows.insert(
        connection, "create temporary table " + stage + " on commit drop as select " + columns + " from " + table + " with no data",
        "copy " + stage + " from stdin", "insert into " + table + " (" + columns + ")" + overriding(columns) + " select * from " + stage);
  }

  private static String overriding(String columns) {
    return (", " + columns + ",").contains(", id,") ? " overriding system value" : "";
  }

  private long milestone(Tale tale, int place) {
    return Objects.requireNonNull(milestoneIds.get(tale)).get(place);
  }

  private List<Long> blocks(int count) {
    return sql.resultQuery(
            "select first + n from (select nextval('projects.project_id') as first from generate_series(1, ?)) b, generate_series(0, 99) n order by 1 limit ?",
            (count + 99) / 100, count)
        .fetch(0, Long.class);
  }

  private List<Long> identities(String table, int count) {
    return sql.resultQuery("select nextval(pg_get_serial_sequence(?, 'id')) from generate_series(1, ?)", table, count).fetch(0, Long.class);
  }

  private long id(Tale tale) {
    return Objects.requireNonNull(ids.get(tale));
  }

  private static String code(Tale tale) {
    return ProjectCode.of(tale.year, tale.number);
  }

  private String user(String username) {
    return users.getOrDefault(username, username);
  }

  private @Nullable String details(Map<String, ?> details) {
    if (details.isEmpty()) return null;
    var named = new LinkedHashMap<String, Object>();
    details.forEach((key, value) -> named.put(key, value instanceof List<?> all ? all.stream().map(this::named).toList() : value));
    return json.writeValueAsString(named);
  }

  private Object named(Object value) {
    return value instanceof Story story ? receipts.apply(story) : value;
  }
}
