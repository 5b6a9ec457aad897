package org.guanjia.projects;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The life cycle does not allow the move from where the project stands: such as a decision on a project that was withdrawn
 * a minute ago. Nothing was written.
 */
@ResponseStatus(HttpStatus.CONFLICT)
public final class IllegalProjectMove extends RuntimeException {

  private final String code;
  private final ProjectMove move;
  private final ProjectState from;

  public IllegalProjectMove(String code, ProjectMove move, ProjectState from) {
    super(move + " is not possible for " + code + " from " + from);
    this.code = code;
    this.move = move;
    this.from = from;
  }

  public String code() {
    return code;
  }

  public ProjectMove move() {
    return move;
  }

  /** Where it stands; its message key is {@code projects.state.} and the name. */
  public ProjectState from() {
    return from;
  }
}
