package org.guanjia.linkage;

import java.util.List;

/**
 * What a row is, and who it may be.
 *
 * @param candidates whom a clerk should see, the likeliest first; of a {@link Verdict#MATCH} the first is meant
 * @param <T> by what the caller knows a person
 */
public record Decision<T>(Verdict verdict, List<Candidate<T>> candidates) {

  /** Somebody in the register, and how well the row fits. */
  public record Candidate<T>(T person, Score score) {}

  public Decision {
    candidates = List.copyOf(candidates);
  }
}
