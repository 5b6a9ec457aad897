package org.guanjia.benefits;

import java.util.List;
import org.guanjia.rules.ExampleResult;
import org.guanjia.rules.Problem;

/** A version cannot be laid before anybody, or released: its rules are not whole, or an example does not come out. */
public final class NotReady extends RuntimeException {

  private final transient List<Problem> problems;
  private final transient List<ExampleResult> failing;

  NotReady(List<Problem> problems, List<ExampleResult> failing) {
    super(problems + " " + failing.size() + " examples");
    this.problems = problems;
    this.failing = failing;
  }

  /** What is wrong with the rules. */
  public List<Problem> problems() {
    return problems;
  }

  /** Examples that come out otherwise than written down. */
  public List<ExampleResult> failing() {
    return failing;
  }
}
