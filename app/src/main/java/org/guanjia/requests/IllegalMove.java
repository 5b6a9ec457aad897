package org.guanjia.requests;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The life cycle does not allow the move from where the request stands. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class IllegalMove extends RuntimeException {

  private final Move move;
  private final State from;

  public IllegalMove(Move move, State from) {
    super(move + " is not possible from " + from);
    this.move = move;
    this.from = from;
  }

  public Move move() {
    return move;
  }

  public State from() {
    return from;
  }
}
