package org.guanjia.meetings;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No such meeting, item, mark or follow-up that this actor may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchMeeting extends RuntimeException {
  public NoSuchMeeting(Object what) {
    super("no such meeting: " + what);
  }
}
