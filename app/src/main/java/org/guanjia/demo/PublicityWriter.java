package org.guanjia.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.guanjia.publicity.PersonalDetail;
import org.guanjia.publicity.PrivacyFilter;
import org.guanjia.publicity.Publications;
import org.guanjia.requests.State;
import org.jspecify.annotations.Nullable;

/**
 * What of the told town is public: most of what was told, through the same filter as everything, some of the last weeks still waiting for
 * a look, and nothing of people's hardship. And some leaflets with who was reached by them.
 */
final class PublicityWriter {

  /** Matters of persons; the desk would keep them back one by one. */
  private static final Set<String> PERSONAL = Set.of("hardship", "disability", "children", "elderly", "veterans", "health");

  private static final int WAITING_DAYS = 21;
  private static final int PROJECTS_WAITING = 3;

  private static final String CLOSED =
      """
      select p.code, p.title, p.need, coalesce(p.result, '') as result, p.village, p.kind, p.benefiting, p.proposed_at, p.closed_at, pair.before_file, pair.after_file,
        coalesce((select sum(b.fen) from projects.budget b where b.town = p.town and b.project_id = p.id), p.estimate_fen) as fen,
        row_number() over (order by p.closed_at desc, p.id desc) as latest
      from projects.project p
      left join lateral (
        select
          (select f.file_id from projects.photo f where f.town = m.town and f.milestone_id = m.id and f.slot = 'BEFORE' order by f.added_at limit 1) as before_file,
          (select f.file_id from projects.photo f where f.town = m.town and f.milestone_id = m.id and f.slot = 'AFTER' order by f.added_at desc limit 1) as after_file
        from projects.milestone m
        where m.town = p.town and m.project_id = p.id
          and exists (select from projects.photo f where f.town = m.town and f.milestone_id = m.id and f.slot = 'BEFORE')
          and exists (select from projects.photo f where f.town = m.town and f.milestone_id = m.id and f.slot = 'AFTER')
        order by m.sort desc
        limit 1) pair on true
      where p.town = ? and p.state = 'CLOSED' and p.result is not null
      """;

  private final Connection connection;
  private final String town;
  private final Map<String, String> users;
  private final PrivacyFilter filter;
  private final LocalDate today;

  PublicityWriter(Connection connection, String town, Map<String, String> users, List<String> notNames, Clock clock) {
    this.connection = connection;
    this.town = town;
    this.users = users;
    this.filter = new PrivacyFilter(notNames.stream().flatMap(name -> java.util.stream.Stream.of(name, name.replaceAll("(村|社区)$", ""))).toList());
    this.today = LocalDate.ofInstant(clock.instant(), OfficeHours.ZONE);
  }

  /** @param codes receipt codes of the stories */
  void write(List<Story> stories, Map<Story, String> codes) throws SQLException {
    var rows = new TableRows();
    var words = new TableRows();
    for (Story story : stories) {
      String answer = answer(story);
      Instant closed = story.closedAt;
      if (answer == null || closed == null || PERSONAL.contains(story.opening.category().code().replaceFirst("\\..*", ""))) continue;
      LocalDate done = LocalDate.ofInstant(closed, OfficeHours.ZONE);
      boolean waits = done.isAfter(today.minusDays(WAITING_DAYS));
      if (!waits && story.opening.number() % 3 == 0) continue;
      add(rows, words, story, Objects.requireNonNull(codes.get(story)), answer, closed, done, waits);
    }
    projects(rows, words);
    if (rows.count() == 0) return;
    rows.insert(
        connection,
        "create temporary table pub (town text, kind text, source text, state text, title text, asked text, became text, found int, digest text, category text,"
            + " village text, year smallint, asked_on date, done_on date, proposed_at timestamptz, looked text, published_at timestamptz,"
            + " project_kind text, benefiting int, cost_fen bigint, before_file uuid, after_file uuid) on commit drop",
        "copy pub from stdin",
        "insert into publicity.publication (town, kind, source, state, title, asked, became, found, source_digest, category, village, year, asked_on, done_on,"
            + " proposed_at, looked_at_by, published_at, changed_at, project_kind, benefiting, cost_fen, before_file, after_file) select town, kind, source, state, title, asked, became, found, digest, category, village,"
            + " year, asked_on, done_on, proposed_at, looked, published_at, published_at, project_kind, benefiting, cost_fen, before_file, after_file from pub order by proposed_at");
    words.insert(
        connection,
        "create temporary table pubwords (town text, source text, grams int[]) on commit drop",
        "copy pubwords from stdin",
        "insert into publicity.wording (town, publication_id, grams) select w.town, p.id, w.grams from pubwords w join publicity.publication p"
            + " on p.town = w.town and p.source = w.source where p.state = 'PUBLISHED'");
    try (var statement = connection.createStatement()) {
      for (String each : AFTERWARDS) statement.execute(each.replace(":town", "'" + town + "'").replace(":desk", "'" + users.getOrDefault("desk", "system") + "'"));
    }
  }

  private void add(TableRows rows, TableRows words, Story story, String code, String answer, Instant closed, LocalDate done, boolean waits) {
    String title = filtered(story.opening.title());
    String asked = filtered(story.opening.words());
    String became = filtered(answer);
    int found = filter.find(story.opening.title()).size() + filter.find(story.opening.words()).size() + filter.find(answer).size();
    Instant at = closed.plusSeconds(3_600);
    rows.add(
        town, "REQUEST", code, waits ? "PROPOSED" : "PUBLISHED", title, asked, became, found, Publications.digest(story.opening.title(), story.opening.words(), answer),
        story.opening.category().code(), story.opening.village().code(), done.getYear(), LocalDate.ofInstant(story.opening.at(), OfficeHours.ZONE), done, closed,
        waits ? null : users.get("desk"), waits ? null : at, null, null, null, null, null);
    if (!waits) words.add(town, code, Publications.words(title, asked, became));
  }

