package org.guanjia.demo;

import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Writes the joint meetings behind the projects that are written already: each decision of the last two years and this one stands on the
 * agenda of the meeting that made it, what the meetings gave out is done, open or overdue, and one meeting is still to come. In the
 * caller's transaction.
 */
final class MeetingRows {

  /** A meeting's decisions are written down within so many days. */
  private static final int WRITTEN_WITHIN_DAYS = 10;

  /** What came of the last so many decisions is not done yet. */
  private static final int OWED_OF_LAST = 12;

  private static final int MARKED = 3;
  private static final int ITEMS_MAX = 12;
  private static final List<String> DEPARTMENTS = List.of("public-services", "housing", "transport", "urban-management", "water-agriculture");
  private static final List<String> REASONS = List.of("涉及两个部门，职责不清，多次转办没有结果。", "反映人数多，所需资金超出部门年度安排。", "历史遗留问题，村里和部门意见不一致。");

  private final DSLContext sql;
  private final String town;
  private final Map<String, String> users;
  private final Instant now;
  private final Map<Integer, Integer> numbers = new TreeMap<>();
  private final Set<String> owed = new HashSet<>();
  private int turn = 0;

  /** @param users ids by user name */
  MeetingRows(DSLContext sql, String town, Map<String, String> users, Instant now) {
    this.sql = sql;
    this.town = town;
    this.users = users;
    this.now = now;
  }

  private record Decided(String code, String title, String village, String department, String move, @Nullable String reason, @Nullable String details, Instant at) {
    LocalDate day() {
      return OfficeHours.day(at);
    }
  }

  void all() {
    List<Decided> decided = decided();
    decided.stream().skip(Math.max(0, decided.size() - OWED_OF_LAST)).map(Decided::code).forEach(owed::add);
    var sitting = new ArrayList<Decided>();
    for (Decided one : decided) {
      boolean other = !sitting.isEmpty() && (one.day().isAfter(sitting.getFirst().day().plusDays(WRITTEN_WITHIN_DAYS)) || one.day().getYear() != sitting.getFirst().day().getYear());
      if (other || sitting.size() == ITEMS_MAX) past(List.copyOf(sitting));
      if (other || sitting.size() == ITEMS_MAX) sitting.clear();
      sitting.add(one);
    }
    if (!sitting.isEmpty()) past(List.copyOf(sitting));
    coming();
    numbers.forEach((year, number) -> sql.execute("insert into meetings.year (town, year, last_number) values (?, ?, ?)", town, year.shortValue(), number));
  }

  private List<Decided> decided() {
    return sql.fetch(
            "select p.code, p.title, p.village, coalesce(p.departments[1], 'public-services') department, h.move, h.reason, h.details::text details, h.at"
                + " from projects.history h join projects.project p on p.town = h.town and p.id = h.project_id"
                + " where h.town = ? and h.move in ('APPROVE', 'DEFER', 'REFUSE') and p.year >= ? order by h.at, p.id",
            town, OfficeHours.day(now).getYear() - 2)
        .map(
            row ->
                new Decided(
                    text(row, "code"), text(row, "title"), text(row, "village"), text(row, "department"), text(row, "move"), row.get("reason", String.class),
                    row.get("details", String.class), row.get("at", OffsetDateTime.class).toInstant()));
  }

