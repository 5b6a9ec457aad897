package org.guanjia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.guanjia.TestDatabase;
import org.guanjia.TownTest;
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
          "select count(*) from requests.request where state = 'MERGED' and merged_into is null");

  private static long count(String query) throws SQLException {
    try (var owner = TestDatabase.owner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
