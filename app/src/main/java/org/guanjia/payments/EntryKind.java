package org.guanjia.payments;

/** What an entry in a person's account says; its message key is {@code payments.entry.} and the name. Fen may be negative: an entry is taken back by another. */
public enum EntryKind {
  /** An entitlement recognised by a run, more or less than before. */
  ENTITLED,
  /** Ordered to be paid, until the bank has answered. */
  ORDERED,
  /** Paid out. */
  PAID,
  /** Kept back for what was overpaid in other months; the person has it by owing less. */
  WITHHELD,
  /** Came back of what was overpaid. */
  RECOVERED,
  /** Not asked for any more. */
  WRITTEN_OFF
}