  private void past(List<Decided> sitting) {
    LocalDate day = sitting.getFirst().day();
    Instant last = sitting.getLast().at();
    Instant written = last.plus(Duration.ofHours(20));
    Instant approved = last.plus(Duration.ofHours(45));
    boolean over = approved.isBefore(now);
    long meeting = meeting(day, sitting.size() > 1 ? "镇政府三楼会议室" : "镇公共服务办公室会议室", "HELD", moment(day.minusDays(6), 10));
    history(meeting, "PLAN", null, "PLANNED", moment(day.minusDays(6), 10), "secretary");
    var villages = new LinkedHashSet<String>();
    sitting.forEach(one -> villages.add(one.village()));
    members(meeting, villages, true);
    int sort = 0;
    for (Decided one : sitting) item(meeting, one, sort++);
    history(meeting, "CONVENE", "PLANNED", "CONVENED", moment(day.minusDays(3), 11), "secretary");
    history(meeting, "HOLD", "CONVENED", "HELD", moment(day, 8), "secretary");
    history(meeting, "ATTEND", "HELD", "HELD", moment(day, 8), "secretary");
    for (Decided one : sitting) history(meeting, "DECIDE", "HELD", "HELD", one.at(), "secretary");
    if (!over) return;
    history(meeting, "WRITE", "HELD", "HELD", written, "secretary");
    history(meeting, "APPROVE", "HELD", "APPROVED", approved, "leader");
    sql.execute(
        "update meetings.meeting set state = 'APPROVED', version = version + 6, summary = ?, written_by = ?, written_at = ?, approved_by = ?, approved_at = ? where town = ? and id = ?",
        "会议听取了公共服务办公室关于项目踏勘、部门意见和评分情况的汇报，逐项进行了研究。", user("secretary"), time(written), user("leader"), time(approved), town, meeting);
  }

  private long meeting(LocalDate day, String place, String state, Instant created) {
    return Objects.requireNonNull(
        sql.fetchSingle(
                "insert into meetings.meeting (town, state, year, number, held_on, from_time, place, chair, round, created_by, created_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) returning id",
                town, state, (short) day.getYear(), numbers.merge(day.getYear(), 1, Integer::sum), day, LocalTime.of(8, 30), place, "分管民政工作的镇领导", user("secretary"), time(created))
            .get("id", Long.class));
  }

  private void item(long meeting, Decided one, int sort) {
    String ruling = switch (one.move()) {
      case "APPROVE" -> "APPROVED";
      case "DEFER" -> "DEFERRED";
      default -> "REFUSED";
    };
    String text = one.reason() == null ? "会议同意立项，由牵头部门组织实施，村（社区）做好配合，资金按议定来源落实，年内完成。" : one.reason();
    Long item =
        sql.fetchSingle(
                "insert into meetings.item (town, meeting_id, sort, kind, ref, title, ruling, text, details, decided_by, decided_at)"
                    + " values (?, ?, ?, 'PROJECT', ?, ?, ?, ?, ?::jsonb, ?, ?) returning id",
                town, meeting, (short) sort, one.code(), one.title(), ruling, text, "APPROVED".equals(ruling) ? one.details() : null, user("secretary"), time(one.at()))
            .get("id", Long.class);
    if ("APPROVED".equals(ruling) && turn++ % 3 == 0) followUp(meeting, Objects.requireNonNull(item), one);
  }

  /** Older ones are done; the latest are owed, every second one of them too long. */
  private void followUp(long meeting, long item, Decided one) {
    boolean done = !owed.contains(one.code());
    LocalDate due = !done && turn % 2 == 0 ? OfficeHours.day(now).plusDays(14) : one.day().plusDays(30);
    Instant doneAt = moment(due.minusDays(2), 16);
    sql.execute(
        "insert into meetings.follow_up (town, meeting_id, item_id, text, owner_kind, owner, owner_name, first_due, due_on, created_by, created_at, done_by, done_at, note)"
            + " select town, ?, ?, ?, 'DEPARTMENT', code, name, ?, ?, ?, ?, cast(? as text), cast(? as timestamptz), cast(? as text) from requests.department where town = ? and code = ?",
        meeting, item, "组织“" + one.title() + "”进场实施，向会议报告进度。", due, due, user("secretary"), time(one.at()), done ? user("desk") : null, done ? time(doneAt) : null,
        done ? "已进场实施，进度正常。" : null, town, one.department());
  }

  private void members(long meeting, LinkedHashSet<String> villages, boolean sat) {
    int seat = 0;
    for (String department : DEPARTMENTS) {
      String came = !sat ? null : seat == 3 && turn % 4 == 0 ? "ABSENT" : seat == 2 && turn % 3 == 0 ? "SUBSTITUTE" : "PRESENT";
      sql.execute(
          "insert into meetings.member (town, meeting_id, kind, code, name, attendance, who) select town, ?, 'DEPARTMENT', code, name, cast(? as text), cast(? as text) from requests.department"
              + " where town = ? and code = ?",
          meeting, came, came == null || came.equals("ABSENT") ? null : came.equals("PRESENT") ? "负责人" : "副职", town, department);
      seat++;
    }
    for (String village : villages) {
      sql.execute(
          "insert into meetings.member (town, meeting_id, kind, code, name, attendance, who) select town, ?, 'VILLAGE', code, name_zh, cast(? as text), cast(? as text) from places.village where town = ? and code = ?",
          meeting, sat ? "PRESENT" : null, sat ? "村（社区）书记" : null, town, village);
    }
  }

