package org.guanjia.people;

import org.guanjia.platform.web.Conflict;
import org.guanjia.platform.web.Page;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What programs are told of a conflict at the review desk: where the doubt or the person stands now (RFC 9457). */
@RestControllerAdvice(assignableTypes = {DoubtsApi.class, MergesApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class DoubtProblems {

  private final Doubts doubts;

  DoubtProblems(Doubts doubts) {
    this.doubts = doubts;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> decided(StaleDoubt stale, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("doubts.stale"));
    Doubt doubt = doubts.view(stale.id()).doubt();
    detail.setProperty("version", doubt.version());
    detail.setProperty("state", doubt.state());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> changed(StalePerson stale, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("merging.stale"));
    detail.setProperty("person", stale.id());
    return Conflict.answer(detail);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> known(KnownDocument known, Page page) {
    ProblemDetail detail = Conflict.detail(page, page.t("doubts.error.known", String.valueOf(known.person())));
    detail.setProperty("person", known.person());
    return Conflict.answer(detail);
  }
}