  /** The finished projects with the pair of pictures that their own pages show; the latest wait for a look. */
  private void projects(TableRows rows, TableRows words) throws SQLException {
    try (var statement = connection.prepareStatement(CLOSED)) {
      statement.setString(1, town);
      try (var found = statement.executeQuery()) {
        while (found.next()) project(rows, words, found);
      }
    }
  }

  private void project(TableRows rows, TableRows words, ResultSet row) throws SQLException {
    String title = filtered(row.getString("title"));
    String need = filtered(row.getString("need"));
    String result = filtered(row.getString("result"));
    int found = filter.find(row.getString("title")).size() + filter.find(row.getString("need")).size() + filter.find(row.getString("result")).size();
    boolean waits = row.getInt("latest") <= PROJECTS_WAITING;
    Instant closed = row.getTimestamp("closed_at").toInstant();
    LocalDate done = LocalDate.ofInstant(closed, OfficeHours.ZONE);
    rows.add(
        town, "PROJECT", row.getString("code"), waits ? "PROPOSED" : "PUBLISHED", title, need, result, found,
        Publications.digest(row.getString("title"), row.getString("need"), row.getString("result")), null, row.getString("village"), done.getYear(),
        LocalDate.ofInstant(row.getTimestamp("proposed_at").toInstant(), OfficeHours.ZONE), done, closed, waits ? null : users.get("desk"),
        waits ? null : closed.plusSeconds(3_600), row.getString("kind"), row.getInt("benefiting"), row.getLong("fen"), row.getString("before_file"), row.getString("after_file"));
    if (!waits) words.add(town, row.getString("code"), Publications.words(title, need, result));
  }

  private String filtered(String text) {
    List<PersonalDetail> found = filter.find(text);
    return found.isEmpty() ? text : PrivacyFilter.blackOut(text, found);
  }

  private static @Nullable String answer(Story story) {
    boolean told = story.state() == State.FED_BACK || story.state() == State.RATED;
    if (!told) return null;
    return story.answers.stream().filter(answer -> Boolean.TRUE.equals(answer.approved)).reduce((one, later) -> later).map(answer -> answer.text).orElse(null);
  }

  private static final List<String> AFTERWARDS =
      List.of(
          "insert into publicity.history (town, publication_id, at, actor, move, from_state, to_state)"
              + " select town, id, proposed_at, 'system', 'PROPOSE', null, 'PROPOSED' from publicity.publication where town = :town order by id",
          "insert into publicity.history (town, publication_id, at, actor, move, from_state, to_state)"
              + " select town, id, published_at, looked_at_by, 'PUBLISH', 'PROPOSED', 'PUBLISHED' from publicity.publication where town = :town and state = 'PUBLISHED' order by id",
          "update publicity.publication set version = 2 where town = :town and state = 'PUBLISHED'",
          "update publicity.publication p set project = j.code from projects.origin o join projects.project j on j.town = o.town and j.id = o.project_id"
              + " where p.town = :town and o.town = p.town and p.kind = 'REQUEST' and o.request_code = p.source and j.state = 'CLOSED'",
          "insert into platform.audit_entry (town, at, actor, action, subject_type, subject_id, details)"
              + " select h.town, h.at, h.actor, 'publicity.' || lower(h.move), 'publication', h.publication_id::text, jsonb_build_object('source', p.source)"
              + " from publicity.history h join publicity.publication p on p.town = h.town and p.id = h.publication_id where h.town = :town order by h.at",
          "insert into publicity.leaflet (town, policy_id, title, who, what, how, written_by, written_at)"
              + " select town, id, left(title, 100), left(coalesce(covers, '符合条件的本镇居民'), 1000), left(summary, 2000), left(coalesce(how_to_apply, '到村（社区）党群服务中心询问'), 2000),"
              + " :desk, now() from requests.policy where town = :town and active order by id limit 8",
          "insert into publicity.visit (town, leaflet_id, village, day, way, visits)"
              + " select l.town, l.id, v.code, current_date - d, case when (l.id + d) % 3 = 0 then 'LINK' else 'POSTER' end, 1 + abs(hashtext(v.code || l.id || d)) % 9"
              + " from publicity.leaflet l cross join (select code from places.village where town = :town order by code limit 12) v cross join generate_series(2, 40, 6) d"
              + " where l.town = :town and abs(hashtext(l.id || v.code || d)) % 3 = 0",
          "insert into publicity.effort (town, leaflet_id, village, held_on, way, times, people, note, entered_by, entered_at)"
              + " select :town, (select min(id) from publicity.leaflet where town = :town), v.code, current_date - 10 - (abs(hashtext(v.code)) % 60),"
              + " case abs(hashtext(v.code)) % 3 when 0 then 'TALK' when 1 then 'DOOR_VISIT' else 'BROADCAST' end, 1 + abs(hashtext(v.code)) % 4, 20 + abs(hashtext(v.code)) % 80,"
              + " null, :desk, now() from (select code from places.village where town = :town order by code limit 14) v");
}
