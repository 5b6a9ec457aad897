package org.guanjia.requests.matching;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.guanjia.requests.ReceiptCode;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Puts reports into the real tables by COPY, as the owner, with the words the application itself would keep. */
public final class CrowdedTown {

  static final String TOWN = "441900103";

  private static final int BATCH = 10_000;
  /** Receipt codes follow from the number; these numbers are far above those the application gives. */
  static final long FIRST_ID = 10_000_000_000L;

  private static final String REQUEST_COLUMNS =
      "town, id, code, state, outcome, channel, category, title, words, village, address, latitude, longitude, phone_index, received_at, recorded_by, due_on, closed_at";

  private final Connection owner;
  private long filled;

  public CrowdedTown(Connection owner) {
    this.owner = owner;
  }

  /**
   * Fills the town up to that number of requests, over the four years until now; one in fifty is open. Those closed have been answered.
   *
   * @param size how many there shall be
   */
  public void fillTo(int size) throws SQLException, IOException {
    execute("drop index requests.wording_grams");
    for (int seed = 0; filled < size; seed++) {
      var crowd = Rewording.crowd((int) Math.min(BATCH, size - filled), FIRST_ID + filled, Instant.now(), 100 + filled + seed);
      copy(crowd);
      filled += crowd.size();
    }
    execute("set maintenance_work_mem = '1GB'");
    execute("create index wording_grams on requests.wording using gin (grams) with (fastupdate = on, gin_pending_list_limit = 256)");
    execute("analyze requests.request");
    execute("analyze requests.wording");
    execute("vacuum requests.wording");
    execute("vacuum requests.request");
  }

  /** These very reports, numbered as they are. */
  void put(List<Rewording.Report> reports) throws SQLException, IOException {
    copy(reports);
    filled += reports.size();
    execute("analyze requests.request");
    execute("analyze requests.wording");
  }

  void empty() throws SQLException {
    execute("truncate requests.request, requests.wording cascade");
    filled = 0;
  }

  void execute(String sql) throws SQLException {
    try (var statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private void copy(List<Rewording.Report> reports) throws SQLException, IOException {
    var requests = new StringBuilder();
    var wordings = new StringBuilder();
    for (var report : reports) {
      var m = report.content();
      var open = m.id() % 50 == 0;
      row(requests, TOWN, m.id(), ReceiptCode.of(m.id()), open ? "RECEIVED" : "FED_BACK", open ? null : "ANSWER", "RESIDENT", m.category(), title(m.text()), m.text(),
          village(m.place()), m.address().isEmpty() ? null : m.address(), m.latitude(), m.longitude(), phone(m.phone()), m.at(), "benchmark", due(m), open ? null : m.at().plusSeconds(86_400 * 4));
      row(wordings, TOWN, m.id(), m.at(), array(Wordings.grams(record(m))));
    }
    CopyManager copy = owner.unwrap(PGConnection.class).getCopyAPI();
    copy.copyIn("copy requests.request (" + REQUEST_COLUMNS + ") from stdin", reader(requests));
    copy.copyIn("copy requests.wording (town, request_id, received_at, grams) from stdin", reader(wordings));
  }

  static RequestRecord record(Matter m) {
    var r = new RequestRecord();
    r.setTown(TOWN);
    r.setId(m.id());
    r.setCode(ReceiptCode.of(m.id()));
    r.setTitle(title(m.text()));
    r.setWords(m.text());
    r.setVillage(village(m.place()));
    r.setCategory(m.category());
    r.setAddress(m.address().isEmpty() ? null : m.address());
    r.setLatitude(m.latitude());
    r.setLongitude(m.longitude());
    r.setReceivedAt(m.at());
    return r;
  }

  private static String title(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /** Codes as in the list of villages are not needed here, only that they differ. */
  private static @Nullable String village(@Nullable String name) {
    return name == null ? null : "4419001032" + (10 + Rewording.VILLAGES.indexOf(name));
  }

  private static @Nullable String phone(@Nullable String phone) {
    return phone == null ? null : "\\\\x" + HexFormat.of().formatHex(phone.getBytes(StandardCharsets.UTF_8));
  }

  private static LocalDate due(Matter m) {
    return LocalDate.ofInstant(m.at(), ZoneOffset.UTC).plusDays(5);
  }

  private static String array(int[] grams) {
    var text = new StringBuilder("{");
    for (int gram : grams) text.append(text.length() > 1 ? "," : "").append(gram);
    return text.append('}').toString();
  }

  private static void row(StringBuilder out, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) out.append('\t');
      out.append(values[i] == null ? "\\N" : values[i].toString().replace("\n", " ").replace("\t", " "));
    }
    out.append('\n');
  }

  private static InputStream reader(StringBuilder rows) {
    return new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8));
  }
}
