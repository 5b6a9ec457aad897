package org.guanjia.meetings;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed it since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleMeeting extends RuntimeException {
  public StaleMeeting(Object what) {
    super("changed since: " + what);
  }
}
