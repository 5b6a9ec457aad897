package org.guanjia.coverage;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The move cannot be made where the finding stands. */
@ResponseStatus(HttpStatus.CONFLICT)
public class IllegalFindingMove extends RuntimeException {

  private final FindingMove move;
  private final FindingState from;

  IllegalFindingMove(FindingMove move, FindingState from) {
    super(move + " from " + from);
    this.move = move;
    this.from = from;
  }

  public FindingMove move() {
    return move;
  }

  public FindingState from() {
    return from;
  }
}
