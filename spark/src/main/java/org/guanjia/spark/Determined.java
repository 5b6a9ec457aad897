package org.guanjia.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.guanjia.rules.Answer;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.Outcomes;
import org.guanjia.rules.Population;
import org.guanjia.rules.Portfolio;
import org.guanjia.rules.Vocabulary;

/** The answers for the persons of one partition, worked out {@value #BATCH} persons at a time, so that memory does not grow with the partition. */
final class Determined implements Iterator<Row> {

  /** As {@link #named}, but with places for the texts that many rows share: Spark need not encode them for each. */
  static final StructType PLACED = new StructType().add("town", "string", false).add("person", "long", false).add("programme", "int", false)
      .add("answer", "int", false).add("amount_fen", "long", false).add("shared_answer", "int", false).add("shared_fen", "long", false)
      .add("row", "short", false).add("nearest", "short").add("missing", "long").add("failed", "long");

  private static final int BATCH = 2_048;
  private static final int KEYS = 2;

  private final Iterator<Row> register;
  private final Portfolio portfolio;
  private final List<MonthRules> rules;
  private final boolean reasons;
  private final Set<Answer> wanted;
  private final Population people = Population.unknown(Vocabulary.PERSON_MONTH, BATCH);
  private final String[] towns = new String[BATCH];
  private final long[] persons = new long[BATCH];
  private final List<Outcomes> alone;
  private final List<Outcomes> shared;
  private int size;
  private int person;
  private int programme = -1;

  Determined(Iterator<Row> register, Portfolio portfolio, boolean reasons, Set<Answer> wanted) {
    this.register = register;
    this.portfolio = portfolio;
    this.rules = portfolio.programmes();
    this.reasons = reasons;
    this.wanted = wanted;
    this.alone = rules.stream().map(one -> new Outcomes(BATCH)).toList();
    this.shared = rules.stream().map(one -> new Outcomes(BATCH)).toList();
    forward();
  }

  @Override
  public boolean hasNext() {
    return person < size;
  }

  @Override
  public Row next() {
    if (!hasNext()) throw new NoSuchElementException();
    Row row = row();
    forward();
    return row;
  }

  /** To the next answer that is wanted. */
  private void forward() {
    do {
      if (++programme == rules.size()) {
        programme = 0;
        person++;
      }
      if (person >= size && !read()) return;
    } while (!wanted.contains(alone.get(programme).answerOf(person)));
  }

  private boolean read() {
    person = 0;
    programme = 0;
    for (size = 0; size < BATCH && register.hasNext(); size++) {
      Row row = register.next();
      towns[size] = row.getString(0);
      persons[size] = row.getLong(1);
      for (int place = 0; place < people.columns().length; place++) people.columns()[place][size] = row.getLong(place + KEYS);
    }
    decide();
    return size > 0;
  }

  private void decide() {
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).decide(people, 0, size, alone.get(i), reasons);
      System.arraycopy(alone.get(i).answer(), 0, shared.get(i).answer(), 0, size);
      System.arraycopy(alone.get(i).amountFen(), 0, shared.get(i).amountFen(), 0, size);
    }
    portfolio.settle(shared, 0, size);
  }

  private Row row() {
    Outcomes out = alone.get(programme);
    Outcomes beside = shared.get(programme);
    return RowFactory.create(towns[person], persons[person], programme, (int) out.answer()[person], out.amountFen()[person], (int) beside.answer()[person],
        beside.amountFen()[person], out.row()[person], reasons ? out.nearest()[person] : null, reasons ? out.missing()[person] : null,
        reasons ? out.failed()[person] : null);
  }

  /**
   * One row for each person and programme. {@code answer}, {@code amount_fen}: what the programme says by itself; {@code shared_answer}, {@code shared_fen}:
   * what remains of it beside the others, after exclusions and caps. {@code row}, {@code nearest}: rows of the programme's table from 0, -1 for none;
   * {@code missing}: a bit for each raw fact by its place in the vocabulary; {@code failed}: a bit for each column of the nearest row. The last three are null
   * without reasons.
   */
  static Dataset<Row> named(Dataset<Row> placed, List<MonthRules> rules) {
    return placed.select(col("town"), col("person"), named("programme", rules.stream().map(one -> one.programme().code())),
        lit(rules.getFirst().month().toString()).as("month"), named("answer", answers()), col("amount_fen"), named("shared_answer", answers()), col("shared_fen"),
        col("row"), col("nearest"), col("missing"), col("failed"), named("programme", rules.stream().map(one -> one.programme().hash())).as("rules_hash"));
  }

  private static Stream<String> answers() {
    return Arrays.stream(Answer.values()).map(Answer::name);
  }

  private static Column named(String place, Stream<String> names) {
    return get(array(names.map(functions::lit).toArray(Column[]::new)), col(place)).as(place);
  }
}
