package org.guanjia.requests;

/** Where a request stands. The moves between states are {@link Move}'s. */
public enum State {
  /** Taken down, waiting for the desk to decide its outcome. */
  RECEIVED,
  /** The outcome is decided and the desk itself owes the answer. */
  TRIAGED,
  /** In the hands of one or more departments. */
  IN_DEPARTMENT,
  /** The work is done or the decision taken, an answer is drafted and waits for approval. */
  DONE,
  /** The answer is approved; not every reporter has been told yet. */
  ANSWERED,
  /** Every reporter has been told. */
  FED_BACK,
  /** Rated by the reporter. */
  RATED,
  /** The reporter was dissatisfied; someone else looks at it again. */
  UNDER_REVIEW,
  /** A duplicate of another matter, which carries its reporter along. */
  MERGED,
  /** Taken back by the reporter. */
  WITHDRAWN;

  /** Somebody still owes something. */
  public boolean open() {
    return switch (this) {
      case RECEIVED, TRIAGED, IN_DEPARTMENT, DONE, ANSWERED, UNDER_REVIEW -> true;
      case FED_BACK, RATED, MERGED, WITHDRAWN -> false;
    };
  }
}
