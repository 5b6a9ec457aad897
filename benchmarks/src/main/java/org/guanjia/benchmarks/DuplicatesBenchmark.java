package org.guanjia.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import org.guanjia.Guanjia;
import org.guanjia.requests.matching.DuplicateQuality;
import org.guanjia.requests.matching.Duplicates;
import org.guanjia.requests.matching.SimilarCases;
import org.guanjia.requests.matching.TownFrequencies;
import org.springframework.boot.SpringApplication;

/**
 * Precision and recall of proposed duplicates on a set labelled by construction, beside pg_trgm on the same set, and the time per new
 * request at growing size. The application's services run in this JVM, on its embedded PostgreSQL, as its own role.
 */
final class DuplicatesBenchmark implements Benchmark {

  private static final int MATTERS = 1_500;
  private static final int MATTERS_SMALL = 400;

  @Override
  public Result run(boolean small) throws Exception {
    Path data = Path.of("benchmarks", "target", "work", "duplicates").toAbsolutePath();
    RunningTown.delete(data);
    Files.createDirectories(data);
    try (var application = SpringApplication.run(Guanjia.class, "--server.port=0", "--guanjia.data=" + data, "--logging.level.root=warn", "--spring.main.banner-mode=off");
        var owner = RunningTown.owner(data)) {
      var quality =
          new DuplicateQuality(
              owner, application.getBean(Duplicates.class), application.getBean(SimilarCases.class), application.getBean(TownFrequencies.class));
      double ratio = quality.compared(small ? MATTERS_SMALL : MATTERS);
      quality.timed(10_000, 300);
      if (!small) {
        quality.timed(100_000, 300);
        quality.timed(1_000_000, 300);
      }
      return Result.higherIsBetter(ratio, 1);
    }
  }
}
