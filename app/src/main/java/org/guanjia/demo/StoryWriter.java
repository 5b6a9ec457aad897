package org.guanjia.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.crypto.Phones;
import org.guanjia.platform.files.StoredFile;
import org.guanjia.requests.Channel;
import org.guanjia.requests.ReceiptCode;
import org.guanjia.requests.matching.Wordings;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the told town into the database by whole tables, as the application would have written it request by request:
 * each move has its history row and its audit entry, personal fields are encrypted, the words are indexed.
 */
@Component
@Profile("demo")
class StoryWriter {

  private static final int ID_BLOCK = 100;

  private final DSLContext sql;
  private final PersonalData personal;
  private final Wordings wordings;
  private final JsonMapper json;
  private final Clock clock;
  private final String town;

  StoryWriter(
      DSLContext sql, PersonalData personal, Wordings wordings, JsonMapper json, Clock clock, @Value("${guanjia.town}") String town) {
    this.sql = sql;
    this.personal = personal;
    this.wordings = wordings;
    this.json = json;
    this.clock = clock;
    this.town = town;
  }

  /**
   * In the caller's transaction.
   *
   * @param users ids by user name
   */
  void write(Catalog catalog, Map<String, String> users, Storyteller.Town told, List<Tale> projects, PictureShelf pictures) {
    sql.connection(
        connection -> {
          var writing = new Writing(connection, catalog, users, pictures);
          writing.all(told);
          new ProjectRows(sql, connection, json, town, users, writing::code, pictures).all(projects);
          writing.publicity(told.stories());
          new MeetingRows(sql, town, users, clock.instant()).all();
        });
    wordings.keepMissing();
  }

  private record Entry(Instant at, String actor, String action, String code, Map<String, ?> details) {}

  /** One writing, with the ids it gave. */
  private final class Writing {

    private final Connection connection;
    private final Catalog catalog;
    private final Map<String, String> users;
    private final PictureShelf pictures;
    private final Map<Story, Long> ids = new LinkedHashMap<>();
    private final Map<String, Long> policyIds = new HashMap<>();

    Writing(Connection connection, Catalog catalog, Map<String, String> users, PictureShelf pictures) {
      this.connection = connection;
      this.catalog = catalog;
      this.users = users;
      this.pictures = pictures;
    }

    void all(Storyteller.Town told) throws SQLException {
      List<Story> stories = told.stories();
      departments();
      categories();
      policies();
      List<Long> dropIns = dropIns(told.dropIns());
      List<Long> numbers = requestIds(stories.size());
      for (int i = 0; i < stories.size(); i++) ids.put(stories.get(i), numbers.get(i));
      requests(stories, dropIns);
      history(stories);
      audit(stories);
      attachments(stories);
      handlings(stories);
      questions(stories);
      additions(stories);
      answers(stories);
      ratings(stories);
      merges(stories);
    }

    /** After the projects, of which the finished ones are shown. */
    void publicity(List<Story> stories) throws SQLException {
      Map<Story, String> codes = new LinkedHashMap<>();
      for (Story story : stories) codes.put(story, code(story));
      List<String> words = new ArrayList<>(stories.stream().map(story -> story.opening.village().name()).distinct().toList());
      catalog.departments.forEach(department -> words.add(department.name()));
      words.add("茶山镇");
      new PublicityWriter(connection, town, users, words, clock).write(stories, codes);
    }

    private void departments() throws SQLException {
      var rows = new TableRows();
      for (Catalog.Department department : catalog.departments) rows.add(town, department.code(), department.name());
      rows.insert(
          connection,
          "create temporary table d (town text, code text, name text) on commit drop",
          "copy d from stdin",
          "insert into requests.department (town, code, name) select * from d");
    }

    private void categories() throws SQLException {
      var rows = new TableRows();
      int sort = 0;
      for (Catalog.CategoryRow row : catalog.categories) {
        rows.add(
            town, row.code(), orNull(row.parent()), row.name(), row.nameEn(), orNull(row.department()),
            row.days().isEmpty() ? "5" : row.days(), orNull(row.examples()), sort++);
      }
      rows.insert(
          connection,
          "create temporary table c (town text, code text, parent text, name text, name_en text, department text,"
              + " days smallint, examples text, sort int) on commit drop",
          "copy c from stdin",
          "insert into requests.category (town, code, parent, name, name_en, department, due_within_working_days,"
              + " examples, sort) select * from c");
    }

