package org.guanjia.rules;

/** What a programme says of a person in a month. UNKNOWN is never NO: a fact that nobody asked for does not refuse anybody. */
public enum Answer {
  YES, NO, UNKNOWN
}
