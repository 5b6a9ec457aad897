package org.guanjia.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.guanjia.rules.Answer;
import org.guanjia.rules.MonthRules;

/**
 * {@code spark-submit --class org.guanjia.spark.Determine}: determines every person of a register for a month and writes the answers as Parquet. Where it runs,
 * and on how many machines, is Spark's own setting ({@code --master}).
 */
public final class Determine {

  private Determine() {}

  /** Ends with 64 and the usage for a wrong argument. */
  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.of(arguments, System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(64);
      return;
    }
    SparkSession spark = SparkSession.builder().appName("guanjia " + options.month()).getOrCreate();
    try {
      run(spark, options);
    } finally {
      spark.stop();
    }
  }

  /** Writes the answers, then prints how many there are and what they cost, by programme. */
  static void run(SparkSession spark, Options options) throws IOException {
    Dataset<Row> register = register(spark, options);
    List<String> absent = FactColumns.absent(register.schema());
    if (!absent.isEmpty()) System.out.println("Unknown of everybody, because the register has no such column: " + absent);
    determined(register, options.rules(), options.reasons(), options.answers()).write().mode("overwrite").parquet(options.result());
    spark.read().parquet(options.result()).groupBy("programme", "answer")
        .agg(count(lit(1)).as("persons"), sum(col("amount_fen")).as("fen"), sum(col("shared_fen")).as("shared_fen"))
        .orderBy("programme", "answer").show(1_000, false);
  }

  private static Dataset<Row> register(SparkSession spark, Options options) {
    return options.register() == null ? spark.read().format("jdbc").options(options.jdbc()).load() : spark.read().parquet(options.register());
  }

  /**
   * The rows of {@link Determined#named} for each person and programme whose answer is wanted.
   *
   * @throws IllegalArgumentException when the register lacks its keys or a column is not of its fact's type, or when a programme cannot be read
   */
  static Dataset<Row> determined(Dataset<Row> register, RuleSources sources, boolean reasons, Set<Answer> answers) {
    List<MonthRules> rules = sources.rules().programmes();
    EnumSet<Answer> wanted = EnumSet.copyOf(answers);
    MapPartitionsFunction<Row, Row> determine = rows -> new Determined(rows, sources.rules(), reasons, wanted);
    return Determined.named(FactColumns.held(register).mapPartitions(determine, Encoders.row(Determined.PLACED)), rules);
  }
}
