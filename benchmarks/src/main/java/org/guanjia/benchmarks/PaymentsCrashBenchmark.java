package org.guanjia.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * kill -9 of the program while a month's run is proposed, approved, written for the bank and answered; started again, the same is asked for once more. In the
 * end everybody who was to be paid is paid once, and every entry is accounted for.
 */
final class PaymentsCrashBenchmark implements Benchmark {

  private static final String[] OPTIONS = {RunningTown.DEMO, "--guanjia.demo.people=3000"};
  private static final long FILLED_SECONDS_MAX = 600;
  private static final String PROGRAMME = "old-age";

  /** What must not be found, by what it would mean. */
  private static final Map<String, String> WRONG = Map.of(
      "months ordered or paid twice",
      "select count(*) from (select from payments.line where state in ('ORDERED', 'PAID') group by person_id, programme, month having count(*) > 1) twice",
      "months held beyond the entitlement", "select count(*) from payments.balance where month >= %s and settled_fen > entitled_fen",
      "months that were due and have no line", "select count(*) from payments.due d where run_id = %d and answer = 'YES' and entitled_fen > settled_fen"
          + " and not exists (select from payments.line l where l.run_id = d.run_id and l.person_id = d.person_id and l.programme = d.programme and l.month = d.month)",
      "payments without an outcome", "select count(*) from payments.payout where run_id = %d and state not in ('PAID', 'FAILED', 'TAKEN_OUT')",
      "payments whose entries are not their amount", "select count(*) from payments.payout p where run_id = %d and state = 'PAID' and gross_fen - withheld_fen"
          + " <> (select coalesce(sum(fen), 0) from payments.entry e where e.payout_id = p.id and kind = 'PAID')",
      "balances that are not the sum of their entries", "select count(*) from payments.balance b where entitled_fen + paid_fen + on_way_fen + withheld_fen + recovered_fen + written_off_fen"
          + " <> (select sum(fen) from payments.entry e where e.town = b.town and e.person_id = b.person_id and e.programme = b.programme and e.month = b.month)",
      "deeds without history or audit", "select count(*) from payments.history h where not exists (select from platform.audit_entry a where a.town = h.town"
          + " and a.action like 'payments%%' and a.subject_id = h.subject_id::text)");

  private final SplittableRandom random = new SplittableRandom(20_261_126);
  private final YearMonth month = YearMonth.now(ZoneId.of("Asia/Shanghai"));
  private String password = "";
  private int kills;

  /** What is asked of the running program; whether it was done is seen in the database. */
  private interface Deed {
    Wire.Answer ask(RunningTown town) throws IOException, SQLException;
  }

  private record Found(long run, String state) {}

  @Override
  public Result run(boolean small) throws Exception {
    RunningTown town = RunningTown.fresh("crash-payments", OPTIONS);
    try {
      waitUntilFilled(town);
      password = Files.readString(town.data().resolve("demo-password")).strip();
      for (int round = small ? 1 : 4; round > 0; round--) {
        ask(town, "benefits", "/" + latest(town).run() + "/cancellation", "{\"reason\":\"重算\"}");
        town = killed(town, "proposed", this::propose, "CANCELLED");
        submit(town);
        town = killed(town, "approved", this::approve, "SUBMITTED");
      }
      town = killed(town, "written", this::write, "APPROVED");
      town = killed(town, "answered", this::answer, "FILED");
      Wire.Answer again = answer(town);
      if (again.status() != 200) throw new IllegalStateException(again.text());
      return Result.higherIsBetter(wrong(town) == 0 ? 1 : 0, 1.00);
    } finally {
      town.close();
    }
  }

  /** Killed somewhere while it is at it, begun again, asked once more unless it was done. */
  private RunningTown killed(RunningTown town, String what, Deed deed, String before) throws Exception {
    int held = 0;
    RunningTown now = town;
    for (int millis = 100 + random.nextInt(150); latest(now).state().equals(before) && held < 6; millis = millis * 2, held++) {
      RunningTown running = now;
      Thread asking = Thread.ofVirtual().start(() -> {
        try {
          deed.ask(running);
        } catch (IOException | SQLException died) {
          // What was under way is looked for in the database.
        }
      });
      Thread.sleep(millis);
      now.killApplication();
      asking.join();
      now = RunningTown.again(now, OPTIONS);
      kills++;
      System.out.printf("killed %d ms after it was to be %s: run %s%n", millis, what, latest(now));
    }
    if (latest(now).state().equals(before)) {
      Wire.Answer done = deed.ask(now);
      if (done.status() >= 300) throw new IllegalStateException(done.text());
    }
    return now;
  }

  private Wire.Answer propose(RunningTown town) throws IOException {
    return ask(town, "benefits", "", "{\"month\":\"" + month + "\",\"since\":\"" + month.minusMonths(1) + "\",\"programmes\":[\"" + PROGRAMME + "\"]}");
  }