  /** The meeting to come, convened: what is owed, the projects that lie before it, and some requests that the desk marked. */
  private void coming() {
    LocalDate day = OfficeHours.day(now).plusDays(5);
    while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) day = day.plusDays(1);
    mark();
    long meeting = meeting(day, "镇政府三楼会议室", "CONVENED", now.minus(Duration.ofDays(2)));
    var villages = new LinkedHashSet<String>(sql.fetch("select distinct village from projects.project where town = ? and state = 'BEFORE_MEETING' order by village", town).getValues("village", String.class));
    members(meeting, villages, false);
    int sort = 0;
    String[] sources = {
      "select 'FOLLOW_UP' kind, id::text ref, text title from meetings.follow_up where town = ? and done_at is null order by due_on, id limit 4",
      "select 'PROJECT' kind, code ref, title from projects.project where town = ? and state = 'BEFORE_MEETING' order by id limit 10",
      "select 'REQUEST' kind, r.code ref, r.title from meetings.mark m join requests.request r on r.town = m.town and r.code = m.request_code where m.town = ? order by m.id"
    };
    for (String source : sources) {
      for (Record row : sql.fetch(source, town)) {
        sql.execute(
            "insert into meetings.item (town, meeting_id, sort, kind, ref, title) values (?, ?, ?, ?, ?, ?)",
            town, meeting, (short) sort++, text(row, "kind"), text(row, "ref"), text(row, "title"));
      }
    }
    history(meeting, "PLAN", null, "PLANNED", now.minus(Duration.ofDays(2)), "secretary");
    history(meeting, "ARRANGE", "PLANNED", "PLANNED", now.minus(Duration.ofDays(1)), "secretary");
    history(meeting, "CONVENE", "PLANNED", "CONVENED", now.minus(Duration.ofHours(20)), "secretary");
    sql.execute("update meetings.meeting set version = 3 where town = ? and id = ?", town, meeting);
  }

  private void mark() {
    int reason = 0;
    for (Record row : sql.fetch("select code from requests.request where town = ? and state = 'IN_DEPARTMENT' order by due_on, id limit " + MARKED, town)) {
      sql.execute(
          "insert into meetings.mark (town, request_code, reason, marked_by, marked_at) values (?, ?, ?, ?, ?)",
          town, text(row, "code"), REASONS.get(reason++ % REASONS.size()), user("desk"), time(now.minus(Duration.ofDays(3))));
      audit("meetings.marked", "request", text(row, "code"), now.minus(Duration.ofDays(3)), "desk");
    }
  }

  private void history(long meeting, String move, @Nullable String from, String to, Instant at, String who) {
    Instant when = at.isAfter(now) ? now : at;
    sql.execute(
        "insert into meetings.history (town, meeting_id, at, actor, move, from_state, to_state) values (?, ?, ?, ?, ?, ?, ?)", town, meeting, time(when), user(who), move, from, to);
    int year = numbers.keySet().stream().reduce((one, later) -> later).orElseThrow();
    audit("meetings." + move.toLowerCase(java.util.Locale.ROOT), "meeting", year + "-" + numbers.get(year), when, who);
  }

  private void audit(String action, String type, String id, Instant at, String who) {
    sql.execute(
        "insert into platform.audit_entry (town, at, actor, action, subject_type, subject_id, details) values (?, ?, ?, ?, ?, ?, '{}')", town, time(at), user(who), action, type, id);
  }

  private String user(String name) {
    return Objects.requireNonNull(users.get(name), name);
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static Instant moment(LocalDate day, int hour) {
    return day.atTime(hour, 0).atZone(OfficeHours.ZONE).toInstant();
  }

  /** As the driver leaves its type to PostgreSQL. */
  private static Timestamp time(Instant at) {
    return Timestamp.from(at);
  }
}
