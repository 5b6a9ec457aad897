package org.guanjia.payments;

import java.util.Set;

/** Something was entered into these persons' accounts: recognised, on its way, paid, refused, given back or taken over from before. */
public record PaymentsPosted(String town, Set<Long> personIds) {

  public PaymentsPosted {
    personIds = Set.copyOf(personIds);
  }
}
