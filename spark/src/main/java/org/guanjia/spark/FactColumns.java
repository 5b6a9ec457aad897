package org.guanjia.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.Vocabulary;

/** A register's columns as facts: null is unknown, a column that is not there is unknown of everybody, and what cannot be a fact ends the run by name. */
final class FactColumns {

  /** In a date that may be "none": it is known that there is none. */
  static final String NONE_DATE = "9999-12-31";

  private static final Vocabulary VOCABULARY = Vocabulary.PERSON_MONTH;
  private static final Set<DataType> WHOLE = Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private FactColumns() {}

  /**
   * The register as town, person and one {@code long} for each raw fact, in the vocabulary's order.
   *
   * @throws IllegalArgumentException when {@code town} or {@code person} is missing or a column is not of its fact's type
   */
  static Dataset<Row> held(Dataset<Row> register) {
    StructType schema = register.schema();
    List<Column> columns = new ArrayList<>(List.of(key(schema, "town", Set.of(DataTypes.StringType)), key(schema, "person", WHOLE)));
    VOCABULARY.raw().forEach(fact -> columns.add(held(fact, schema).as(fact.code())));
    return register.select(columns.toArray(Column[]::new));
  }

  /** The facts the register has no column for. */
  static List<String> absent(StructType schema) {
    return VOCABULARY.raw().stream().map(Fact::code).filter(code -> !has(schema, code)).toList();
  }

  private static boolean has(StructType schema, String name) {
    return Arrays.asList(schema.fieldNames()).contains(name);
  }

  private static Column key(StructType schema, String name, Set<DataType> types) {
    if (!has(schema, name)) throw new IllegalArgumentException("The register has no column " + name);
    DataType type = schema.apply(name).dataType();
    if (!types.contains(type)) throw wrongType(name, type, types.contains(DataTypes.StringType) ? "string" : "a whole number");
    return name.equals("person") ? col(name).cast(DataTypes.LongType) : col(name);
  }

  private static Column held(Fact fact, StructType schema) {
    if (!has(schema, fact.code())) return lit(Facts.UNKNOWN);
    DataType type = schema.apply(fact.code()).dataType();
    Column column = col("`" + fact.code() + "`");
    return coalesce(
        switch (fact.kind()) {
          case BOOLEAN -> only(type, DataTypes.BooleanType, fact, column).cast(DataTypes.IntegerType).cast(DataTypes.LongType);
          case DATE -> day(fact, only(type, DataTypes.DateType, fact, column));
          case NUMBER -> number(fact, type, column);
          case TEXT -> place(fact, only(type, DataTypes.StringType, fact, column));
        },
        lit(Facts.UNKNOWN));
  }

  private static Column only(DataType type, DataType wanted, Fact fact, Column column) {
    if (!type.equals(wanted)) throw wrongType(fact.code(), type, wanted.simpleString());
    return column;
  }

  private static IllegalArgumentException wrongType(String name, DataType type, String wanted) {
    return new IllegalArgumentException("The register's column " + name + " is " + type.simpleString() + ", not " + wanted);
  }

  private static Column day(Fact fact, Column column) {
    Column day = unix_date(column).cast(DataTypes.LongType);
    return fact.mayBeNone() ? when(column.equalTo(lit(Date.valueOf(NONE_DATE))), lit(Facts.NONE)).otherwise(day) : day;
  }

  /** Whole numbers and decimals only: a floating-point amount is no exact amount. */
  private static Column number(Fact fact, DataType type, Column column) {
    if (!WHOLE.contains(type) && !(type instanceof DecimalType)) throw wrongType(fact.code(), type, "a whole number or a decimal");
    DecimalType exact = DataTypes.createDecimalType(18, fact.scale());
    Column held = column.cast(exact).multiply(lit(BigDecimal.TEN.pow(fact.scale()))).cast(DataTypes.LongType);
    return when(column.isNull(), lit(Facts.UNKNOWN)).when(column.cast(exact).equalTo(column), held).otherwise(refused(fact, column));
  }

  private static Column place(Fact fact, Column column) {
    Column values = array(fact.values().stream().map(org.apache.spark.sql.functions::lit).toArray(Column[]::new));
    Column place = array_position(values, column);
    return when(column.isNull(), lit(Facts.UNKNOWN)).when(place.gt(0), place.minus(1)).otherwise(refused(fact, column));
  }

  private static Column refused(Fact fact, Column column) {
    String wanted = fact.values().isEmpty() ? "a number with at most " + fact.scale() + " decimals" : "one of " + fact.values();
    return raise_error(concat(lit("The register's column " + fact.code() + " says "), column.cast(DataTypes.StringType), lit(", not " + wanted)))
        .cast(DataTypes.LongType);
  }
}
