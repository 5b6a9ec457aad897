package org.guanjia.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.Vocabulary;
import org.guanjia.spark.Determine;
import org.jspecify.annotations.Nullable;

/** What {@link SparkBenchmark} starts: writes a register of each size, then determines it by the program that a cluster runs. */
public final class SparkRun {

  static final String RESULT = "RESULT";

  private static final List<Fact> FACTS = Vocabulary.PERSON_MONTH.raw();
  private static final String NEVER = "9999-12-31";

  private SparkRun() {}

  /** A folder, then sizes. One smaller register is determined before, so that no size pays for the start. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.log.level", "ERROR");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.driver.host", "127.0.0.1");
    Path folder = Path.of(arguments[0]);
    for (int warm = 0; warm < 2; warm++) determined(folder, 100_000);
    for (int i = 1; i < arguments.length; i++) {
      long persons = Long.parseLong(arguments[i]);
      double perSecond = determined(folder, persons);
      System.out.printf(Locale.ROOT,
          "%s %d %.1f %,d persons: %,.0f a second, read from and written to Parquet; %.1f s; heap at most %d MiB%n", RESULT, persons, perSecond,
          persons, perSecond, persons / perSecond, peak() >> 20);
    }
  }

  private static double determined(Path folder, long persons) throws Exception {
    String register = folder.resolve("register").toString();
    write(register, persons);
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long began = System.nanoTime();
    Determine.main(new String[] {"--month=" + GeneratedPersons.MONTH, "--register=" + register, "--result=" + folder.resolve("result")});
    return 1e9 * persons / (System.nanoTime() - began);
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static void write(String register, long persons) {
    SparkSession spark = SparkSession.builder().getOrCreate();
    spark.range(0, persons, 1, (int) Math.max(2, persons / 250_000)).map((MapFunction<Long, Row>) SparkRun::row, Encoders.row(schema())).write().mode("overwrite")
        .parquet(register);
    spark.stop();
  }

  private static StructType schema() {
    StructType schema = new StructType().add("town", "string").add("person", "long");
    for (Fact fact : FACTS) schema = schema.add(fact.code(), type(fact));
    return schema;
  }

  private static DataType type(Fact fact) {
    return switch (fact.kind()) {
      case BOOLEAN -> DataTypes.BooleanType;
      case TEXT -> DataTypes.StringType;
      case NUMBER -> fact.scale() == 0 ? DataTypes.ShortType : DataTypes.createDecimalType(12, fact.scale());
      case DATE -> DataTypes.DateType;
    };
  }

  private static Row row(long person) {
    long[] raw = GeneratedPersons.raw(person);
    Object[] row = new Object[FACTS.size() + 2];
    row[0] = "town" + person % 100;
    row[1] = person;
    for (Fact fact : FACTS) row[fact.place() + 2] = value(fact, raw[fact.place()]);
    return RowFactory.create(row);
  }

  private static @Nullable Object value(Fact fact, long held) {
    if (held == Facts.UNKNOWN) return null;
    return switch (fact.kind()) {
      case BOOLEAN -> held == 1;
      case TEXT -> fact.values().get((int) held);
      case NUMBER -> fact.scale() == 0 ? (Object) (short) held : BigDecimal.valueOf(held, fact.scale());
      case DATE -> Date.valueOf(held == Facts.NONE ? LocalDate.parse(NEVER) : LocalDate.ofEpochDay(held));
    };
  }
}
