package org.guanjia.assessments;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The assessment stands where that cannot be done; nothing was written. */
@ResponseStatus(HttpStatus.CONFLICT)
public final class IllegalAssessmentMove extends RuntimeException {

  private final AssessmentState from;

  public IllegalAssessmentMove(AssessmentMove move, AssessmentState from) {
    super(move + " is not possible from " + from);
    this.from = from;
  }

  public AssessmentState from() {
    return from;
  }
}
