package org.guanjia.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.guanjia.requests.RequestsFixture;

/** A year of requests and projects, each kind of them, put into the class's own database. */
public final class BoardFixture {

  static final int YEAR = 2025;
  static final String NANSHE = "441900103207";

  private BoardFixture() {}

  /** 90 requests of {@value #YEAR}: of three places, two channels and six states, some overdue on the way; and projects of the same year. */
  public static void town() {
    RequestsFixture.departmentsAndCategories();
    RequestsFixture.execute(
        """
        delete from insight.entry; delete from insight.target_history; delete from insight.target; delete from insight.brief; delete from insight.counted;
        delete from insight.request_figure; delete from insight.request_days; delete from insight.tile;
        delete from projects.budget; delete from projects.project; delete from requests.history; delete from requests.wording; delete from requests.request;
        insert into requests.request (town, id, code, state, channel, category, title, words, village, received_at, recorded_by, due_on, closed_at, rating)
        select '441900103', 9000 + i, 'F' || (1000000 + i), state, case i % 2 when 0 then 'GRID' else 'RESIDENT' end, case i % 4 when 0 then 'road.light' when 1 then 'drain' end,
               'light ' || i, 'words', case i % 3 when 0 then '441900103212' when 1 then '441900103207' end, received, 'desk', (received + interval '6 days')::date,
               case when state in ('FED_BACK', 'RATED', 'MERGED', 'WITHDRAWN') then received + (i % 9) * interval '1 day' end, case state when 'RATED' then 1 + i % 5 end
        from (select i, (array['RECEIVED', 'FED_BACK', 'RATED', 'IN_DEPARTMENT', 'MERGED', 'RATED', 'WITHDRAWN'])[1 + i % 7] as state,
                     timestamptz '2025-01-01 08:00+08' + i * interval '4 days' as received from generate_series(0, 89) i) made;
        insert into requests.history (town, request_id, at, actor, move, to_state) select town, id, received_at, 'desk', 'RECEIVE', 'RECEIVED' from requests.request;
        insert into requests.history (town, request_id, at, actor, move, to_state) select town, id, received_at, 'system', 'ESCALATE', state from requests.request where id % 8 = 0;
        insert into projects.library (town, year, last_number) values ('441900103', 2025, 30) on conflict do nothing;
        insert into projects.project (town, id, code, state, year, kind, title, village, need, benefiting, estimate_fen, proposed_by, proposed_at)
        select '441900103', i, 'P2025-' || i, (array['CLOSED', 'ACCEPTED', 'UNDER_WAY', 'PROPOSED'])[1 + i % 4], 2025, (array['WORKS', 'SERVICE', 'WISH'])[1 + i % 3], 'project ' || i,
               case i % 2 when 0 then '441900103212' else '441900103207' end, 'need', 10, 100000, 'desk', timestamptz '2025-02-01 08:00+08'
        from generate_series(1, 24) i;
        insert into projects.budget (town, project_id, source, approved_fen, fen, paid_fen) select town, id, 'TOWN', 100000, 100000, 50000 from projects.project where state <> 'PROPOSED';
        """);
  }

  static Target aTarget(String title, Measure measure, String amount) {
    return new Target(0, 1, YEAR, title, measure, null, new BigDecimal(amount), measure.share() ? "%" : "件", LocalDate.of(YEAR, 12, 31), "访谈", null, true);
  }
}
