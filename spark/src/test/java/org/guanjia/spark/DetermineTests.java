package org.guanjia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.guanjia.rules.Answer;
import org.guanjia.rules.Decision;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Portfolio;
import org.guanjia.rules.Portfolio.Share;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetermineTests {

  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final SomeRegister REGISTER = SomeRegister.of(3_000, 5);

  @TempDir static Path folder;
  private static SparkSession spark;
  private static String parquet;

  @BeforeAll
  static void register() {
    spark = SparkSession.builder().master("local[2]").config("spark.ui.enabled", false).config("spark.sql.shuffle.partitions", 2)
        .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString()).getOrCreate();
    parquet = folder.resolve("register").toString();
    spark.createDataFrame(REGISTER.rows(), SomeRegister.schema()).repartition(3).write().parquet(parquet);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Dataset<Row> run(String... arguments) throws Exception {
    String result = folder.resolve("result" + System.nanoTime()).toString();
    List<String> all = new ArrayList<>(List.of("--month=" + MONTH, "--result=" + result));
    all.addAll(List.of(arguments));
    Determine.run(spark, Options.of(all.toArray(String[]::new), Map.of()));
    return spark.read().parquet(result);
  }

  @Test
  void saysToTheRowWhatTheRulesLibrarySays() throws Exception {
    Portfolio portfolio = RuleSources.shipped(MONTH).rules();
    List<MonthRules> rules = portfolio.programmes();
    List<Row> rows = run("--register=" + parquet, "--reasons").collectAsList();

    assertThat(rows).hasSize(REGISTER.persons().size() * rules.size());
    Map<String, MonthRules> byCode = rules.stream().collect(Collectors.toMap(one -> one.programme().code(), one -> one));
    for (Row row : rows) {
      MonthRules asked = byCode.get(row.<String>getAs("programme"));
      Share share = portfolio.decide(REGISTER.persons().get((int) (long) row.<Long>getAs("person"))).get(asked.programme().code());
      Decision decision = share.alone();
      assertThat(row.<String>getAs("shared_answer")).isEqualTo(share.answer().name());
      assertThat(row.<Long>getAs("shared_fen")).isEqualTo(share.amountFen());
      assertThat(row.<String>getAs("answer")).isEqualTo(decision.answer().name());
      assertThat(row.<Long>getAs("amount_fen")).isEqualTo(decision.amountFen());
      assertThat((int) row.<Short>getAs("row")).isEqualTo(decision.row());
      assertThat((int) row.<Short>getAs("nearest")).isEqualTo(decision.nearest());
      assertThat(row.<Long>getAs("missing")).isEqualTo(decision.missing().stream().mapToLong(fact -> 1L << fact.place()).sum());
      assertThat(row.<Long>getAs("failed")).isEqualTo(decision.failed().stream().mapToLong(condition -> 1L << condition.column()).sum());
      assertThat(row.<String>getAs("rules_hash")).isEqualTo(asked.programme().hash());
    }
    assertThat(rows).extracting(row -> row.<String>getAs("answer")).contains("YES", "NO", "UNKNOWN");
  }

  @Test
  void saysTheSameOfARegisterInADatabase() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      spark.createDataFrame(REGISTER.rows(), SomeRegister.schema()).write().format("jdbc").option("url", url).option("dbtable", "register").save();

      Dataset<Row> fromDatabase = run("--jdbc.url=" + url, "--jdbc.dbtable=register", "--jdbc.partitionColumn=person", "--jdbc.lowerBound=0",
          "--jdbc.upperBound=3000", "--jdbc.numPartitions=4", "--reasons");
      Dataset<Row> fromFiles = run("--register=" + parquet, "--reasons");

      assertThat(fromDatabase.count()).isEqualTo(fromFiles.count());
      assertThat(fromDatabase.exceptAll(fromFiles).count()).isZero();
    }
  }

  @Test
  void writesOnlyTheAnswersAskedForAndNoReasonsUnlessAskedFor() throws Exception {
    Dataset<Row> all = run("--register=" + parquet, "--reasons");
    Dataset<Row> entitled = run("--register=" + parquet, "--answers=YES");

    assertThat(entitled.count()).isEqualTo(all.filter("answer = 'YES'").count()).isPositive();
    assertThat(entitled.filter("answer <> 'YES' or missing is not null or failed is not null or nearest is not null").count()).isZero();
  }

  @Test
  void isUnknownOfAFactTheRegisterHasNoColumnFor() throws Exception {
    String without = folder.resolve("without").toString();
    spark.read().parquet(parquet).drop("birth").write().parquet(without);

    Dataset<Row> answers = run("--register=" + without).filter("programme = 'old-age'");

    assertThat(answers.filter("answer = 'YES'").count()).isZero();
    assertThat(answers.filter("answer = 'UNKNOWN'").count()).isPositive();
  }

  @Test
  void refusesWhatIsNoFactNamingColumnAndValue() {
    Dataset<Row> register = spark.read().parquet(parquet);
    assertThatThrownBy(() -> determine(register.withColumn("sex", functions.lit("X")))).hasStackTraceContaining("column sex says X, not one of [MALE, FEMALE]");
    assertThatThrownBy(() -> determine(register.withColumn("household_income", functions.expr("cast(1.005 as decimal(10,3))"))))
        .hasStackTraceContaining("column household_income says 1.005, not a number with at most 2 decimals");
    assertThatThrownBy(() -> determine(register.withColumn("household_income", functions.lit(1.5))))
        .hasMessageContaining("household_income is double, not a whole number or a decimal");
    assertThatThrownBy(() -> determine(register.withColumn("birth", functions.lit("1940-01-01")))).hasMessageContaining("birth is string, not date");
    assertThatThrownBy(() -> determine(register.drop("person"))).hasMessageContaining("no column person");
  }

  private static void determine(Dataset<Row> register) {
    Determine.determined(register, RuleSources.shipped(MONTH), false, Set.of(Answer.values())).write().format("noop").mode("overwrite").save();
  }

  @Test
  void refusesWrongArgumentsByName() {
    assertThatThrownBy(() -> Options.of(new String[] {"--month=2026-13", "--result=r", "--register=p"}, Map.of())).hasMessageContaining("--month=2026-13");
    assertThatThrownBy(() -> Options.of(new String[] {"--month=2026-11", "--result=r"}, Map.of())).hasMessageContaining("--register or --jdbc.url");
    assertThatThrownBy(() -> Options.of(new String[] {"--month=2026-11", "--register=p"}, Map.of())).hasMessageContaining("--result is missing");
    assertThatThrownBy(() -> Options.of(new String[] {"--moth=2026-11"}, Map.of())).hasMessageContaining("Not an argument: --moth=2026-11");
    assertThatThrownBy(() -> Options.of(new String[] {"--month=2026-11", "--result=r", "--register=p", "--answers=MAYBE"}, Map.of()))
        .hasMessageContaining("--answers=MAYBE");
    assertThat(Options.of(new String[] {"--month=2026-11", "--result=r", "--jdbc.url=u"}, Map.of("GUANJIA_JDBC_USER", "reader")).jdbc())
        .containsEntry("user", "reader");
  }
}
