package org.guanjia.requests.matching;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;

/**
 * pg_trgm on the same pairs: every report with every earlier one of 90 days, proposed where the similarity reaches a threshold, and the
 * threshold taken where F1 is best on the very test set, which no real operation could know.
 */
final class TrigramBaseline {

  record Result(String name, double threshold, double precision, double recall, double f1) {}

  private record Variant(String name, String similarity, String condition) {}

  private static final List<Variant> VARIANTS =
      List.of(
          new Variant("pg_trgm similarity, text", "similarity(a.text, b.text)", "true"),
          new Variant("pg_trgm similarity, text and address", "similarity(a.text || ' ' || a.address, b.text || ' ' || b.address)", "true"),
          new Variant("pg_trgm word_similarity, text", "greatest(word_similarity(a.text, b.text), word_similarity(b.text, a.text))", "true"),
          new Variant(
              "pg_trgm similarity, text and address, same or unknown village", "similarity(a.text || ' ' || a.address, b.text || ' ' || b.address)",
              "(a.place = b.place or a.place is null or b.place is null)"),
          new Variant(
              "pg_trgm similarity, text and address, same village, 30 days", "similarity(a.text || ' ' || a.address, b.text || ' ' || b.address)",
              "a.place = b.place and b.at >= a.at - interval '30 days'"),
          new Variant(
              "pg_trgm similarity, text and address, same village and category, 30 days", "similarity(a.text || ' ' || a.address, b.text || ' ' || b.address)",
              "a.place = b.place and a.category = b.category and b.at >= a.at - interval '30 days'"));

  private final Connection connection;

  TrigramBaseline(Connection connection) {
    this.connection = connection;
  }

  List<Result> results(List<Rewording.Report> reports) throws SQLException {
    load(reports);
    var truth = TrainDuplicates.truePairs(reports);
    return VARIANTS.stream().map(variant -> best(variant, truth)).toList();
  }

  private void load(List<Rewording.Report> reports) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("create extension if not exists pg_trgm");
      statement.execute("create temp table report (id bigint primary key, matter bigint, text text, address text, place text, category text, at timestamptz)");
    }
    try (var insert = connection.prepareStatement("insert into report values (?, ?, ?, ?, ?, ?, ?)")) {
      for (var report : reports) {
        var m = report.content();
        insert.setLong(1, m.id());
        insert.setLong(2, report.matter());
        insert.setString(3, m.text());
        insert.setString(4, m.address());
        insert.setString(5, m.place());
        insert.setString(6, m.category());
        insert.setTimestamp(7, Timestamp.from(m.at()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private Result best(Variant variant, long truth) {
    var sql =
        "select width_bucket(%s, 0, 1.0001, 200) step, count(*), count(*) filter (where a.matter = b.matter) from report a join report b on b.id < a.id and b.at >= a.at - interval '90 days' where %s group by 1 order by 1 desc"
            .formatted(variant.similarity(), variant.condition());
    var best = new Result(variant.name(), 1, 0, 0, 0);
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
      long proposed = 0;
      long found = 0;
      while (rows.next()) {
        proposed += rows.getLong(2);
        found += rows.getLong(3);
        var f1 = 2.0 * found / (truth + proposed);
        if (f1 > best.f1()) best = new Result(variant.name(), (rows.getInt(1) - 1) / 200.0, (double) found / proposed, (double) found / truth, f1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return best;
  }
}
