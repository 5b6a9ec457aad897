package org.guanjia.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A spreadsheet through the ordinary door, and the columns of what came of it. */
final class ImportDoor {

  private static final Pattern FIELD = Pattern.compile("\"(id|state|taken|refused|skipped)\":\"?([A-Z0-9]+)");
  private static final int LOOK_AGAIN_MILLIS = 20;

  private ImportDoor() {}

  /**
   * Uploads a file of CSV, runs its import and waits until it is done.
   *
   * @param query which target, name and source
   * @param headers that go with each call that changes something
   * @return what the import says of itself in the end
   * @throws IllegalStateException when it ends otherwise
   */
  static Map<String, String> through(Wire wire, String query, Map<String, String> headers, byte[] file) throws IOException, InterruptedException {
    var ofText = new HashMap<>(headers);
    ofText.put("Content-Type", "text/csv");
    Wire.Answer uploaded = wire.send("POST", "/api/v1/imports?" + query, ofText, file);
    if (uploaded.status() != 201) throw new IllegalStateException(uploaded.text());
    String address = "/api/v1/imports/" + fields(uploaded).get("id");
    Wire.Answer started = wire.post(address + "/run", "application/json", "", headers);
    if (started.status() != 202) throw new IllegalStateException(started.text());
    while (true) {
      Wire.Answer state = wire.get(address);
      Map<String, String> fields = fields(state);
      if ("DONE".equals(fields.get("state"))) return fields;
      if (!"RUNNING".equals(fields.get("state"))) throw new IllegalStateException(state.text());
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  /** The last of each name: what columns are mapped to comes before. */
  private static Map<String, String> fields(Wire.Answer answer) {
    var fields = new LinkedHashMap<String, String>();
    Matcher field = FIELD.matcher(answer.text());
    while (field.find()) fields.put(field.group(1), field.group(2));
    return fields;
  }

  /** The columns of a table that COPY can fill. */
  static String columns(Connection owner, String table) throws SQLException {
    var columns = new ArrayList<String>();
    try (var statement = owner.prepareStatement("select attname from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped"
        + " and attgenerated = '' and attidentity = '' order by attnum")) {
      statement.setString(1, table);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) columns.add('"' + rows.getString(1) + '"');
      }
    }
    return String.join(", ", columns);
  }
}
