package org.guanjia.assessments;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody else changed the assessment since the form was shown; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class StaleAssessment extends RuntimeException {
  public StaleAssessment(long id) {
    super("changed since: assessment " + id);
  }
}