    private void policies() throws SQLException {
      var rows = new TableRows();
      List<Long> given = identities("requests.policy", catalog.policies.size());
      for (int i = 0; i < catalog.policies.size(); i++) {
        Catalog.Policy policy = catalog.policies.get(i);
        policyIds.put(policy.code(), given.get(i));
        rows.add(
            town, given.get(i), policy.department(), policy.title(), policy.summary(), policy.who(), policy.keywords(),
            policy.document(), policy.how() + "。办理地点：" + policy.where());
      }
      rows.insert(
          connection,
          "create temporary table p (town text, id bigint, department text, title text, summary text, covers text,"
              + " keywords text, document_number text, how_to_apply text) on commit drop",
          "copy p from stdin",
          "insert into requests.policy (town, id, department, title, summary, covers, keywords, document_number,"
              + " how_to_apply) overriding system value select * from p");
    }

    private List<Long> dropIns(List<Story.DropIn> days) throws SQLException {
      var rows = new TableRows();
      List<Long> given = identities("requests.drop_in", days.size());
      for (int i = 0; i < days.size(); i++) {
        Story.DropIn day = days.get(i);
        rows.add(
            town, given.get(i), day.leader(), day.village().code(), day.day(), "09:00",
            day.village().name() + "党群服务中心", orNull(day.note()));
      }
      rows.insert(
          connection,
          "create temporary table v (town text, id bigint, leader text, village text, held_on date, from_time time,"
              + " place text, note text) on commit drop",
          "copy v from stdin",
          "insert into requests.drop_in (town, id, leader, village, held_on, from_time, place, note)"
              + " overriding system value select * from v");
      return given;
    }

    private void requests(List<Story> stories, List<Long> dropIns) throws SQLException {
      var rows = new TableRows();
      for (Story story : stories) rows.add(row(story, dropIns));
      rows.insert(
          connection,
          "create temporary table r (town text, id bigint, code text, version int, state text, outcome text,"
              + " channel text, category text, title text, words text, village text, address text, affected text,"
              + " anonymous boolean, on_behalf_of text, reporter_name bytea, reporter_phone bytea, phone_index bytea,"
              + " external_system text, external_id text, drop_in_id bigint, departments text[], assignee text,"
              + " supervisor text, received_at timestamptz, recorded_by text, due_on date, extended boolean,"
              + " clock_stopped_on date, escalation_level smallint, closed_at timestamptz, merged_into bigint,"
              + " reopened boolean, rating smallint) on commit drop",
          "copy r from stdin",
          "insert into requests.request (town, id, code, version, state, outcome, channel, category, title, words,"
              + " village, address, affected, anonymous, on_behalf_of, reporter_name, reporter_phone, phone_index,"
              + " external_system, external_id, drop_in_id, departments, assignee, supervisor, received_at,"
              + " recorded_by, due_on, extended, clock_stopped_on, escalation_level, closed_at, merged_into,"
              + " reopened, rating) select * from r order by id");
    }

    private @Nullable Object[] row(Story story, List<Long> dropIns) {
      Story.Opening opening = story.opening;
      String phone = opening.phone() == null ? null : Phones.normal(opening.phone());
      boolean system = opening.channel() == Channel.SYSTEM;
      return new @Nullable Object[] {
        town, id(story), code(story), story.happenings.size(), story.state().name(), name(story.outcome),
        opening.channel().name(), opening.category().code(), opening.title(), opening.words(),
        opening.village().code(), opening.address(), opening.affected(), opening.anonymous(), opening.onBehalfOf(),
        personal.encryptOrNull("requests.name", opening.name()), personal.encryptOrNull("requests.phone", phone),
        phone == null ? null : personal.blindIndex("phone", phone), system ? "12345" : null,
        system ? "DEMO-%06d".formatted(opening.number()) : null,
        opening.dropIn() == null ? null : dropIns.get(opening.dropIn().number() - 1), story.departments,
        story.assignee == null ? null : user(story.assignee), story.supervisor == null ? null : user(story.supervisor),
        opening.at(), user(opening.recordedBy()), story.dueOn, story.extended, story.clockStoppedOn,
        story.escalationLevel, story.closedAt, story.mergedInto == null ? null : id(story.mergedInto), story.reopened,
        story.rating
      };
    }

    private void history(List<Story> stories) throws SQLException {
      var rows = new TableRows();
      for (Story story : stories) {
        for (Story.Happening happening : story.happenings) {
          rows.add(
              town, id(story), happening.at(), user(happening.actor()), happening.move().name(),
              name(happening.from()), happening.to().name(), happening.reason(), details(happening.details()));
        }
      }
      rows.insert(
          connection,
          "create temporary table h (town text, request_id bigint, at timestamptz, actor text, move text,"
              + " from_state text, to_state text, reason text, details jsonb) on commit drop",
          "copy h from stdin",
          "insert into requests.history (town, request_id, at, actor, move, from_state, to_state, reason, details)"
              + " select * from h");
    }

