package org.guanjia.rules;

import org.jspecify.annotations.Nullable;

/**
 * An example, tried.
 *
 * @param decision what came out, or null where the example itself is not well-formed
 * @param fault why it could not be tried, or null
 */
public record ExampleResult(Example example, @Nullable Decision decision, @Nullable String fault) {

  /** Whether what came out is what was expected. */
  public boolean passed() {
    return decision != null && decision.answer() == example.answer()
        && (example.amountFen() == null || example.amountFen() == decision.amountFen());
  }
}
