package org.guanjia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.matching.PolicyFinder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@TownTest
class SeederTests {

  @Autowired ApplicationContext context;

  @BeforeEach
  void seed() {
    DemoTown.fill(context);
  }

  @Test
  void fillsAnEmptyTownOnceAndKeepsTheApplicationsPromises() throws SQLException {
    long requests = count("select count(*) from requests.request");
    assertThat(requests).isBetween(5_500L, 6_500L);
    for (String broken : BROKEN_PROMISES) assertThat(count(broken)).as(broken).isZero();

    seed();

    assertThat(count("select count(*) from requests.request")).isEqualTo(requests);
    assertThat(count("select count(distinct department) from requests.policy")).isEqualTo(17);
  }

  /** The town's published figures of 2020, and the neighbouring towns' scale for the years since. */
  @Test
  void theLibrariesAreAsLargeAsTheTownSays() throws SQLException {
    assertThat(count("select count(*) from projects.project where year = 2020 and kind <> 'WISH' and state = 'CLOSED'")).isEqualTo(35);
    assertThat(count("select count(*) from projects.project where year = 2020 and kind = 'WISH' and state = 'CLOSED'")).isEqualTo(46);
    assertThat(count("select count(*) from projects.project where year = 2020")).isEqualTo(81);
    assertThat(count("select count(*) from projects.project p where year = 2020 and (title like '%完美塘%' or title like '%一张床%')"
        + " and 2 = (select count(distinct slot) from projects.photo f where f.project_id = p.id and f.slot in ('BEFORE', 'AFTER'))")).isEqualTo(2);
    long thisYear = java.time.Year.now(OfficeHours.ZONE).getValue();
    for (long year = thisYear - 2; year <= thisYear; year++) {
      assertThat(count("select count(*) from projects.project where kind <> 'WISH' and year = " + year)).as("%d", year).isBetween(23L, 34L);
      assertThat(count("select coalesce(sum(fen), 0) / 100 from projects.budget b join projects.project p on p.id = b.project_id where year = " + year)).as("%d", year)
          .isBetween(year == thisYear ? 1_000_000L : 3_900_000L, 9_300_000L);
    }
    assertThat(count("select count(distinct state) from projects.project where year = " + thisYear)).isEqualTo(10);
    assertThat(count("select count(*) from projects.origin")).isBetween(3L, 20L);
  }

  /** Every decision of the last years stands in the minutes of a meeting, and one meeting is to come. */
  @Test
  void theMeetingsAreThoseThatDecidedTheProjects() throws SQLException {
    long thisYear = java.time.Year.now(OfficeHours.ZONE).getValue();
    assertThat(count("select count(*) from meetings.meeting where state = 'APPROVED'")).isGreaterThan(8);
    assertThat(count("select count(*) from meetings.meeting where state = 'CONVENED' and held_on >= current_date")).isEqualTo(1);
    assertThat(count("select count(*) from meetings.item i join meetings.meeting m on m.id = i.meeting_id where m.state = 'CONVENED'")).isBetween(4L, 20L);
    assertThat(count("select count(*) from meetings.item where ruling is not null")).isEqualTo(
        count("select count(*) from projects.history h join projects.project p on p.id = h.project_id where h.move in ('APPROVE', 'DEFER', 'REFUSE') and p.year >= " + (thisYear - 2)));
    assertThat(count("select count(*) from meetings.follow_up where done_at is null")).isBetween(1L, 30L);
    assertThat(count("select count(*) from meetings.mark where settled_at is null")).isEqualTo(3);
  }

