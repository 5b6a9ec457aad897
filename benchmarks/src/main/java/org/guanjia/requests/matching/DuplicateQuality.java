package org.guanjia.requests.matching;

import static org.guanjia.requests.db.Tables.REQUEST;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.guanjia.platform.database.TownContext;
import org.guanjia.requests.ReceiptCode;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * How good the proposals are, and how fast. Good: on the labelled test set, end to end, that is what {@link Duplicates} proposes to the
 * desk from the database, at most five, with the trained threshold; beside pg_trgm over all pairs at the threshold that suits it best.
 */
public final class DuplicateQuality {

  private final CrowdedTown town;
  private final Connection owner;
  private final Duplicates duplicates;
  private final SimilarCases similarCases;
  private final TownFrequencies frequencies;

  public DuplicateQuality(Connection owner, Duplicates duplicates, SimilarCases similarCases, TownFrequencies frequencies) {
    this.town = new CrowdedTown(owner);
    this.owner = owner;
    this.duplicates = duplicates;
    this.similarCases = similarCases;
    this.frequencies = frequencies;
  }

  /**
   * Prints precision and recall of both.
   *
   * @return our F1 divided by the best one that any use of pg_trgm reaches
   */
  public double compared(int matters) throws Exception {
    var reports = Rewording.reports(false, matters, 2);
    System.out.printf("%d reports of %d matters, %d true pairs within 90 days%n", reports.size(), Rewording.byMatter(reports).size(), TrainDuplicates.truePairs(reports));
    var ours = ours(reports);
    System.out.printf(Locale.ROOT, "%-86s %9s %9s %9s%n", "", "precision", "recall", "F1");
    print("Guanjia, proposals to the desk", ours);
    var best = 0.0;
    for (var result : new TrigramBaseline(owner).results(reports)) {
      print(result.name() + " at " + result.threshold(), new double[] {result.precision(), result.recall(), result.f1()});
      best = Math.max(best, result.f1());
    }
    return ours[2] / best;
  }

  private static void print(String name, double[] figures) {
    System.out.printf(Locale.ROOT, "%-86s %9.3f %9.3f %9.3f%n", name, figures[0], figures[1], figures[2]);
  }

  private double[] ours(List<Rewording.Report> reports) throws Exception {
    town.empty();
    town.put(reports);
    frequencies.forget();
    var proposed = proposedPairs(reports);
    var found = 0;
    for (var pair : proposed) if (reports.get((int) (pair[0] - 1)).matter() == reports.get((int) (pair[1] - 1)).matter()) found++;
    var truth = TrainDuplicates.truePairs(reports);
    return new double[] {(double) found / proposed.size(), (double) found / truth, 2.0 * found / (truth + proposed.size())};
  }

  /** Pairs of numbers, later one first; a pair proposed from either side counts once. */
  private List<long[]> proposedPairs(List<Rewording.Report> reports) {
    Set<String> seen = new HashSet<>();
    var pairs = new ArrayList<long[]>();
    for (var report : reports) {
      for (var proposal : proposals(report.content().id())) {
        // Only what had come in before: as the desk sees it when the report arrives.
        if (proposal.id() < report.content().id() && seen.add(report.content().id() + "-" + proposal.id())) pairs.add(new long[] {report.content().id(), proposal.id()});
      }
    }
    return pairs;
  }

  private List<Duplicates.Proposal> proposals(long id) {
    return TownContext.system(CrowdedTown.TOWN).call(() -> duplicates.proposals(ReceiptCode.of(id)));
  }

  /** Time per new request among so many. */
  public void timed(int size, int samples) throws Exception {
    var begin = System.nanoTime();
    if (size <= 10_000) town.empty();
    town.fillTo(size);
    frequencies.forget();
    System.out.printf("%,d requests (filled in %d s, words on disk %s)%n", size, (System.nanoTime() - begin) / 1_000_000_000, indexSize());
    var recent = ids(size, samples);
    for (long id : recent.subList(0, Math.min(100, recent.size()))) {
      proposals(id);
      similar(id);
    }
    time("  duplicates proposed for a new request", recent, this::proposals);
    var asked = recent.stream().map(id -> asked(Wordings.matter(read(id)))).toList();
    for (var one : asked.subList(0, Math.min(100, asked.size()))) bareCandidates(one);
    time("  bare candidate query", asked, this::bareCandidates);
    time("  similar past cases", recent, this::similar);
  }

  private Object similar(long id) {
    return TownContext.system(CrowdedTown.TOWN).call(() -> similarCases.of(ReceiptCode.of(id)));
  }

  private RequestRecord read(long id) {
    return DSL.using(owner, SQLDialect.POSTGRES).fetchSingle(REQUEST, REQUEST.TOWN.eq(CrowdedTown.TOWN), REQUEST.ID.eq(id));
  }

  private static List<Long> ids(int size, int samples) {
    var ids = new ArrayList<Long>();
    for (int i = 0; i < samples; i++) ids.add(CrowdedTown.FIRST_ID + size - 1 - i);
    return ids;
  }

  /** The engine's own question to the index, asked by the owner: no row-level security, no application around it. */
  private Object bareCandidates(Asked asked) {
    var sql =
        """
        select w.request_id, w.grams from requests.wording w
        where w.town = ? and w.grams && ? and w.grams && ? and w.received_at between ? and ?
        order by w.received_at desc, w.request_id desc limit ?
        """;
    try (var statement = owner.prepareStatement(sql)) {
      statement.setString(1, CrowdedTown.TOWN);
      statement.setArray(2, owner.createArrayOf("int", Wordings.boxed(asked.contexts())));
      statement.setArray(3, owner.createArrayOf("int", Wordings.boxed(asked.grams())));
      statement.setTimestamp(4, Timestamp.from(asked.from()));
      statement.setTimestamp(5, Timestamp.from(asked.until()));
      statement.setInt(6, Candidates.FOUND_MAX);
      try (var rows = statement.executeQuery()) {
        var read = 0;
        while (rows.next()) read++;
        return read;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Asked(int[] contexts, int[] grams, Instant from, Instant until) {}

  private Asked asked(Matter matter) {
    var known = TownContext.system(CrowdedTown.TOWN).call(frequencies::current);
    var reading = Reading.of(matter.text(), matter.address());
    var from = matter.at().minus(TrainDuplicates.WINDOW);
    return new Asked(
        Contexts.near(CrowdedTown.TOWN, matter, reading, from, matter.at()), Candidates.rarest(Candidates.gramsOf(matter, reading), known, Duplicates.among(matter, known, from, matter.at())), from, matter.at());
  }

  private static <T> void time(String name, List<T> ids, Function<T, Object> work) {
    var nanos = new long[ids.size()];
    for (int i = 0; i < nanos.length; i++) {
      var before = System.nanoTime();
      work.apply(ids.get(i));
      nanos[i] = System.nanoTime() - before;
    }
    Arrays.sort(nanos);
    System.out.printf(Locale.ROOT, "%-46s p50 %7.1f ms, p99 %7.1f ms%n", name, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }

  private String indexSize() throws SQLException {
    try (var statement = owner.createStatement();
        var rows = statement.executeQuery("select pg_size_pretty(pg_table_size('requests.wording')) || ' + index ' || pg_size_pretty(pg_relation_size('requests.wording_grams'))")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
