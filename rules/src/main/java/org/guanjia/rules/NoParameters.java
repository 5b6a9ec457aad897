package org.guanjia.rules;

import java.time.YearMonth;
import java.util.List;

/** A month in which the programme does not stand: parameters have no value yet, or none any more. */
public final class NoParameters extends Exception {

  private static final long serialVersionUID = 1L;

  private final List<String> names;

  NoParameters(String programme, YearMonth month, List<String> names) {
    super(programme + " has no value in " + month + " for " + names);
    this.names = List.copyOf(names);
  }

  /** The parameters without a value in that month. */
  public List<String> names() {
    return names;
  }
}
