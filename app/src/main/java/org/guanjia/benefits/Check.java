package org.guanjia.benefits;

import java.util.List;
import org.guanjia.rules.ExampleResult;
import org.guanjia.rules.Problem;
import org.guanjia.rules.Programme;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a version before its release.
 *
 * @param rules null when there are problems
 * @param examples what each came to; empty when there are problems
 */
public record Check(List<Problem> problems, List<ExampleResult> examples, @Nullable Programme rules) {

  /** Whether it could be released: no problems, at least one example, all of them come out. */
  public boolean passes() {
    return problems.isEmpty() && !examples.isEmpty() && failing().isEmpty();
  }

  public List<ExampleResult> failing() {
    return examples.stream().filter(example -> !example.passed()).toList();
  }
}
