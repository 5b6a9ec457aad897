package org.guanjia.platform.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** 409 for programs: what stands in the way, so that they can decide anew (RFC 9457). */
public final class Conflict {

  private Conflict() {}

  /** To be filled with where the thing stands now, and given to {@link #answer(ProblemDetail)}. */
  public static ProblemDetail detail(Page page, String text) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, text);
    detail.setTitle(page.t("api.problem.conflict"));
    return detail;
  }

  public static ResponseEntity<ProblemDetail> answer(ProblemDetail detail) {
    return ResponseEntity.status(HttpStatus.CONFLICT).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
  }
}
