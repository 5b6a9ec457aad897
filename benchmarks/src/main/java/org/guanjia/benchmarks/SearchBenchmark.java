package org.guanjia.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finding people in a register of a million by name, pinyin initials and the last four of a number, as pages over HTTP, each in turn with the
 * indexed query at the bottom of it: by JDBC, as the application's own role, beneath the same row-level security.
 */
final class SearchBenchmark implements Benchmark {

  private static final double TIMES_BARE_MAX = 5;
  /** The JIT compiler takes part of two cores for the first minute; a town's server runs for weeks. */
  private static final int WARM_UP = 10_000;

  private static final int PAGE = 51;
  private static final int SAMPLES = 2_000;
  private static final String COLUMNS = "select id, name, sex, birth, village, village_group, registered, resident, died_on from people.person where town = ? and root = id and not erased";
  private static final String BY_NAME = COLUMNS + " and name_key >= ? and name_key < ? || chr(1114111) order by name_key, id limit " + PAGE;
  private static final String BY_INITIALS = COLUMNS + " and initials >= ? and initials < ? || chr(1114111) order by initials, id limit " + PAGE;
  private static final String BY_TAIL =
      COLUMNS + " and id = any (array(select person_id from people.lookup where town = '" + RunningTown.TOWN + "' and key = ?)) order by name_key, id limit " + PAGE;

  /** Somebody to be found. */
  private record Sample(String name, String initials, long tail) {}

  private interface Look {
    void at(Sample sample) throws Exception;
  }

  @Override
  public Result run(boolean small) throws Exception {
    int looks = small ? 300 : 3_000;
    double worst = 0;
    try (RegisterTown register = RegisterTown.filled(small ? 20_000 : 1_000_000); Connection bare = RegisterTown.asTheApplication(register.town())) {
      List<Sample> samples = samples(register.town());
      List<String> tails = RegisterTown.tails(small ? 20_000 : 1_000_000);
      Wire wire = register.wire();
      Look[][] searches = {
        {sample -> page(wire, sample.name()), sample -> query(bare, BY_NAME, sample.name(), sample.name())},
        {sample -> page(wire, sample.initials()), sample -> query(bare, BY_INITIALS, sample.initials(), sample.initials())},
        {sample -> page(wire, tails.get((int) (sample.tail() & Integer.MAX_VALUE) % tails.size())), sample -> query(bare, BY_TAIL, sample.tail())}
      };
      String[] names = {"name", "initials", "last four of a number"};
      for (int i = 0; i < searches.length; i++) {
        measured(samples, small ? looks : WARM_UP, searches[i], true);
        Latencies[] both = measured(samples, looks, searches[i], false);
        double ratio = both[0].percentile(0.99) / both[1].percentile(0.99);
        System.out.printf("%s: page %s; bare query %s; p99 %.1f times%n", names[i], both[0], both[1], ratio);
        worst = Math.max(worst, ratio);
      }
    }
    return Result.lowerIsBetter(worst, TIMES_BARE_MAX);
  }

  private static Latencies[] measured(List<Sample> samples, int looks, Look[] both, boolean warmUp) throws Exception {
    var random = new SplittableRandom(warmUp ? 1 : 2);
    Latencies[] measured = {new Latencies(), new Latencies()};
    for (int i = 0; i < looks; i++) {
      Sample sample = samples.get(random.nextInt(samples.size()));
      for (int side = 0; side < 2; side++) {
        long begin = System.nanoTime();
        both[side].at(sample);
        measured[side].add(System.nanoTime() - begin);
      }
    }
    return measured;
  }

  private static List<Sample> samples(RunningTown town) throws Exception {
    List<Sample> samples = new ArrayList<>();
    try (Connection owner = town.owner();
        var statement = owner.createStatement();
        var rows = statement.executeQuery("select name_key, initials, document_tail from people.person where document_tail is not null order by hashint8(id) limit " + SAMPLES)) {
      while (rows.next()) samples.add(new Sample(rows.getString(1), rows.getString(2), rows.getLong(3)));
    }
    return samples;
  }

  private static void page(Wire wire, String words) throws Exception {
    Wire.Answer answer = wire.get("/people?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
    if (answer.status() != 200) throw new IllegalStateException(words + ": " + answer.status());
  }

  private static void query(Connection bare, String query, Object... arguments) throws SQLException {
    RegisterTown.begin(bare);
    try (PreparedStatement statement = bare.prepareStatement(query)) {
      statement.setString(1, RunningTown.TOWN);
      for (int i = 0; i < arguments.length; i++) statement.setObject(i + 2, arguments[i]);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) for (int column = 1; column <= 9; column++) rows.getObject(column);
      }
    }
    bare.commit();
  }
}
