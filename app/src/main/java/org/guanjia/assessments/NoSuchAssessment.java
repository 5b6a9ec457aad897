package org.guanjia.assessments;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** No assessment of that number that this viewer may see. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NoSuchAssessment extends RuntimeException {
  public NoSuchAssessment(long id) {
    super("no such assessment: " + id);
  }
}
