package org.guanjia.spark;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.Vocabulary;
import org.jspecify.annotations.Nullable;

/** A register of random persons: held as the rules library holds them, and as rows of a table. */
record SomeRegister(List<long[]> persons) {

  static final String TOWN = "441900103";

  static SomeRegister of(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<long[]> persons = new ArrayList<>();
    for (int person = 0; person < size; person++) persons.add(somebody(random));
    return new SomeRegister(persons);
  }

  private static long[] somebody(SplittableRandom random) {
    long[] raw = Vocabulary.PERSON_MONTH.nobody();
    for (Fact fact : Vocabulary.PERSON_MONTH.raw()) {
      if (random.nextInt(6) > 0) raw[fact.place()] = held(fact, random);
    }
    return raw;
  }

  private static long held(Fact fact, SplittableRandom random) {
    return switch (fact.kind()) {
      case BOOLEAN -> random.nextInt(2);
      case TEXT -> random.nextInt(fact.values().size());
      case NUMBER -> random.nextInt(fact.scale() == 0 ? 5 : 300_000);
      case DATE -> fact.mayBeNone() && random.nextInt(4) > 0 ? Facts.NONE
          : LocalDate.of(2026, 12, 31).toEpochDay() - random.nextInt(fact.mayBeNone() ? 400 : 40_000);
    };
  }

  static StructType schema() {
    StructType schema = new StructType().add("town", "string").add("person", "long");
    for (Fact fact : Vocabulary.PERSON_MONTH.raw()) schema = schema.add(fact.code(), type(fact));
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

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int person = 0; person < persons.size(); person++) {
      List<Object> row = new ArrayList<>(List.of(TOWN, (long) person));
      for (Fact fact : Vocabulary.PERSON_MONTH.raw()) row.add(value(fact, persons.get(person)[fact.place()]));
      rows.add(RowFactory.create(row.toArray()));
    }
    return rows;
  }

  private static @Nullable Object value(Fact fact, long held) {
    if (held == Facts.UNKNOWN) return null;
    return switch (fact.kind()) {
      case BOOLEAN -> held == 1;
      case TEXT -> fact.values().get((int) held);
      case NUMBER -> fact.scale() == 0 ? (Object) (short) held : BigDecimal.valueOf(held, fact.scale());
      case DATE -> held == Facts.NONE ? Date.valueOf(FactColumns.NONE_DATE) : Date.valueOf(LocalDate.ofEpochDay(held));
    };
  }
}
