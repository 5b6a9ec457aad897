package org.guanjia.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.aLight;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.guanjia.TownTest;
import org.guanjia.platform.database.TownContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Lists and single matters as staff read them. */
@TownTest
class MattersTests {

  @Autowired Intake intake;
  @Autowired Triage triage;
  @Autowired Handling handling;
  @Autowired FollowUp followUp;
  @Autowired Merging merging;
  @Autowired Reveals reveals;
  @Autowired Matters matters;

  @BeforeEach
  void town() {
    RequestsFixture.departmentsAndCategories();
  }

  @Test
  void pagesByKeysetWithoutGapsOrRepeats() {
    for (int i = 0; i < 7; i++) received(null);
    for (MatterFilter filter : List.of(MatterFilter.OPEN, MatterFilter.OPEN.standing(MatterFilter.Standing.ALL))) {
      var seen = new ArrayList<String>();
      String after = null;
      do {
        String from = after;
        Matters.Lines page = as("desk", () -> matters.list(filter, from, 3));
        page.lines().forEach(line -> seen.add(line.code()));
        after = page.next();
      } while (after != null);
      assertThat(seen).hasSizeGreaterThanOrEqualTo(7).hasSameSizeAs(new HashSet<>(seen));
    }
  }

  @Test
  void aCursorThatIsNoneBeginsAnew() {
    received(null);
    for (String after : List.of("x", "2026-02-30_1", "'; drop table", "_", "2026-01-01_99999999999999999999")) {
      assertThat(as("desk", () -> matters.list(MatterFilter.OPEN, after, 3)).lines()).isNotEmpty();
    }
  }

  @Test
  void showsAMatterWholeAndMasked() {
    String code = received("13800000005");
    String other = received(null);
    doAs("desk", () -> merging.merge(other, null, code));
    doAs("desk", () -> triage.handOver(code, null, null, "roads", List.of("water"), "请尽快"));
    doAs("officer", () -> handling.refuse(code, null, "water", "不属本部门"));
    doAs("resident", () -> followUp.add(code, "就在小卖部门口", List.of(), false));
    Matter matter = as("desk", () -> matters.find(code));
    assertThat(matter.reporterPhone()).isEqualTo("138****0005");
    assertThat(matter.reporterName()).startsWith("示").endsWith("*").doesNotContain("居民");
    assertThat(matter.merged()).singleElement().satisfies(linked -> assertThat(linked.code()).isEqualTo(other));
    assertThat(matter.lead()).hasValueSatisfying(hands -> assertThat(hands.department()).isEqualTo("roads"));
    assertThat(matter.handsOf("water")).hasValueSatisfying(hands -> assertThat(hands.reason()).isEqualTo("不属本部门"));
    assertThat(matter.history()).extracting(Matter.Event::move).startsWith(Move.RECEIVE).contains(Move.HAND_OVER, Move.REFUSE);
    assertThat(matter.additions()).hasSize(1);
    assertThat(as("desk", () -> matters.find(other)).mergedInto()).satisfies(into -> assertThat(into.code()).isEqualTo(code));
  }

  @Test
  void anOfficerSeesTheMattersOfTheDepartmentAlone() {
    String ours = received(null);
    String theirs = received(null);
    doAs("desk", () -> triage.handOver(ours, null, null, "roads", List.of(), null));
    var officer = new TownContext(RequestsFixture.TOWN, "officer", null, "roads");
    assertThat(officer.call(() -> matters.list(MatterFilter.OPEN, null, 100)).lines()).extracting(MatterLine::code).contains(ours).doesNotContain(theirs);
    assertThatThrownBy(() -> officer.run(() -> matters.find(theirs))).isInstanceOf(NoSuchRequest.class);
    assertThatThrownBy(() -> officer.run(() -> reveals.reveal(theirs, Reveals.Purpose.ASK))).isInstanceOf(NoSuchRequest.class);
  }

  @Test
  void aRevealIsKeptInTheLog() {
    String code = received("13800000006");
    assertThat(as("desk", () -> reveals.reveal(code, Reveals.Purpose.TELL)).phone()).isEqualTo("13800000006");
    assertThat(reveals(code)).isEqualTo(1);
  }

  private static int reveals(String code) {
    try (var connection = org.guanjia.TestDatabase.owner();
        var rows = connection.createStatement().executeQuery(
            "select count(*) from platform.audit_entry where action = 'requests.reveal' and subject_id = '" + code + "' and details->>'purpose' = 'TELL'")) {
      rows.next();
      return rows.getInt(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String received(String phone) {
    return as("resident", () -> intake.receive(aLight(phone))).code();
  }
}