    /** The audit log is one stream over all requests, so its entries go in by time. */
    private void audit(List<Story> stories) throws SQLException {
      var rows = new TableRows();
      stories.stream()
          .flatMap(story -> story.happenings.stream().map(happening -> entry(story, happening)))
          .sorted(Comparator.comparing(Entry::at))
          .forEach(
              entry -> {
                String details = details(entry.details());
                rows.add(
                    town, entry.at(), user(entry.actor()), entry.action(), "request", entry.code(),
                    details == null ? "{}" : details);
              });
      rows.insert(
          connection,
          "create temporary table e (town text, at timestamptz, actor text, action text, subject_type text,"
              + " subject_id text, details jsonb) on commit drop",
          "copy e from stdin",
          "insert into platform.audit_entry (town, at, actor, action, subject_type, subject_id, details)"
              + " select * from e");
    }

    private Entry entry(Story story, Story.Happening happening) {
      String action = "requests." + happening.move().name().toLowerCase(Locale.ROOT);
      return new Entry(happening.at(), happening.actor(), action, code(story), happening.details());
    }

    private void attachments(List<Story> stories) throws SQLException {
      var rows = new TableRows();
      for (Story story : stories) {
        for (Story.Picture picture : story.pictures) {
          StoredFile file = pictures.get(picture);
          rows.add(
              town, id(story), UUID.randomUUID(), picture.kind(), picture.at(), user(picture.by()), file.sha256(),
              file.type(), file.name(), file.size(), file.width(), file.height(), "request:" + code(story));
        }
      }
      rows.insert(
          connection,
          "create temporary table a (town text, request_id bigint, file_id uuid, kind text, added_at timestamptz,"
              + " added_by text, sha256 text, type text, name text, size bigint, width int, height int, owner text)"
              + " on commit drop",
          "copy a from stdin",
          "with kept as (insert into platform.file (town, id, sha256, type, name, size, width, height, uploaded_by,"
              + " uploaded_at, owner) select town, file_id, sha256, type, name, size, width, height, added_by,"
              + " added_at, owner from a)"
              + " insert into requests.attachment (town, request_id, file_id, kind, added_at, added_by)"
              + " select town, request_id, file_id, kind, added_at, added_by from a");
    }

    private void handlings(List<Story> stories) throws SQLException {
      var rows = new TableRows();
      for (Story story : stories) {
        for (Story.Handling handling : story.handlings.values()) {
          rows.add(
              town, id(story), handling.department, handling.lead, handling.state,
              handling.officer == null ? null : user(handling.officer), handling.offeredAt, handling.answeredAt,
              handling.reason, handling.result, handling.doneAt);
        }
      }
      rows.insert(
          connection,
          "create temporary table g (town text, request_id bigint, department text, lead boolean, state text,"
              + " officer text, offered_at timestamptz, answered_at timestamptz, reason text, result text,"
              + " done_at timestamptz) on commit drop",
          "copy g from stdin",
          "insert into requests.handling (town, request_id, department, lead, state, officer, offered_at,"
              + " answered_at, reason, result, done_at) select * from g");
    }

    private void questions(List<Story> stories) throws SQLException {
      var rows = new TableRows();
      for (Story story : stories) {
        for (Story.Question question : story.questions) {
          rows.add(
              town, id(story), question.text(), user(question.askedBy()), question.askedAt(), question.answer(),
              question.answeredAt());
        }
      }
      rows.insert(
          connection,
          "create temporary table q (town text, request_id bigint, text text, asked_by text, asked_at timestamptz,"
              + " answer text, answered_at timestamptz) on commit drop",
          "copy q from stdin",
          "insert into requests.question (town, request_id, text, asked_by, asked_at, answer, answered_at)"
              + " select * from q");
    }

    private void additions(List<Story> stories) throws SQLException {
      var rows = new TableRows();
      for (Story story : stories) {
        for (Story.Addition addition : story.additions) {
          rows.add(town, id(story), addition.text(), addition.internal(), user(addition.by()), addition.at());
        }
      }
      rows.insert(
          connection,
          "create temporary table n (town text, request_id bigint, text text, internal boolean, added_by text,"
              + " added_at timestamptz) on commit drop",
          "copy n from stdin",
          "insert into requests.addition (town, request_id, text, internal, added_by, added_at) select * from n");
    }

