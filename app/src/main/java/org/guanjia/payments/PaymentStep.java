package org.guanjia.payments;

/** What has to be done for a payday, in this order; its message key is {@code payments.step.} and the name. */
public enum PaymentStep {
  PROPOSE,
  /** Look at what is held, and hand the run over. */
  SUBMIT,
  APPROVE,
  FILE,
  /** The payday itself. */
  PAY
}