  /** The demo answers by the policy of the category, which is not always the nearest: nine in ten is what can be found. */
  @Test
  void thePolicyThatAnsweredIsAmongThoseOfferedAndOthersAreOfferedNone() throws SQLException {
    PolicyFinder finder = context.getBean(PolicyFinder.class);
    Map<String, Long> answered = new HashMap<>();
    Set<String> repairs = new HashSet<>();
    try (var connection = TestDatabase.owner(); var statement = connection.createStatement()) {
      var rows = statement.executeQuery("select r.code, a.policy_id from requests.request r join requests.answer a on a.request_id = r.id where r.outcome = 'POLICY' and a.policy_id is not null");
      while (rows.next()) answered.put(rows.getString(1), rows.getLong(2));
      rows = statement.executeQuery("select code from requests.request where category in ('roads.surface', 'drainage.sewer', 'sanitation.rubbish') order by id limit 300");
      while (rows.next()) repairs.add(rows.getString(1));
    }
    assertThat(answered).hasSizeGreaterThan(300);
    assertThat(repairs).hasSizeGreaterThan(200);
    TownContext.system(DemoTown.TOWN).run(() -> {
      long found = answered.entrySet().stream().filter(one -> finder.forRequest(one.getKey()).stream().anyMatch(match -> match.id() == one.getValue())).count();
      assertThat(found / (double) answered.size()).as("found").isGreaterThan(0.85);
      long offered = repairs.stream().filter(code -> !finder.forRequest(code).isEmpty()).count();
      assertThat(offered / (double) repairs.size()).as("offered for repairs").isLessThan(0.25);
    });
  }

  /** Each counts rows that should not be. */
  private static final List<String> BROKEN_PROMISES =
      List.of(
          "select count(*) from requests.request r where version <>"
              + " (select count(*) from requests.history h where h.town = r.town and h.request_id = r.id)",
          "select count(*) from requests.request r where state <> (select to_state from requests.history h"
              + " where h.town = r.town and h.request_id = r.id order by id desc limit 1)",
          "select count(*) from requests.history h join requests.request r on r.town = h.town and r.id = h.request_id"
              + " where not exists (select from platform.audit_entry a where a.town = h.town and a.subject_id = r.code"
              + " and a.at = h.at and a.action = 'requests.' || lower(h.move))",
          "select count(*) from requests.request r where not exists"
              + " (select from requests.wording w where w.town = r.town and w.request_id = r.id)",
          "select count(*) from requests.request where open <> (closed_at is null)",
          "select count(*) from requests.request where (reporter_phone is null) <> (phone_index is null)",
          "select count(*) from requests.telling t join requests.request r on r.town = t.town and r.id = t.matter_id"
              + " where t.told_at is null and r.state <> 'ANSWERED'",
          "select count(*) from requests.attachment a where not exists"
              + " (select from platform.file f where f.town = a.town and f.id = a.file_id and f.owner is not null)",
          "select count(*) from requests.request r where state = 'IN_DEPARTMENT' and not exists"
              + " (select from requests.handling h where h.town = r.town and h.request_id = r.id and h.lead)",
          "select count(*) from requests.request where state = 'MERGED' and merged_into is null",
          "select count(*) from projects.project p where version <>"
              + " (select count(*) from projects.history h where h.town = p.town and h.project_id = p.id)",
          "select count(*) from projects.project p where state <> (select to_state from projects.history h"
              + " where h.town = p.town and h.project_id = p.id order by id desc limit 1)",
          "select count(*) from projects.project p where approved_fen is distinct from"
              + " (select sum(fen) from projects.budget b where b.town = p.town and b.project_id = p.id)",
          "select count(*) from projects.budget b where paid_fen <> (select coalesce(sum(fen), 0) from projects.payment y"
              + " where y.town = b.town and y.project_id = b.project_id and y.source = b.source)",
          "select count(*) from projects.project where state in ('ACCEPTED', 'CLOSED') and accepted_at is null",
          "select count(*) from projects.acceptance a join projects.project p on p.id = a.project_id where a.inspected_by = p.responsible",
          "select count(*) from projects.photo f where not exists (select from platform.file p where p.id = f.file_id and p.owner is not null)",
          "select count(*) from projects.history where at > now()",
          "select count(*) from meetings.item i join projects.project p on p.code = i.ref where i.kind = 'PROJECT' and i.decided_at <> p.decided_at",
          "select count(*) from meetings.item i join meetings.meeting m on m.id = i.meeting_id where i.decided_at::date < m.held_on - 1",
          "select count(*) from meetings.history where at > now()",
          "select count(*) from meetings.meeting m where state <> (select to_state from meetings.history h where h.meeting_id = m.id order by id desc limit 1)",
          "select count(*) from meetings.year y where last_number <> (select count(*) from meetings.meeting m where m.town = y.town and m.year = y.year)",
          "select count(*) from projects.library l where last_number < (select count(*) from projects.project p"
              + " where p.town = l.town and p.year = l.year)");

  private static long count(String query) throws SQLException {
    try (var owner = TestDatabase.owner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
