package org.guanjia.payments;

/** By what an entry came about; its message key is {@code payments.why.} and the name. */
public enum EntryWhy {
  RUN,
  BANK_PAID,
  BANK_FAILED,
  /** Paid first and given back later, as banks do when an account turns out to be closed. */
  BANK_GAVE_BACK,
  INSTALMENT,
  /** Taken from what another programme pays for the same month, which takes this one's place. */
  SET_OFF,
  CASH,
  WRITE_OFF,
  /** Paid before this system. */
  HISTORY
}
