package org.guanjia.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.guanjia.publicity.PersonalDetail;
import org.guanjia.publicity.PrivacyFilter;
import org.guanjia.publicity.PrivacySamples;
import org.guanjia.publicity.PrivacySamples.Sample;

/**
 * The privacy filter on generated labelled texts: recall (a detail counts when every character of it is blacked out), precision (a find
 * counts when it touches a detail), what is missed, and the speed beside one pass of a plain expression for runs of digits over the same
 * texts, which is the least that any filter must do.
 */
final class PrivacyBenchmark implements Benchmark {

  private static final double RECALL_MIN = 0.99;
  private static final double PRECISION_MIN = 0.9;
  private static final List<String> FILES = List.of("tuned.txt", "held-out.txt", "unseen.txt", "final.txt", "blind.txt", "sixth.txt", "never-learnt.txt", "independent-a.txt", "independent-c.txt", "independent-b.txt", "independent-d.txt", "independent-e.txt");
  private static final List<String> TOWN =
      List.of(
          "茶山镇", "茶山", "茶山圩", "茶溪", "上元", "下朗", "横江", "卢边", "寒溪水", "增埗", "南社", "塘角", "京山", "博头", "冲美", "粟边", "刘黄", "孙屋", "超朗");

  private static final class Score {
    private int details;
    private int covered;
    private int found;
    private int right;
    private final Map<PersonalDetail.Kind, int[]> kinds = new TreeMap<>();

    void add(Sample sample, List<PersonalDetail> finds) {
      for (PersonalDetail detail : sample.details()) {
        boolean whole = true;
        for (int i = detail.start(); i < detail.end(); i++) whole &= covers(finds, i);
        int[] kind = kinds.computeIfAbsent(detail.kind(), any -> new int[2]);
        details++;
        kind[0]++;
        if (!whole) continue;
        covered++;
        kind[1]++;
      }
      for (PersonalDetail find : finds) {
        found++;
        if (sample.details().stream().anyMatch(detail -> detail.start() < find.end() && find.start() < detail.end())) right++;
      }
    }

    private static boolean covers(List<PersonalDetail> finds, int at) {
      return finds.stream().anyMatch(find -> find.start() <= at && at < find.end());
    }

    double recall() {
      return (double) covered / details;
    }

    double precision() {
      return (double) right / Math.max(1, found);
    }
  }

  @Override
  public Result run(boolean small) {
    int each = small ? 1_000 : 10_000;
    var filter = new PrivacyFilter(TOWN);
    var samples = new PrivacySamples(20_261_125);
    System.out.printf("share of Chinese names with a character that the filter's lists do not know: %.2f%n", samples.unknownNames(10_000));
    var all = new Score();
    List<Sample> texts = new ArrayList<>();
    for (String file : FILES) {
      List<Sample> made = samples.personal(file, each);
      var score = new Score();
      for (Sample sample : made) {
        List<PersonalDetail> finds = filter.find(sample.text());
        score.add(sample, finds);
        all.add(sample, finds);
      }
      System.out.printf("%s: %,d texts, %,d details: recall %.4f, precision %.4f%n", file, made.size(), score.details, score.recall(), score.precision());
      texts.addAll(made);
    }
    for (Sample sample : PrivacySamples.plain()) {
      for (int i = 0; i < each / 50; i++) all.add(sample, filter.find(sample.text()));
    }
    all.kinds.forEach((kind, counts) -> System.out.printf("  %s: %,d of %,d (%.4f)%n", kind, counts[1], counts[0], (double) counts[1] / counts[0]));
    speed(filter, texts);
    System.out.printf("recall %.4f (at least %.2f), precision %.4f (at least %.1f)%n", all.recall(), RECALL_MIN, all.precision(), PRECISION_MIN);
    return Result.higherIsBetter(all.precision() < PRECISION_MIN ? 0 : all.recall(), RECALL_MIN);
  }

  private static void speed(PrivacyFilter filter, List<Sample> texts) {
    var digits = Pattern.compile("[0-9０-９]{2,}|[A-Za-z0-9]+@[a-z.]+");
    long characters = texts.stream().mapToLong(sample -> sample.text().length()).sum();
    double bare = seconds(() -> texts.forEach(sample -> digits.matcher(sample.text()).results().count()));
    double whole = seconds(() -> texts.forEach(sample -> filter.find(sample.text())));
    System.out.printf(
        "%,.0f characters a second, %.3f ms a text; one pass of a plain expression %,.0f characters a second (%.0f times)%n", characters / whole,
        1000 * whole / texts.size(), characters / bare, whole / bare);
  }

  private static double seconds(Runnable work) {
    work.run();
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }
}
