package org.guanjia.rules;

import java.util.List;
import java.util.stream.Collectors;

/** The text is refused; says all that is wrong with it, not only the first. */
public final class NotAProgramme extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  NotAProgramme(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
