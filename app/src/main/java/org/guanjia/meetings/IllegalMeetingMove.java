package org.guanjia.meetings;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The life cycle does not allow the move from where the meeting stands; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class IllegalMeetingMove extends RuntimeException {

  private final MeetingState from;

  public IllegalMeetingMove(long id, MeetingMove move, MeetingState from) {
    super(move + " is not possible for meeting " + id + " from " + from);
    this.from = from;
  }

  /** Where it stands; its message key is {@code meetings.state.} and the name. */
  public MeetingState from() {
    return from;
  }
}