    private void answers(List<Story> stories) throws SQLException {
      int count = stories.stream().mapToInt(story -> story.answers.size()).sum();
      var given = identities("requests.answer", count).iterator();
      var answers = new TableRows();
      var tellings = new TableRows();
      for (Story story : stories) {
        for (Story.Answer answer : story.answers) {
          long answerId = given.next();
          answers.add(
              town, answerId, id(story), answer.text, answer.policy == null ? null : policyIds.get(answer.policy),
              user(answer.draftedBy), answer.draftedAt, answer.decidedBy == null ? null : user(answer.decidedBy),
              answer.decidedAt, answer.approved, answer.returnReason);
          for (Story.Telling telling : answer.tellings) {
            tellings.add(
                town, answerId, id(telling.reporter()), id(story), telling.way(), telling.at(),
                telling.by() == null ? null : user(telling.by()), telling.note());
          }
        }
      }
      answers.insert(
          connection,
          "create temporary table s (town text, id bigint, request_id bigint, text text, policy_id bigint,"
              + " drafted_by text, drafted_at timestamptz, decided_by text, decided_at timestamptz,"
              + " approved boolean, return_reason text) on commit drop",
          "copy s from stdin",
          "insert into requests.answer (town, id, request_id, text, policy_id, drafted_by, drafted_at, decided_by,"
              + " decided_at, approved, return_reason) overriding system value select * from s");
      tellings.insert(
          connection,
          "create temporary table t (town text, answer_id bigint, request_id bigint, matter_id bigint, way text,"
              + " told_at timestamptz, told_by text, note text) on commit drop",
          "copy t from stdin",
          "insert into requests.telling (town, answer_id, request_id, matter_id, way, told_at, told_by, note)"
              + " select * from t");
    }

    private void ratings(List<Story> stories) throws SQLException {
      var rows = new TableRows();
      for (Story story : stories) {
        for (Story.Rating rating : story.ratings) {
          rows.add(
              town, id(story), rating.score, rating.comment, rating.at,
              rating.reviewedBy == null ? null : user(rating.reviewedBy), rating.reviewedAt, rating.review);
        }
      }
      rows.insert(
          connection,
          "create temporary table i (town text, request_id bigint, score smallint, comment text,"
              + " rated_at timestamptz, reviewed_by text, reviewed_at timestamptz, review text) on commit drop",
          "copy i from stdin",
          "insert into requests.rating (town, request_id, score, comment, rated_at, reviewed_by, reviewed_at,"
              + " review) select * from i");
    }

    private void merges(List<Story> stories) throws SQLException {
      var rows = new TableRows();
      for (Story story : stories) {
        if (story.mergedInto == null || story.mergedFrom == null) continue;
        Story.Happening merged = story.happenings.getLast();
        rows.add(
            town, id(story), id(story.mergedInto), story.mergedFrom.name(), user(merged.actor()), merged.at());
      }
      rows.insert(
          connection,
          "create temporary table m (town text, request_id bigint, into_id bigint, from_state text, merged_by text,"
              + " merged_at timestamptz) on commit drop",
          "copy m from stdin",
          "insert into requests.merge (town, request_id, into_id, from_state, merged_by, merged_at)"
              + " select * from m");
    }

    /** Ids as the application takes them: by blocks from the sequence. */
    private List<Long> requestIds(int count) {
      int blocks = (count + ID_BLOCK - 1) / ID_BLOCK;
      return sql.resultQuery(
              "select first + n from (select nextval('requests.request_id') as first from generate_series(1, ?)) b,"
                  + " generate_series(0, ? - 1) n order by 1 limit ?",
              blocks, ID_BLOCK, count)
          .fetch(0, Long.class);
    }

    private List<Long> identities(String table, int count) {
      return sql.resultQuery(
              "select nextval(pg_get_serial_sequence(?, 'id')) from generate_series(1, ?)", table, count)
          .fetch(0, Long.class);
    }

    private long id(Story story) {
      return Objects.requireNonNull(ids.get(story));
    }

    private String code(Story story) {
      return ReceiptCode.of(id(story));
    }

    /** The id of the user of that name; "resident" and "system" stand for themselves. */
    private String user(String username) {
      return users.getOrDefault(username, username);
    }

    private @Nullable String details(Map<String, ?> details) {
      if (details.isEmpty()) return null;
      var named = new LinkedHashMap<String, Object>();
      details.forEach((key, value) -> named.put(key, named(value)));
      return json.writeValueAsString(named);
    }

    /** A story by its code, people by their ids; departments in a list stand for themselves. */
    private Object named(Object value) {
      return switch (value) {
        case Story story -> code(story);
        case List<?> names -> names.stream().map(name -> user((String) name)).toList();
        default -> value;
      };
    }
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
