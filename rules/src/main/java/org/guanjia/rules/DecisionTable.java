package org.guanjia.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision table, its cells read. */
record DecisionTable(HitPolicy hitPolicy, @Nullable Aggregation aggregation, List<Input> inputs, List<Output> outputs, List<Row> rows) {

  /** DMN 1.5, 8.2.8. */
  enum HitPolicy {
    UNIQUE, ANY, PRIORITY, FIRST, RULE_ORDER, OUTPUT_ORDER, COLLECT;

    boolean single() {
      return this == UNIQUE || this == ANY || this == PRIORITY || this == FIRST;
    }
  }

  /** Of COLLECT. */
  enum Aggregation {
    SUM, COUNT, MIN, MAX
  }

  /** {@code allowed} are unary tests. */
  record Input(String text, String label, Expr expression, @Nullable String type, @Nullable Expr allowed) {
  }

  /** {@code name} is empty where there is one output only; {@code allowed} in order of priority. */
  record Output(String name, String label, @Nullable String type, @Nullable Expr allowed, @Nullable Expr otherwise) {
  }

  record Row(List<Expr> tests, List<String> testTexts, List<Expr> outputs, List<String> outputTexts, String annotation) {
  }

  /** Whether the order of the output values decides. */
  boolean ordered() {
    return hitPolicy == HitPolicy.PRIORITY || hitPolicy == HitPolicy.OUTPUT_ORDER;
  }

  boolean hasDefault() {
    return outputs.stream().anyMatch(output -> output.otherwise() != null);
  }

  List<Expr> expressions() {
    List<Expr> all = new ArrayList<>();
    inputs.forEach(input -> all.add(input.expression()));
    for (Row row : rows) {
      all.addAll(row.tests());
      all.addAll(row.outputs());
    }
    outputs.forEach(output -> {
      if (output.otherwise() != null) {
        all.add(output.otherwise());
      }
    });
    return all;
  }
}