  /** What is held is left out. */
  private void submit(RunningTown town) throws IOException, SQLException {
    long run = latest(town).run();
    for (long payout : numbers(town, "select distinct payout_id from payments.hold where run_id = " + run + " and released is null")) {
      ask(town, "benefits", "/" + run + "/payouts/" + payout + "/removal", "{\"reason\":\"待核实\"}");
    }
    ask(town, "benefits", "/" + run + "/submission", "{}");
    if (!latest(town).state().equals("SUBMITTED")) throw new IllegalStateException("not submitted: " + latest(town));
  }

  private Wire.Answer approve(RunningTown town) throws IOException, SQLException {
    return ask(town, "approver", "/" + latest(town).run() + "/approval", "{}");
  }

  private Wire.Answer write(RunningTown town) throws IOException, SQLException {
    return ask(town, "benefits", "/" + latest(town).run() + "/files", "{\"layout\":" + layout(town, "PAYMENT") + "}");
  }

  private Wire.Answer answer(RunningTown town) throws IOException, SQLException {
    long run = latest(town).run();
    var rows = new StringBuilder("流水号,账号,金额,处理结果,失败原因\n");
    try (Connection owner = town.owner();
        var statement = owner.createStatement();
        var found = statement.executeQuery("select id, account_tail, (gross_fen - withheld_fen) / 100.0 from payments.payout where run_id = " + run + " and file_id is not null order by id")) {
      while (found.next()) rows.append("%d,****%s,%.2f,成功,\n".formatted(found.getLong(1), found.getString(2), found.getDouble(3)));
    }
    String boundary = "payments-" + UUID.randomUUID();
    String body = "--%s\r\nContent-Disposition: form-data; name=\"layout\"\r\n\r\n%d\r\n--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"answer.csv\"\r\nContent-Type: text/csv\r\n\r\n%s\r\n--%s--\r\n"
        .formatted(boundary, layout(town, "RETURN"), boundary, rows, boundary);
    try (Staff clerk = Staff.logIn(town.port(), "benefits", password); Wire wire = clerk.wire(town.port())) {
      var headers = new HashMap<>(clerk.headers(UUID.randomUUID().toString()));
      headers.put("Content-Type", "multipart/form-data; boundary=" + boundary);
      return wire.send("POST", "/api/v1/payment-runs/" + run + "/bank-returns", headers, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Wire.Answer ask(RunningTown town, String user, String path, String body) throws IOException {
    try (Staff staff = Staff.logIn(town.port(), user, password); Wire wire = staff.wire(town.port())) {
      return wire.post("/api/v1/payment-runs" + path, "application/json", body, staff.headers(UUID.randomUUID().toString()));
    }
  }

  private Found latest(RunningTown town) throws SQLException, IOException {
    try (Connection owner = town.owner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery("select id, state from payments.run where month = '" + month.atDay(1) + "' order by proposed_at desc, id desc limit 1")) {
      return rows.next() ? new Found(rows.getLong(1), rows.getString(2)) : new Found(0, "");
    }
  }

  private static long layout(RunningTown town, String kind) throws SQLException, IOException {
    return numbers(town, "select max(id) from payments.layout where kind = '" + kind + "'").getFirst();
  }

  private static List<Long> numbers(RunningTown town, String query) throws SQLException, IOException {
    var numbers = new ArrayList<Long>();
    try (Connection owner = town.owner(); var statement = owner.createStatement(); var rows = statement.executeQuery(query)) {
      while (rows.next()) numbers.add(rows.getLong(1));
    }
    return numbers;
  }

  private void waitUntilFilled(RunningTown town) throws Exception {
    for (int second = 0; second < FILLED_SECONDS_MAX; second++) {
      if (latest(town).state().equals("PROPOSED")) return;
      Thread.sleep(1_000);
    }
    throw new IllegalStateException("the demo's payments were not filled");
  }

  private long wrong(RunningTown town) throws SQLException, IOException {
    Found last = latest(town);
    long wrong = last.state().equals("RETURNED") ? 0 : 1;
    for (Map.Entry<String, String> each : WRONG.entrySet()) {
      String query = each.getValue().contains("%s") ? each.getValue().formatted("'" + month.atDay(1) + "'") : each.getValue().formatted(last.run());
      long found = numbers(town, query).getFirst();
      if (found > 0) System.out.printf("%s: %d%n", each.getKey(), found);
      wrong += found;
    }
    long paid = numbers(town, "select count(*) from payments.payout where run_id = " + last.run() + " and state = 'PAID'").getFirst();
    System.out.printf("killed %d times: %d payments of %s paid once, %d things wrong%n", kills, paid, month, wrong);
    return paid == 0 ? 1 : wrong;
  }
}
